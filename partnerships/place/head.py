"""What stands at the head of a place: its names, codes, what lies above, what came after."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from interface.articles import with_article
from interface.words import capitalised, date_words
from partnerships.models import Place, PlaceCode, PlaceFigure, PlaceName, PlaceReach
from partnerships.place.kind_groups import (
    COUNCILS,
    LOCAL_COUNCILS,
    OF_THE_NHS,
    REGIONAL,
    WITHIN_COUNCILS,
)
from partnerships.place.list_dates import LED_TO
from records.dates import DateWithPrecision
from records.figures import Quantity
from records.names import PlainKey

ABOVE = ("name", "slug", "kind", "id")
# What a place lies in, from near to far; kinds that are not named stand between.
_NEAR = (*WITHIN_COUNCILS, *LOCAL_COUNCILS, Place.Kind.COUNTY)


@dataclass(frozen=True, slots=True)
class Near:
    """A place that stands in some relation to this one, and since when; ``in_part`` where another
    place took its place as well."""

    name: str
    slug: str
    kind: str = ""
    since: str = ""
    pk: int = 0
    in_part: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("place", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another place that shares a part with this one: ``before`` and ``after`` say which.

    ``note`` says since when and why; ``edit_url`` where its own keepers change it, else empty.
    """

    before: str
    name: str
    url: str
    after: str = ""
    note: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A place with what its title says. ``after`` is what took its place, ``before`` what it took
    the place of, ``today`` what stands where what took its place has ended too; ``has_within``
    whether other places lie in it; ``acts`` the reorganisations of it, by number and title;
    ``figures`` its population and deprivation, each with release and date; ``people`` the first in
    short; ``ended`` the first day on which it is no more, empty where it stands."""

    place: Place
    code: str
    also: tuple[str, ...]
    above: tuple[Near, ...]
    after: tuple[Near, ...]
    before: tuple[Near, ...]
    today: tuple[Near, ...]
    has_within: bool
    overlaps: tuple[Overlap, ...] = ()
    acts: tuple[tuple[int, str], ...] = ()
    figures: tuple[str, ...] = ()
    people: str = ""
    ended: str = ""

    @property
    def kind(self) -> str:
        """What it is: "Metropolitan borough"."""
        text = str(self.place.get_kind_display())
        return capitalised(text)

    @property
    def within(self) -> tuple[tuple[str, str], ...]:
        """The places above with their pages, from near to far, as they stand in a sentence; those
        of one name are told apart by their kind.

        The NHS's own areas stand with where it lies, as at their day.
        """
        of_the_nhs = {str(kind.label) for kind in OF_THE_NHS}
        shown = [near for near in self.above if near.kind not in of_the_nhs]
        names = [near.name for near in shown]
        return tuple(
            (
                with_article(
                    f"{near.name} ({near.kind})" if names.count(near.name) > 1 else near.name
                ),
                near.url,
            )
            for near in shown
        )

    @property
    def region(self) -> Near | None:
        """The region that it lies in, or is."""
        kind = str(Place.Kind.REGION.label)
        if self.place.kind == Place.Kind.REGION:
            return Near(self.place.name, self.place.slug, kind)
        return next((above for above in self.above if above.kind == kind), None)

    @property
    def ending(self) -> str:
        """ "Eden District Council ended on 1 April 2023"; "The council ended" without the rest."""
        official = next((name for name in self.also if name.endswith(" Council")), "The council")
        who = official if self.place.kind in COUNCILS else with_article(self.place)
        day = self.ended or (self.after[0].since if self.after else "")
        return capitalised(f"{who} ended on {day}" if day else f"{who} ended")

    @property
    def is_over(self) -> bool:
        """Whether something came after it."""
        return bool(self.after)


# Everything that stands in the head, with the place itself. Places are of the open directory. It is
# written out because that compiles in no time, and each page of a place begins with it.
SQL = f"""
SELECT place.*,
  (SELECT code FROM partnerships_placecode c WHERE c.place_id = place.id AND c.scheme = 'gss'
    ORDER BY c.valid_to DESC NULLS FIRST, c.id LIMIT 1) AS found_code,
  ARRAY(SELECT name FROM partnerships_placename n
    WHERE n.place_id = place.id AND n.name <> place.name ORDER BY n.kind, n.id LIMIT 6)
    AS found_names,
  ARRAY(SELECT jsonb_build_array(above.name, above.slug, above.kind, above.id)
    FROM partnerships_placereach reach JOIN partnerships_place above ON above.id = reach.ancestor_id
    WHERE reach.place_id = place.id AND above.id <> place.id
    ORDER BY above.kind, above.name LIMIT 12) AS found_above,
  {LED_TO} AS found_today,
  ARRAY(SELECT jsonb_build_array(old.slug, old.name, new.slug, new.name, link.valid_from,
      EXISTS (SELECT 1 FROM partnerships_placelink other WHERE other.kind = 'succeeded_by'
        AND other.place_id = link.place_id AND other.other_id <> link.other_id))
    FROM partnerships_placelink link
    JOIN partnerships_place old ON old.id = link.place_id
    JOIN partnerships_place new ON new.id = link.other_id
    WHERE link.kind = 'succeeded_by' AND place.id IN (link.place_id, link.other_id)
      AND coalesce(link.valid_from, '-infinity') <= %(today)s
      AND coalesce(link.valid_to, 'infinity') > %(today)s
    ORDER BY link.id LIMIT 12) AS found_links,
  ARRAY(SELECT jsonb_build_array(link.place_id = place.id, other.name, other.slug,
      link.share, link.basis, link.valid_from, link.valid_to, link.reason, link.id)
    FROM partnerships_placelink link JOIN partnerships_place other
      ON other.id = CASE WHEN link.place_id = place.id THEN link.other_id ELSE link.place_id END
    WHERE link.kind = 'overlaps' AND place.id IN (link.place_id, link.other_id)
      -- Care boards of the official list stand with where it lies
      AND NOT coalesce(link.place_id = place.id AND link.source_id =
        (SELECT id FROM records_source WHERE slug = 'care-board-areas'), false)
      AND coalesce(link.valid_from, '-infinity') <= %(today)s
      AND coalesce(link.valid_to, 'infinity') > %(today)s
    ORDER BY other.sort_key, link.id LIMIT 100) AS found_overlaps,
  ARRAY(SELECT ancestor_id FROM partnerships_placereach reach WHERE reach.place_id = place.id)
    AS found_reach,
  ARRAY(SELECT jsonb_build_array(act.id, act.title) FROM partnerships_reorganisation act
    WHERE act.state = 'done' AND act.id IN (SELECT part.reorganisation_id
      FROM partnerships_reorganisationpart part WHERE part.place_id = place.id)
    ORDER BY act."on" DESC, act.id DESC LIMIT 6) AS found_acts,
  ARRAY(SELECT jsonb_build_array(f.measure, f.value, f.unit, f.release, f.as_of,
      f.as_of_precision)
    FROM (SELECT DISTINCT ON (measure) * FROM (
      SELECT measure, value, unit, release, as_of, as_of_precision, id
      FROM partnerships_placefigure
      WHERE place_id = place.id AND measure IN ('population', 'deprivation_rank')
      -- An official figure and one that the keepers recorded: the newer is taken
      UNION ALL SELECT 'population', official.value, 'people', release.name, release.as_of, 'day',
        0
      FROM geography_measure counted
      JOIN geography_measurerelease release ON release.measure_id = counted.id
      JOIN geography_contextfigure official ON official.release_id = release.id
        AND official.place_id = place.id AND official.value > 0
      WHERE counted.key = 'population_total') every
      ORDER BY measure DESC, as_of DESC NULLS LAST, id DESC) f) AS found_figures,
  (SELECT CASE WHEN bool_and(valid_to IS NOT NULL AND valid_to <= %(today)s)
    THEN max(valid_to) END
    FROM partnerships_placename n WHERE n.place_id = place.id AND n.kind = 'plain') AS found_end,
  EXISTS (SELECT 1 FROM partnerships_placereach reach
    WHERE reach.ancestor_id = place.id AND reach.place_id <> place.id) AS found_within
