"""The rules of ``funding.flow.totals`` for many flows at once, in one query of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from funding.flow.standing_alone import ALONE as STANDS_ALONE
from funding.flow.sums_statement import (
    ABOVE_EACH,
    ABOVE_ONE,
    ALONE,
    ALONE_OF_EACH,
    ALONE_OF_ONE,
    BY_YEAR,
    COLUMNS,
    GROUPS,
    ITS_YEAR,
    LEG,
    NO_SPANS,
    NO_YEAR,
    OF_ALONE,
    OF_EACH,
    OF_LEGS,
    OF_LISTS,
    OF_MANY,
    OF_ONE,
    OF_PART_HERE,
    OF_PLACE,
    PLAIN,
    SPANS,
    SUMMED,
    TOTALS,
    WHOLE,
)
from funding.flow.totals import ZERO, Total
from funding.models import Flow
from partnerships.models import Organisation, Place, PlaceReach
from records.dates import Precision
from records.statements import Written

# More flows than this that are passed on or shared out are not added up on a page: narrow the list
# first. What stands alone is bounded by nothing.
MOST = 5_000
MOST_OF_ALL = 20_000
# How many topics flows may have on average
TOPICS_OF_EACH = 4
# Where the statement says that all lists together are too long: at no place
TOGETHER = -1
# From so many places on the flows are read once, and not place by place; from so many, all of them.
MANY, VERY_MANY = 10, 100
# The sectors of bodies that councils hold money through
HELD_BY_COUNCILS = (Organisation.Sector.COUNCIL, Organisation.Sector.STRATEGIC_AUTHORITY)
# What the lists of groups are given
VALUES: dict[str, list[Any]] = {
    "sector": [Organisation.Sector.values],
    "holder": [list(HELD_BY_COUNCILS)],
    "kind": [Flow.Kind.values],
    "end": [Precision.values],
}


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
    ``most`` flows that do not stand alone are not added up.
    """
    asked = statement(chosen, visible, place=place, by_year=by_year, most=most)
    return of_rows(_fetched(asked))


def as_published(summed: Totals, chosen: QuerySet[Flow], **asked: Any) -> Totals:
    """These totals without a range that is only what we took off: "£4,650,000 to £5,000,000".

    What is passed on elsewhere and not exactly known is left in, and said to be passed on. One
    query more where there is such a total, else none.
    """
    told = [*summed.by_meaning.values(), *summed.by_year.values()]
    if not any(total.is_range for total in told):
        return summed
    whole = totals(chosen, chosen, **asked)
    return replace(
        summed,
        by_meaning=_left_in(summed.by_meaning, whole.by_meaning),
        by_year=_left_in(summed.by_year, whole.by_year),
    )


def _left_in(summed: dict[Any, Total], whole: dict[Any, Total]) -> dict[Any, Total]:
    made = dict(summed)
    for key, total in summed.items():
        if total.is_range and key in whole and not whole[key].is_range:
            made[key] = replace(whole[key], passes_on=True)
    return made


def statement(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    *,
    place: Any = None,
    by_year: bool = False,
    most: int = MOST,
) -> Written:
    """What ``totals`` asks, in words; ``of_rows`` makes totals of the answer."""
    at, asked = 0 if place is None else place.pk, _Asked(chosen, visible, by_year, most, most)
    whole = place is None
    alone = asked.alone(ALONE_OF_ONE, [at]) if whole else asked.alone_at_place(at)
    return asked.written(alone, asked.linked(OF_ONE, [at]), WHOLE if whole else OF_PLACE)


