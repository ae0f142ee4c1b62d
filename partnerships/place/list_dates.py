"""What lists say of places that ended, and of how places stood on a day. One query."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from interface.words import date_words, list_words
from partnerships.models import Place, PlaceReach

_HOLDS = """{0}.kind = 'succeeded_by' AND coalesce({0}.valid_from, '-infinity') <= %(today)s
      AND coalesce({0}.valid_to, 'infinity') > %(today)s"""
# What stands today of all that came after a place, and whether that came at once. No place came
# after itself in nine steps; more would not end if one had.
LED_TO = f"""ARRAY(WITH RECURSIVE after (id, link, steps) AS (
      SELECT other_id, id, 1 FROM partnerships_placelink first
      WHERE first.place_id = place.id AND {_HOLDS.format("first")}
      UNION ALL
      SELECT next.other_id, next.id, steps + 1 FROM after
      JOIN partnerships_placelink next ON next.place_id = after.id AND {_HOLDS.format("next")}
      WHERE steps < 9
    )
    SELECT jsonb_build_array(other.name, other.slug, min(steps) = 1)
    FROM after JOIN partnerships_place other ON other.id = after.id
    WHERE NOT EXISTS (SELECT FROM partnerships_placelink next
      WHERE next.place_id = after.id AND {_HOLDS.format("next")})
    GROUP BY other.id ORDER BY min(link))"""  # noqa: S608 - tables of our own
# Of each place the last day of its last name (NULL where that goes on, or none is dated), what
# stands of all that came after it, and its name and code of a day; where several held, the code
# written last.
ROWS = f"""
SELECT place.id,
  (SELECT CASE WHEN bool_and(valid_to IS NOT NULL) THEN max(valid_to) END
    FROM partnerships_placename WHERE place_id = place.id AND kind = 'plain'),
  {LED_TO},
  (SELECT name FROM partnerships_placename
    WHERE place_id = place.id AND kind = 'plain'
      AND coalesce(valid_from, '-infinity') <= %(day)s AND coalesce(valid_to, 'infinity') > %(day)s
    ORDER BY id LIMIT 1),
  (SELECT code FROM partnerships_placecode
    WHERE place_id = place.id AND scheme = 'gss'
      AND coalesce(valid_from, '-infinity') <= %(day)s AND coalesce(valid_to, 'infinity') > %(day)s
    ORDER BY id DESC LIMIT 1)
FROM unnest(%(places)s::bigint[]) AS place (id)
"""  # noqa: S608 - tables of our own


@dataclass(frozen=True, slots=True)
class Successor:
    """A place that stands today where another ended; whether it came right after that."""

    name: str
    slug: str
    is_next: bool = True

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("place", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Standing:
    """How a place stands in time. ``name`` and ``code`` are those of the day that was asked for."""

    name: str = ""
    code: str = ""
    ended_on: dt.date | None = None
    after: tuple[Successor, ...] = ()

    @property
    def ended(self) -> str:
        """The day, in words; empty where it stands."""
        return date_words(self.ended_on) if self.ended_on else ""

    @property
    def ending(self) -> str:
        """ "ended 1 April 2023", or without the day where that is not known; empty for none."""
        if self.ended_on:
            return f"ended {self.ended}"
        return "ended, day not known" if self.after else ""

    @property
    def words(self) -> str:
        """What became of it: "ended 1 April 2023, replaced by Cumberland"; "ended 1 April 2019,
        today Somerset", where what replaced it has ended too."""
        if not self.ending or not self.after:
            return self.ending
        how = "replaced by" if all(one.is_next for one in self.after) else "today"
        return f"{self.ending}, {how} {list_words(one.name for one in self.after)}"


def standing(
    places: Iterable[Place], today: dt.date, day: dt.date | None = None
) -> dict[int, Standing]:
    """Each place by its id; with ``day`` also the name and code that it had then."""
    asked: dict[str, Any] = {"places": [place.pk for place in places], "today": today, "day": day}
    if not asked["places"]:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, asked)
        rows = cursor.fetchall()
    return {
        pk: Standing(
            name=name or "",
            code=code or "",
            ended_on=last if last and last <= today else None,
            after=tuple(Successor(*json.loads(pair)) for pair in after),
        )
        for pk, last, after, name, code in rows
    }


def region_name() -> Subquery:
    """The name of the region that a place lies in; None where it lies in none."""
    regions = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__kind=Place.Kind.REGION)
    return Subquery(regions.order_by("ancestor_id").values("ancestor__name")[:1])
