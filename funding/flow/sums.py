"""The rules of ``funding.flow.totals`` for many flows at once, in one query of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from funding.flow.sums_statement import (
    BY_YEAR,
    GROUPS,
    LISTED,
    OF_EACH,
    OF_MANY,
    OF_ONE,
    OF_PART,
    OF_PLACE,
    TOTALS,
    WHOLE,
)
from funding.flow.totals import ZERO, Total
from funding.models import Flow
from partnerships.models import Organisation, Place

# More flows than this are not added up on a page: narrow the list first.
MOST = 5_000
MOST_OF_ALL = 10_000
# From so many places on the flows are read once, and not place by place.
MANY = 100
# The sectors of bodies that councils hold money through
HELD_BY_COUNCILS = (Organisation.Sector.COUNCIL, Organisation.Sector.STRATEGIC_AUTHORITY)
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

    def of_year(self, year: int | None) -> Totals:
        """The totals of one financial year alone; of all of them for None."""
        if year is None:
            return self
        only = {meaning: total for (meaning, at), total in self.by_year.items() if at == year}
        return Totals(by_meaning=only, too_many=self.too_many)

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
    part, years = WHOLE if place is None else OF_PLACE, BY_YEAR if by_year else ""
    at = 0 if place is None else place.pk
    lists = _statement(chosen, visible, OF_ONE, part, years, most=most)
    return _read(_fetched(lists, at), most).get(at, Totals())


def totals_at_each(
    visible: QuerySet[Flow],
    places: Iterable[int],
    *,
    meaning: str = "",
    year: int | None = None,
    seen: QuerySet[Flow] | None = None,
    most: int = MOST,
    most_of_all: int = MOST_OF_ALL,
) -> dict[int, Totals]:
    """The totals of the flows at each of these places, by its id, as ``totals`` adds them up.

    Each place is added up by itself, so that a flow for two of them stands in both. One query.
    With ``meaning`` only flows of that meaning; with ``year`` only what falls in it. ``seen`` is
    all that the reader sees, where ``visible`` are some of it alone. No place is added up where
    they have more than ``most_of_all`` flows together, each flow counted at each of its places.
    """
    here = visible.filter(meaning=meaning) if meaning else visible
    ids = list(places)
    years = "" if year is None else BY_YEAR
    every = visible if seen is None else seen
    limits: dict[str, Any] = {"most": most, "most_of_all": most_of_all}
    if len(ids) >= MANY:
        fetched = _fetched(_statement(here, every, OF_MANY, OF_PLACE, years, within=ids, **limits))
    else:
        here = here.filter(reach_ids__contains=RawSQL("ARRAY[place.id]", ()))
        fetched = _fetched(_statement(here, every, OF_EACH, OF_PLACE, years, **limits), ids)
    if sum(row[3] for row in fetched if row[-1] == "rows") > most_of_all:
        return dict.fromkeys(ids, Totals(too_many=True))
    by_place = _read(fetched, most)
    return {pk: by_place.get(pk, Totals()).of_year(year) for pk in ids}


def totals_of_groups(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    place: Place,
    by: str,
    *,
    year: int | None = None,
    every: QuerySet[Flow] | None = None,
    most: int = MOST,
) -> dict[int, Totals]:
    """The totals of ``chosen`` for a place, group by group, each as ``totals`` adds it up.

    ``by`` is "source" (the body that it first comes from), "sector" (of who receives it, numbered
    from 1 as ``Organisation.Sector`` has them), "holder" (1: councils receive it, 2: others),
    "kind" (as ``Flow.Kind`` has them) or "topic", of which a flow may have several; 0 stands for
    what is not known. One query. With ``year`` only what falls in that financial year. ``every`` is
    all that the reader sees, where ``visible`` are some of it alone.
    """
    lists = GROUPS[by]
    part, years = OF_PART.format(ancestor=int(place.pk)), "" if year is None else BY_YEAR
    above = None
    if by == "source":
        above = (visible if every is None else every).filter(pk=RawSQL("up.parent_id", ()))
    made = _statement(
        chosen, visible, lists, part, years, most=most, most_of_all=2 * most, above=above
    )
    first = {
        "sector": Organisation.Sector.values,
        "holder": list(HELD_BY_COUNCILS),
        "kind": Flow.Kind.values,
    }
    groups = _read(_fetched(made, *([first[by]] if by in first else [])), 2 * most)
    return {at: group.of_year(year) for at, group in groups.items()}


_Statement = tuple[str, tuple[Any, ...]]


def _statement(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    lists: str,
    part: str,
    years: str = "",
    *,
    most: int,
    most_of_all: int | None = None,
    above: QuerySet[Flow] | None = None,
    within: list[int] | None = None,
) -> _Statement | None:
    """What adds up, and its values after that of ``lists``; None where nothing can be listed.

    ``within`` are the places of ``OF_MANY``, which come after the values of ``chosen``.
    """
    above_sql, up = "", ()
    try:
        asked = (*COLUMNS, "start", "end")
        rows_sql, rows = _compiled(chosen, *asked, *(["reach_ids"] if within else []))
        if above is not None:
            above_sql, up = _compiled(above, "pk", "parent_id", "giver_id")
        seen_sql, seen = _compiled(visible.filter(parent_id=RawSQL("down.node", ())), *COLUMNS)
    except EmptyResultSet:
        return None
    limits = {"most": most, "most_of_all": most if most_of_all is None else most_of_all}
    listed = LISTED.format(lists=lists.format(chosen=rows_sql, above=above_sql, **limits))
    sql = TOTALS.format(listed=listed, visible=seen_sql, part=part, years=years, **limits)
    return sql, (*rows, *([within] if within else []), *up, *seen)


def _fetched(statement: _Statement | None, *first: Any) -> list[tuple[Any, ...]]:
    if statement is None:
        return []
    sql, values = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, [*first, *values])
        return cursor.fetchall()


def _compiled(queryset: QuerySet[Flow], *columns: str) -> tuple[str, tuple[Any, ...]]:
    return queryset.order_by().values_list(*columns).query.sql_with_params()


def _read(fetched: list[tuple[Any, ...]], most: int) -> dict[int, Totals]:
    """The totals of each list, by where it is; lists without flows are not among them."""
    lists: dict[int, list[tuple[Any, ...]]] = {}
    for at, *row in fetched:
        lists.setdefault(at, []).append(tuple(row))
    return {at: _totals_of(rows, most) for at, rows in lists.items()}


def _totals_of(fetched: list[tuple[Any, ...]], most: int) -> Totals:
    rows = {row[0]: (row[2], row[3]) for row in fetched if row[-1] == "rows"}
    if sum(flows for flows, _ in rows.values()) > most:
        return Totals(too_many=True)
    sums = {row[0]: row for row in fetched if row[-1] == "all"}
    return Totals(
        by_meaning={
            meaning: _total(flows, unknown, sums.get(meaning))
            for meaning, (flows, unknown) in rows.items()
        },
        by_year={
            (row[0], row[1]): _total(row[2], row[3], row) for row in fetched if row[-1] == "year"
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
