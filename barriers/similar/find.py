"""Rows whose words are most like a text: any two of its rare words, else any one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from barriers.barrier.facts import place_names
from barriers.models import Barrier, Escalation
from barriers.similar import words
from barriers.similar.words import Said
from partnerships.place.examples import without_examples

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
SELECT %s AS search, id, similarity(said, %s) AS likeness FROM found
WHERE similarity(said, %s) >= %s
ORDER BY likeness DESC, id DESC LIMIT %s
"""
EACH = "SELECT search, id FROM ({searches}) each ORDER BY search, likeness DESC, id DESC"
MOST_PAIRS, MOST_SINGLES = 500, 300


@dataclass(frozen=True)
class Search:
    """Rows among which the ``most`` are wanted whose ``column`` is most like what is said.

    They have a column ``search`` with its index, and a ``category``.
    """

    rows: QuerySet[Any]
    column: str
    most: int


def nearest(wording: Said, *searches: Search) -> list[list[int]]:
    """The ids that each search finds, the nearest first. Two queries at most, for all of them."""
    found: list[list[int]] = [[] for _ in searches]
    if len(wording.text.strip()) < FEWEST_LETTERS or not searches or not wording.terms:
        return found
    parts: list[str] = []
    values: list[Any] = []
    for number, search in enumerate(searches):
        sql, with_sql = _one(wording, search, number)
        parts.append(f"({sql})")
        values += with_sql
    with connection.cursor() as cursor:
        cursor.execute(EACH.format(searches=" UNION ALL ".join(parts)), values)
        for number, pk in cursor.fetchall():
            found[number].append(pk)
    return found


def _one(wording: Said, search: Search, number: int) -> tuple[str, list[Any]]:
    """A search as SQL with its values."""
    rows, terms = search.rows, wording.terms
    if wording.category is not None:
        rows = rows.filter(category=wording.category)
    if not wording.made_up:
        rows = without_examples(rows)
    either = words.pairs(terms) or terms[0]
    pairs, with_pairs = _matching(rows, search.column, either, MOST_PAIRS)
    singles, with_singles = _matching(rows, search.column, words.singles(terms), MOST_SINGLES)
    text = wording.text.replace("\x00", "").strip()[:200]
    values = [*with_pairs, *with_singles, number, text, text, ALIKE, search.most]
    return SQL.format(pairs=pairs, singles=singles), values


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
        if barrier.status == Barrier.Status.RESOLVED and barrier.ended_on:
            return f"resolved in {barrier.ended_on:%B %Y}"
        if self.answered_on:
            return f"answered in {self.answered_on:%B %Y}"
        if barrier.status == Barrier.Status.NOT_KNOWN:
            return "status not known"
        return barrier.get_status_display()


def search_for_similar(wording: Said, but: Iterable[int] = (), most: int = SHOWN) -> Search:
    """The few visible barriers most like what is said, but for some."""
    rows = Barrier.objects.visible_to(wording.user).exclude(pk__in=list(but))
    return Search(rows, "title", most)


def similar(wording: Said, *, but: Iterable[int] = (), most: int = SHOWN) -> list[Similar]:
    """Those, with what came of them. Four queries at most."""
    [ids] = nearest(wording, search_for_similar(wording, but, most))
    if not ids:
        return []
    rows = with_answers(Barrier.objects.filter(pk__in=ids).for_rows(), wording.user)
    return in_order(ids, {barrier.pk: barrier for barrier in rows})


def in_order(ids: Iterable[int], barriers: Mapping[int, Any]) -> list[Similar]:
    """Barriers that came ``with_answers``, in this order."""
    return [Similar(barriers[pk], barriers[pk].answered_on) for pk in ids if pk in barriers]


def with_answers(barriers: QuerySet[Barrier], user: Any) -> QuerySet[Barrier]:
    """With when each was answered last, as far as the reader may know."""
    answered = Escalation.objects.visible_to(user).filter(
        barrier=OuterRef("pk"), state=Escalation.State.ANSWERED, ended_on__isnull=False
    )
    last = answered.order_by("-ended_on").values("ended_on")[:1]
    return barriers.annotate(answered_on=Subquery(last))
