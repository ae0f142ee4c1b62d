"""Counts beside rows, in the query of the rows: no join that repeats rows, no second round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    DurationField,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)

from access.visibility import open_to_users
from interface.paging import BoundedCount
from records.statements import Given

MOST = 500


class UpTo(Subquery):
    """How many rows a correlated query has, counted no further than its own limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet, limit: int | None = None) -> None:
        rows = queryset.order_by().values("pk")
        super().__init__(rows if limit is None else rows[: limit + 1])


class OpenFirst(Func):
    """The same count of what a reader sees, where ``is_open`` is true of most of it.

    Those rows, which an index has by themselves, are counted first. The others are looked through
    only where the limit is not reached.
    """

    # Of the two expressions the first is of the others, the second of the open ones
    template = (
        "(SELECT least(%(limit)s + 1, counted.n + CASE WHEN counted.n > %(limit)s THEN 0 "
        "ELSE %(expressions)s AS n OFFSET 0) counted)"
    )
    arg_joiner = " END) FROM (SELECT "
    output_field = IntegerField()

    def __init__(self, seen: QuerySet, is_open: Q, limit: int) -> None:
        super().__init__(
            UpTo(seen.exclude(is_open), limit), UpTo(seen.filter(is_open), limit), limit=limit
        )


class PilotsInShort(Subquery):
    """Of a correlated query of pilots, read once: their number, statuses and the first few ids.

    As ``{"count": …, "statuses": […], "ids": […]}``; those under way come first, then by name.
    Where there are more than ``limit`` it counts one more than that and reads no further.
    """

    template = """(SELECT jsonb_build_object(
        'count', count(*), 'statuses', array_agg(DISTINCT status),
        'ids', (array_agg(id ORDER BY is_over, sort_key, id))[1:%(shown)s])
        FROM (%(subquery)s) pilot)"""
    output_field = JSONField()

    def __init__(self, pilots: QuerySet, *, shown: int, limit: int) -> None:
        is_over = Case(When(status__in=pilots.model.UNDER_WAY, then=0), default=1)
        read = pilots.order_by().annotate(is_over=is_over)
        super().__init__(
            read.values("id", "status", "sort_key", "is_over")[: limit + 1], shown=shown
        )


class Tallied(Subquery):
    """How many rows of a correlated query have each value of some columns.

    As ``[["live", 3], …]``; None without a row. It reads no further than ``limit`` and one more.
    """

    template = """(SELECT jsonb_agg(tally) FROM (
        SELECT jsonb_build_array(%(columns)s, count(*)) AS tally
        FROM (%(subquery)s) counted GROUP BY %(columns)s) tallied)"""
    output_field = JSONField()

    def __init__(self, rows: QuerySet, *columns: str, limit: int) -> None:
        read = rows.order_by().values(*columns)[: limit + 1]
        super().__init__(read, columns=", ".join(columns))


