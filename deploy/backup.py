"""A backup: a dump of the database, the attached files that it names, and what both must hold.

All of one moment: the rows are counted in the snapshot of which the dump is made, so that what is
restored can be held against them. A backup is whole or not there: it is written beside, read back,
and then takes its name. Attached files never change once they are kept, so all backups of a folder
share one copy of each, in ``files``.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField
from django.utils import timezone

from config.version import VERSION
from deploy import programs
from interface.words import count_words
from records.backups import LeftOutOfBackups
from records.subjects import registered
from records.telling import counting, telling
from registry.erased import note_erased

DUMP, HOLDS, FILES = "database.dump", "holds.json", "files"
LOCK = "placebook-backup"
MOMENT = "[0-9]*T[0-9]*Z"  # how a backup is called; other folders beside are nobody's concern
KEPT = re.compile(r"[0-9a-f]{2}/[0-9a-f]{40}")  # how attached files are called


class BackupError(RuntimeError):
    """There is no backup, or none that can be used; the message says why."""


class BackupReadError(BackupError):
    """What a backup holds cannot be read."""


@dataclass(frozen=True)
class Holds:
    """What a backup holds, as it stands in ``holds.json``.

    ``rows`` counts the rows of each table whose rows it holds, ``migrations`` names those that the
    database had, ``files`` the attached files with their bytes; ``missing`` those that the storage
    did not have.
    """

    at: str
    version: str
    database: str
    sha256: str
    rows: dict[str, int]
    migrations: list[str]
    files: dict[str, int]
    missing: list[str]


@dataclass(frozen=True)
class Backup:
    """One that is whole, in a folder of its own."""

    folder: Path

    @property
    def dump(self) -> Path:
        return self.folder / DUMP

    @property
    def files(self) -> Path:
        """The folder of attached files, which it shares with the others beside it."""
        return self.folder.parent / FILES

    def holds(self) -> Holds:
        """Raises BackupError where that cannot be read."""
        try:
            return Holds(**json.loads((self.folder / HOLDS).read_text()))
        except (OSError, ValueError, TypeError) as problem:
            raise BackupReadError(
                f"{self.folder} is no backup that can be read: {problem}"
            ) from None

    @property
    def made_at(self) -> dt.datetime:
        """When it was made."""
        return dt.datetime.fromisoformat(self.holds().at)

    @property
    def lacks(self) -> str:
        """What it lacks of the attached files, in words; empty where it has all."""
        missing = len(self.holds().missing)
        files = count_words(missing, "file that a record names", "files that records name")
        return f"{files} could not be found in the storage." if missing else ""

    def __str__(self) -> str:
        held = self.holds()
        rows = count_words(sum(held.rows.values()), "row")
        size = self.dump.stat().st_size / 1e6
        return f"{self.folder}: {rows}, {size:,.1f} MB, {count_words(len(held.files), 'file')}"


def backups(folder: Path) -> list[Backup]:
    """The whole ones, the earliest first. Raises BackupError where the folder cannot be read."""
    try:
        names = sorted(one.name for one in folder.iterdir()) if folder.exists() else []
    except OSError as problem:
        raise BackupError(f"{folder} cannot be read: {problem}") from None
    named = [folder / name for name in names if fnmatch(name, MOMENT)]
    return [Backup(one) for one in named if (one / HOLDS).exists()]


def back_up(folder: Path, *, keep: int) -> Backup:
    """Make one, read it back, and forget all but the ``keep`` latest.

    Raises BackupError or ProgramError; then there is none, and no earlier one was touched.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _turn(folder):
        _must_be_of_this(folder)
        aside = folder / ".unfinished"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        try:
            with transaction.atomic(durable=True):
                _take_turn()
                _write(aside)
            made = Backup(aside.rename(_named_by_moment(folder)))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _rotate(folder, keep)
        note_erased(folder)
    return made


def _named_by_moment(folder: Path) -> Path:
    """Where the next one stands; of two in one second the later is named by the next second."""
    at = timezone.now()
    while (named := folder / f"{at:%Y-%m-%dT%H%M%SZ}").exists():
        at += dt.timedelta(seconds=1)
    return named


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One at a time in a folder: two databases would delete each other's files."""
    with (folder / ".turn").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("Another backup is being made.") from None
        yield


def _must_be_of_this(folder: Path) -> None:
    """Backups of another database would be pushed out by ours."""
    name = connection.settings_dict["NAME"]
    for one in backups(folder):
        with suppress(BackupReadError):  # it holds up no other
            if (other := one.holds().database) != name:
                raise BackupError(f"{folder} has backups of the database {other}: name another.")