FROM partnerships_place place WHERE place.slug = %(slug)s
"""  # noqa: S608 - tables of our own


def load(slug: str) -> Place | None:
    """The place with this slug and everything that ``head`` needs, in one query."""
    for place in Place.objects.raw(SQL, {"slug": slug, "today": timezone.localdate()}):
        place.known_reach = frozenset(place.found_reach)
        return place
    return None


def head(place: Any) -> Head:
    """The head of a place that came from ``load``."""
    links = [json.loads(link) for link in place.found_links]
    above = [json.loads(row) for row in place.found_above]
    figures = [json.loads(row) for row in place.found_figures]
    led = [json.loads(row) for row in place.found_today]
    return Head(
        place=place,
        code=place.found_code or "",
        also=tuple(dict.fromkeys(place.found_names)),
        above=tuple(
            Near(name, slug, str(Place.Kind(kind).label), pk=pk)
            for name, slug, kind, pk in sorted(above, key=_distance)
        ),
        after=tuple(
            Near(name, slug, since=_day(since))
            for old, _, slug, name, since, _ in links
            if old == place.slug
        ),
        before=tuple(
            Near(name, slug, since=_day(since), in_part=in_part)
            for slug, name, new, _, since, in_part in links
            if new == place.slug
        ),
        today=tuple(Near(name, slug) for name, slug, _ in led)
        if not all(is_next for *_, is_next in led)
        else (),
        has_within=place.found_within,
        overlaps=tuple(_overlap(json.loads(row)) for row in place.found_overlaps),
        acts=tuple((pk, title) for pk, title in map(json.loads, place.found_acts)),
        figures=tuple(map(_figure, figures)),
        people=next(filter(None, map(_people, figures)), ""),
        ended=date_words(place.found_end) if place.found_end else "",
    )


def _distance(above: Sequence[Any]) -> tuple[int, str]:
    """How far up a place is of those that one lies in, then its name."""
    name, _, kind, _ = above
    if kind in _NEAR:
        return _NEAR.index(Place.Kind(kind)) - len(_NEAR), name
    return (REGIONAL.index(Place.Kind(kind)) + 1 if kind in REGIONAL else 0), name


def council_above(place: Any) -> Near | None:
    """The council that a ward, parish or neighbourhood lies in; None for others.

    Only of a place that came from ``load``.
    """
    councils = councils_above(place) if hasattr(place, "found_above") else ()
    return next((near for near in councils if near.kind != str(Place.Kind.COUNTY.label)), None)


def councils_above(place: Any) -> tuple[Near, ...]:
    """The councils that a ward, parish or neighbourhood lies in, its county last; none of others.

    One query, or none where the place came from ``load``.
    """
    if place.kind not in WITHIN_COUNCILS:
        return ()
    if hasattr(place, "found_above"):
        above = [json.loads(row) for row in place.found_above]
    else:
        reach = PlaceReach.objects.filter(place=place).order_by()
        above = list(reach.values_list(*(f"ancestor__{name}" for name in ABOVE)))
    return tuple(
        Near(name, slug, str(Place.Kind(kind).label), pk=pk)
        for name, slug, kind, pk in sorted(above, key=_distance)
        if kind in COUNCILS
    )


def of(place: Any) -> str:
    """That something is a place's: "of County Durham"."""
    return f"of {with_article(place.name)}"


