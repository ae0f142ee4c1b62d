"""Lists paged by key: no OFFSET, the same speed at any depth.

    SORTS = (Sort("name", "name_key", says=str), Sort("changed", "updated_at"))
    page = paging.page(queryset, request.GET, SORTS, size=50)

A sort is a *never null* expression, with the id to break ties; the index on
(expression, id) serves it in both directions. The key in the address is the
sort's value and the id of the row at the edge: ``?after=liverpool~12``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import DateTimeField, F, Field, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from interface import querystring, words
from interface.made_up import marked
from interface.querystring import read_moment

LARGEST_ID = 2**63 - 1
LONGEST_KEY = 1_000
LONGEST_NAME = 40
BETWEEN = "~"
NOTHING_AFTER = "Nothing comes after this. The list is shown from its start."


# The value by which a row is sorted, and its id
Key = tuple[Any, int]


class BadKey(ValueError):  # noqa: N818 - it is the key that is bad
    """A sort or a place in the list that this list does not have."""


def row_number(text: Any) -> int:
    """The number of a row that a form or an address names; 0, which no row has, for any other
    text."""
    if not (isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 20):
        return 0
    return number if (number := int(text)) <= LARGEST_ID else 0


def row_numbers(texts: Iterable[Any]) -> list[int]:
    """Those of them that can be the number of a row."""
    return [number for text in texts if (number := row_number(text))]


@dataclass(frozen=True)
class Sort:
    """One declared order of a list.

    ``name`` stands in the address. ``expression`` is a field, a path or an
    annotation, and is never null. ``says`` puts a row in words for "Next: from
    …", where the order is one of names: else "Next" says enough.
    ``starts_descending`` is for dates and numbers, newest or largest first.
    """

    name: str
    expression: str
    says: Callable[[Any], str] = str
    starts_descending: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a list and the ways on from it.

    ``problem`` is a message when the address asked for what is not there; the
    page then is the first one.
    """

    rows: list[Any]
    sort: Sort
    descending: bool
    next_url: str = ""
    next_words: str = ""
    previous_url: str = ""
    previous_words: str = ""
    problem: str = ""

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def range_words(self) -> str:
        """ "from Birmingham to Northumberland"; empty where all fits on one page."""
        if len(self.rows) < 2 or not (self.next_url or self.previous_url):
            return ""
        first, last = (
            words.shortened(self.sort.says(row), LONGEST_NAME)
            for row in (self.rows[0], self.rows[-1])
        )
        return f"from {first} to {last}"


@dataclass(frozen=True)
class BoundedCount:
    """A count that stops counting at a limit: "13" or "10,000+".

    ``least``: it counts some of what was read up to the limit, and there was more to read.
    """

    count: int
    more: bool = False
    least: bool = False

    def __str__(self) -> str:
        return words.number(self.count) + ("+" if self.more or self.least else "")

    @property
    def label(self) -> str:
        """The number in a sentence: "13", "more than 10,000", "at least 40"."""
        return f"{self.before}{words.number(self.count)}"

    @property
    def before(self) -> str:
        """What stands before the number where it is not exact."""
        return "more than " if self.more else "at least " if self.least else ""

    def __int__(self) -> int:
        return self.count

    def __bool__(self) -> bool:
        return self.count > 0

    def words(self, noun: str, plural: str = "") -> str:
        """ "13 places", "no places", "more than 10,000 places"."""
        return f"{self.before}{words.count_words(self.count, noun, plural)}"


def up_to(count: int, limit: int) -> BoundedCount:
    """A count that was taken no further than one beyond a limit."""
    return BoundedCount(min(count, limit), more=count > limit)


def among(count: int, read: int, limit: int) -> BoundedCount:
    """How many of what was read are so, where no more was read than one beyond a limit."""
    if read <= limit:
        return BoundedCount(count)
    return up_to(count, limit) if count > limit else BoundedCount(count, least=True)


def bounded_count(queryset: QuerySet[Any], limit: int = 10_000) -> BoundedCount:
    """Counts rows up to a limit, in one query whose cost the limit bounds."""
    count = queryset.order_by().values("pk")[: limit + 1].count()
    return up_to(count, limit)


COUNTED = "(SELECT count(*) FROM ({}) counted)"


