"""The rare words of what somebody writes or a barrier says, by which others like it are found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Self

from django.db import connection, transaction

from access.visibility import reader_of
from barriers.models import Barrier, BarrierWord, Category


@dataclass(frozen=True)
class Said:
    """A text, for one reader. Others are of the same kind where ``category`` is given.

    What is of made-up places is left out unless this is (``made_up``).
    """

    text: str
    user: Any
    category: Category | None = None
    made_up: bool = False

    @classmethod
    def by(cls, barrier: Barrier, user: Any) -> Self:
        """What a barrier says."""
        text = f"{barrier.title} {barrier.because}"
        return cls(text, user, barrier.category, barrier.is_example)

    @cached_property
    def terms(self) -> list[str]:
        """Its rare words, asked for once."""
        return terms(self.text, self.user)


LONGEST = 1_000
KNOWN, UNKNOWN = 4, 2
SHORTEST_MISSPELT, MOST_MISSPELT = 4, 6
ALIKE = 0.35

# Stems of the text, with in how many barriers each stands that this reader may read anyway, and the
# nearest known spelling of the longest few that stand in none.
SQL = """
WITH said AS MATERIALIZED (
  SELECT stem.lexeme, counted.n,
    row_number() OVER (PARTITION BY counted.n IS NULL ORDER BY length(stem.lexeme) DESC) AS rank
  FROM unnest(to_tsvector('english', %(text)s)) stem
  LEFT JOIN LATERAL (
    SELECT {column} AS n FROM barriers_barrierword
    WHERE word = stem.lexeme AND {column} > 0
  ) counted ON true
)
SELECT said.lexeme, said.n, near.word, near.n
FROM said
LEFT JOIN LATERAL (
  SELECT word, {column} AS n FROM barriers_barrierword
  WHERE said.n IS NULL AND said.rank <= %(most)s AND length(said.lexeme) >= %(shortest)s
    AND word %% said.lexeme AND {column} > 0 AND similarity(word, said.lexeme) >= %(alike)s
  ORDER BY similarity(word, said.lexeme) DESC, word
  LIMIT 1
) near ON true
ORDER BY said.lexeme
"""


def terms(text: str, user: Any) -> list[str]:
    """The rarest few words as parts of a search: each with its other spelling, where it has one."""
    column = "in_public" if reader_of(user) is None else "in_network"
    arguments: dict[str, Any] = {
        "text": text[:LONGEST].replace("\x00", ""),
        "shortest": SHORTEST_MISSPELT,
        "most": MOST_MISSPELT,
        "alike": ALIKE,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(column=column), arguments)
        rows = [(word, near, n or near_n) for word, n, near, near_n in cursor.fetchall()]
    known_terms = sorted((n, _either(word, near)) for word, near, n in rows if n)
    unknown = sorted((-len(word), _quoted(word)) for word, _, n in rows if not n)
    return [term for _, term in [*known_terms[:KNOWN], *unknown[:UNKNOWN]]]


def pairs(parts: list[str]) -> str:
    """A search for any two of them together; empty where there is only one."""
    return " | ".join(f"({first} & {other})" for first, other in combinations(parts, 2))


def singles(parts: list[str]) -> str:
    """A search for any one of them."""
    return " | ".join(parts)


def _either(word: str, near: str | None) -> str:
    return f"({_quoted(word)} | {_quoted(near)})" if near else _quoted(word)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


# Counted by the database from what it indexes for search already. What people with one role alone
# may read is not counted at all.
COUNT = """
INSERT INTO barriers_barrierword (word, in_public, in_network, counted_on)
SELECT known.word, coalesce(open.ndoc, 0), known.ndoc, %s
FROM ts_stat('SELECT search FROM barriers_barrier
              WHERE visibility IN (''network'', ''public'')') known
LEFT JOIN ts_stat('SELECT search FROM barriers_barrier
                   WHERE visibility = ''public''
                   AND (unlocker_id IS NULL OR is_cleared)') open USING (word)
WHERE length(known.word) BETWEEN 2 AND 60
"""


def count_words(today: dt.date) -> bool:
    """Count anew unless it was done today, or somebody is doing it; says whether it was done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('barriers_barrierword'))")
        if not cursor.fetchone()[0] or BarrierWord.objects.filter(counted_on=today).exists():
            return False
        BarrierWord.objects.all().delete()
        cursor.execute(COUNT, [today])
    return True