def _overlap(row: list[Any]) -> Overlap:
    mine, name, slug, share, basis, since, until, reason, pk = row
    what, after = basis or "area", ""
    if share is None:
        before = "Partly in " if mine else "Holds a part of "
        after = f": share of {'its' if mine else 'the'} {what} not known"
    else:
        percent = f"{round(share * 100, 2):g}% of"
        before = f"{percent} its {what} in " if mine else f"{percent} the {what} of "
    days = [f"since {_day(since)}"] if since else []
    days += [f"until {_day(until)}"] if until else []
    when = ", ".join(days)
    note = ". ".join(part for part in (capitalised(when), reason) if part)
    edit_url = reverse("overlap_edit", args=[pk]) if mine else ""
    return Overlap(before, with_article(name), reverse("place", args=[slug]), after, note, edit_url)


def _figure(row: list[Any]) -> str:
    """A figure of the place in one line: "Population 540,000 people (2020)"."""
    measure, value, unit, release, day, precision = row
    number = None if value is None else Decimal(str(value))
    label = "Deprivation rank" if measure == PlaceFigure.Measure.DEPRIVATION_RANK else "Population"
    date = DateWithPrecision(dt.date.fromisoformat(day), precision) if day else ""
    when = ", ".join(dict.fromkeys(str(part) for part in (release, date) if part))
    words = str(Quantity(number, unit=unit))
    text = f"{label} {words if number is not None else 'not known'}"
    return f"{text} ({when})" if when else f"{text} (date not known)"


def _people(row: list[Any]) -> str:
    """How many people live there, by the year: "540,000 people (2020)"; empty for another figure,
    and where the number or its date is not known."""
    measure, value, _, _, day, _ = row
    if measure != PlaceFigure.Measure.POPULATION or value is None or not day:
        return ""
    people = Quantity(Decimal(str(value)), unit="people")
    return f"{people} ({dt.date.fromisoformat(day).year})"


def _day(text: str | None) -> str:
    return date_words(dt.date.fromisoformat(text)) if text else ""


def by_another_address(slug: str) -> Place | None:
    """The place that a code, current or ended, or a former name stands for; None where several."""
    named = PlaceName.objects.filter(
        place=OuterRef("pk"), name_key=PlainKey(Value(slug.replace("-", " ")))
    )
    coded = PlaceCode.objects.filter(place=OuterRef("pk"), code=slug.upper())
    places = Place.objects.filter(Q(Exists(coded)) | Q(Exists(named)))[:2]
    return places[0] if len(places) == 1 else None