def array(numbers: Iterable[int]) -> str:
    """These numbers as one value, as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, numbers))}}}"


class Among(Func):
    """Whether a number is one of these: sent as one array, hundreds cost no more than a few.

    The array is written out here, once: as a list each number would be looked at on its way. A
    ``Given`` stands for an array that is written out later.
    """

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, numbers: Iterable[int] | Given) -> None:
        sent = numbers if isinstance(numbers, Given) else Value(array(numbers))
        super().__init__(F(column), sent)


class AmongTexts(Among):
    """The same of texts, which are given as a list."""

    template = "(%(expressions)s::text[]))"

    def __init__(self, column: str, texts: Given) -> None:
        super().__init__(column, texts)


class AmongHundreds(Among):
    """The same of very many numbers, in a query of their own: else the planner weighs each of them,
    for longer than it takes to look them up."""

    template = "(%(expressions)s::bigint[])::bigint[]))"
    arg_joiner = " = ANY((SELECT "


class AmongAll(Among):
    """Whether a number is one of those of a query, read once as an array: a thousand keys are
    looked up in the order of their index, not one by one."""

    def __init__(self, column: str, numbers: QuerySet) -> None:
        Func.__init__(self, F(column), ArraySubquery(numbers))


def this_place() -> Func:
    """``ARRAY[place.id]`` of the row outside, to ask ``reach_ids__contains`` with its index."""
    return Func(OuterRef("pk"), template="ARRAY[%(expressions)s]")


def at_each_place(records: QuerySet) -> QuerySet:
    """Those of ``records`` that are at the place of the row outside, or at a place within it."""
    return records.filter(reach_ids__contains=this_place())


def count_at_each_place(records: QuerySet, user: Any, limit: int) -> UpTo | OpenFirst:
    """How many of these records, which this reader sees, are at the place of the row outside or
    within it, counted no further than one beyond a limit."""
    here = at_each_place(records)
    if not user.is_authenticated:
        return UpTo(here, limit)  # an index has what is public
    return OpenFirst(here, open_to_users(), limit)


def first_of(rows: QuerySet, shown: int, *, most: int = MOST) -> tuple[list[Any], BoundedCount]:
    """The first few of ordered rows and how many there are, counted up to ``most``: one query."""
    return with_count(list(bounded(rows, shown, most)), most)


def bounded(rows: QuerySet, shown: int, most: int = MOST) -> QuerySet:
    """The query of ``first_of``: its answer is read by ``with_count``."""
    keys, outside = rows.values("pk")[: most + 1], rows.all()
    if _stands_once(rows):
        outside.query.where = type(rows.query.where)()  # what admits a row was asked of its key
    return with_all(outside.filter(pk__in=keys), shown)


def _stands_once(rows: QuerySet) -> bool:
    """Whether each row has at most one of whatever it is joined to. Else what is asked of that must
    stay: a fund of two owners would stand twice."""
    query = rows.query
    joined = (join for alias, join in query.alias_map.items() if query.alias_refcount[alias])
    return all(
        join.parent_alias is None or join.join_field.many_to_one or join.join_field.one_to_one
        for join in joined
    )


def of_many(rows: QuerySet, shown: int, most: int = MOST) -> QuerySet:
    """As ``bounded``, where it costs little to ask of a row whether it belongs: what is counted is
    read by its key alone, and only the few that are shown are read in full."""
    return rows.annotate(all_of_them=UpTo(rows, most))[:shown]


def with_all(rows: QuerySet, shown: int) -> QuerySet:
    """As ``bounded``, for rows that are bounded already. What is ``made_up`` is not counted."""
    every = Window(Count("*"))
    said: dict[str, Any] = {"all_of_them": every}
    if "made_up" in rows.query.annotations:
        said["real_ones"] = Window(Count("pk", filter=Q(made_up=False)))
    return rows.annotate(**said)[:shown]


def with_count(first: list[Any], most: int = MOST) -> tuple[list[Any], BoundedCount]:
    """The first few as such a query gives them, and of how many they are the first."""
    if not first:
        return first, BoundedCount(0, more=False)
    every = first[0].all_of_them
    return first, BoundedCount(min(getattr(first[0], "real_ones", every), most), more=every > most)


def middle_words(
    answers: int, days: float, least: dt.timedelta | None, most: dt.timedelta | None
) -> str:
    """A median in words. Of one or two there is no middle, so each is said: "3 and 12 days"."""
    said = f"{days:g} day{'' if days == 1 else 's'}"
    if answers == 1:
        return f"{said} (one case)"
    if answers != 2 or least is None or most is None:
        return said
    if least == most:
        return f"{said} each (two cases)"
    return f"{least.days} and {most.days} day{'' if most.days == 1 else 's'} (two cases)"


class Median(Aggregate):
    """The middle length of time of a group, or the mean of the middle two."""

    function = "PERCENTILE_CONT"
    name = "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def from_json(model: Any, record: Mapping[str, Any]) -> Any:
    """A record of which a query read some columns as one JSON object; the others are read when
    they are asked for."""
    names = [one.attname for one in model._meta.concrete_fields if one.attname in record]
    return model.from_db(DEFAULT_DB_ALIAS, names, [record[name] for name in names])
