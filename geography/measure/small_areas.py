"""How deprived the small areas of a place are: how many are among the most deprived in England.

A small area (LSOA) has some 1,500 people. Ranks are counted and never averaged: an average of ranks
is no score of the Indices of Deprivation. A ward has those that fit it best, a care board and a
council those that lie in it, a place whose boundary is kept those of which the middle lies in that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection

from geography.measure.period import release_words
from interface.articles import with_article
from interface.words import count_words, number
from partnerships.models import Place
from partnerships.place.attribution import OF_SMALL_AREAS
from partnerships.place.kind_groups import LOCAL_COUNCILS, REGIONAL
from partnerships.place.permissions import KINDS
from records.addresses import address
from records.models import Source

Kind = Place.Kind
# Kinds of place that are made of whole councils
OF_COUNCILS = (Kind.COUNTY, *REGIONAL)
SHOWN = 20  # wards of a table; the others fold
OTHER_WARDS = "In wards of another council or of an older list"

# Each rule finds small areas of a place, of which ``small`` is a row
# A ward that has a code, or that was replaced, is not the one of today that is called as it is
_NAMED = """lower(ward.name) = regexp_replace(lower(place.name), ' ward$', '')
      AND NOT EXISTS (SELECT FROM partnerships_placecode own
        WHERE own.place_id = place.id AND own.scheme = 'gss')
      AND NOT EXISTS (SELECT FROM partnerships_placelink gone
        WHERE gone.place_id = place.id AND gone.kind = 'succeeded_by')"""
_OF_WARD = f"""small.ward_code IN (
    SELECT code FROM partnerships_placecode WHERE place_id = %(place)s AND scheme = 'gss'
    UNION
    SELECT ward.code FROM geography_locality ward
    JOIN partnerships_placereach lies ON lies.ancestor_id = ward.place_id
    JOIN partnerships_place place ON place.id = lies.place_id
    WHERE place.id = %(place)s AND ward.kind = 'ward' AND ward.is_current AND ward.code <> ''
      AND {_NAMED}
  )"""  # noqa: S608 - the text is ours
_OF_BOARD = """small.board_code IN (
    SELECT code FROM partnerships_placecode WHERE place_id = %(place)s AND scheme = 'gss')"""
_OF_COUNCIL = "small.place_id = %(place)s"
_WITHIN = """small.place_id IN (
    SELECT place_id FROM partnerships_placereach WHERE ancestor_id = %(place)s)"""
RULES = {
    Kind.WARD: _OF_WARD,
    Kind.INTEGRATED_CARE_SYSTEM: _OF_BOARD,
    **dict.fromkeys(LOCAL_COUNCILS, _OF_COUNCIL),
    **dict.fromkeys(OF_COUNCILS, _WITHIN),
}
# In so many of the rings of a boundary that it is inside: once, and not again in a hole of it
_IN_BOUNDARY = """small.easting IS NOT NULL AND 1 = (
    SELECT count(*) %% 2 FROM unnest(%(rings)s::text[]::polygon[]) ring
    WHERE ring @> point(small.easting, small.northing))"""
_COUNTED = """
count(*), count(*) FILTER (WHERE small.deprivation_rank * 10 <= release.most),
count(*) FILTER (WHERE small.deprivation_rank * 5 <= release.most),
min(small.deprivation_rank), max(small.deprivation_rank)"""
_FROM = """
FROM (
  SELECT one.*, (SELECT max(deprivation_rank) FROM geography_locality ranked
    WHERE ranked.release_id = one.id) AS most
  FROM geography_localityrelease one WHERE one."table" = 'small_areas' AND one.is_current
) release
JOIN records_source source ON source.id = release.source_id
JOIN geography_locality small ON small.release_id = release.id"""
SQL = f"""
SELECT release.name, release.as_of, release.most, source.id, source.slug, source.title,
  {_COUNTED}
{_FROM} AND {{rule}}
GROUP BY release.name, release.as_of, release.most, source.id
"""
LOADED = f"""
SELECT EXISTS (SELECT {_FROM}), EXISTS (SELECT {_FROM} WHERE small.easting IS NOT NULL),
  EXISTS (SELECT FROM partnerships_placelink
    WHERE place_id = %(place)s AND kind = 'succeeded_by')