def bounded_counts(*asked: tuple[QuerySet[Any], int]) -> list[BoundedCount]:
    """The same of several lists, each with its limit, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(*counting(*asked))
        counts = cursor.fetchone()
    return [up_to(count, limit) for count, (_, limit) in zip(counts, asked, strict=True)]


def counting(*asked: tuple[QuerySet[Any], int]) -> tuple[str, list[Any]]:
    """The statement of such a query, and its values."""
    parts: list[str] = []
    values: list[Any] = []
    for queryset, limit in asked:
        try:
            sql, with_sql = queryset.order_by().values("pk")[: limit + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(COUNTED.format(sql))
            values += with_sql
    return f"SELECT {', '.join(parts)}", values


class Rows:
    """The rows of a list, and how they are read. ``keys`` are the same rows without what is shown
    of them: given, rows are looked up among them, off an index that holds no more, and then read.
    """

    def __init__(self, queryset: QuerySet[Any], keys: QuerySet[Any] | None = None) -> None:
        self.queryset, self.keys = marked(queryset), keys

    def first(self, sort: Sort, key: Key | None, limit: int, *, descending: bool) -> list[Any]:
        """The first rows in this order, or the first beyond a key."""
        rows = self.queryset
        if self.keys is None:
            return list(first(rows, sort, key, limit, descending=descending))
        keys = first(self.keys, sort, key, limit, descending=descending)
        rows = rows.filter(pk__in=keys.values("pk"))
        return list(first(rows, sort, None, limit, descending=descending))

    def count(self, limit: int) -> BoundedCount:
        """How many there are, counted up to a limit."""
        return bounded_count(self.queryset, limit)

    def field(self, sort: Sort) -> Field:
        """Of which type the key of an order is."""
        rows = ordered(self.queryset, sort)
        field: Field = rows.query.annotations["page_key"].output_field
        return field


def first(
    rows: QuerySet[Any], sort: Sort, key: Key | None, limit: int, *, descending: bool
) -> QuerySet[Any]:
    """The first rows in this order, or the first beyond a key."""
    if key is not None:
        rows = beyond(rows, sort, key, descending)
    return ordered(rows, sort, descending)[:limit]


def page(
    rows: QuerySet[Any] | Rows,
    params: Mapping[str, Any],
    sorts: Sequence[Sort],
    *,
    size: int = 50,
    keys: QuerySet[Any] | None = None,
) -> Page:
    """The page of these rows that the address asks for.

    One query for the first page, two for all others. A broken key or an
    unknown sort gives the first page with a ``problem`` to show. Each row says
    whether it is made up (``interface.made_up``).
    """
    problem = ""
    try:
        sort, descending = chosen_sort(params, sorts)
    except BadKey as error:
        sort, descending, problem = sorts[0], sorts[0].starts_descending, str(error)
    read = rows if isinstance(rows, Rows) else Rows(rows, keys)
    walk = _Walk(read, sort, descending, size)
    try:
        if params.get("before") and not problem:
            return walk.before(params)
        if params.get("after") and not problem:
            return walk.after(params)
    except BadKey as error:
        problem = str(error)
    return walk.first(params, problem)


def chosen_sort(params: Mapping[str, Any], sorts: Sequence[Sort]) -> tuple[Sort, bool]:
    """The sort that ``?sort=`` names and whether it descends. ``-`` turns it.

    Raises ``BadKey`` for a name that is not declared.
    """
    asked = str(params.get("sort") or "")
    if not asked:
        return sorts[0], sorts[0].starts_descending
    for sort in sorts:
        if asked.removeprefix("-") == sort.name:
            return sort, asked.startswith("-")
    raise BadKey("This list cannot be sorted that way. It is shown in its usual order.")


def ordered(queryset: QuerySet[Any], sort: Sort, descending: bool = False) -> QuerySet[Any]:
    """The whole list in a sort's order, with its key as ``page_key``."""
    by = F(sort.expression)
    keys = (by, F("pk"))
    return queryset.annotate(page_key=by).order_by(
        *(key.desc() if descending else key.asc() for key in keys)
    )


def beyond(
    queryset: QuerySet[Any], sort: Sort, key: Key, descending: bool = False
) -> QuerySet[Any]:
    """The rows that come after a key in a sort's order: one comparison of rows.

    ``(expression, id) > (value, id)`` is what PostgreSQL reads straight off the
    index; the same thing spelt with OR is not.
    """
    compare = TupleLessThan if descending else TupleGreaterThan
    return queryset.filter(compare(Tuple(F(sort.expression), F("pk")), key))


