"""The demo's set-up, step by step. Any step may be cut off: the next start makes all of it whole.

The embedded database is changed in a copy, which takes its place when it is whole; until then what
was there, with all that was entered, stands untouched. A database named by DATABASE_URL is not ours
to copy or rename: it is changed where it is, and the line that ends the start says what to do.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.migrations.exceptions import InconsistentMigrationHistory
from psycopg.errors import ObjectInUse

from config.embedded.base import DatabaseWrapper
from config.embedded.binaries import NoPostgreSQLError
from config.embedded.server import InUseError, ServerError
from demo import start
from deploy import dump
from records.telling import telling

Step = Callable[[], object]


class CannotGoOnError(RuntimeError):
    """The set-up stops here; the message says in one line what to do."""


# What may go wrong though the code is right: said in a line, where anything else is a traceback.
FORESEEN = (CannotGoOnError, CommandError, DatabaseError, ImproperlyConfigured, InUseError,
            InterfaceError, NoPostgreSQLError, OSError, ServerError)  # fmt: skip


def in_words(problem: BaseException) -> str:
    """A foreseen problem in one line."""
    if isinstance(problem, OSError):
        what = f"{problem.filename}: {problem.strerror}" if problem.filename else str(problem)
        return (
            f"Placebook cannot use {what}. It writes to .venv, .data and staticfiles in its own "
            "folder, or where DATA_DIR and STATIC_ROOT say."
        )
    lines = str(problem).splitlines() or [type(problem).__name__]
    if isinstance(problem, ServerError):  # with all that PostgreSQL said on its way there
        telling = [line for line in lines if "FATAL:" in line or "error:" in line]
        return f"PostgreSQL does not run: {(telling or lines)[0].strip()}"
    sentence = " ".join(line.strip() for line in lines)
    if isinstance(problem, DatabaseError | InterfaceError):
        return f"The database cannot be used: {sentence}"
    return sentence


def start_over() -> None:
    """Deletes the embedded cluster; somebody's own server is not ours to empty."""
    wrapper = connections["default"]
    if not isinstance(wrapper, DatabaseWrapper):
        raise CannotGoOnError(
            "--fresh deletes the embedded database; with DATABASE_URL, empty yours yourself."
        )
    wrapper.server.remove()


def make_ready() -> None:
    """Tables, triggers, the demo's record and the static files, where the code has changed."""
    wrapper = connections["default"]
    if not isinstance(wrapper, DatabaseWrapper):
        run(where_it_is())
        return
    with telling("Starting PostgreSQL", brief=True):
        wrapper.server.ensure_running()
    with Copy() as copy:
        run(in_a_copy(copy))


def run(steps: Iterator[Step]) -> None:
    """Each step, once it is known from those before whether it is needed."""
    for step in steps:
        step()


def in_a_copy(copy: "Copy") -> Iterator[Step]:
    """The steps for the embedded database."""
    yield copy.drop  # what a start that was cut off left behind
    if made_by() != (code := code_of_the_demo()):
        yield copy.make
        yield from changing(code)
        yield copy.put_in_place
        yield copy.drop
    yield from making_files()


def where_it_is() -> Iterator[Step]:
    """The steps for somebody's own database."""
    if made_by() != (code := code_of_the_demo()):
        yield from changing(code)
    yield from making_files()


def changing(code: str) -> Iterator[Step]:
    """From an empty database, or one of older code, to one that `code` made."""
    if is_new := start.RECORD.exists() and not connection.introspection.table_names():
        yield begin
    yield make_tables
    yield partial(call_command, "createcachetable", verbosity=0)
    yield partial(load_record, is_new=is_new)
    yield partial(mark, code)


def begin() -> None:
    """The tables and the record as they were kept, which the steps after it bring to today."""
    with telling("Putting the published record there"):
        dump.restore(start.RECORD)