"""  # noqa: S608 - the text is ours
BY_WARD = f"""
SELECT coalesce(ward.name, ''), coalesce(page.slug, ''), ward.easting, ward.northing, {_COUNTED}
{_FROM} AND small.place_id = %(place)s
LEFT JOIN LATERAL (
  SELECT one.name, one.easting, one.northing FROM geography_locality one
  WHERE one.place_id = %(place)s AND one.kind = 'ward' AND one.is_current
    AND one.code = small.ward_code LIMIT 1
) ward ON true
LEFT JOIN LATERAL (
  SELECT place.slug FROM partnerships_place place
  WHERE place.kind = 'ward' AND (
    place.id IN (SELECT place_id FROM partnerships_placecode
      WHERE scheme = 'gss' AND code = small.ward_code)
    OR {_NAMED} AND place.id IN (
      SELECT place_id FROM partnerships_placereach WHERE ancestor_id = %(place)s))
  ORDER BY place.id LIMIT 1
) page ON true
GROUP BY small.ward_code, ward.name, page.slug, ward.easting, ward.northing
ORDER BY 6 DESC, 7 DESC, 1
"""  # noqa: S608 - the text is ours


@dataclass(frozen=True, slots=True)
class Counted:
    """Some small areas: how many there are, are among the most deprived tenth and fifth in England,
    and the ranks of the most and the least deprived; 1 is the most deprived of all."""

    number: int
    tenth: int
    fifth: int
    first: int
    last: int

    @property
    def ranks(self) -> str:
        """ "345 to 5,032"; one alone where there is one."""
        return number(self.first) if self.number == 1 else f"{number(self.first)} to {self.last:,}"


COUNTS = (
    ("number", "Small areas (LSOAs)"),
    ("tenth", "Small areas among the most deprived tenth in England"),
    ("fifth", "Small areas among the most deprived fifth in England"),
    ("first", "Deprivation rank of the most deprived small area"),
    ("last", "Deprivation rank of the least deprived small area"),
)


@dataclass(frozen=True)
class FileCount:
    """A count of small areas, or the rank of one, as a file has it beside official figures."""

    of: SmallAreas
    label: str
    value: int
    pk: None = None
    unit: str = ""
    definition: str = "Index of Multiple Deprivation; 1 is the most deprived"
    caveat: str = ""
    attribution: str = OF_SMALL_AREAS

    @property
    def derivation(self) -> str:
        """How it was worked out."""
        which = "; those that fit the ward best" if self.of.by_best_fit else ""
        if self.of.in_boundary:
            which = "; those of which the middle lies in the boundary of the place"
        return f"counted from the ranks of small areas{which}"

    def __getattr__(self, name: str) -> Any:
        """Its place, release, day, source and how many were ranked are those of the small areas."""
        return getattr(self.of, name)


@dataclass(frozen=True, slots=True)
class WardCounted:
    """A ward by its name and the small areas that fit it best; its page where the directory has it,
    and where its middle lies in metres of the National Grid, where that is known."""

    name: str
    slug: str
    easting: int | None
    northing: int | None
    counted: Counted

    @property
    def url(self) -> str:
        """Its page; empty without one."""
        return address("place", self.slug) if self.slug else ""


@dataclass(frozen=True)
class SmallAreas:
    """The small areas of a place, their release and source; ``ranked`` is how many England has."""

    counted: Counted
    ranked: int
    release: str
    as_of: dt.date
    source: Source
    place: Place
    in_boundary: bool = False

    @property
    def by_best_fit(self) -> bool:
        """Whether they are those that fit a ward best."""
        return self.place.kind == Kind.WARD and not self.in_boundary

    @cached_property
    def wards(self) -> tuple[WardCounted, ...]:
        """Those of a council by ward, the most deprived first, and at last as one those of wards
        that it has not today. None of a council that has none of them, or of another place. One
        query."""
        if self.place.kind not in LOCAL_COUNCILS:
            return ()
        with connection.cursor() as cursor:
            cursor.execute(BY_WARD, {"place": self.place.pk})
            rows = [
                WardCounted(name, slug, east, north, Counted(*of))
                for name, slug, east, north, *of in cursor.fetchall()
            ]
        named = [row for row in rows if row.name]
        others = [row.counted for row in rows if not row.name]
        if not named or not others:
            return tuple(named)
        return (*named, WardCounted(OTHER_WARDS, "", None, None, _added(others)))

    @property
    def wards_of_today(self) -> int:
        """How many wards of today those of a council fit."""
        return sum(ward.name != OTHER_WARDS for ward in self.wards)

    @property
    def has_other_wards(self) -> bool:
        """Whether a council has none of the wards that its small areas fit."""
        return self.place.kind in LOCAL_COUNCILS and not self.wards

    @property
    def first_wards(self) -> list[tuple[int, WardCounted]]:
        """The wards that a table shows at once, each with its number."""
        return list(enumerate(self.wards, 1))[:SHOWN]

    @property
    def other_wards(self) -> list[tuple[int, WardCounted]]:
        """The wards that fold below those."""
        return list(enumerate(self.wards, 1))[SHOWN:]

    @property
    def sentence(self) -> str:
        """ "3 of 4 small areas are among the most deprived fifth in England, 1 among the most
        deprived tenth."."""
        there = self.counted
        if there.number == 1:
            which = "tenth" if there.tenth else "fifth"
            among = "" if there.fifth else "not "
            return f"Its one small area is {among}among the most deprived {which} in England."
        of = f"of {count_words(there.number, 'small area')}"
        if not there.fifth:
            return f"None {of} is among the most deprived fifth in England."
        verb = "is" if there.fifth == 1 else "are"
        tenth = f"{'all ' if there.tenth == there.fifth > 1 else ''}{number(there.tenth)}"
        tenth = f"{tenth} among the most deprived tenth" if there.tenth else "none among the tenth"
        return f"{there.fifth:,} {of} {verb} among the most deprived fifth in England, {tenth}."

    @property
    def ranks(self) -> str:
        """ "Ranks 345 to 5,032 of 33,755; 1 is the most deprived."."""
        noun = "Rank" if self.counted.number == 1 else "Ranks"
        return f"{noun} {self.counted.ranks} of {self.ranked:,}; 1 is the most deprived."

    @property
    def when(self) -> str:
        """The release."""
        return release_words(self.release)

    @property
    def lines(self) -> list[FileCount]:
        """What a file of official figures has of it."""
        return [FileCount(self, label, getattr(self.counted, name)) for name, label in COUNTS]


