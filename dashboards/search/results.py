"""Search over everything that the reader may see, grouped by what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dashboards.search import near as search_near
from dashboards.search.near import Near
from partnerships.search import Found, Group, Searched, Suggested
from records.subjects import declared

SHORTEST = 2
LONGEST = 200
SUGGESTED = 3


@dataclass(frozen=True)
class Search:
    """What was typed, what is wrong with it, and what was found."""

    typed: str = ""
    problem: str = ""
    groups: list[Group] = field(default_factory=list)
    near: Near = field(default_factory=Near)

    @property
    def found(self) -> list[Group]:
        """The kinds of which something was found."""
        return [group for group in self.groups if group.found]


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
    found = [kind.group(user, typed, today) for kind in declared(Searched)]
    nothing = not any(group.found for group in found)
    return Search(typed, groups=found, near=search_near.build(user, typed) if nothing else Near())


def straight_to(user: Any, text: str) -> str:
    """The page of the one record that a reference or code names; empty where there is none."""
    typed = text.strip()
    for kind in declared(Searched):
        if kind.reference and kind.reference.number(typed) is not None:
            record = kind.model.objects.visible_to(user).called(typed).first()
            return record.get_absolute_url() if record else ""
    if "\x00" in typed or not any(letter.isdigit() for letter in typed):
        return ""
    named_so: list[Any] = []
    for names in declared(Suggested):
        if names.coded is not None:
            named_so += names.coded(user, typed)[:2]
    return named_so[0].get_absolute_url() if len(named_so) == 1 else ""


def suggest(user: Any, text: str) -> list[Found]:
    """The first few places, organisations, pilots and programmes, while somebody types."""
    typed = _plain(text)
    if not SHORTEST <= len(typed) <= LONGEST:
        return []
    return [
        kind.line(record)
        for kind in declared(Suggested)
        for record in kind.rows(user, typed)[:SUGGESTED]
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
