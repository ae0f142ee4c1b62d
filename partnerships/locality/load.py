"""Loading the lists of localities: each checked and compared in the database, all or nothing.

A list is copied into a table of its own for the time being; one statement for each rule finds the
rows that break it. A file that is loaded already changes nothing, whatever was moved since.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from partnerships.locality.checks import CHECKS
from partnerships.locality.kinds import POSTCODES, Kind
from partnerships.locality.models import Locality, LocalityRelease
from partnerships.locality.tables import COLUMNS, NEEDED, SOURCES, TABLES, TIER, ListedTable
from records import history
from records.models import Source

SHOWN = 20
# Kinds whose parts in councils add up to the whole.
EXACT = [Kind.CONSTITUENCY.value, *(kind.value for kind in POSTCODES)]
# What history says of the sources in place of a person's name.
SAID = "loaded from the official lists of places"


class ListError(Exception):
    """A list has problems; nothing was changed. Each is a line: file, row and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one list: rows that are new and rows that are gone from its release."""

    table: ListedTable
    new: int = 0
    gone: int = 0

    @property
    def words(self) -> str:
        """ "wards, 2025: 6,826 new"."""
        label = LocalityRelease.Table(self.table.table).label
        gone = f", {self.gone:,} gone" if self.gone else ""
        return f"{label}, {self.table.release}: {self.new:,} new{gone}"


def load_localities(
    tables: Iterable[ListedTable] = TABLES, *, path: Path | None = None, dry_run: bool = False
) -> list[Loaded]:
    """Bring the lists to their files in one transaction; gives what changed, nothing for none.

    ``path`` is another file for the list. Raises ListError with the problems of every list.
    """
    problems: list[str] = []
    changed: list[Loaded] = []
    with transaction.atomic(), history.context(said=SAID):
        _collect()
        for table in tables:
            try:
                made = _load(table, path or table.path)
            except ListError as refused:
                problems += refused.problems
                continue
            changed += [made] if made else []
        if problems:
            raise ListError(problems)
        if changed:
            _tidy()
        if dry_run:
            transaction.set_rollback(True)
    return changed


def _load(table: ListedTable, path: Path) -> Loaded | None:
    content = _read(path)
    digest = hashlib.sha256(content.encode()).hexdigest()
    release = LocalityRelease.objects.filter(table=table.table, name=table.release).first()
    if release is not None and release.digest == digest:
        return None
    _stage(table, path, content)
    _check(table, path)
    release = _keep(table, release, digest)
    with connection.cursor() as cursor:
        cursor.execute(GONE, [release.pk])
        gone = cursor.rowcount
        cursor.execute(NEW, {"release": release.pk, "first": table.tier * TIER})
        return Loaded(table, cursor.rowcount, gone)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ListError([f"{path.name}: {fault}"]) from fault


def _stage(table: ListedTable, path: Path, content: str) -> None:
    """Copy the file as it is, each row with its line and the kind that the list says."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    head = next(reader, [])
    problems = [f"{path.name}: the column {name} is missing" for name in _missing(table, head)]
    problems += [f"{path.name}: the column {name!r} is not known" for name in _strange(head)]
    if problems:
        raise ListError(problems)
    columns = ", ".join(head)
    with connection.cursor() as cursor:
        cursor.execute(STAGING)
        try:
            with cursor.copy(f"COPY locality_staged (line, {columns}) FROM STDIN") as into:
                for row in reader:
                    if row:
                        into.write_row((reader.line_num, *_cells(row, head, reader, path)))
        except csv.Error as fault:
            raise ListError([f"{path.name}, line {reader.line_num}: {fault}"]) from fault
        if table.kind:
            cursor.execute("UPDATE locality_staged SET kind = %s", [table.kind])
        cursor.execute(JOIN)


def _missing(table: ListedTable, head: list[str]) -> list[str]:
    return [name for name in (*NEEDED, *(() if table.kind else ("kind",))) if name not in head]


def _strange(head: list[str]) -> list[str]:
    return [name for at, name in enumerate(head) if name not in COLUMNS or name in head[:at]]


