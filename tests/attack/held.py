"""What the attacks need: a connection beside the test's, and the limits of a server of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, connections
from django.db.backends.base.base import NO_DB_ALIAS

from config import limits


def another_connection() -> Any:
    """One to the same database, as somebody else has it."""
    made = type(connections["default"])
    return made(deepcopy(connection.settings_dict), alias=NO_DB_ALIAS)


@contextmanager
def locked(table: str, mode: str = "SHARE") -> Iterator[None]:
    """Somebody else holds a table meanwhile, so that nobody writes to it; or does what the ``mode``
    keeps from them."""
    other = another_connection()
    try:
        with other.cursor() as cursor:
            # Where nothing else ends the wait, a test is to fail and not to hang
            cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
            cursor.execute("BEGIN")
            cursor.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield
    finally:
        other.close()


@contextmanager
def refusing(table: str, code: str) -> Iterator[None]:
    """The database refuses each new row of a table with this error of its own."""
    raised = f"RAISE EXCEPTION 'it is so' USING ERRCODE = '{code}'"
    with on_insert(table, raised):
        yield


@contextmanager
def on_insert(table: str, what: str) -> Iterator[None]:
    """The database does this before each new row of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN {what}; RETURN NEW; END$$"
        )
        cursor.execute(
            f"CREATE TRIGGER planted BEFORE INSERT ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION planted()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER planted ON {table}; DROP FUNCTION planted()")


@contextmanager
def limited(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings, *, statement: float, lock: float
) -> Iterator[None]:
    """Connections that are opened meanwhile are those of a server of pages, with these limits."""
    settings.STATEMENT_SECONDS, settings.LOCK_SECONDS = statement, lock
    options = dict(connection.settings_dict["OPTIONS"])
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "OPTIONS", options)
        limits.limit(connection.settings_dict)
        connection.close()
        yield
    connection.close()
