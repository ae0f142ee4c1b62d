"""Every file whose rows may be made up says of each whether it is: in its last column, always."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access import table
from tests.access.open_world import Seen, open_world
from tests.access.test_leaks import signed_in
from tests.access.test_queries import readers_of

pytestmark = pytest.mark.django_db

# Files that need no such column, with why
WITHOUT = {
    "all_changes": "changes of every kind of record, which says itself whether it is made up",
    "people": "everybody with an account",
    "further_sectors": "words of the house, none of which is made up",
    "practice_library": "steps of the library, which are of no place",
    "pilot_update_template": "a sheet to fill in",
    "grants": "by the standard of those who give: its own column stands among its fields",
    "place_map": "councils of England, of which none is made up",
    "official_figures": "published figures of councils of England",
}


def heads(seen: Seen) -> Iterator[tuple[str, str, list[str]]]:
    """The head of every CSV of the access table: name of its row, address, columns."""
    for row in table.rows():
        if row.method != "GET" or row.page or "format=csv" not in row.query:
            continue
        for who in readers_of(row)[:1]:
            for record in seen.families.get(row.of, [])[:1]:
                answer: Any = signed_in(getattr(seen.cast, who)).get(row.address(record))
                if answer.status_code != 200:
                    continue
                content = b"".join(answer) if answer.streaming else answer.content
                lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
                yield row.name, row.address(record), next(lines)


def test_every_file_says_which_of_its_rows_are_made_up() -> None:
    found = list(heads(open_world("resident")))
    assert len(found) > 40
    lacking = {name for name, _, head in found if head[-1] != "made_up"}
    assert lacking == set(WITHOUT)
