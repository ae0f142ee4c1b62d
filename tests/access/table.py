"""The access table: every named address, which record it names, and who gets through.

A row stands for one address and method. Whoever may not see the record gets 404, whoever sees it
but may not do this gets 403, whoever is signed out where sign-in is needed is sent to sign in.
Each app keeps its rows in ``rows_<app>.py``; ``tests/access/test_access.py`` walks all of them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

import tests.access


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``name``: the url name. ``of``: the family of the record that the address names ("" for none;
    see ``world.FAMILIES``). ``may``: the cast who get through, out of those who may read; None for
    all readers. ``public``: whether signed-out people are answered, not sent to sign in.
    ``method``: GET or POST (a POST is sent empty). ``page``: whether GET gives an HTML page, which
    the page sweep and the accessibility tests then open. ``query``: GET parameters. ``answers``:
    the statuses that count as getting through.
    """

    name: str
    of: str = ""
    may: frozenset[str] | None = None
    public: bool = False
    method: str = "GET"
    page: bool = True
    query: str = ""
    answers: tuple[int, ...] = (200,)

    def __str__(self) -> str:
        return f"{self.method} {self.name}{' ' + self.of if self.of else ''}{self.query}"


def post(name: str, of: str = "", **fields: object) -> Row:
    """A row for an empty POST: accepted ones answer with the form again or a redirect."""
    return Row(
        name,
        of,
        method="POST",
        page=False,
        answers=(200, 302, 400, 422),
        **fields,
    )


def rows() -> Iterator[Row]:
    """All rows, app by app."""
    for module in pkgutil.iter_modules(tests.access.__path__):
        if module.name.startswith("rows_"):
            yield from importlib.import_module(f"tests.access.{module.name}").ROWS
