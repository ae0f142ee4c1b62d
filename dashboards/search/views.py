"""Search over everything that a reader may see: an answer where the question is of a kind, and one
list of records, the best first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from dashboards.search.answers import answers
from dashboards.search.parts import pages_called
from geography.locality import postcodes
from geography.locality.council import councils_of
from geography.locality.registrations import found_in, missing_postcode
from interface import help as helping
from interface import querystring
from interface.context import trail
from interface.help import HelpPage
from interface.parts import is_named
from interface.words import in_sentence
from partnerships.models import OrganisationSuccession, Place
from partnerships.place.examples import sees_demo_data
from partnerships.place.list_dates import standing
from people.job_role.question import read
from people.models import JobRole
from records.addresses import address
from records.subjects import registered
from records.switches import those_used
from registry.search import Found
from search.find import KEPT, Result, Results, exactly, find
from search.index import kinds
from search.words import said

SHORTEST, LONGEST = 2, 200
SHOWN, LOCALITIES, SUGGESTED, PAGES, HELPS, NEAREST = 12, 4, 8, 3, 3, 2

# What stands above the list to narrow it, and whose records each is about
THEMES = {
    "partnerships": "Places and organisations",
    "pilots": "Pilots and what was learned",
    "barriers": "Barriers",
    "funding": "Money",
    "people": "People",
    "policy": "Priorities and policy",
    "records": "Sources and notes",
}
OF_APP = {
    **dict.fromkeys(("services", "geography", "governance"), "partnerships"),
    "collaboration": "pilots",
}
# "B 000013" for B-000013
_SPACED = re.compile(r"^([a-z])\s+(\d+)$", re.IGNORECASE)
FIRST = 3  # records among which a job role is looked for
# Words that ask for somewhere within a council
LOCAL = frozenset(["estate", "neighbourhood", "parish", "postcode", "town", "village", "ward"])
# What came after a record, by name and page
Led = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """A theme by which the list can be narrowed, with how many there are of it."""

    label: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Search:
    """What was typed, what is wrong with it, and what was found. ``examples`` are the first of as
    many as are ``made_up``; ``person`` is a job role that stands with *Who to ask* as well."""

    typed: str = ""
    problem: str = ""
    answers: list[Found] = field(default_factory=list)
    person: Result | None = None
    pages: list[Found] = field(default_factory=list)
    helps: list[HelpPage] = field(default_factory=list)
    localities: list[Found] = field(default_factory=list)
    results: Results | None = None
    choices: list[Choice] = field(default_factory=list)
    rows: list[Result] = field(default_factory=list)
    examples: list[Result] = field(default_factory=list)
    made_up: int = 0
    more_url: str = ""
    missing_postcode: str = ""

    @property
    def count(self) -> int:
        """How many records were found that are not made up."""
        return sum(choice.count for choice in self.choices)

    @property
    def is_loose(self) -> bool:
        """Whether no record has all of the words."""
        return bool(self.results and self.results.fewer)

    @property
    def helps_first(self) -> bool:
        """Whether help stands above records, of which none has all of the words."""
        return bool(self.helps and not self.answers and (not self.rows or self.is_loose))

    @property
    def pages_first(self) -> bool:
        """Whether the pages that are called so stand above records: those of that very name, or
        any where no record has all of the words."""
        is_asked = any(is_named(page.title, self.typed) for page in self.pages)
        return (
            not self.answers and bool(self.pages) and (is_asked or not self.rows or self.is_loose)
        )

    @property
    def localities_url(self) -> str:
        """The list of all towns, wards and postcodes that match, where there may be more."""
        cut = len(self.localities) == LOCALITIES
        return f"{reverse('places')}?{urlencode({'q': self.typed})}" if cut else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        found = (self.answers, self.pages, self.helps, self.localities, self.rows, self.examples)
        return not any(found)

    @property
    def put_right(self) -> str:
        """The words put right, where something was found by them."""
        return self.results.question.put_right if self.results and self.rows else ""


def build(user: Any, given: Any) -> Search:
    """What this reader may see that answers the words in the address."""
    typed, theme = _plain(given.get("q", "")), given.get("of", "")
    theme = theme if theme in THEMES else ""
    if not typed:
        return Search()
    if len(typed) < SHORTEST:
        return Search(typed, f"Type at least {SHORTEST} letters.")
    if len(typed) > LONGEST:
        return Search(typed[:LONGEST], f"Type no more than {LONGEST} letters.")
    results = find(user, typed)
    works_there = sees_demo_data(user)
    here = [one for one in results.every if theme in ("", theme_of(one))]
    rows = [one for one in here if works_there or not one.is_made_up]
    made_up = [] if works_there else [one for one in here if one.is_made_up]
    shown = KEPT if "all" in given else SHOWN
    more = max(len(rows), len(made_up)) > shown
    search = Search(
        typed,
        results=results,
        choices=_choices(results.every, theme, given, made_up=works_there),
        rows=_led_on(rows[:shown]),
        examples=made_up[:shown],
        made_up=len(made_up),
        more_url=querystring.replaced(given, all="on") if more else "",
    )
    return search if theme else _with_what_is_no_record(user, search)


def _with_what_is_no_record(user: Any, search: Search) -> Search:
    """With answers, pages, help; and towns, wards and postcodes, which are looked for where no
    place of the directory was named."""
    typed, question = search.typed, read(user, search.typed)
    place, put_right = question.place, search.put_right
    is_local = getattr(place, "known_as", "") if place else not search.rows or search.is_loose
    is_local = is_local or LOCAL & set(said(typed))
    found = answers(user, question)
    pages = pages_called(user, typed)[:PAGES]
    is_unanswered = not (found or pages) and (search.is_loose or not search.rows)
    search = replace(
        search,
        answers=found,
        person=_person(search, found),
        pages=pages,
        helps=_helps(put_right or typed, loosely=is_unanswered),
        localities=found_in(user, typed, LOCALITIES, timezone.localdate()) if is_local else [],
    )
    return replace(search, missing_postcode=missing_postcode(typed)) if search.is_empty else search


def _person(search: Search, found: list[Found]) -> Result | None:
    """The job role among the first records, where it may be who is looked for. Nobody asks one
    that is over."""
    if search.is_loose or not all(one.url.startswith(reverse("who_to_ask")) for one in found):
        return None
    roles = (one for one in search.rows[:FIRST] if one.index.model is JobRole)
    return next((one for one in roles if not one.is_over), None)


def _led_on(rows: list[Result]) -> list[Result]:
    """The same; a place or a body that has ended with what came after it. A query for each kind."""
    over = {kind: [one.pk for one in rows if one.is_over and one.kind == kind] for kind in AFTER}
    after = {
        (kind, pk): led for kind, pks in over.items() if pks for pk, led in AFTER[kind](pks).items()
    }
    return [replace(one, after=after.get((one.kind, one.pk), ())) for one in rows]


def _after_places(pks: list[int]) -> dict[int, Led]:
    times = standing([Place(pk=pk) for pk in pks], timezone.localdate())
    return {pk: tuple((one.name, one.url) for one in each.after) for pk, each in times.items()}


def _after_bodies(pks: list[int]) -> dict[int, Led]:
    return {
        pk: tuple((one.name, address("organisation", one.slug)) for one in led)
        for pk, led in OrganisationSuccession.objects.all().led_to(pks).items()
    }


AFTER = {"place": _after_places, "organisation": _after_bodies}


def _helps(typed: str, *, loosely: bool = False) -> list[HelpPage]:
    """Help for what was typed; ``loosely``, the nearest where there is none."""
    pages = registered(HelpPage)
    near = those_used(tuple(helping.found(pages, typed)))[:HELPS]
    if not near and loosely:
        near = those_used(tuple(helping.found(pages, typed, loosely=True)))[:NEAREST]
    return list(near)


def _choices(rows: Iterable[Result], theme: str, given: Any, *, made_up: bool) -> list[Choice]:
    """The themes of what was found, in the order in which they come."""
    numbers = Counter(theme_of(one) for one in rows if made_up or not one.is_made_up)
    return [
        Choice(
            label=THEMES[key],
            count=count,
            url=querystring.replaced(given, of=None if key == theme else key, all=None),
            is_chosen=key == theme,
        )
        for key, count in numbers.items()
    ]


def theme_of(one: Result) -> str:
    """What a record is about, by the app that keeps it."""
    app = one.index.model._meta.app_label
    return OF_APP.get(app, app)


def straight_to(user: Any, text: str) -> str:
    """The page of the one record that a reference or code names, or of the council of a postcode,
    or the list of its councils where its sector lies in several; empty where there is none."""
    typed = _SPACED.sub(r"\1-\2", text.strip())
    for index in kinds():
        if index.reference and (number := index.reference.number(typed)) is not None:
            record = index.rows_seen(user).filter(pk=number).first()
            return record.get_absolute_url() if record else ""
    if not any(letter.isdigit() for letter in typed):
        return ""
    if councils := councils_of(user, typed):
        listed = f"{reverse('places')}?{urlencode({'q': typed})}"
        return councils[0].get_absolute_url() if len(councils) == 1 else listed
    if " " in typed or postcodes.read(typed):
        return ""
    found = exactly(user, typed)
    return found[0].url if len(found) == 1 else ""


def suggestions(user: Any, text: str) -> list[Found]:
    """Answers, pages called so, help, and the first records, while somebody types."""
    typed = _plain(text)
    if not SHORTEST <= len(typed) <= LONGEST:
        return []
    helps = [Found(one.title, one.url, "help") for one in _helps(typed)]
    first = [*answers(user, read(user, typed)), *pages_called(user, typed)[:PAGES], *helps]
    records = [
        Found(one.title, one.url, _hint(one))
        for one in find(user, typed, most=SUGGESTED, unfinished=True).every
    ]
    return [*first, *records, *found_in(user, typed, LOCALITIES, timezone.localdate())]


def _hint(one: Result) -> str:
    """Of a place or a body what kind it is and where, which tells two of one name apart."""
    words = one.note.replace(". Ended", ", ended").replace(". ", ", ") if one.kind in AFTER else ""
    words = in_sentence(words) or one.index.label
    words = f"former {words}" if one.is_over else words
    return f"{words}, made up, as an example" if one.is_made_up else words


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Every kind of record by words; a code or reference goes straight on to its record."""
    typed = request.GET.get("q", "")
    if straight := straight_to(request.user, typed):
        return redirect(straight)
    context = {
        "search": build(request.user, request.GET),
        "most": KEPT,
        "breadcrumbs": trail(request, ("Search", "")),
    }
    return render(request, "dashboards/search.html", context)


@login_not_required
def suggest(request: HttpRequest) -> JsonResponse:
    """Records to go straight to, while somebody types in the search box."""
    rows = suggestions(request.user, request.GET.get("q", ""))
    answer = [{"value": "", "label": row.title, "hint": row.note, "url": row.url} for row in rows]
    return JsonResponse({"results": answer})
