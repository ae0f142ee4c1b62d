"""The rules of ``funding.totals`` for many flows at once, done by the database in one query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from funding.flow import sql
from funding.flow.totals import ZERO, Total
from funding.models import Flow
from partnerships.models import Place

# More flows than this are not added up on a page: narrow the list first.
MOST = 5_000
COLUMNS = ("pk", "parent_id", "meaning", "amount_low", "amount_high", "amount_qualifier")


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a list of flows.

    ``by_meaning`` has one Total for each meaning that occurs, ``by_year`` one for each meaning and
    financial year (year None: not split by year). ``too_many`` means that nothing was added up.
    """

    by_meaning: dict[str, Total] = field(default_factory=dict)
    by_year: dict[tuple[str, int | None], Total] = field(default_factory=dict)
    too_many: bool = False

    @property
    def flows(self) -> int:
        """How many flows there are, over all meanings."""
        return sum(total.flows for total in self.by_meaning.values())

    @property
    def years(self) -> list[int]:
        """The financial years that amounts could be given to."""
        return sorted({year for _, year in self.by_year if year is not None})

    def of(self, meaning: str) -> Total:
        """The total of one meaning; of no rows where there is none."""
        return self.by_meaning.get(meaning, Total())

    def in_year(self, meaning: str, year: int | None) -> Total:
        """The total of one meaning that falls in a financial year; None: not split by year."""
        return self.by_year.get((meaning, year), Total())


def totals(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    *,
    place: Place | None = None,
    by_year: bool = False,
    most: int = MOST,
) -> Totals:
    """Add up the flows of ``chosen`` for a reader who sees ``visible``, in one query.

    With ``place``, a flow for several places counts with this place's share. Lists of more than
    ``most`` flows are not added up.
    """
    columns = (*COLUMNS, "start", "end")
    try:
        rows_sql, rows = _compiled(chosen, *columns)
        children = visible.filter(parent_id=RawSQL("down.node", ()))
        seen_sql, seen = _compiled(children, *COLUMNS)
    except EmptyResultSet:
        return Totals()
    statement = sql.TOTALS.format(
        chosen=rows_sql,
        visible=seen_sql,
        most=most,
        part=sql.WHOLE if place is None else sql.OF_PLACE,
        years=sql.BY_YEAR if by_year else "",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*rows, *seen, *([place.pk] if place is not None else [])])
        found = cursor.fetchall()
    return _read(found, most)


def _compiled(queryset: QuerySet[Flow], *columns: str) -> tuple[str, tuple[Any, ...]]:
    return queryset.order_by().values_list(*columns).query.sql_with_params()


def _read(found: list[tuple[Any, ...]], most: int) -> Totals:
    rows = {row[0]: (row[2], row[3]) for row in found if row[-1] == "rows"}
    if sum(flows for flows, _ in rows.values()) > most:
        return Totals(too_many=True)
    sums = {row[0]: row for row in found if row[-1] == "all"}
    return Totals(
        by_meaning={
            meaning: _total(flows, unknown, sums.get(meaning))
            for meaning, (flows, unknown) in rows.items()
        },
        by_year={
            (row[0], row[1]): _total(row[2], row[3], row) for row in found if row[-1] == "year"
        },
    )


def _total(flows: int, unknown: int, row: tuple[Any, ...] | None) -> Total:
    if row is None:
        return Total(flows=flows, unknown=unknown)
    _, _, _, _, lower, upper, open_above, open_below, is_about, is_more, _ = row
    return Total(
        flows=flows,
        unknown=unknown,
        lower=ZERO if open_below else max(lower, ZERO),
        upper=None if open_above else max(upper or ZERO, ZERO),
        is_about=is_about,
        is_more=is_more,
    )
