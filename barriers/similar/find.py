"""Rows whose words are most like a text: any two of its rare words, else any one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from barriers.barrier.facts import place_names
from barriers.models import Barrier, Escalation
from barriers.similar import words
from barriers.similar.words import Said
from partnerships.examples import without_examples

ALIKE = 0.1
FEWEST_LETTERS = 12

# Any two of the rare words together; single words only where no two are. Each part stops at so
# many, whatever the table holds, and is not sorted before.
SQL = """
WITH seen_pairs (id, said) AS MATERIALIZED ({pairs}),
found AS (
  SELECT * FROM seen_pairs
  UNION ALL
  (SELECT * FROM ({singles}) single WHERE NOT EXISTS (SELECT FROM seen_pairs))
)
SELECT id FROM found WHERE similarity(said, %s) >= %s
ORDER BY similarity(said, %s) DESC, id DESC LIMIT %s
"""
MOST_PAIRS, MOST_SINGLES = 500, 300


def nearest(rows: QuerySet[Any], wording: Said, *, column: str, most: int) -> list[int]:
    """The ids of those rows whose ``column`` is most like what is said, within its bounds.

    The rows have a column ``search`` with its index, and a ``category``.
    """
    if len(wording.text.strip()) < FEWEST_LETTERS or not (terms := wording.terms):
        return []
    if wording.category is not None:
        rows = rows.filter(category=wording.category)
    if not wording.made_up:
        rows = without_examples(rows)
    pairs, with_pairs = _matching(rows, column, words.pairs(terms) or terms[0], MOST_PAIRS)
    singles, with_singles = _matching(rows, column, words.singles(terms), MOST_SINGLES)
    text = wording.text.replace("\x00", "").strip()[:200]
    with connection.cursor() as cursor:
        cursor.execute(
            SQL.format(pairs=pairs, singles=singles),
            [*with_pairs, *with_singles, text, ALIKE, text, most],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _matching(
    rows: QuerySet[Any], column: str, query: str, most: int
) -> tuple[str, tuple[Any, ...]]:
    """The rows that hold these words, as SQL to put into another."""
    held = rows.extra(where=["search @@ %s::tsquery"], params=[query])
    return held.order_by().values_list("pk", column)[:most].query.sql_with_params()


SHOWN = 3


@dataclass(frozen=True)
class Similar:
    """A barrier that looks like what is written, and what came of it as far as it is known."""

    barrier: Barrier
    answered_on: dt.date | None

    @property
    def where(self) -> str:
        """Its places."""
        return place_names(self.barrier)

    @property
    def came_of_it(self) -> str:
        """When it was resolved or answered: "answered in May 2026"; else where it stands."""
        barrier = self.barrier
        if barrier.status == Barrier.Status.RESOLVED and barrier.closed_on:
            return f"resolved in {barrier.closed_on:%B %Y}"
        if self.answered_on:
            return f"answered in {self.answered_on:%B %Y}"
        return barrier.get_status_display()


def similar(wording: Said, *, but: Iterable[int] = (), most: int = SHOWN) -> list[Similar]:
    """The few visible barriers most like what is said, but for some. Five queries at most."""
    rows = Barrier.objects.visible_to(wording.user).exclude(pk__in=list(but))
    ids = nearest(rows, wording, column="title", most=most)
    if not ids:
        return []
    barriers = {barrier.pk: barrier for barrier in Barrier.objects.filter(pk__in=ids).for_rows()}
    answered = _answered(ids, wording.user)
    return [Similar(barriers[pk], answered.get(pk)) for pk in ids if pk in barriers]


def _answered(ids: list[int], user: Any) -> dict[int, dt.date]:
    """When each was answered last, as far as the reader may know."""
    rows = Escalation.objects.visible_to(user).filter(
        barrier__in=ids, state=Escalation.State.ANSWERED
    )
    last = rows.order_by("closed_on", "id").values_list("barrier", "closed_on")
    return {pk: on for pk, on in last if on is not None}
