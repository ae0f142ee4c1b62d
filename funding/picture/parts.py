"""The money of a place by the places within it: districts of a county, councils of a region.

Each place within is added up by itself, so money for two of them stands in both lines: with the
share of each where it is split, else as "at most". In the last line each pound is counted once;
that the lines do not add up to it is said, and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Func, IntegerField, Q, Value
from django.urls import reverse

from funding.flow.per_head import PerHead, per_head
from funding.flow.sums import Totals, totals, totals_at_each
from funding.flow.totals import Total
from funding.models import Flow
from funding.picture.asked import Asked
from funding.picture.selection import Selection
from geography.measure.population import Population, populations
from interface.articles import with_article
from interface.words import capitalised, count_words
from partnerships.models import Place, PlaceLink, PlaceReach
from partnerships.place.kind_groups import COUNCILS
from partnerships.place.models.place import holding

Kind = Place.Kind
MOST_PLACES = 250


@dataclass(frozen=True, slots=True)
class Cell:
    """The total of one meaning at one place, with the list that it adds up."""

    meaning: str
    total: Total
    url: str = ""


@dataclass(frozen=True, slots=True)
class PartLine:
    """A place within, or all of them together: a total for each meaning."""

    label: str
    cells: tuple[Cell, ...]
    per_head: PerHead | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of the places within, what is for the place as a whole, and all of it once."""

    title: str
    meanings: tuple[str, ...]
    lines: tuple[PartLine, ...]
    whole: PartLine | None
    in_all: PartLine
    each: str
    says: str
    too_many: bool = False

    @property
    def has_each(self) -> bool:
        """Whether any line is known for each resident."""
        return any(line.per_head for line in self.lines)


class _Common(Func):
    """How many numbers two lists have in common."""

    template = "cardinality(ARRAY(SELECT unnest(%(expressions)s)))"
    arg_joiner = ") INTERSECT SELECT unnest("
    output_field = IntegerField()


@dataclass(frozen=True)
class _Sheet:
    """What of the selected money is at each of some places, to be written out line by line.

    ``places`` are those within, ``each`` the totals at each of them.
    """

    selection: Selection
    places: list[Place]
    each: dict[int, Totals]
    people: dict[int, Population]

    @cached_property
    def meanings(self) -> list[Any]:
        """The meanings that occur, in any year."""
        return [m for m in Flow.Meaning if self.selection.totals.of(m).flows]

    @cached_property
    def recorded(self) -> list[Place]:
        """Those of the places for which there is any money."""
        return [place for place in self.places if self.each[place.pk].flows]

    @property
    def ids(self) -> list[int]:
        return [place.pk for place in self.places]

    def lines(self) -> tuple[PartLine, ...]:
        """A line for each place with money."""
        return tuple(
            PartLine(
                place.name,
                self._cells(self.each[place.pk], place),
                per_head(
                    self.each[place.pk].of(self.selection.asked.meaning), self.people.get(place.pk)
                ),
                place.get_absolute_url(),
            )
            for place in self.recorded
        )

    def whole(self) -> PartLine | None:
        """What is for no single one of them; None where all of it is, or nothing. One query."""
        asked = self.selection.asked
        rest = totals(
            self.selection.here.exclude(reach_ids__overlap=self.ids),
            self.selection.onward,
            place=asked.place,
            by_year=asked.year is not None,
        ).of_year(asked.year)
        if not rest.flows or not self.recorded:
            return None
        return PartLine(f"For {with_article(asked.place)} as a whole", self._cells(rest))

    def in_all(self) -> PartLine:
        """All of it, each pound once."""
        asked = self.selection.asked
        summed = self.selection.totals.of_year(asked.year)
        return PartLine("In all, each pound once", self._cells(summed, asked.place))

    def several(self) -> int:
        """How many flows are for several of the places. One query."""
        if not self.places:
            return 0
        ids = Value(self.ids, output_field=Flow._meta.get_field("reach_ids"))
        spread = self.selection.here.annotate(parts=_Common(F("reach_ids"), ids))
        return spread.filter(parts__gt=1).count()

    def says(self, whole: PartLine | None) -> str:
        """Why the lines need not add up, and what stands in none of them."""
        said = []
        if several := self.several():
            are = "amount is" if several == 1 else "amounts are"
            said.append(
                f"{several} {are} for several of these places. Each line has that place’s share, "
                "or “at most” all of it if it is not split, so the lines may not add up to the "
                "last one."
            )
        if whole:
            said.append("Money that is not for any single one of them has its own line.")
        said.append(
            "What one place passes on to another is counted where it goes. In the last line each "
            "pound is counted once."
        )
        if missing := len(self.places) - len(self.recorded):
            more = capitalised(count_words(missing, "more place"))
            has = "has" if missing == 1 else "have"
            said.append(f"{more} {has} no money that you can see.")
        return " ".join(said)

    def _cells(self, summed: Totals, place: Place | None = None) -> tuple[Cell, ...]:
        """The totals of a line; each leads to its list where they are those of a place."""
        return tuple(
            Cell(
                _words(meaning),
                summed.of(meaning),
                _url(self.selection.asked, place, meaning) if place else "",
            )
            for meaning in self.meanings
        )


def parts_of(selection: Selection, today: dt.date) -> Parts:
    """The places within and their money. Six queries."""
    asked = selection.asked
    places = places_within(asked.place, today)
    each = totals_at_each(
        asked.narrowed(selection.visible),
        [place.pk for place in places],
        year=asked.year,
        seen=selection.onward,
    )
    sheet = _Sheet(selection, places, each, populations(places))
    whole = sheet.whole()
    return Parts(
        title="By place within",
        meanings=tuple(map(_words, sheet.meanings)),
        lines=sheet.lines(),
        whole=whole,
        in_all=sheet.in_all(),
        each=f"{_words(asked.meaning)}, for each resident",
        says=sheet.says(whole),
        too_many=any(at.too_many for at in each.values()),
    )


def places_within(place: Place, today: dt.date) -> list[Place]:
    """The councils directly within a place, or else whatever lies directly within it.

    A council that lies within another of them is left to that one. Two queries.
    """
    links = PlaceLink.objects.filter(holding(today), other=place, kind=PlaceLink.Kind.WITHIN)
    rows = Place.objects.filter(pk__in=links.order_by().values("place")).order_by("sort_key", "id")
    found = list(rows[:MOST_PLACES])
    found = [one for one in found if one.kind in COUNCILS] or found
    ids = [one.pk for one in found]
    nested = PlaceReach.objects.filter(~Q(place=F("ancestor")), place__in=ids, ancestor__in=ids)
    inner = set(nested.order_by().values_list("place_id", flat=True))
    return [one for one in found if one.pk not in inner]


def _words(meaning: Any) -> str:
    return str(Flow.Meaning(meaning).label).capitalize()


def _url(asked: Asked, place: Place, meaning: str) -> str:
    query = {**asked.listed, "place": place.slug, "meaning": str(meaning)}
    return f"{reverse('flows')}?{urlencode(query)}"
