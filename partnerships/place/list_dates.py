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

# Of each place the last day of its last name (NULL where that goes on, or none is dated), what came
# after it, and its name and code of a day; where several held, the code written last.
ROWS = """
SELECT place.id,
  (SELECT CASE WHEN bool_and(valid_to IS NOT NULL) THEN max(valid_to) END
    FROM partnerships_placename WHERE place_id = place.id AND kind = 'plain'),
  ARRAY(SELECT jsonb_build_array(other.name, other.slug) FROM partnerships_placelink link
    JOIN partnerships_place other ON other.id = link.other_id
    WHERE link.place_id = place.id AND link.kind = 'succeeded_by'
      AND coalesce(link.valid_from, '-infinity') <= %(today)s
      AND coalesce(link.valid_to, 'infinity') > %(today)s
    ORDER BY link.id),
  (SELECT name FROM partnerships_placename
    WHERE place_id = place.id AND kind = 'plain'
      AND coalesce(valid_from, '-infinity') <= %(day)s AND coalesce(valid_to, 'infinity') > %(day)s
    ORDER BY id LIMIT 1),
  (SELECT code FROM partnerships_placecode
    WHERE place_id = place.id AND scheme = 'gss'
      AND coalesce(valid_from, '-infinity') <= %(day)s AND coalesce(valid_to, 'infinity') > %(day)s
    ORDER BY id DESC LIMIT 1)
FROM unnest(%(places)s::bigint[]) AS place (id)
"""


@dataclass(frozen=True, slots=True)
class Successor:
    """A place that came after another."""

    name: str
    slug: str

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
        """What became of it: "ended 1 April 2023, replaced by Cumberland"."""
        if not self.ending:
            return ""
        after = (
            f", replaced by {list_words(successor.name for successor in self.after)}"
            if self.after
            else ""
        )
        return f"{self.ending}{after}"


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