def of_rows(fetched: Iterable[tuple[Any, ...]]) -> Totals:
    """The totals of a single list."""
    return _totals_of([row[1:] for row in fetched])


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
    they have more than ``most_of_all`` flows together that do not stand alone, each counted at
    each of its places.
    """
    here = visible.filter(meaning=meaning) if meaning else visible
    ids = list(places)
    every = visible if seen is None else seen
    asked = _Asked(here, every, year is not None, most, most_of_all)
    is_many = len(ids) >= MANY
    if is_many:
        near = here if len(ids) >= VERY_MANY else here.filter(reach_ids__overlap=ids)
        linked = replace(asked, chosen=near).linked(OF_MANY, after=[ids, ids])
    else:
        at_each = here.filter(reach_ids__contains=RawSQL("ARRAY[place.id]", ()))
        linked = replace(asked, chosen=at_each).linked(OF_EACH, [ids])
    alone = asked.alone_at(ids, here=len(ids) < VERY_MANY)
    by_place = _read(_fetched(asked.written(alone, linked, OF_PLACE)))
    if TOGETHER in by_place:
        return dict.fromkeys(ids, by_place[TOGETHER])
    return {pk: by_place.get(pk, Totals()).of_year(year) for pk in ids}


def totals_of_groups(
    chosen: QuerySet[Flow], visible: QuerySet[Flow], place: Place | None, by: str, **how: Any
) -> dict[int, Totals]:
    """The totals of ``chosen`` for a place, or of all, group by group, as ``totals`` adds up each.

    ``by`` is "source" (the body that it first comes from), "sector" (of who receives it, numbered
    from 1 as ``Organisation.Sector`` has them), "holder" (1: councils receive it, 2: others),
    "kind" (as ``Flow.Kind`` has them), "end" (``flow.by_end`` reads it) or "topic", of which a flow
    may have several; 0 stands for what is not known. One query. With ``year`` only what falls in
    that financial year. ``every`` is all that the reader sees, where ``visible`` are some of it
    alone. Where they are too many to be added up, 0 alone is given, and says so.
    """
    found = of_groups(_fetched(groups_statement(chosen, visible, place, by, **how)))
    return {at: group.of_year(how.get("year")) for at, group in found.items()}


def groups_statement(
    chosen: QuerySet[Flow],
    visible: QuerySet[Flow],
    place: Any,
    by: str,
    *,
    year: int | None = None,
    every: QuerySet[Flow] | None = None,
    most: int = MOST,
) -> Written:
    """What ``totals_of_groups`` asks, in words; ``of_groups`` makes totals of the answer."""
    of_alone, of_linked = GROUPS[by]
    first, most_of_all = VALUES.get(by, []), TOPICS_OF_EACH * most if by == "topic" else most
    asked = _Asked(chosen, visible, year is not None, most, most_of_all)
    above = (visible if every is None else every).filter(pk=RawSQL("up.parent_id", ()))
    linked = asked.linked(of_linked, first, above=above if by == "source" else None)
    here = (WHOLE,) if place is None else (OF_PART_HERE, [place.pk])
    return asked.written(asked.alone(of_alone, first), linked, *here)


def of_groups(fetched: Iterable[tuple[Any, ...]]) -> dict[int, Totals]:
    """The totals of each group; 0 alone where they are too many to be added up."""
    found = _read(fetched)
    return {0: found[TOGETHER]} if TOGETHER in found else found


_Part = tuple[str, list[Any]]
NOTHING: Written = ("", [])  # nothing can be listed


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is added up, for whom, and how much of it at most; each part is SQL with its values.

    A part is None where nothing can be listed.
    """

    chosen: QuerySet[Flow]
    visible: QuerySet[Flow]
    by_year: bool
    most: int
    most_of_all: int

    def alone(self, lists: str, first: Sequence[Any] = ()) -> _Part | None:
        """The sums of what stands alone, list by list; ``first`` are the values of ``lists``."""
        return self._summed(lists, first, self.chosen, "at")

    def alone_at_place(self, place: Any) -> _Part | None:
        """The same at one place and at those within it."""
        return self._at_each(PlaceReach.objects.filter(ancestor=place), ABOVE_ONE, place)

    def alone_at(self, places: list[int], *, here: bool) -> _Part | None:
        """The same at each of some places; ``here`` looks up those within them, one by one."""
        within = PlaceReach.objects.filter(ancestor__in=places)
        return self._at_each(within if here else None, ABOVE_EACH, places)

    def _at_each(self, within: Any, above: str, places: Any) -> _Part | None:
        chosen = self.chosen
        if within is not None:
            chosen = chosen.filter(only_place__in=within.order_by().values("place_id"))
        found = self._summed(ALONE_OF_EACH, (), chosen, "above.ancestor_id", above)
        return found and (found[0], [*found[1], places])

    def _summed(
        self, lists: str, first: Sequence[Any], chosen: Any, at: str, above: str = ""
    ) -> _Part | None:
        rows = _compiled(chosen.filter(STANDS_ALONE), *_columns(lists, *OF_ALONE))
        if rows is None:
            return None
        year = ITS_YEAR if self.by_year else NO_YEAR
        listed = lists.format(summed=SUMMED, chosen=rows[0])
        made = ALONE.format(lists=listed, year=year, at=at, above=above)
        return made, [*first, *rows[1]]

    def linked(
        self,
        lists: str,
        first: Sequence[Any] = (),
        after: Sequence[Any] = (),
        above: QuerySet[Flow] | None = None,
    ) -> _Part | None:
        """The flows that do not stand alone; ``after`` are values of ``lists`` after the flows."""
        rows = _compiled(self.chosen.filter(~STANDS_ALONE), *_columns(lists, *OF_LEGS))
        up = ("", []) if above is None else _compiled(above, "pk", "parent_id", "giver_id")
        if rows is None or up is None:
            return None
        found = lists.format(leg=LEG, chosen=rows[0], above=up[0], **self._limits)
        return found, [*first, *rows[1], *after, *up[1]]

    def written(
        self, alone: _Part | None, linked: _Part | None, part: str, at: Sequence[Any] = ()
    ) -> Written:
        """The statement with its values; ``at`` are those of ``part``."""
        seen = _compiled(self.visible.filter(parent_id=RawSQL("down.node", ())), *COLUMNS)
        if alone is None or linked is None or seen is None:
            return NOTHING
        years, year, spans, profiled = (
            (BY_YEAR, ITS_YEAR, SPANS, "has_years")
            if self.by_year
            else ("", NO_YEAR, NO_SPANS, "false")
        )
        sql = TOTALS.format(
            alone=alone[0],
            plain=ALONE.format(lists=PLAIN.format(profiled=profiled), year=year, at="at", above=""),
            profiled=profiled,
            spans=spans,
            listed=linked[0],
            visible=seen[0],
            part=part,
            alone_kind="alone" if self.by_year else "all",
            years=years,
            **self._limits,
        )
        return sql, [*alone[1], *linked[1], *seen[1], *at]

    @property
    def _limits(self) -> dict[str, int]:
        return {"most": self.most, "most_of_all": self.most_of_all}


