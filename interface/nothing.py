"""Where filters leave nothing: which of them hides what there is, and what is known elsewhere.

Every number is of rows of the list itself, which are those that its reader may see. A filter whose
record lies in others says so (``around``): an empty list of a ward leads to that of its council.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from interface import querystring
from interface.articles import with_article
from interface.filters import FilterSet
from interface.paging import BoundedCount, bounded_counts

MOST = 500
# Of so many filters it is counted what each hides
MOST_FILTERS = 6


class Lead(NamedTuple):
    """Where else something is known."""

    words: str
    url: str


class Around(NamedTuple):
    """What a chosen record lies in, "of County Durham", by its key in an address."""

    words: str
    key: str
    record: Any


@dataclass(frozen=True)
class Without:
    """The list without one filter, or around what it names: in words, where, how many rows."""

    label: str
    url: str
    count: BoundedCount


@dataclass(frozen=True)
class Nothing:
    """What a list says of which filters left nothing. ``elsewhere`` leads to what is known."""

    text: str
    hint: str
    clear: str
    without: list[Without]
    in_all: BoundedCount
    elsewhere: list[Any]

    @property
    def leads_on(self) -> bool:
        """Whether anything here can be followed."""
        return bool(self.clear or self.without or self.elsewhere)


def nothing(
    chosen: FilterSet | None, text: str, hint: str = "", elsewhere: Iterable[Any] = ()
) -> Nothing:
    """What there would be without each filter and without any, in one query.

    Where no filter is in use, what is made up may show what it looks like. None is a list without
    filters.
    """
    if chosen is None or not chosen.chips:
        made_up = getattr(chosen, "only_made_up", None)
        more = [*elsewhere, *([made_up] if made_up else [])]
        return Nothing(text, hint, "", [], BoundedCount(0), more)
    used = [name for name in chosen.filters if chosen.chips_of(name)][:MOST_FILTERS]
    # Some lists say it in full below what is the record's own
    led = [] if getattr(chosen, "tells_beside", False) else used
    around = [(name, one) for name in led for one in around_of(chosen, name)]
    asked: list[Mapping[str, Any]] = [{name: None} for name in used]
    asked += [{name: one.record} for name, one in around]
    in_all, *counts = _counts(chosen, [dict.fromkeys(chosen.filters), *asked])
    hidden = [
        Without(_all_of(chosen, name), address_with(chosen, name, None), count)
        for name, count in zip(used, counts, strict=False)
    ]
    lies_in = [
        Without(one.words, address_with(chosen, name, one.key), count)
        for (name, one), count in zip(around, counts[len(used) :], strict=True)
    ]
    # Without the only filter it is the whole list, which stands there already
    without = [one for one in (hidden if len(used) > 1 else []) if one.count]
    nearer: list[Without | None] = [None, *lies_in[:-1]]
    without += [one for one, last in zip(lies_in, nearer, strict=False) if _says_more(one, last)]
    return Nothing(text, hint, chosen.clear, without, in_all, [*_chosen(chosen), *elsewhere])


def _all_of(chosen: FilterSet, name: str) -> str:
    return f"without “{', '.join(chip.label for chip in chosen.chips_of(name))}”"


def _says_more(one: Without, last: Without | None) -> bool:
    """A county has what its district has; it is named where it has more."""
    return bool(one.count) and (last is None or one.count != last.count or bool(one.count.more))


def around_of(chosen: FilterSet, name: str) -> list[Around]:
    """What the record that a filter names lies in, from near to far; nothing for most."""
    ask: Any = getattr(chosen.filters[name], "around", None)
    value = chosen.form.cleaned_data.get(name) if ask else None
    return [] if value is None else list(ask(value))


def address_with(chosen: FilterSet, name: str, key: str | None) -> str:
    """The list with another value of one filter, or without it."""
    return querystring.replaced(chosen.data, **{name: key, f"{name}_pick": None})


def _chosen(chosen: FilterSet) -> Iterator[Lead]:
    """The pages of the records that were chosen: a place, a body, a pilot."""
    for value in chosen.form.cleaned_data.values():
        if hasattr(value, "get_absolute_url"):
            yield Lead(f"What is known about {with_article(value)}", value.get_absolute_url())


def _counts(chosen: Any, asked: list[Mapping[str, Any]]) -> list[BoundedCount]:
    """How many rows there are with other values; a set that counts something else says how."""
    if hasattr(chosen, "how_many"):
        counts = []
        for values in asked:
            with rows_with(chosen, values) as rows:
                counts.append(chosen.how_many(rows))
        return counts
    made = []
    for values in asked:
        with rows_with(chosen, values) as rows:
            made.append((rows, MOST))
    return bounded_counts(*made)


@contextmanager
def rows_with(chosen: Any, values: Mapping[str, Any]) -> Iterator[Any]:
    """The rows as if filters had other values; they ask each other's values of the form."""
    form, cleaned = chosen.form, chosen.form.cleaned_data
    known = dict(vars(chosen))
    for name in known:
        if isinstance(getattr(type(chosen), name, None), cached_property):
            del chosen.__dict__[name]
    form.cleaned_data = {**cleaned, **values}
    try:
        yield chosen.filter_queryset(chosen.queryset.all())
    finally:
        form.cleaned_data = cleaned
        chosen.__dict__.clear()
        chosen.__dict__ |= known
