from __future__ import annotations

from interface.paging import Sort
from interface.words import date_words


def changed_or_made(made: str) -> tuple[Sort, Sort]:
    """The last changed first, or by reference, which goes up in the order in which they were
    ``made``: the name of that order in addresses."""
    return (
        Sort(
            "changed",
            "updated_at",
            says=lambda one: f"{one.reference}, changed {date_words(one.updated_at)}",
            starts_descending=True,
        ),
        Sort(made, "id", says=lambda one: one.reference),
    )