def _columns(lists: str, *columns: str) -> list[str]:
    """These columns and what else the lists ask for, each once."""
    others = (column for column in OF_LISTS if f"s.{column}" in lists)
    return list(dict.fromkeys((*columns, *others)))


def _compiled(queryset: QuerySet[Flow], *columns: str) -> _Part | None:
    try:
        sql, values = queryset.order_by().values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, list(values)


def _fetched(written: Written) -> list[tuple[Any, ...]]:
    sql, values = written
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _read(fetched: Iterable[tuple[Any, ...]]) -> dict[int, Totals]:
    """The totals of each list, by where it is; lists without flows are not among them."""
    lists: dict[int, list[tuple[Any, ...]]] = {}
    for at, *row in fetched:
        lists.setdefault(at, []).append(tuple(row))
    return {at: _totals_of(rows) for at, rows in lists.items()}


def _totals_of(fetched: list[tuple[Any, ...]]) -> Totals:
    if any(row[-1] == "too_many" for row in fetched):
        return Totals(too_many=True)
    whole: dict[str, list[tuple[Any, ...]]] = {}
    years: dict[tuple[str, int | None], list[tuple[Any, ...]]] = {}
    for meaning, year, *row, kind in fetched:
        if kind in ("all", "alone"):
            whole.setdefault(meaning, []).append(tuple(row))
        if kind in ("year", "alone"):
            years.setdefault((meaning, year), []).append(tuple(row))
    return Totals(
        by_meaning={meaning: _total(rows) for meaning, rows in whole.items()},
        by_year={key: _total(rows) for key, rows in years.items()},
    )


def _total(rows: list[tuple[Any, ...]]) -> Total:
    """The sum of some that have nothing in common."""
    flows, unknown, lowers, uppers, above, below, about, more = zip(*rows, strict=True)
    lower = sum((low for low in lowers if low is not None), ZERO)
    upper = sum((high for high in uppers if high is not None), ZERO)
    return Total(
        flows=sum(flows),
        unknown=sum(unknown),
        lower=ZERO if any(below) else max(lower, ZERO),
        upper=None if any(above) else max(upper, ZERO),
        is_about=any(about),
        is_more=any(more),
    )