def _added(several: Sequence[Counted]) -> Counted:
    return Counted(
        number=sum(one.number for one in several),
        tenth=sum(one.tenth for one in several),
        fifth=sum(one.fifth for one in several),
        first=min(one.first for one in several),
        last=max(one.last for one in several),
    )


@dataclass(frozen=True, slots=True)
class WithoutSmallAreas:
    """Why a place has no figure of its small areas; whether that is for want of the list."""

    sentence: str
    wants_list: bool = False


def why_none(place: Place) -> WithoutSmallAreas | None:
    """Why a place has no figure of its small areas. None for a made-up one, for one that was
    replaced before there was a list, and for kinds that none is counted of; where the list is
    loaded for all but wards and places with a boundary. One query; two of a place that is drawn."""
    has_boundary = place.kind in KINDS and hasattr(place, "boundary")
    if place.is_example or not (has_boundary or Kind(place.kind) in RULES):
        return None
    with connection.cursor() as cursor:
        cursor.execute(LOADED, {"place": place.pk})
        loaded, placed, was_replaced = cursor.fetchone()
    name = with_article(place)
    if not loaded:
        why = f"The list of small areas isn’t loaded here, so those of {name} aren’t counted."
        return None if was_replaced else WithoutSmallAreas(why, wants_list=True)
    if not has_boundary and place.kind != Kind.WARD:
        return None
    if not has_boundary:
        why = "No small area of the newest list fits this ward best"
    elif not placed:
        why = "The list of small areas that is loaded doesn’t say where each of them lies"
    else:
        why = "The middle of no small area lies in its boundary"
    return WithoutSmallAreas(f"{why}, so {name} has no figure of its own.")


def small_areas_of(place: Place) -> SmallAreas | None:
    """The small areas of a place; None where none lies in it or fits it best, or is loaded. One
    query; two of a place that is drawn by a boundary."""
    rule = RULES.get(Kind(place.kind))
    if rule and (found := _counted(place, rule)):
        return found
    if place.kind not in KINDS or place.is_example:
        return None
    boundary = getattr(place, "boundary", None)
    return _counted(place, _IN_BOUNDARY, boundary.rings) if boundary else None


def _counted(place: Place, rule: str, rings: Sequence[str] = ()) -> SmallAreas | None:
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(rule=rule), {"place": place.pk, "rings": list(rings)})
        row: Any = cursor.fetchone()
    if row is None:
        return None
    release, as_of, ranked, source, slug, title, *counts = row
    return SmallAreas(
        counted=Counted(*counts),
        ranked=ranked,
        release=release,
        as_of=as_of,
        place=place,
        source=Source(pk=source, slug=slug, title=title),
        in_boundary=bool(rings),
    )