@dataclass
class _Walk:
    rows: Rows
    sort: Sort
    descending: bool
    size: int

    def first(self, params: Mapping[str, Any], problem: str = "") -> Page:
        rows = self._first(None, self.descending, self.size + 1)
        return self._page(rows[: self.size], params, follows=rows[self.size :], problem=problem)

    def after(self, params: Mapping[str, Any]) -> Page:
        key = self._read(params["after"])
        rows = self._first(key, self.descending, self.size + 1)
        if not rows:
            raise BadKey(NOTHING_AFTER)
        edge = self._key(rows[0])
        earlier = self._first(edge, not self.descending, 1)
        return self._page(rows[: self.size], params, rows[self.size :], earlier)

    def before(self, params: Mapping[str, Any]) -> Page:
        key = self._read(params["before"])
        nearest_first = self._first(key, not self.descending, self.size + 1)
        if not nearest_first:
            raise BadKey("Nothing comes before this. The list is shown from its start.")
        rows = nearest_first[: self.size][::-1]
        later = self._first(self._key(rows[-1]), self.descending, 1)
        return self._page(rows, params, later, nearest_first[self.size :])

    def _first(self, key: Key | None, descending: bool, limit: int) -> list[Any]:
        return self.rows.first(self.sort, key, limit, descending=descending)

    def _page(
        self,
        rows: list[Any],
        params: Mapping[str, Any],
        follows: list[Any],
        precedes: Sequence[Any] = (),
        problem: str = "",
    ) -> Page:
        made = Page(rows, self.sort, self.descending, problem=problem)
        # What was asked for and is not there must not travel on
        drop = {"sort": None} if problem and params.get("sort") else {}
        ways: dict[str, str] = {}
        if follows:
            url = querystring.replaced(params, **drop, after=self._text(rows[-1]))
            ways |= {"next_url": url, "next_words": _way("Next: from", self._called(follows[0]))}
        if precedes:
            url = querystring.replaced(params, **drop, before=self._text(rows[0]))
            label = _way("Back: up to", self._called(precedes[0]))
            ways |= {"previous_url": url, "previous_words": label}
        return Page(**{**made.__dict__, **ways})

    def _called(self, row: Any) -> str:
        """By which name the row is found in the list; empty where it is ordered by no name."""
        is_named = isinstance(self._key(row)[0], str)
        return words.shortened(self.sort.says(row), LONGEST_NAME) if is_named else ""

    def _key(self, row: Any) -> Key:
        if isinstance(row, dict):
            return row["page_key"], row["pk" if "pk" in row else "id"]
        return row.page_key, row.pk

    def _text(self, row: Any) -> str:
        value, pk = self._key(row)
        text = value.isoformat() if isinstance(value, date | datetime) else str(value)
        return f"{text}{BETWEEN}{pk}"

    def _read(self, text: str) -> Key:
        """A key out of the address. Raises ``BadKey``."""
        value, between, pk = str(text).rpartition(BETWEEN)
        readable = between and len(text) <= LONGEST_KEY and "\x00" not in text
        if readable and pk.isascii() and pk.isdecimal() and int(pk) <= LARGEST_ID:
            try:
                read = self._value(value)
                self._check_range(read)
            except (ValidationError, ValueError, TypeError, OverflowError, ArithmeticError):
                read = None
            if read is not None:
                return read, int(pk)
        raise BadKey("The address of this page of the list is broken. It is shown from its start.")

    def _value(self, text: str) -> Any:
        field = self.rows.field(self.sort)
        return read_moment(text) if isinstance(field, DateTimeField) else field.to_python(text)

    def _check_range(self, value: Any) -> None:
        """What the column's type cannot hold would fail in the database."""
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_ID:
            raise OverflowError
        if isinstance(value, Decimal | float):
            number = Decimal(str(value))
            if not number.is_finite() or abs(number.adjusted()) > LONGEST_KEY:
                raise OverflowError


def _way(words_before: str, name: str) -> str:
    """ "Next: from Southwark"; "Next" where there is no name."""
    return f"{words_before} {name}" if name else words_before.partition(":")[0]
