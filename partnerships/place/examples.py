"""Made-up examples are no part of the country.

A place, programme or organisation marked as an example shows newcomers what a programme in progress
looks like. Lists, counts and totals over the whole country leave its records out, unless its place,
programme, pilot or fund is named, or the reader works in it. What holds the words that somebody
typed, and is made up, stands in a list of its own. Pages about it say that it is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from access.levelled import HasVisibility
from access.visibility import reader_of
from interface import querystring
from interface.filters import Chip, FilterSet
from interface.made_up import HowMany
from interface.pages import PageAction
from interface.paging import BoundedCount, bounded_count, bounded_counts
from partnerships.models import Place

# By hand: filters that name one thing, by the names that addresses have for them, which all lists
# share. Whoever names an example wants to see it.
NAMING = (
    *("place", "programme", "pilot", "fund", "giver", "receiver", "unlocker", "like"),
    *("linked", "systemic", "guidance"),
    *("owner", "like_place"),
    *("body", "board", "partnership", "provider", "within"),
    *("to", "whose"),
)


# The region that a filter offers for what is made up, and what lists call it.
MADE_UP = "made-up"
MADE_UP_WORDS = "Made up, as an example"
# The part of an address that leads to what is made up alone: ?q=skills&examples=only
ONLY = {"examples": "only"}
MOST = 500


def sees_demo_data(user: Any) -> bool:
    """Whether the reader has a role in a made-up place or programme."""
    reader = reader_of(user)
    return reader is not None and reader.sees_demo_data


def without_examples(rows: QuerySet[Any], at: str = "") -> QuerySet[Any]:
    """Rows that are not made up: records by their places, all others by their own mark.

    ``at`` is the field that leads to such a record, where a row is a part of one.
    """
    return rows.exclude(**_mark(rows, at))


def examples_of(rows: QuerySet[Any], at: str = "") -> QuerySet[Any]:
    """Those that are made up, and no others; ``at`` as for ``without_examples``."""
    return rows.filter(**_mark(rows, at))


def _mark(rows: QuerySet[Any], at: str) -> dict[str, Any]:
    """What holds for a row that is made up."""
    if at or not _has_a_mark(rows.model):
        made_up = Place.objects.filter(is_example=True).order_by().values("pk")
        prefix = f"{at}__" if at else ""
        return {f"{prefix}reach_ids__overlap": ArraySubquery(made_up)}
    return {"is_example": True}


def apart(choices: Iterable[tuple[Any, Any, bool]]) -> list[Any]:
    """Choices of which each says whether it is made up; those that are, as a group of their own.

    Each of these says it too: one that is chosen stands without the head of its group.
    """
    real: list[Any] = []
    made_up: list[Any] = []
    for value, label, is_example in choices:
        if is_example:
            made_up.append((value, marked(label)))
        else:
            real.append((value, label))
    return [*real, (MADE_UP_WORDS, made_up)] if made_up else real


def marked(name: Any) -> str:
    """What something is called that is made up, where others are not; once, if its name says so."""
    return str(name) if str(name).endswith("(example)") else f"{name} (made up)"


def _has_a_mark(kind: Any) -> bool:
    """Whether its own mark says so, and not its places; a QuerySet may give it the mark."""
    return not issubclass(kind, HasVisibility) or _is_marked(kind)


def _is_marked(kind: Any) -> bool:
    """Whether each of its rows says itself whether it is made up."""
    fields = kind._meta.concrete_fields if hasattr(kind, "_meta") else ()
    return any(field.name == "is_example" for field in fields)


def made_up_rule(kind: Any, at: str = "") -> Q:
    """What holds for a row of this kind that is made up; ``at`` leads to the record that says so,
    where a row is a part of one."""
    for step in at.split("__") if at else ():
        kind = kind._meta.get_field(step).related_model
    prefix = f"{at}__" if at else ""
    if _has_a_mark(kind):
        return Q(**{f"{prefix}is_example": True})
    places = Place.objects.filter(is_example=True).order_by().values("pk")
    return Q(**{f"{prefix}reach_ids__overlap": ArraySubquery(places)})


def of_the_country(rows: QuerySet[Any], user: Any, at: str = "") -> QuerySet[Any]:
    """What counts as the country for this reader; ``at`` as for ``without_examples``."""
    return rows if sees_demo_data(user) else without_examples(rows, at)


class LeavesOutExamples(FilterSet):
    """Filters of a list over the whole country: what is made up stands in a list of its own."""

    # The field that leads to the record with places, where a row is a part of one
    examples_at = ""
    # Whether what is made up is asked for alone, whatever the address says
    asks_examples = False

    @cached_property
    def reader(self) -> Any:
        """Who reads the list; whoever makes the filter set may name another."""
        return self.request.user

    @property
    def only_examples(self) -> bool:
        """Whether the address leads to what is made up alone."""
        named = all(self.data.get(name) == value for name, value in ONLY.items())
        return named or self.asks_examples

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows, without examples where none was named."""
        rows = super().filter_queryset(queryset)
        if self.only_examples:
            return examples_of(rows, self.examples_at)
        if self._names_an_example():
            return rows
        return of_the_country(rows, self.reader, self.examples_at)

    def _names_an_example(self) -> bool:
        """Whether a filter names something that is made up, or a record that may be."""
        cleaned = self.form.cleaned_data
        named = (cleaned.get(name) for name in NAMING)
        return cleaned.get("region") == MADE_UP or any(
            one.is_example if _is_marked(type(one)) else one for one in named if one
        )

    def _may_name_an_example(self) -> bool:
        """The same, but for what is one of a few choices, of which those that are made up are
        known."""
        cleaned = self.form.cleaned_data
        if cleaned.get("region") == MADE_UP:
            return True
        for name in NAMING:
            one = cleaned.get(name)
            choices = getattr(self.form.fields.get(name), "choices", None)
            if _is_marked(type(one)):
                may = one.is_example
            elif isinstance(one, str) and choices is not None:
                may = one in dict(dict(choices).get(MADE_UP_WORDS, ()))
            else:
                may = bool(one)
            if may:
                return True
        return False

    @property
    def chips(self) -> list[Chip]:
        url = querystring.replaced(self.data, **dict.fromkeys(ONLY))
        own = [Chip(MADE_UP_WORDS, url)] if self.is_bound and self.only_examples else []
        return [*super().chips, *own]

    @property
    def clear(self) -> str:
        return querystring.replaced(self.data, **dict.fromkeys((*self._sent_names(), *ONLY)))

    @property
    def made_up(self) -> QuerySet[Any] | None:
        """What holds the words typed and is made up, where that stands apart."""
        typed = self.is_bound and self.form.is_valid() and self.form.cleaned_data.get("q")
        if not typed or self.only_examples or sees_demo_data(self.reader):
            return None
        if self._names_an_example():
            return None
        return examples_of(super().filter_queryset(self.queryset.all()), self.examples_at)

    @cached_property
    def made_up_held(self) -> HowMany:
        """How much of what is chosen is made up; asked only where some of it may be."""
        if not self.is_bound or not self.form.is_valid():
            return HowMany.NONE
        if self.only_examples:
            return HowMany.ALL
        if not (self._may_name_an_example() or sees_demo_data(self.reader)):
            return HowMany.NONE
        at = self.examples_at
        made_up, real = bounded_counts(
            (examples_of(self.qs, at), 1), (without_examples(self.qs, at), 1)
        )
        if not made_up:
            return HowMany.NONE
        return HowMany.SOME if real else HowMany.ALL

    def counted(self, rows: QuerySet[Any], most: int) -> BoundedCount:
        """How many of these rows there are, and how many ``apart`` leads to, in one query."""
        made_up = self.made_up
        if made_up is None:
            return bounded_count(rows, most)
        count, self.made_up_count = bounded_counts((rows, most), (made_up, MOST))
        return count

    @cached_property
    def made_up_count(self) -> BoundedCount:
        """How many hold the words typed and are made up."""
        made_up = self.made_up
        return BoundedCount(0) if made_up is None else bounded_count(made_up, MOST)

    @contextmanager
    def asking_examples(self, *, asks: bool = True) -> Iterator[None]:
        """Read within as if the address asked for what is made up alone."""
        before, self.asks_examples = self.asks_examples, asks
        try:
            yield
        finally:
            self.asks_examples = before

    @property
    def only_made_up(self) -> PageAction | None:
        """The way to what is made up, where the list holds nothing else; None where nothing is."""
        if self.only_examples or self._names_an_example() or sees_demo_data(self.reader):
            return None
        with self.asking_examples():
            examples = self.filter_queryset(self.queryset.all())
        how_many = getattr(self, "how_many", None)
        count = how_many(examples) if how_many else bounded_count(examples, MOST)
        if not count:
            return None
        url = querystring.replaced(self.data, **dict.fromkeys(self._sent_names()), **ONLY)
        return PageAction(f"{count.words('made-up example')} of what it looks like", url)

    @property
    def apart(self) -> PageAction | None:
        """The way to what holds the words typed and is made up; None where nothing does."""
        count = self.made_up_count
        if not count:
            return None
        url = querystring.replaced(self.data, **ONLY, **dict.fromkeys(querystring.PAGING))
        return PageAction(count.words("made-up example"), url)


def is_made_up(record: Any) -> bool:
    """Whether a record is of a made-up place, or belongs to a pilot or barrier that is.

    One query.
    """
    if reach := getattr(record, "reach_ids", None):
        return Place.objects.filter(pk__in=reach, is_example=True).exists()
    if owner := getattr(record, "pilot", None) or getattr(record, "barrier", None):
        return is_made_up(owner)
    columns = {field.name for field in record._meta.concrete_fields}
    return "is_example" in columns and bool(record.is_example)
