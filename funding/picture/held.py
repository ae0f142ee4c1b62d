"""The whole resource of a place: what councils hold, what others hold, what is given in kind.

Money that a council does not hold counts as much as money that it does. What is open to influence,
and what is given in kind, stands by itself: it is added to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from funding.flow.facts import MEANINGS
from funding.flow.filters import NO_SECTOR
from funding.flow.sums import Totals, totals_of_groups
from funding.models import Flow
from funding.picture.parts import Cell, PartLine
from funding.picture.selection import Selection
from interface.words import capitalised

COUNCILS, OTHERS, NOT_KNOWN = 1, 2, 0
HOLDERS = {
    COUNCILS: ("Councils and combined authorities", {"holder": "councils"}),
    OTHERS: ("Other bodies", {"holder": "others"}),
    NOT_KNOWN: ("Not known, or not in the directory", {"sector": NO_SECTOR}),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A line for each kind of holder, and one for each kind of thing that is given in kind."""

    meanings: tuple[str, ...]
    lines: tuple[PartLine, ...]
    kinds: tuple[PartLine, ...]
    kind_meanings: tuple[str, ...]
    is_influenceable: bool

    @property
    def influenceable(self) -> str:
        """What money that is open to influence is."""
        return MEANINGS[Flow.Meaning.INFLUENCEABLE]


def held_of(selection: Selection) -> Held:
    """Who holds the money of a place, of every meaning, and what is given in kind. Two queries."""
    in_kind = ~Q(kind=Flow.Kind.MONEY) | Q(meaning=Flow.Meaning.IN_KIND)
    asked, here, onward = selection.asked, selection.here, selection.onward
    holders = totals_of_groups(
        here.exclude(in_kind), onward, asked.place, "holder", year=asked.year
    )
    kinds = totals_of_groups(here.filter(in_kind), onward, asked.place, "kind", year=asked.year)
    money = _occurring(holders)
    given = _occurring(kinds)
    query = {name: value for name, value in asked.listed.items() if name != "meaning"}
    return Held(
        meanings=tuple(map(_words, money)),
        lines=tuple(
            PartLine(label, _cells(holders[at], money, {**query, **filters, "kind": "money"}))
            for at, (label, filters) in HOLDERS.items()
            if at in holders
        ),
        kinds=tuple(
            PartLine(
                capitalised(str(kind.label)) if kind != Flow.Kind.MONEY else "Worth in money",
                _cells(kinds[number], given, {**query, "kind": kind.value}),
            )
            for number, kind in enumerate(Flow.Kind, start=1)
            if number in kinds
        ),
        kind_meanings=tuple(map(_words, given)),
        is_influenceable=bool(selection.totals.of(Flow.Meaning.INFLUENCEABLE).flows),
    )


def _occurring(groups: dict[int, Totals]) -> list[Any]:
    """The meanings of which any group has a flow."""
    return [m for m in Flow.Meaning if any(group.of(m).flows for group in groups.values())]


def _cells(totals: Totals, meanings: list[Any], query: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            _words(meaning),
            totals.of(meaning),
            f"{reverse('flows')}?{urlencode({**query, 'meaning': meaning.value})}",
        )
        for meaning in meanings
    )


def _words(meaning: Any) -> str:
    return str(meaning.label).capitalize()
