"""Where filters leave nothing: which of them hides what there is, and what is known elsewhere.

Every number is of rows of the list itself, which are those that its reader may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
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


@dataclass(frozen=True)
class Without:
    """The list without one filter: what the filter says, the address without it, how many rows."""

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


def nothing(chosen: FilterSet, text: str, hint: str = "", elsewhere: Iterable[Any] = ()) -> Nothing:
    """What there would be without each filter and without any, in one query.

    Where no filter is in use, what is made up may show what it looks like.
    """
    if not chosen.chips:
        made_up = getattr(chosen, "only_made_up", None)
        more = [*elsewhere, *([made_up] if made_up else [])]
        return Nothing(text, hint, "", [], BoundedCount(0), more)
    used = [name for name in chosen.filters if chosen.chips_of(name)][:MOST_FILTERS]
    *hidden, in_all = _counts(chosen, [*({name} for name in used), set(chosen.filters)])
    without = [
        Without(
            ", ".join(chip.label for chip in chosen.chips_of(name)),
            querystring.replaced(chosen.data, **{name: None, f"{name}_pick": None}),
            count,
        )
        for name, count in zip(used, hidden, strict=True)
        if count and len(used) > 1
    ]
    return Nothing(text, hint, chosen.clear, without, in_all, [*_chosen(chosen), *elsewhere])


def _chosen(chosen: FilterSet) -> Iterator[Lead]:
    """The pages of the records that were chosen: a place, a body, a pilot."""
    for value in chosen.form.cleaned_data.values():
        if hasattr(value, "get_absolute_url"):
            yield Lead(f"What is known about {with_article(value)}", value.get_absolute_url())


def _counts(chosen: Any, left_out: list[Collection[str]]) -> list[BoundedCount]:
    """How many rows there are without these filters; a set that counts something else says how."""
    if hasattr(chosen, "how_many"):
        counts = []
        for names in left_out:
            with _without(chosen, names) as rows:
                counts.append(chosen.how_many(rows))
        return counts
    asked = []
    for names in left_out:
        with _without(chosen, names) as rows:
            asked.append((rows, MOST))
    return bounded_counts(*asked)


@contextmanager
def _without(chosen: Any, names: Collection[str]) -> Iterator[Any]:
    """The rows as if these filters were not in use; filters ask each other's values of the form."""
    form, cleaned = chosen.form, chosen.form.cleaned_data
    known = dict(vars(chosen))
    for name in known:
        if isinstance(getattr(type(chosen), name, None), cached_property):
            del chosen.__dict__[name]
    form.cleaned_data = {name: None if name in names else cleaned[name] for name in cleaned}
    try:
        yield chosen.filter_queryset(chosen.queryset.all())
    finally:
        form.cleaned_data = cleaned
        chosen.__dict__.clear()
        chosen.__dict__ |= known
