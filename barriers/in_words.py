"""A barrier in words, for rows of pages that mention it."""

from __future__ import annotations

from collections.abc import Container

from barriers.columns import result_words
from barriers.models import Barrier
from interface import words


def place_names(barrier: Barrier, but: Container[int] = ()) -> str:
    """Its places, the lead place first: "Exampleshire and Northport"; some may be left out."""
    links = barrier.place_links.all()
    return words.list_words(link.place.name for link in links if link.place_id not in but)


def tried_words(barrier: Barrier) -> str:
    """What was tried first, and what came of it, on one line."""
    actions = list(barrier.actions.all())
    if not actions:
        return "Nothing is recorded as tried."
    first = actions[0]
    more = f" and {len(actions) - 1} more" if len(actions) > 1 else ""
    result = result_words(first).rstrip(".") or "not known"
    return f"Tried: {first.what.rstrip('.')}{more}. Result: {result}."
