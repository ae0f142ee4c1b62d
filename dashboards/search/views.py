"""Search over everything that a reader may see, grouped by what it is; what is spelt nearly so.

Where nothing holds their words, names of every kind that has an index of them are looked through,
and only of what the reader may see. A word of theirs that is close to one that was typed is offered
in its place: so a misspelt word in the text of a barrier or a lesson comes right as well, and no
hidden text is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dashboards.search.asked import both_named
from dashboards.search.parts import pages_called
from geography.locality.registrations import missing_postcode
from interface.context import trail
from partnerships.models import Topic
from records.names import near
from records.subjects import registered
from registry.search import Autocomplete, Found, Group, SearchIndex

READ = 12
SHOWN = 6
# How alike two words are at least, from 0 to 1, and how long a word is at least that is put right.
LEAST_LIKENESS, SHORTEST_WORD = 0.7, 4


@dataclass(frozen=True)
class Near:
    """Records spelt nearly so, the nearest first, and the words put right; empty for none."""

    found: list[Found] = field(default_factory=list)
    words: str = ""


def nearly(user: Any, typed: str) -> Near:
    """Four queries, whatever is found.

    Job roles and priorities are left out: their keys hold whole texts, and comparing them
    took longer than all the rest.
    """
    rows = [
        (name.nearness, name.name_key, kind.line(kind.of(name)))
        for kind in registered(Autocomplete)
        if kind.names is not None
        for name in _nearest(kind.names(user), typed)
    ]
    rows.sort(key=lambda row: -row[0])
    words_used = {word for _, key, _ in rows for word in key.split()}
    words_used |= {word for name in _topics() for word in name.lower().split()}
    return Near(_once(hit for _, _, hit in rows), _put_right(typed, words_used))


def _nearest(names: QuerySet, typed: str) -> QuerySet:
    return near(names, typed).order_by("-nearness", "pk")[:READ]


def _topics() -> Iterable[str]:
    return Topic.objects.values_list("name", flat=True)


def _once(hits: Iterable[Found]) -> list[Found]:
    """Each record once: a place may be near by several names."""
    return list({hit.url: hit for hit in hits}.values())[:SHOWN]


def _put_right(typed: str, words_used: set[str]) -> str:
    """The words typed with each unknown one replaced by the nearest that is said somewhere."""
    words = typed.lower().split()
    right = [_nearest_word(word, words_used) for word in words]
    return " ".join(right) if right != words else ""


def _nearest_word(word: str, words_used: set[str]) -> str:
    if len(word) < SHORTEST_WORD or word in words_used:
        return word
    return next(iter(get_close_matches(word, sorted(words_used), n=1, cutoff=LEAST_LIKENESS)), word)


SHORTEST = 2
LONGEST = 200
SUGGESTED = 3


@dataclass(frozen=True)
class Search:
    """What was typed, what is wrong with it, and what was found."""

    typed: str = ""
    problem: str = ""
    asked: Found | None = None
    pages: list[Found] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    near: Near = field(default_factory=Near)
    missing_postcode: str = ""

    @property
    def found(self) -> list[Group]:
        """The kinds of which something was found, without what is made up."""
        real = [group.of_the_country for group in self.groups]
        return [group for group in real if group.found]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.asked or self.pages or self.found or self.examples)

    @property
    def examples(self) -> list[Found]:
        """What was found that is made up, of all kinds, apart from the rest."""
        return [one for group in self.groups for one in group.examples]


def build(user: Any, text: str) -> Search:
    """What this reader may see that holds these words."""
    typed = _plain(text)
    if not typed:
        return Search()
    if len(typed) < SHORTEST:
        return Search(typed, f"Type at least {SHORTEST} letters.")
    if len(typed) > LONGEST:
        return Search(typed[:LONGEST], f"Type no more than {LONGEST} letters.")
    today = timezone.localdate()
    asked, pages = both_named(user, typed), pages_called(user, typed)
    groups = [kind.group(user, typed, today) for kind in registered(SearchIndex)]
    nothing = not (asked or pages or any(group.found for group in groups))
    return Search(
        typed,
        asked=asked,
        pages=pages,
        groups=groups,
        near=nearly(user, typed) if nothing else Near(),
        missing_postcode=missing_postcode(typed) if nothing else "",
    )


def straight_to(user: Any, text: str) -> str:
    """The page of the one record that a reference or code names; empty where there is none."""
    typed = text.strip()
    for kind in registered(SearchIndex):
        if kind.reference and kind.reference.number(typed) is not None:
            record = kind.model.objects.visible_to(user).called(typed).first()
            return record.get_absolute_url() if record else ""
    if "\x00" in typed or not any(letter.isdigit() for letter in typed):
        return ""
    return _coded(user, typed)


def _coded(user: Any, typed: str) -> str:
    """The page of the one record, of any kind, that carries this code. One query, and one for the
    record."""
    kinds = [names for names in registered(Autocomplete) if names.coded is not None]
    found = [
        names.coded(user, typed).order_by().values_list(Value(number), "pk")[:2]
        for number, names in enumerate(kinds)
        if names.coded is not None
    ]
    if not found:
        return ""
    first, *others = found
    keys = list(first.union(*others, all=True))
    if len(keys) != 1:
        return ""
    [(number, pk)] = keys
    page: str = kinds[number].model.objects.get(pk=pk).get_absolute_url()
    return page


def suggestions(user: Any, text: str) -> list[Found]:
    """Whom to ask, pages called so, and the first few records with a name, while somebody types."""
    typed = _plain(text)
    if not SHORTEST <= len(typed) <= LONGEST:
        return []
    asked = both_named(user, typed)
    first = [*([asked] if asked else []), *pages_called(user, typed)[:SUGGESTED]]
    return first + [
        kind.line(record)
        for kind in registered(Autocomplete)
        for record in kind.rows(user, typed)[:SUGGESTED]
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Every kind of record by words; a code or reference goes straight on to its record."""
    typed = request.GET.get("q", "")
    if straight := straight_to(request.user, typed):
        return redirect(straight)
    context = {
        "search": build(request.user, typed),
        "breadcrumbs": trail(request, ("Search", "")),
    }
    return render(request, "dashboards/search.html", context)


@login_not_required
def suggest(request: HttpRequest) -> JsonResponse:
    """Records to go straight to, while somebody types in the search box."""
    rows = suggestions(request.user, request.GET.get("q", ""))
    answer = [{"value": "", "label": row.title, "hint": row.note, "url": row.url} for row in rows]
    return JsonResponse({"results": answer})
