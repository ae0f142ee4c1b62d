"""What each page costs in queries: the same with one of each thing as with thirty.

The numbers stand in ``query_counts.csv``, for each row of the access table that is read, and who
reads it: the first of the keepers who gets through, then a resident where it is public. With
``--write-counts`` they are counted anew and written there, not compared.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from search.words import make_anew
from tests.access import many, table
from tests.access.drawn_for_all import PERSONAL
from tests.access.open_world import Seen, open_world
from tests.access.remembered import Remembered
from tests.access.table import Row
from tests.access.test_leaks import signed_in
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db

# A line for each address and each who reads it: the row, who, how many
FILE = Path(__file__).parent / "query_counts.csv"
Counts = dict[tuple[str, str], int]
ACCEPT = """
Does the page need it? If so: bin/test -n 0 tests/access/test_queries.py --write-counts
writes what was counted into tests/access/query_counts.csv; look at what changed there."""

# Read by machines; a form that names a team by a number, which differs from run to run; and what is
# held about a person, which is asked of each table in turn.
UNCOUNTED = {"health_live", "health_ready", "metrics", "sitemap", "meeting_add", *PERSONAL}
# Of each record by itself, so many at a time; kept by a process once it was asked
UNCOUNTED |= {"api_gone", "api_document", "api"}
# Read so many cells at a time, however many rows those make, or counted elsewhere.
IN_PARTS = {
    "GET priority_matrix?place=bradford&format=csv",
    "GET barriers?linked=B-000001",  # of whichever barrier has that number
    "GET all_changes?format=csv",  # two thousand rows at a time: tests/dashboards/audit
    "GET programme_export_file programme",  # counted in tests/dashboards/programme_export
}
# They read the kinds of what they show: thirty of one kind leave others for a later page
KINDS_SHOWN = {
    "GET all_changes",
    "GET calendar",
    "GET pilot_calendar pilot",
    "GET place_calendar place",
    "GET programme_calendar programme",
}
READ = [
    row
    for row in table.rows()
    if row.method == "GET" and row.name not in UNCOUNTED and str(row) not in IN_PARTS
]
# Whoever of these gets through first is counted.
KEEPERS = ("bradford_editor", "yorkshire_connector", "desnz_official", "administrator")


def reader_of(row: Row) -> str:
    """The first of the keepers who gets through, or the resident where none is let in."""
    seen = row.readers("public") - {"resident"}
    may = seen if row.permission is None else seen & row.permission
    return next((who for who in (*KEEPERS, *sorted(may)) if who in may), "resident")


def readers_of(row: Row) -> list[str]:
    """For whom a row is counted."""
    found = [who for who in [reader_of(row)] if who != "resident"]
    return found + ["resident"] * (row.public and "resident" in row.readers("public"))


class Counter:
    """Counts queries, whoever answers them; for ``connection.execute_wrapper``."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *query: Any) -> Any:
        self.number += 1
        return execute(*query)


def asked(client: Client, row: Row, record: Any, now: Remembered) -> int:
    """How many queries the page takes."""
    address, queries = row.address(record), Counter()
    with transaction.atomic(), connection.execute_wrapper(queries), now.asked():
        response = client.get(address)
        if response.streaming:
            b"".join(response)
        transaction.set_rollback(True)
    assert response.status_code in row.answers, f"{row}: {response.status_code}"
    return queries.number


def counted(seen: Seen) -> Counts:
    """What each row costs whoever it is counted for."""
    clients = {who: signed_in(user) for who, user in seen.cast.signed_in().items()}
    clients["resident"] = signed_in(seen.cast.resident)
    now = Remembered()
    found: Counts = {}
    for row in READ:
        for who in readers_of(row):
            found[str(row), who] = asked(clients[who], row, seen.first(row.of), now)
            clients["resident"].cookies.clear()  # a visitor who was on no page before
    return found


def written() -> Counts:
    """The numbers of the file."""
    with FILE.open(newline="") as file:
        return {(row, who): int(number) for row, who, number in csv.reader(file)}


def write(found: Counts) -> None:
    """Keep these numbers, a line for each, sorted."""
    with FILE.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            (row, who, number) for (row, who), number in sorted(found.items())
        )


def differences(found: Counts, kept: Counts) -> list[str]:
    """What costs something else than the file says, what it lacks, what it has too much."""
    files = {str(row): table.file_of(row) for row in READ}
    return [
        f"{row} for {who}: {found.get((row, who))} queries, not {kept.get((row, who))}"
        f" ({files.get(row, 'in no sweep')})"
        for row, who in sorted(found.keys() | kept.keys())
        if found.get((row, who)) != kept.get((row, who))
    ]


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.quick_part), 30])
def test_a_page_costs_the_same_with_one_of_each_thing_and_with_thirty(
    number: int, pytestconfig: pytest.Config
) -> None:
    seen = open_world("resident")
    many.fill(seen, number)
    ContentType.objects.get_for_models(*our_models())  # as after the first request of a process
    make_anew()  # as run_due does: what the search has not read yet is no part of a page
    # The clock stands still: on a slow machine a visit would be noted again after ten minutes
    with time_machine.travel(timezone.now(), tick=False):
        found = counted(seen)
    if number == 1 and pytestconfig.getoption("--write-counts", default=False):
        write(found)
    kept = written()
    if number > 1:
        found |= {
            page: max(asked, kept[page]) for page, asked in found.items() if page[0] in KINDS_SHOWN
        }
    wrong = differences(found, kept)
    assert wrong == [], "\n".join([f"with {number} of each thing:", *wrong, ACCEPT])


def test_what_the_file_lacks_or_has_too_much_is_told() -> None:
    [row, *_] = READ
    page = (str(row), "resident")
    assert differences({page: 3}, {page: 3}) == []
    for found, kept in (({page: 3}, {page: 4}), ({page: 3}, {}), ({}, {page: 3})):
        [told] = differences(found, kept)
        assert str(row) in told
