"""What each page costs in queries: the same with one of each thing as with thirty.

The numbers stand in ``query_counts*.py``, one for each row of the access table that is read.
"""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.access import (
    many,
    query_counts,
    query_counts_barrier_report,
    query_counts_barriers,
    query_counts_data,
    query_counts_figures,
    query_counts_publishing,
    query_counts_sources,
    query_counts_systemic,
    table,
    world,
)
from tests.access.open_world import Seen, open_world
from tests.access.table import Row
from tests.access.test_leaks import PERSONAL, signed_in
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db

COUNTS = {
    **query_counts.COUNTS,
    **query_counts_barrier_report.COUNTS,
    **query_counts_barriers.COUNTS,
    **query_counts_data.COUNTS,
    **query_counts_figures.COUNTS,
    **query_counts_publishing.COUNTS,
    **query_counts_sources.COUNTS,
    **query_counts_systemic.COUNTS,
}

# Read by machines; a form that names a team by a number, which differs from run to run; and what is
# held about a person, which is asked of each table in turn.
UNCOUNTED = {"health_live", "health_ready", "meeting_add", *PERSONAL}
# Read so many cells at a time, however many rows those make, or counted elsewhere.
IN_PARTS = {
    "GET priority_matrix?place=bradford&format=csv",
    "GET barriers?linked=B-000001",  # of whichever barrier has that number
    "GET programme_export_file programme",  # counted in tests/dashboards/programme_export
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
    seen = world.FAMILIES[row.of]["public"] - {"resident"}
    may = seen if row.may is None else seen & row.may
    return next((who for who in (*KEEPERS, *sorted(may)) if who in may), "resident")


def asked(client: Client, row: Row, record: Any) -> int:
    """How many queries the page takes."""
    address = reverse(row.name, args=world.address_of(row.of, record)) + row.query
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            if response.streaming:
                b"".join(response)
        transaction.set_rollback(True)
    assert response.status_code in row.answers, f"{row}: {response.status_code}"
    return len(queries)


def counted(seen: Seen) -> dict[str, tuple[int, ...]]:
    """For each row: what it costs a keeper, and a resident where it is public."""
    clients = {who: signed_in(getattr(seen.cast, who)) for who in seen.cast.signed_in()}
    found = {}
    for row in READ:
        record, keeper = seen.first(row.of), reader_of(row)
        each = [asked(clients[keeper], row, record)] if keeper != "resident" else []
        if row.public and "resident" in world.FAMILIES[row.of]["public"]:
            each.append(asked(signed_in(seen.cast.resident), row, record))
        if each:
            found[str(row)] = tuple(each)
    return found


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_costs_the_same_with_one_of_each_thing_and_with_thirty(number: int) -> None:
    seen = open_world("resident")
    many.fill(seen, number)
    ContentType.objects.get_for_models(*our_models())  # as after the first request of a process
    # The clock stands still: on a slow machine a visit would be noted again after ten minutes
    with time_machine.travel(timezone.now(), tick=False):
        found = counted(seen)
    wrong = [f"    {name!r}: {has}," for name, has in found.items() if COUNTS.get(name) != has]
    assert wrong == [], "\n".join(["not as in query_counts.py:", *wrong])
    assert COUNTS.keys() == found.keys()
