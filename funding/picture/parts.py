"""The money of a place by the places within it: districts of a county, councils of a region.

Each place within is added up by itself, so money for two of them stands in both lines: with the
share of each where it is split, else as "at most". In the last line each pound is counted once;
that the lines do not add up to it is said, and why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.urls import reverse

from funding.flow.per_head import PerHead, per_head
from funding.flow.sums import Totals, totals, totals_at_each
from funding.flow.totals import Total
from funding.models import Flow
from funding.picture.asked import Asked
from interface.articles import with_article
from interface.words import capitalised, count_words
from partnerships.measure.population import populations
from partnerships.models import Place, PlaceLink, PlaceReach
from partnerships.place.models.place import holding

Kind = Place.Kind
COUNCILS = frozenset(
    {
        *(Kind.COUNTY, Kind.UNITARY, Kind.METROPOLITAN_BOROUGH, Kind.LONDON_BOROUGH),
        *(Kind.CITY_CORPORATION, Kind.DISTRICT),
    }
)
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


def parts_of(
    asked: Asked, seen: QuerySet[Flow], visible: QuerySet[Flow], summed: Totals, today: dt.date
) -> Parts:
    """The places within and their money. Six queries."""
    places = places_within(asked.place, today)
    here = asked.narrowed(seen)
    each = totals_at_each(
        asked.narrowed(visible), [place.pk for place in places], year=asked.year, seen=visible
    )
    people = populations(places)
    meanings = [meaning for meaning in Flow.Meaning if summed.of(meaning).flows]
    recorded = [place for place in places if each[place.pk].flows]
    spread = here.annotate(
        parts=_Common(F("reach_ids"), Value([place.pk for place in places], output_field=_ids()))
    )
    rest = totals(
        here.exclude(reach_ids__overlap=[place.pk for place in places]),
        visible,
        place=asked.place,
        by_year=asked.year is not None,
    ).of_year(asked.year)
    several = spread.filter(parts__gt=1).count() if places else 0
    whole = None
    if rest.flows and recorded:
        whole = PartLine(
            f"For {with_article(asked.place)} as a whole",
            tuple(Cell(_words(meaning), rest.of(meaning)) for meaning in meanings),
        )
    return Parts(
        title="By place within",
        meanings=tuple(_words(meaning) for meaning in meanings),
        lines=tuple(
            PartLine(
                place.name,
                tuple(
                    Cell(_words(meaning), each[place.pk].of(meaning), _url(asked, place, meaning))
                    for meaning in meanings
                ),
                per_head(each[place.pk].of(asked.meaning), people.get(place.pk)),
                place.get_absolute_url(),
            )
            for place in recorded
        ),
        whole=whole,
        in_all=PartLine(
            "In all, each pound once",
            tuple(
                Cell(_words(m), summed.of_year(asked.year).of(m), _url(asked, asked.place, m))
                for m in meanings
            ),
        ),
        each=f"{_words(asked.meaning)}, for each resident",
        says=_says(len(places), len(recorded), several, bool(whole)),
        too_many=any(each[place.pk].too_many for place in places),
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


def _says(places: int, recorded: int, several: int, has_whole: bool) -> str:
    said = []
    if several:
        are = "flow is" if several == 1 else "flows are"
        said.append(
            f"{several} {are} for several of these places: each line has its share or, where it is "
            "not split, “at most” all of it, so the lines need not add up to the last one."
        )
    if has_whole:
        said.append("What is for no single one of them stands in a line of its own.")
    said.append(
        "What one place passes on to another is counted where it goes. In the last line each pound "
        "is counted once."
    )
    if recorded < places:
        more = count_words(places - recorded, "more place")
        said.append(f"{capitalised(more)} without money that you can see.")
    return " ".join(said)


def _words(meaning: Any) -> str:
    return str(Flow.Meaning(meaning).label).capitalize()


def _url(asked: Asked, place: Place, meaning: str) -> str:
    query = {**asked.listed, "place": place.slug, "meaning": str(meaning)}
    return f"{reverse('flows')}?{urlencode(query)}"


def _ids() -> Any:
    return Flow._meta.get_field("reach_ids")
