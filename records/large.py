"""Work on very many rows at once: imports, loads, and taking them back.

It is given the time that it needs, where a page's statement would be cut off; and what it touched
is tidied once it is over. Without that, each reader steps over the rows that are gone, with the
plans that fitted the rows of before, until PostgreSQL tidies up by itself: the map took 700 ms in
place of 55 for a minute and a half.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db import transaction as transactions

from records.telling import telling

MANY = 2_000  # rows of one table; fewer are no trouble
STATEMENT, LOCK = "1h", "2min"
_WRITTEN = """
SELECT format('%I.%I', schemaname, relname), n_tup_ins + n_tup_upd + n_tup_del
FROM pg_stat_xact_user_tables WHERE schemaname !~ '^pg_temp'
"""
_log = logging.getLogger(__name__)


@contextmanager
def transaction() -> Iterator[None]:
    """A transaction with time for many rows; the tables that it changed much are tidied after it,
    also where what it wrote is taken back: a preview leaves as many rows behind."""
    touched: list[str] = []
    try:
        with transactions.atomic():
            _give_time()
            before = _written()
            try:
                yield
            finally:
                written = _written().items()
                touched = sorted(name for name, n in written if n - before.get(name, 0) >= MANY)
    finally:
        if touched and connection.in_atomic_block:
            transactions.on_commit(partial(tidy, touched), robust=True)
        elif touched:
            tidy(touched)


def _give_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), "
            "set_config('lock_timeout', %s, true)",
            [STATEMENT, LOCK],
        )


def _written() -> dict[str, int]:
    """How many rows of each table this transaction wrote, whatever triggers wrote as well, and
    those before it that PostgreSQL has not counted yet."""
    try:
        # Past Django, which asks nothing more of a transaction that is to be rolled back
        return dict(connection.connection.execute(_WRITTEN).fetchall())
    except (psycopg.Error, AttributeError):  # it failed, or its connection went
        return {}


def tidy(tables: list[str], *, waits: bool = False) -> None:
    """VACUUM and ANALYZE them now. Nothing is lost where that fails: PostgreSQL does it later.

    ``waits`` for whoever tidies one already: what was deleted since is to go as well. Over a
    connection of its own, with the time that it needs: it is no part of any transaction.
    """
    if connection.in_atomic_block:
        return
    own = type(connections[connection.alias])(_own_settings(), alias=connection.alias)
    try:
        with telling("Tidying the tables", brief=True), own.cursor() as cursor:
            # Whoever tidies a table already is left to it
            how = "ANALYZE" if waits else "ANALYZE, SKIP_LOCKED"
            cursor.execute(f"VACUUM ({how}) {', '.join(tables)}")
    except (DatabaseError, InterfaceError) as problem:
        _log.warning("What a large change touched was not tidied: %s", problem)
    finally:
        own.close()


def _own_settings() -> dict[str, Any]:
    settings = deepcopy(connection.settings_dict)
    options = settings.get("OPTIONS", {})
    options.pop("pool", None)
    if asked := options.get("options"):  # behind a pooler it asks for nothing
        options["options"] = f"{asked} -c statement_timeout={STATEMENT} -c lock_timeout={LOCK}"
    return settings
