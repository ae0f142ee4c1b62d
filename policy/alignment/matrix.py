"""How the priorities of a place stand to wider ones: the matrix, and the signs that it shows.

A cell says what somebody found, or that nobody has looked. What the system sees by itself (a topic
in common, times that do not meet, other places) is a sign beside "not known", never a verdict, and
"not known" is never counted as a difference.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from interface.columns import Column
from partnerships.models import Place
from policy.models import Alignment, Priority
from records.addresses import address

MOST = 30
Tier = Priority.Tier
Verdict = Alignment.Verdict


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen of two priorities without reading them."""

    same_topic: bool = False
    times_apart: bool = False
    windows_apart: bool = False
    places_apart: bool = False

    @property
    def words(self) -> list[str]:
        """Each sign as the end of "looks like …"."""
        signs = {
            "the same topic": self.same_topic,
            "times that do not overlap": self.times_apart,
            "decisions at different times": self.windows_apart,
            "other places": self.places_apart,
        }
        return [sign for sign, holds in signs.items() if holds]


@dataclass(frozen=True, slots=True)
class Cell:
    """How one narrower priority stands to one wider one."""

    narrower: Priority
    wider: Priority
    verdict: str
    differs_in: tuple[str, ...]
    signs: Signs

    @property
    def label(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label).capitalize()

    @property
    def shape(self) -> str:
        """The shape before the verdict."""
        return Alignment.SHAPES[self.verdict]

    @property
    def is_known(self) -> bool:
        """Whether somebody has looked and said so."""
        return self.verdict != Verdict.UNKNOWN

    @property
    def url(self) -> str:
        """The page with its reasoning."""
        return address("priority_alignment", self.narrower.slug, self.wider.slug)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix: a narrower priority against each wider one."""

    priority: Priority
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """The priorities of a place against wider ones."""

    place: Place
    columns: list[Priority]
    lines: list[Line]
    rows_cut: bool
    columns_cut: bool

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        return (cell for line in self.lines for cell in line.cells)

    @property
    def tally(self) -> list[dict[str, Any]]:
        """How many cells have which verdict; not known is counted by itself."""
        counts = Counter(cell.verdict for cell in self.cells)
        return [
            {
                "label": verdict.label.capitalize(),
                "value": counts[verdict],
                "note": _NOTES.get(verdict, ""),
            }
            for verdict in Verdict
        ]


_NOTES = {Verdict.UNKNOWN: "nobody has checked, so not counted as differing"}

# One look at each pair: what was found, and what can be seen without reading. Times are apart only
# where both are known; a wider priority without places is for everywhere.
_PAIRS = """
SELECT n.id, w.id, a.verdict, a.differs_in_content, a.differs_in_time, a.differs_in_geography,
  EXISTS (SELECT 1 FROM policy_prioritytopic nt
    JOIN policy_prioritytopic wt ON wt.topic_id = nt.topic_id
    WHERE nt.priority_id = n.id AND wt.priority_id = w.id),
  coalesce(n."end" < w.start OR w."end" < n.start, false),
  coalesce(n.decide_to < w.decide_from OR w.decide_to < n.decide_from, false),
  w.reach_ids <> '{}' AND n.reach_ids <> '{}'
    AND NOT n.reach_ids && ARRAY(SELECT place_id FROM policy_priorityplace
      WHERE priority_id = w.id)
    AND NOT w.reach_ids && ARRAY(SELECT place_id FROM policy_priorityplace
      WHERE priority_id = n.id)
FROM policy_priority n CROSS JOIN policy_priority w
LEFT JOIN policy_alignment a ON a.narrower_id = n.id AND a.wider_id = w.id
WHERE n.id = ANY(%s) AND w.id = ANY(%s)
"""


def build(user: Any, place: Place, against: str, topic: str, today: dt.date) -> Matrix:
    """The matrix of a place against ``national`` or ``regional`` priorities, of a topic or of all.

    Three queries, whatever its size; the first ``MOST`` of each side are shown.
    """
    narrower, wider = _sides(user, place, against, topic, today)
    rows, columns = list(narrower[: MOST + 1]), list(wider[: MOST + 1])
    cells = pairs(rows[:MOST], columns[:MOST])
    return Matrix(
        place=place,
        columns=columns[:MOST],
        lines=[
            Line(row, [cells[row.pk, column.pk] for column in columns[:MOST]])
            for row in rows[:MOST]
        ],
        rows_cut=len(rows) > MOST,
        columns_cut=len(columns) > MOST,
    )


def all_cells(user: Any, place: Place, against: str, topic: str, today: dt.date) -> Iterator[Cell]:
    """Every cell of the matrix, nothing cut, for its file: a query for each ``MOST`` rows."""
    narrower, wider = _sides(user, place, against, topic, today)
    columns = list(wider)
    all_rows = list(narrower)
    for start in range(0, len(all_rows), MOST):
        rows = all_rows[start : start + MOST]
        cells = pairs(rows, columns)
        yield from (cells[row.pk, column.pk] for row in rows for column in columns)


def _sides(
    user: Any, place: Place, against: str, topic: str, today: dt.date
) -> tuple[QuerySet[Priority], QuerySet[Priority]]:
    """The narrower priorities that bear on a place, the local ones first, and the wider ones."""
    bearing = Priority.objects.visible_to(user).current(today).bearing_on(place)
    bearing = bearing.select_related("owner")
    narrower = bearing.filter(tier__in=[tier for tier in Tier if Tier(against).is_wider_than(tier)])
    wider = bearing.filter(tier=against)
    # The local ones first: they are what the reader came for
    return narrower.order_by("tier", "sort_key", "id"), wider.on_topic(topic) if topic else wider


def pairs(narrower: Sequence[Priority], wider: Sequence[Priority]) -> dict[tuple[int, int], Cell]:
    """Each pair of these priorities, which the caller has found visible, in one query."""
    rows, columns = ({priority.pk: priority for priority in side} for side in (narrower, wider))
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [list(rows), list(columns)])
        rows_read = cursor.fetchall()
    return {
        (n, w): Cell(
            narrower=rows[n],
            wider=columns[w],
            verdict=verdict or Verdict.UNKNOWN,
            differs_in=tuple(
                said
                for said, holds in zip(("content", "time", "geography"), differs[:3], strict=True)
                if holds
            ),
            signs=Signs(*differs[3:]),
        )
        for n, w, verdict, *differs in rows_read
    }


COLUMNS = (
    Column("priority", "Priority", "The narrower priority", lambda cell: cell.narrower.title),
    Column("owner", "Owner", "The body that owns it", lambda cell: cell.narrower.owner.name),
    Column("tier", "Whose", "Regional or local", lambda cell: cell.narrower.get_tier_display()),
    Column("against", "Against", "The wider priority", lambda cell: cell.wider.title),
    Column("against_owner", "Its owner", "The body that owns it", lambda c: c.wider.owner.name),
    Column(
        "verdict",
        "Verdict",
        "Aligned, partly aligned or differs, as somebody found; empty: nobody has checked",
        lambda cell: cell.label if cell.is_known else None,
    ),
    Column(
        "differs_in", "Differs in", "Content, time or geography", lambda c: "; ".join(c.differs_in)
    ),
    Column(
        "looks_like",
        "Looks like",
        "What was found automatically; not a verdict",
        lambda cell: "; ".join(cell.signs.words),
    ),
)
