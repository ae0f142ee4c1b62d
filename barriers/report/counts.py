"""Barriers counted by place or body, by kind and by nature, in one query whatever their number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from barriers.barrier.models.kind import Kind, key_of
from barriers.models import Barrier
from barriers.report.part import Part
from interface import words
from interface.charts.heat import Cell, HeatMap, Row

# What the reader sees is read once and gathered in three ways at the same time, so that a place
# with a thousand barriers is one row; only then are the places that each lies in told apart. A
# barrier of two places counts in both, and once in the totals.
_SEEN = """
WITH seen AS MATERIALIZED (
  SELECT grouping({spot}) AS without_spot, grouping(nature) AS without_nature,
    {spot} AS spot, col, category_id, nature, status, moved, count(*) AS n
  FROM ({barriers}) AS barrier
  GROUP BY GROUPING SETS (({spot}, col), (category_id, nature, status, moved), (col))
){spots}
SELECT 'kind' AS part, NULL::bigint AS place_id, category_id, nature, status, moved, NULL AS col, n
FROM seen WHERE without_spot = 1 AND without_nature = 0
UNION ALL
SELECT 'all', NULL, NULL, NULL, NULL, NULL, col::text, n
FROM seen WHERE without_spot = 1 AND without_nature = 1
"""
# Of each set of places and column, which of the places asked for are among them. They are looked up
# all at once: asked of each set by itself, that took a third of the report's time.
_SPOTS_OF_PLACES = """, spots AS MATERIALIZED (
  SELECT row_number() OVER () AS number, spot, col, n FROM seen WHERE without_spot = 0
), placed AS MATERIALIZED (
  SELECT number, place_id, col, n
  FROM (SELECT number, col, n, unnest(spot) AS place_id FROM spots) AS spread
  WHERE place_id = ANY(%s::bigint[])
)"""
_PLACES = """
UNION ALL
SELECT 'row', place_id, NULL, NULL, NULL, NULL, col::text, sum(n)::bigint
FROM placed GROUP BY place_id, col
UNION ALL
SELECT CASE WHEN spot && ARRAY(SELECT id FROM partnerships_place WHERE is_example)
    THEN 'example' ELSE 'elsewhere' END AS part,
  NULL, NULL, NULL, NULL, NULL, col::text, sum(n)::bigint
FROM spots WHERE NOT EXISTS (SELECT FROM placed WHERE placed.number = spots.number)
GROUP BY part, col
"""
_SPOTS = """
UNION ALL
SELECT 'row', spot, NULL, NULL, NULL, NULL, col::text, n FROM seen WHERE without_spot = 0
"""

# How many there are of each kind and status, and of what is told besides (``opening.with_moved``)
Moved = Counter[tuple[int | None, str, int]]


@dataclass
class Counts:
    """How many barriers there are. A value is what a column counts, as text; None is no kind yet.

    ``at[row, value]``: at a place or within it, for a body to change or of a programme (None: of
    none);
    ``of[value]``, ``natures[kind, nature]`` and ``statuses[kind, status]``: each barrier once, a
    kind being its id; ``moved`` as the report opens with it; ``elsewhere[value]``: at none of the
    places asked for; ``examples[value]``: at none of them either, but at a made-up place.
    """

    at: Counter[tuple[int | None, str | None]] = field(default_factory=Counter)
    of: Counter[str | None] = field(default_factory=Counter)
    natures: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    statuses: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    moved: Moved = field(default_factory=Counter)
    elsewhere: Counter[str | None] = field(default_factory=Counter)
    examples: Counter[str | None] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All barriers, each once."""
        return self.of.total()

    def of_kind(self, kind: int | None) -> int:
        """All barriers of a kind, each once."""
        return sum(n for (status_kind, _), n in self.statuses.items() if status_kind == kind)


def count(barriers: QuerySet, place_ids: list[int] | None, spot: str = "reach_ids") -> Counts:
    """Count these barriers, which the reader may see, at these places; without places by another
    column of theirs, ``spot``.

    Each has the value of its column as ``col``, and what the report opens with as ``moved``.
    """
    counts = Counts()
    names = dict.fromkeys((spot, "category_id", "nature", "status", "col", "moved"))
    try:
        sql, params = barriers.order_by().values(*names).query.sql_with_params()
    except EmptyResultSet:
        return counts
    spots, rows = ("", _SPOTS) if place_ids is None else (_SPOTS_OF_PLACES, _PLACES)
    made = _SEEN.format(barriers=sql, spot=spot, spots=spots) + rows
    with connection.cursor() as cursor:
        cursor.execute(made, (*params, *([] if place_ids is None else [sorted(set(place_ids))])))
        for part, row, kind, nature, status, moved, column, n in cursor.fetchall():
            match part:
                case "row":
                    counts.at[row, column] += n
                case "elsewhere":
                    counts.elsewhere[column] += n
                case "example":
                    counts.examples[column] += n
                case "all":
                    counts.of[column] += n
                case "kind":
                    counts.natures[kind, nature] += n
                    counts.statuses[kind, status] += n
                    counts.moved[kind, status, moved] += n
    return counts


@dataclass(frozen=True)
class ByKind(Part):
    """The tables whose rows or columns are the kinds of barrier, whatever the places are."""

    counts: Counts = field(default_factory=Counts)

    @property
    def rule_kinds(self) -> list[Kind]:
        """The kinds shown that claim a rule."""
        shown = {pk for pk, _, _ in self.kinds_shown}
        return [kind for kind in self.filter.kinds if kind.concerns_rules and kind.pk in shown]

    @property
    def natures(self) -> HeatMap | None:
        """Claims about rules by nature, in one row; None where no kind shown claims one."""
        if not self.rule_kinds:
            return None
        at = {"category": self.kind.key} if self.kind else {}
        label = self.kind.short_name if self.kind else "All claims"
        cells = []
        for value, nature in Barrier.Nature.choices:
            n = sum(self.counts.natures[kind.pk, value] for kind in self.rule_kinds)
            url = self.list_url(**at, nature=key_of(value))
            name = f"{n}: {label}, nature {nature.lower()}"
            cells.append(Cell(n, nature.capitalize(), url, name))
        every = sum(self.counts.of_kind(kind.pk) for kind in self.rule_kinds)
        return HeatMap(
            title="Claims about rules, by nature. Each number opens its list",
            columns=tuple(cell.column for cell in cells),
            rows=(Row(label, tuple(cells), Cell(every)),),
            corner="Kind",
            none_label="none",
        )

    @property
    def unstated(self) -> str:
        """How many claims say nothing of their nature: "for 6 of the 7"."""
        every = sum(self.counts.of_kind(kind.pk) for kind in self.rule_kinds)
        silent = sum(self.counts.natures[kind.pk, "not_stated"] for kind in self.rule_kinds)
        if not every or not silent:
            return ""
        silent_words = "any" if silent == every else words.number(silent)
        which = f"{silent_words} of the {words.number(every)}" if every > 1 else "the one barrier"
        return f"Nobody has said whether a rule is behind {which} that could rest on one."

    @property
    def kept(self) -> list[Cell]:
        """What is neither being worked on nor solved, by status; those of which there are any."""
        made = []
        for status in Barrier.UNSOLVED:
            n = sum(self.counts.statuses[pk, status] for pk, _, _ in self.kinds_shown)
            url = self.list_url(status=key_of(status))
            made.append(Cell(n, status.label, url, f"{n}: {status.label}"))
        return [cell for cell in made if cell.count]
