"""Putting a backup back, into a database that holds nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from deploy import programs
from deploy.backup import Backup, BackupError, Holds, backups, counted, digest
from interface.words import count_words, list_words
from records.backups import LeftOutOfBackups
from records.subjects import registered
from records.telling import counting, telling
from registry.erased import erase_again

MOST_NAMED = 5


def chosen(folder: Path, name: str) -> Backup:
    """The backup of this name in the folder, the latest where none is named, or the one that stands
    at this path. Raises BackupError."""
    if name:
        at = next((one for one in (folder / name, Path(name)) if one.is_dir()), None)
        if at is None:
            raise BackupError(f"There is no backup {name} in {folder}.")
        return Backup(at)
    whole = backups(folder)
    if not whole:
        raise BackupError(f"There is no backup in {folder}.")
    return whole[-1]


def restore(backup: Backup) -> Iterator[str]:
    """Do it, and say each step. Raises BackupError or ProgramError.

    Attached files come first, those that are there stay, so that it can be begun again. The dump
    goes in whole or not at all; then the rows are held against what was counted as it was made.
    """
    held = backup.holds()
    with telling("Looking whether the backup is whole", brief=True):
        _must_be_whole(backup, held)
    _must_be_known(held)
    _must_be_empty()
    put, lacks = _put_files(backup, held)
    there = len(held.files) + len(held.missing) - put - len(lacks)
    yield f"{count_words(put, 'attached file')} put back, {there} were there."
    if lacks:
        names = list_words(lacks[:MOST_NAMED])
        yield f"{count_words(len(lacks), 'attached file')} the backup does not have: {names}."
    connection.close()
    asked = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error")
    with telling("Putting the database back"):
        programs.run("pg_restore", *asked, "--single-transaction", last=str(backup.dump))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    with telling("Counting rows", brief=True):
        _must_be_as_counted(held)
    yield f"The database is there: {count_words(sum(held.rows.values()), 'row')}, as counted."
    yield from dict.fromkeys(one.afterwards for one in registered(LeftOutOfBackups))
    if later := _on_disk() - set(held.migrations):
        yield (
            f"This code is newer by {count_words(len(later), 'migration')}: run migrate, then "
            "erase_again, which removes what was erased since."
        )
        return
    yield from erase_again(backup.folder.parent)


def _must_be_whole(backup: Backup, held: Holds) -> None:
    if not backup.dump.exists() or digest(backup.dump) != held.sha256:
        raise BackupError(f"{backup.dump} is not what was written: take another backup.")


def _on_disk() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).disk_migrations}


def _must_be_known(held: Holds) -> None:
    """A database of a newer version cannot be used by this code."""
    if unknown := set(held.migrations) - _on_disk():
        raise BackupError(
            f"It was made by a newer version ({held.version}), which has {min(unknown)}. "
            "Install that version first."
        )


def _must_be_empty() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        name = connection.settings_dict["NAME"]
        raise BackupError(
            f"The database {name} holds {count_words(len(tables), 'table')}. Nothing was changed. "
            "Make an empty one (createdb), and name it in DATABASE_URL."
        )


def _must_be_as_counted(held: Holds) -> None:
    there = counted()
    wrong = [
        f"{name} has {there.get(name, 0):,} rows, {rows:,} were dumped"
        for name, rows in held.rows.items()
        if there.get(name) != rows
    ]
    if wrong:
        raise BackupError(f"What was restored is not what was dumped: {'; '.join(wrong)}.")


def _put_files(backup: Backup, held: Holds) -> tuple[int, list[str]]:
    """How many were put into the storage, and which the backup lacks."""
    storage, put, lacks = storages["attachments"], 0, list(held.missing)
    with telling("Putting attached files back", brief=True):
        for name in counting(held.files, "files"):
            kept = backup.files / name
            if storage.exists(name):
                continue
            if not kept.exists() or kept.stat().st_size != held.files[name]:
                lacks.append(name)
                continue
            with kept.open("rb") as opened:
                storage.save(name, File(opened))
            put += 1
    return put, lacks
