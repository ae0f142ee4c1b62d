"""The tests' databases: one template, migrated once, and a clone of it for each process.

A template is named after a hash of the migrations and stays for the next run. Whoever uses a
database holds an advisory lock on its name, so the databases of a killed run are known by the
missing lock, and the next run drops them.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections, reset_queries, transaction
from django.db.backends.base.base import NO_DB_ALIAS, BaseDatabaseWrapper
from django.test.utils import override_settings

from demo import start
from deploy import dump

PREFIX = "placebook_test_"
ROOT = Path(settings.BASE_DIR)
# Triggers are written in the models, not in migrations.
TRIGGERS = (
    "[a-z]*/**/models.py",
    "[a-z]*/**/models/*.py",
    "access/reach.py",
    "records/cycles.py",
    "records/history.py",
    "funding/flow/standing_alone.py",
    "people/role/triggers.py",
)
SCHEMA = (
    *("*/migrations/*.py", *TRIGGERS, "requirements.txt", "tests/database.py"),
    *("demo/start/*", "deploy/dump.py"),
)
# What the demo loads, and by what.
RECORD = (
    *("demo/**/*.py", "demo/data/**/*", "[a-z]*/**/*actions.py"),
    *("geography/england/**/*.py", "geography/england/**/*.csv"),
    *("geography/locality/*.py", "geography/data_load/*.py"),
)
_number = count(1)
_own: set[str] = set()  # this process's clones: its own lock would not keep it from dropping them


@cache
def template_name() -> str:
    """The template that these migrations give."""
    return f"{PREFIX}template_{_hash(SCHEMA)}"


@cache
def loaded_name() -> str:
    """The template that holds the demo's record as well."""
    return f"{PREFIX}loaded_{_hash(SCHEMA + RECORD)}"


def _hash(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted({p for pattern in patterns for p in ROOT.glob(pattern) if p.is_file()}):
        digest.update(bytes(path.relative_to(ROOT)) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def template() -> str:
    """The migrated template, made where it is missing, and held until this process ends."""
    fill = partial(fill_tables, start.TABLES)
    return _hold(template_name(), from_template="template0", fill=fill)


def loaded_template() -> str:
    """The template with the demo loaded as `bin/demo` does, made where it is missing."""
    template()  # held as well
    return _hold(loaded_name(), from_template="template0", fill=partial(fill_loaded, start.RECORD))


@override_settings(DEBUG=True)  # the demo's accounts exist only then
def fill_loaded(begins_as: Path | None) -> None:
    fill_tables(begins_as)
    call_command("load_demo", example=True, verbosity=0)


def fill_tables(begins_as: Path | None) -> None:
    """From what is kept to begin with, or from nothing (`tests/demo/test_start.py`)."""
    if begins_as:
        dump.restore(begins_as)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


@contextmanager
def clone(source: str) -> Iterator[str]:
    """A copy of a template under this process's own name, dropped at the end."""
    name = f"{PREFIX}{os.getpid()}_{next(_number)}"
    _ask("SELECT pg_advisory_lock_shared(hashtext(%s))", name)
    _copy(source, name)
    _own.add(name)
    try:
        yield name
    finally:
        _own.discard(name)
        _ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _ask("SELECT pg_advisory_unlock_shared(hashtext(%s))", name)


@contextmanager
def using(
    name: str, *, over: BaseDatabaseWrapper | None = None, alike: bool = False
) -> Iterator[None]:
    """Django works in the database `name` meanwhile, in every thread that connects anew.

    Over a connection of its own, closed at the end, or over one that its owner keeps: whatever a
    test has open in the one before stands meanwhile. Where both databases are `alike`, clones of
    one template, their content types have the same numbers, and are not looked up again.
    """
    before = connections["default"]
    settings_dict, name_before = before.settings_dict, before.settings_dict["NAME"]
    del connections["default"]
    settings_dict["NAME"] = name
    if over is not None:
        connections["default"] = over
    if not alike:
        ContentType.objects.clear_cache()
    try:
        yield
    finally:
        try:
            if over is None:
                connections["default"].close()
        finally:
            connections["default"] = before
            settings_dict["NAME"] = name_before
            if not alike:
                ContentType.objects.clear_cache()


@dataclass(frozen=True)
class Kept:
    """A clone that a process keeps for many tests, with a connection that stays open."""

    name: str
    connection: BaseDatabaseWrapper

    @contextmanager
    def filled(self) -> Iterator[None]:
        """Django works in it meanwhile, and what it writes stays."""
        with using(self.name, over=self.connection):
            yield

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Django works in it meanwhile, and nothing that it writes stays."""
        with self.filled(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    @contextmanager
    def instead(self) -> Iterator[None]:
        """A test of the database in use goes on in this one, a clone of the same template.

        As there, what only counts when it is committed is checked at the end, and nothing stays.
        """
        with using(self.name, over=self.connection, alike=True), transaction.atomic():
            reset_queries()
            try:
                yield
                if not self.connection.needs_rollback:
                    self.connection.check_constraints()
            finally:
                transaction.set_rollback(True)


@contextmanager
def keep(source: str) -> Iterator[Kept]:
    """A clone of a template, kept until the end."""
    with clone(source) as name:
        connection = connections.create_connection("default")
        try:
            yield Kept(name, connection)
        finally:
            connection.close()


def _hold(name: str, *, from_template: str, fill: Callable[[], object]) -> str:
    with _alone():
        _ask("SELECT pg_advisory_lock_shared(hashtext(%s))", name)
        if name not in _databases():
            making = f"{PREFIX}making_{name.removeprefix(PREFIX)}"
            _ask(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            _copy(from_template, making)
            with using(making):
                fill()
            _ask(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
        _drop_abandoned()
    return name


def _copy(source: str, name: str) -> None:
    """A new database, file by file: page by page with a log, as by default, takes four times that.

    PostgreSQL 14 knows no other way, nor the word for it.
    """
    strategy = "STRATEGY FILE_COPY" if _server().pg_version >= 150_000 else ""
    _ask(f'CREATE DATABASE "{name}" TEMPLATE "{source}" {strategy}')


def _drop_abandoned() -> None:
    for name in _databases() - {template_name(), loaded_name()} - _own:
        if _ask("SELECT pg_try_advisory_lock(hashtext(%s))", name):
            _ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            _ask("SELECT pg_advisory_unlock(hashtext(%s))", name)


@contextmanager
def _alone() -> Iterator[None]:
    _ask("SELECT pg_advisory_lock(hashtext(%s))", PREFIX)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(hashtext(%s))", PREFIX)


def _databases() -> set[str]:
    like = PREFIX.replace("_", r"\_") + "%"
    return set(_ask("SELECT array_agg(datname::text) FROM pg_database WHERE datname LIKE %s", like)
               or ())  # fmt: skip


@cache
def _server() -> Any:
    """A connection beside Django's own: it keeps this process's locks until the process ends."""
    engine = type(connections["default"])
    return engine({**connection.settings_dict, "NAME": "postgres"}, alias=NO_DB_ALIAS)


def _ask(sql: str, *parameters: str) -> Any:
    """Runs one statement; the first value of its first row, where it gives rows."""
    with _server().cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchone()[0] if cursor.description else None
