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
    if asked := options.get("options", ""):
        options["options"] = f"{asked} {_limits()}"


def _limits() -> str:
    """Of two that name the same setting, PostgreSQL takes the later."""
    return (
        f"-c statement_timeout={settings.STATEMENT_SECONDS}s "
        f"-c lock_timeout={settings.LOCK_SECONDS}s"
    )