def make_tables() -> None:
    try:
        with telling("Making the tables"):
            call_command("migrate", verbosity=0)
    except OperationalError:
        raise  # no fault of the tables: the server is away, the disk is full
    except InconsistentMigrationHistory as problem:  # 1.0 began its migrations anew
        what_now = (
            "What was entered is as it was, for that version. bin/demo --fresh deletes it."
            if isinstance(connections["default"], DatabaseWrapper)
            else "Give it an empty database."
        )
        message = "This database was made before version 1.0, and cannot be taken over"
        raise CannotGoOnError(f"{message}. {what_now}") from problem
    except DatabaseError as problem:
        what_now = (
            "What was entered is as it was. bin/demo --fresh deletes it and starts over."
            if isinstance(connections["default"], DatabaseWrapper)
            else "If it was cut off before: docs/operating.md, “A migrate that was cut off”."
        )
        message = str(problem).split("\n", 1)[0]
        raise CannotGoOnError(f"The tables cannot be made: {message}. {what_now}") from problem


def load_record(*, is_new: bool) -> None:
    with telling("Loading the record"):
        call_command("load_demo", verbosity=0, **({"example": True} if is_new else {}))


# --- Which code made it ----------------------------------------------------------------------


def code_of_the_demo() -> str:
    """Names the code of all that goes into the database."""
    own = [app.path for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    return f"demo {_hash(*own)}"


def made_by() -> str | None:
    """Which code made this database, as `mark` wrote it into the database's comment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database "
                       "WHERE datname = current_database()")  # fmt: skip
        return cursor.fetchone()[0]


def mark(code: str) -> None:
    """The last of all changes: whatever has a mark is whole."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{code}'")


# --- The copy ----------------------------------------------------------------------------------


class Copy:
    """The copy of the embedded database in which it is changed. `with` it: one start at a time."""

    def __init__(self) -> None:
        default = connections["default"]
        self.name = default.settings_dict["NAME"]
        self.making, self.before = f"{self.name}_making", f"{self.name}_before"
        # Beside Django's own connection, which must not be open while its database is renamed
        self.server = type(default)(default.settings_dict | {"NAME": "postgres"}, NO_DB_ALIAS)

    def __enter__(self) -> "Copy":
        if not self._ask("SELECT pg_try_advisory_lock(hashtext(%s))", self.name):
            say("Waiting for another start of the demo ...")
            self._ask("SELECT pg_advisory_lock(hashtext(%s))", self.name)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()

    def make(self) -> None:
        """Copies the database, be it empty, and lets Django work in the copy."""
        self._use(self.making)
        with telling("Copying the database", brief=True):
            self._ask(f'CREATE DATABASE "{self.making}" TEMPLATE "{self.name}"')

    def put_in_place(self) -> None:
        """Renames both at once, so that at any moment one database has the name and is whole."""
        self._use(self.name)
        self._ask(f'BEGIN; ALTER DATABASE "{self.name}" RENAME TO "{self.before}"; '
                  f'ALTER DATABASE "{self.making}" RENAME TO "{self.name}"; COMMIT')  # fmt: skip

    def drop(self) -> None:
        """Drops the copy that never became whole, and the database that was replaced."""
        for name in (self.making, self.before):
            self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _use(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name

    def _ask(self, sql: str, *parameters: str) -> Any:
        """Runs one statement; the first value of its first row, where it gives rows."""
        try:
            with self.server.cursor() as cursor:
                cursor.execute(sql, parameters or None)
                return cursor.fetchone()[0] if cursor.description else None
        except OperationalError as problem:
            if not isinstance(problem.__cause__, ObjectInUse):
                raise
            raise CannotGoOnError(
                "The code has changed, and something still runs on the database with the code from "
                "before: stop the other bin/demo first."
            ) from problem


# --- Files ---------------------------------------------------------------------------------------


def making_files() -> Iterator[Step]:
    """Collects the static files; their stamp is there only while they are whole."""
    stamp, files = settings.STATIC_ROOT / ".made-from", _hash(settings.BASE_DIR / "static")
    if not stamp.exists() or stamp.read_text() != files:
        yield partial(stamp.unlink, missing_ok=True)
        yield collect
        yield partial(stamp.write_text, files)


def collect() -> None:
    with telling("Collecting the files of pages", brief=True):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def say(line: str) -> None:
    """To whoever waits at the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _hash(*folders: str | Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(bytes(path.relative_to(settings.BASE_DIR)) + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