def _cells(row: list[str], head: list[str], reader: Any, path: Path) -> list[str]:
    if len(row) != len(head):
        said = f"it has {len(row)} cells, and there are {len(head)} columns"
        raise ListError([f"{path.name}, line {reader.line_num}: {said}"])
    if "\x00" in "".join(row):
        raise ListError([f"{path.name}, line {reader.line_num}: it holds a null character"])
    return [" ".join(cell.split()) for cell in row]


def _check(table: ListedTable, path: Path) -> None:
    """Raise ListError with the first rows that break each rule."""
    problems = []
    values: dict[str, Any] = {"kinds": list(table.allowed), "exact": EXACT, "most": SHOWN}
    with connection.cursor() as cursor:
        for reason, wrong in CHECKS:
            cursor.execute(wrong, values)
            problems += [
                f"{path.name}, line {line}: {reason.format(value)}"
                for line, value in cursor.fetchall()
            ]
    if problems:
        raise ListError(problems)


def _keep(table: ListedTable, release: LocalityRelease | None, digest: str) -> LocalityRelease:
    """The release, made where it is new; the newest of a list is the one that is searched."""
    if release is None:
        said = {**SOURCES[table.source], "is_open": True}
        source, _ = Source.objects.get_or_create(slug=table.source, defaults=said)
        newer = LocalityRelease.objects.filter(table=table.table, as_of__gt=table.as_of)
        is_newest = not newer.exists()
        if is_newest:
            LocalityRelease.objects.filter(table=table.table).update(is_current=False)
        return LocalityRelease.objects.create(
            table=table.table,
            name=table.release,
            as_of=table.as_of,
            digest=digest,
            is_current=is_newest,
            source=source,
        )
    release.digest = digest
    release.save(update_fields=["digest"])
    return release


def another_release(table: ListedTable, name: str, as_of: dt.date) -> ListedTable:
    """The same list in another release."""
    return ListedTable(table.table, name, as_of, table.source, table.tier, table.kind, table.kinds)


def _collect() -> None:
    """Let the index of names collect what is new: all is sorted in at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")


def _tidy() -> None:
    """The names sorted into their index, and fresh statistics for the planner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('locality_trigram')")
        cursor.execute(f"ANALYZE {connection.ops.quote_name(Locality._meta.db_table)}")


STAGING = """
DROP TABLE IF EXISTS locality_staged;
CREATE TEMPORARY TABLE locality_staged (
  line integer NOT NULL, name text NOT NULL, council_code text NOT NULL,
  kind text NOT NULL DEFAULT '', code text NOT NULL DEFAULT '', share text NOT NULL DEFAULT '',
  share_of_council text NOT NULL DEFAULT '', people text NOT NULL DEFAULT '', place_id bigint
) ON COMMIT DROP
"""
# Today's code of a council, else one that it had.
JOIN = """
UPDATE locality_staged row SET place_id = code.place_id FROM partnerships_placecode code
WHERE code.code = row.council_code AND code.scheme IN ('gss', 'gss-former')
"""
GONE = """
DELETE FROM partnerships_locality kept WHERE kept.release_id = %s AND NOT EXISTS (
  SELECT 1 FROM locality_staged staged
  WHERE (kept.place_id, kept.kind, kept.name, kept.code) =
    (staged.place_id, staged.kind, staged.name, staged.code)
    AND (kept.share, kept.share_of_council) IS NOT DISTINCT FROM
      (nullif(staged.share, '')::numeric(4, 3), nullif(staged.share_of_council, '')::numeric(4, 3)))
"""
NEW = """
INSERT INTO partnerships_locality
  (release_id, place_id, kind, name, code, share, share_of_council, rank)
SELECT %(release)s, staged.place_id, staged.kind, staged.name, staged.code,
  nullif(staged.share, '')::numeric(4, 3), nullif(staged.share_of_council, '')::numeric(4, 3),
  %(first)s - coalesce(nullif(staged.people, '')::integer, 0)
FROM locality_staged staged WHERE NOT EXISTS (
  SELECT 1 FROM partnerships_locality kept WHERE kept.release_id = %(release)s
    AND (kept.place_id, kept.kind, kept.name, kept.code) =
      (staged.place_id, staged.kind, staged.name, staged.code))
ORDER BY staged.line
"""
