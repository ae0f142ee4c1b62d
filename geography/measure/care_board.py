"""What official statistics say of a care board: counts of its councils, added up.

They are published for councils and not for care boards. Of a board that has each of its councils
whole, numbers of people and of areas are added; a rate, a rank or an average of several councils is
no sum of theirs, and of a board with a part of a council nobody knows how many live in that part.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from geography.measure.comparison import COUNTS
from geography.measure.period import release_words
from interface.words import count_words, list_words, number
from partnerships.models import Place
from partnerships.place.head import COUNCILS
from records.addresses import address

MOST_NAMED = 4
COUNCILS_SQL = """
SELECT council.id, council.name, coalesce(link.share >= 1, false)
FROM partnerships_placelink link JOIN partnerships_place council ON council.id = link.place_id
WHERE link.other_id = %(board)s AND link.kind = 'overlaps' AND council.kind = ANY(%(kinds)s)
  AND coalesce(link.valid_from, '-infinity') <= %(today)s
  AND coalesce(link.valid_to, 'infinity') > %(today)s
ORDER BY council.sort_key, council.id
"""
# The newest release that has a number for every council.
SUMS_SQL = """
SELECT DISTINCT ON (measure.position, measure.id) measure.key, measure.label, measure.unit,
  release.name, release.as_of, sum(f.value), min(source.slug), min(source.title), min(licence.line)
FROM geography_measure measure
JOIN geography_measurerelease release ON release.measure_id = measure.id
JOIN geography_contextfigure f ON f.release_id = release.id AND f.place_id = ANY(%(councils)s)
  AND f.value IS NOT NULL
JOIN records_source source ON source.id = f.source_id
LEFT JOIN geography_attribution licence ON licence.source_id = f.source_id
WHERE measure.key = ANY(%(counts)s)
GROUP BY measure.id, release.id HAVING count(*) = cardinality(%(councils)s)
ORDER BY measure.position, measure.id, release.as_of DESC
"""


@dataclass(frozen=True, slots=True)
class Sum:
    """A count of all councils of a board, by one release."""

    key: str
    label: str
    unit: str
    release: str
    as_of: dt.date
    value: Decimal
    source_slug: str
    source_title: str
    attribution: str | None

    @property
    def words(self) -> str:
        return number(self.value)

    @property
    def when(self) -> str:
        """Its release."""
        return release_words(self.release)

    @property
    def source_url(self) -> str:
        """The page of its source."""
        return address("source", self.source_slug)


@dataclass(frozen=True, slots=True)
class CareBoard:
    """The councils of a care board, those of which it has a part alone, and what can be added."""

    councils: tuple[str, ...]
    partly: tuple[str, ...]
    sums: tuple[Sum, ...] = ()

    @property
    def made_of(self) -> str:
        """ "its 10 councils"."""
        return f"its {count_words(len(self.councils), 'council')}".replace("its 1 ", "its one ")

    @property
    def population(self) -> Sum | None:
        """How many people live there, where that is known."""
        return next((one for one in self.sums if one.key == COUNTS[0]), None)

    @property
    def sentence(self) -> str:
        """How many people live there, or why no figure of it is held."""
        people = self.population
        if people is not None:
            return f"{people.words} people live in {self.made_of} ({people.when})"
        return f"No official figures are held. {self.why_not.rstrip('.')}"

    @property
    def attributions(self) -> list[str]:
        """What the licences ask to be said, each once."""
        return list(dict.fromkeys(one.attribution for one in self.sums if one.attribution))

    @property
    def why_not(self) -> str:
        """Why nothing is added up; empty where something is."""
        if self.sums:
            return ""
        if not self.councils:
            return "The councils that it is made of are not recorded."
        if not self.partly:
            return "No release has a figure for each of its councils."
        names = list(self.partly[:MOST_NAMED])
        if more := len(self.partly) - len(names):
            names.append(f"{more} more")
        return (
            f"It has only a part of {list_words(names)}, and no figure is published of such a part."
        )


def care_board_of(place: Place) -> CareBoard | None:
    """What can be said of a care board by its councils; None of any other place. Two queries."""
    if place.kind != Place.Kind.INTEGRATED_CARE_SYSTEM:
        return None
    with connection.cursor() as cursor:
        kinds = [kind.value for kind in COUNCILS]
        asked: dict[str, Any] = {"board": place.pk, "kinds": kinds, "today": timezone.localdate()}
        cursor.execute(COUNCILS_SQL, asked)
        rows = cursor.fetchall()
        councils = tuple(name for _, name, _ in rows)
        partly = tuple(name for _, name, is_whole in rows if not is_whole)
        if not councils or partly:
            return CareBoard(councils, partly)
        cursor.execute(SUMS_SQL, {"councils": [pk for pk, *_ in rows], "counts": list(COUNTS)})
        return CareBoard(councils, partly, tuple(Sum(*row) for row in cursor.fetchall()))
