"""How far an import is, for whoever looks while it works.

What a transaction writes nobody else sees before it ends. The name of a connection is seen at once,
on every server of the database, and ends with the transaction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from interface.words import number

# So many rows are done between one word on it and the next.
SLICE = 5_000
STEPS = {
    "wait": "Waiting for another file",
    "check": "Checking",
    "compare": "Comparing",
    "write": "Writing",
    "undo": "Taking back",
}
_NAMED = re.compile(r"placebook import \d+ (\w+) (\d+) (\d+)")


@dataclass(frozen=True)
class Progress:
    """What is being done with an import, as it works through its rows."""

    import_id: int

    def say(self, step: str, done: int, of: int) -> None:
        """So many of so many rows are done."""
        name = f"placebook import {self.import_id} {step} {done} {of}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, true)", [name])

    def words(self) -> str:
        """How far whoever works on it is: "Checking: 5,000 of 50,000 rows"; empty for nobody."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name LIKE %s",
                [f"placebook import {self.import_id} %"],
            )
            row = cursor.fetchone()
        match = _NAMED.fullmatch(row[0]) if row else None
        if match is None:
            return ""
        step, done, of = STEPS.get(match[1], "Working"), int(match[2]), int(match[3])
        return f"{step}: {f'{number(done)} of ' if done else ''}{number(of)} rows"
