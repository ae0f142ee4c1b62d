"""Barriers that say much the same as a text, of those that a reader sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from barriers.in_words import place_names
from barriers.models import Barrier, Category, Escalation
from barriers.similar import words
from partnerships.examples import without_examples

SHOWN = 3
ALIKE = 0.1
FEWEST_LETTERS = 12

# Any two of the rare words together; single words only where no two are. Each part stops at so
# many, whatever the table holds, and is not sorted before.
SQL = """
WITH seen_pairs (id, title) AS MATERIALIZED ({pairs}),
found AS (
  SELECT * FROM seen_pairs
  UNION ALL
  (SELECT * FROM ({singles}) single WHERE NOT EXISTS (SELECT FROM seen_pairs))
)
SELECT id FROM found WHERE similarity(title, %s) >= %s
ORDER BY similarity(title, %s) DESC, id DESC LIMIT %s
"""
MOST_PAIRS, MOST_SINGLES = 500, 300


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
        one = self.barrier
        if one.status == Barrier.Status.RESOLVED and one.closed_on:
            return f"resolved in {one.closed_on:%B %Y}"
        if self.answered_on:
            return f"answered in {self.answered_on:%B %Y}"
        return one.get_status_display()


def similar(
    text: str,
    user: Any,
    *,
    category: Category | None = None,
    but: Iterable[int] = (),
    made_up: bool = False,
) -> list[Similar]:
    """The few visible barriers most like a text, of the same kind where one is given.

    A made-up place's barriers are left out unless the text is of one. Five queries at most.
    """
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    rows: QuerySet[Barrier] = Barrier.objects.visible_to(user).exclude(pk__in=list(but))
    if category is not None:
        rows = rows.filter(category=category)
    if not made_up:
        rows = without_examples(rows)
    ids = _nearest(rows, text, words.terms(text, user))
    if not ids:
        return []
    found = {one.pk: one for one in Barrier.objects.filter(pk__in=ids).for_rows()}
    answered = _answered(ids, user)
    return [Similar(found[pk], answered.get(pk)) for pk in ids if pk in found]


def like_barrier(barrier: Barrier, user: Any, but: Iterable[int]) -> list[Similar]:
    """Those most like a barrier by its own words, but for itself and some others."""
    made_up = any(link.place.is_example for link in barrier.place_links.all())
    text = f"{barrier.title} {barrier.because}"
    leave = {barrier.pk, *but}
    return similar(text, user, category=barrier.category, but=leave, made_up=made_up)


def _nearest(rows: QuerySet[Barrier], text: str, terms: list[str]) -> list[int]:
    if not terms:
        return []
    pairs, with_pairs = _matching(rows, words.pairs(terms) or terms[0], MOST_PAIRS)
    singles, with_singles = _matching(rows, words.singles(terms), MOST_SINGLES)
    title = text.replace("\x00", "").strip()[:200]
    with connection.cursor() as cursor:
        cursor.execute(
            SQL.format(pairs=pairs, singles=singles),
            [*with_pairs, *with_singles, title, ALIKE, title, SHOWN],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _matching(rows: QuerySet[Barrier], query: str, most: int) -> tuple[str, tuple[Any, ...]]:
    """The visible barriers that hold these words, as SQL to put into another."""
    held = rows.extra(where=["barriers_barrier.search @@ %s::tsquery"], params=[query])
    return held.order_by().values_list("pk", "title")[:most].query.sql_with_params()


def _answered(ids: list[int], user: Any) -> dict[int, dt.date]:
    """When each was answered last, as far as the reader may know."""
    rows = Escalation.objects.visible_to(user).filter(
        barrier__in=ids, state=Escalation.State.ANSWERED
    )
    last = rows.order_by("closed_on", "id").values_list("barrier", "closed_on")
    return {pk: on for pk, on in last if on is not None}
