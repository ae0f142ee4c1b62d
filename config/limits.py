"""How long the database may keep somebody waiting who waits for a page.

Eight people who each waited for a lock stopped a server of eight threads, and nothing ended it. So
each connection of a process that serves pages asks PostgreSQL to give up after a while
(``STATEMENT_SECONDS``, ``LOCK_SECONDS``); ``records.cut_off`` tells the person, and loses nothing.
Commands, loads and ``run_due`` keep the long limits of the settings; imports and loads within a
page ask for theirs (``records.large``).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

# Compiling a query takes longer than any query of a page gains by it. Every trigger asks which of
# them are left out for now; where nothing says "none", it asks by an error that it catches, for
# each row, and slower with every row of a transaction.
ALWAYS = {"jit": "off", "pgtrigger.ignore": "{}"}
OF_COMMANDS = {"statement_timeout": "4h", "lock_timeout": "10min"}


def asked(*, read_only: bool) -> str:
    """What each connection asks of the server as it begins; of a replica, to be only read."""
    also = {"default_transaction_read_only": "on"} if read_only else {}
    return _said({**ALWAYS, **OF_COMMANDS, **also})


def of_pages() -> dict[str, str]:
    """The limits of whoever serves pages."""
    return {
        "statement_timeout": f"{settings.STATEMENT_SECONDS}s",
        "lock_timeout": f"{settings.LOCK_SECONDS}s",
    }


def _said(wanted: dict[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in wanted.items())


def serve() -> None:
    """From now on, connections that this process opens are those of pages."""
    for database in settings.DATABASES.values():
        limit(database)


def limit(database: dict[str, Any]) -> None:
    """Give a database's connections the limits of pages, on top of what they ask for.

    Where they ask for nothing a pooler stands between, which refuses that: there the role has the
    limits (deploy/README.md).
    """
    options = database.get("OPTIONS", {})
    if before := options.get("options", ""):
        # Of two that name the same setting, PostgreSQL takes the later
        options["options"] = f"{before} {_said(of_pages())}"
