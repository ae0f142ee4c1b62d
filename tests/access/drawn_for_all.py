"""Which rows of the table everybody opens in ``test_leaks.py``, where their status is held as well.

What the leaks look for is found by drawing every page for each of the cast. Where a page is about
no record, or about one that everybody reads and nobody may do more with, what the table says holds
for any record of its family: so the page is not made a second time, to ask for its status alone.
In ``test_access.py`` it is asked for a few of the cast, so that a fault shows beside its row.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.access import readers, table
from tests.access.table import Row

# A key drawn by lot each time that it is shown.
DRAWN = {"mfa_activate_totp"}
# Whoever answers for what is held about a person, or for who may do what, finds all of it.
PERSONAL = {"personal_data", "personal_data_of", "personal_data_erase", "people", "roles"}
# Where what somebody gets hangs on the records that there are: a feed of their own, which a visitor
# has not; a pilot of their team, at whose place they log.
BY_RECORDS = {"calendar_feed", "barrier_log", "data_request_log"}


def is_drawn_for_all(row: Row) -> bool:
    """Whether everybody opens it there, and must get what the table says."""
    of_all = table.families()[row.of].readers is readers.OPEN and (
        not row.of or row.permission is None
    )
    return row.method == "GET" and of_all and row.name not in DRAWN | PERSONAL | BY_RECORDS


def first_of_each(row: Row, everybody: Iterable[str]) -> list[str]:
    """The resident, and the first of those who get through and of those who do not."""
    who = list(everybody)
    may = who if row.permission is None else [one for one in who if one in row.permission]
    refused = [one for one in who if one not in may]
    return list(dict.fromkeys([*may[:1], *refused[:1], "resident"]))