def _take_turn() -> None:
    """One at a time, over all servers of a database."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # It waits while the dump is written and read
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [LOCK])
        if not cursor.fetchone()[0]:
            raise BackupError("Another backup is being made.")


def _write(aside: Path) -> None:
    dump = aside / DUMP
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    with telling("Counting rows", brief=True):
        rows = {name: count for name, count in counted().items() if name not in left_out()}
    names, migrations = _named_files(), applied_migrations()
    asked = ("--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges")
    empty = (f"--exclude-table-data={name}" for name in sorted(left_out()))
    with telling("Dumping the database"):
        programs.run("pg_dump", *asked, *empty, f"--file={dump}")
    with telling("Reading the dump back"):
        read_back(dump, rows)
    files, missing = _keep_files(aside.parent / FILES, names)
    held = Holds(
        at=timezone.now().isoformat(),
        version=VERSION,
        database=connection.settings_dict["NAME"],
        sha256=digest(dump),
        rows=rows,
        migrations=migrations,
        files=files,
        missing=missing,
    )
    (aside / HOLDS).write_text(json.dumps(asdict(held), indent=1))


def left_out() -> set[str]:
    """The tables whose rows no backup holds."""
    return {one.model._meta.db_table for one in registered(LeftOutOfBackups)}


def counted() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        told = " UNION ALL ".join(
            f"SELECT %s, count(*) FROM {connection.ops.quote_name(name)}"  # noqa: S608 - our tables
            for name in names
        )
        if names:
            cursor.execute(told, names)
        return dict(cursor.fetchall()) if names else {}


def applied_migrations() -> list[str]:
    """Those that the database has, as ``app.name``."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def read_back(dump: Path, rows: dict[str, int]) -> None:
    """Read all of a dump; raises BackupError or ProgramError where it does not hold each table."""
    if not dump.exists() or not dump.stat().st_size:
        raise BackupError("The dump is empty.")
    programs.run_on_file("pg_restore", "--file=/dev/null", str(dump))
    listed = programs.run_on_file("pg_restore", "--list", str(dump)).splitlines()
    data = [line.split(" TABLE DATA ")[1].split() for line in listed if " TABLE DATA " in line]
    if lacks := rows.keys() - {name for _, name, *_ in data}:
        raise BackupError(f"The dump lacks {', '.join(sorted(lacks))}.")


def digest(file: Path) -> str:
    """SHA-256 of its bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _named_files() -> list[str]:
    """The attached files that rows name, without those that were deleted."""
    return sorted({name for model, field in _file_fields() for name in _names(model, field)})


def _file_fields() -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField) and field.storage == storages["attachments"]:
                yield model, field.name


def _names(model: Any, field: str) -> Iterator[str]:
    rows = model.objects.exclude(**{field: ""})
    if any(one.name == "is_deleted" for one in model._meta.concrete_fields):
        rows = rows.filter(is_deleted=False)
    yield from rows.order_by().values_list(field, flat=True)


def _keep_files(folder: Path, names: list[str]) -> tuple[dict[str, int], list[str]]:
    """Copy those that are not there yet; gives the bytes of each, and which the storage lacks."""
    storage, kept, missing = storages["attachments"], dict[str, int](), list[str]()
    with telling("Copying attached files", brief=True):
        for name in counting(names, "files"):
            there = folder / name
            if not there.exists() and not _copied(storage, name, there):
                missing.append(name)
            else:
                kept[name] = there.stat().st_size
    return kept, missing


def _copied(storage: Storage, name: str, to: Path) -> bool:
    try:
        opened = storage.open(name)
    except FileNotFoundError:
        return False
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = to.with_name(f"{to.name}.unfinished")
    with opened, unfinished.open("wb") as copy:
        shutil.copyfileobj(opened, copy)
        copy.flush()
        os.fsync(copy.fileno())
    unfinished.rename(to)
    return True


def _rotate(folder: Path, keep: int) -> None:
    """Forget the earliest, and the attached files that none of the others names. Where one of them
    cannot be read, no file goes: it may be the one that names it."""
    whole = backups(folder)
    for one in whole[: max(0, len(whole) - keep)]:
        shutil.rmtree(one.folder, ignore_errors=True)
    with suppress(BackupReadError):
        named = {name for one in backups(folder) for name in one.holds().files}
        for file in (folder / FILES).glob("*/*"):
            name = str(file.relative_to(folder / FILES))
            if KEPT.fullmatch(name.removesuffix(".unfinished")) and name not in named:
                file.unlink()
