"""Loading the lists of localities: each checked and compared in the database, all or nothing.

A list is copied into a table of its own for the time being; one statement for each rule finds the
rows that break it. A file that is loaded already changes nothing, whatever was moved since.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from geography.england.files import table_of, unusable, where
from geography.locality.agreement import AGREES, ARE_PUBLISHED
from geography.locality.checks import CHECKS
from geography.locality.ending import OF_WARDS, settle_wards
from geography.locality.kinds import POSTCODES, Kind
from geography.locality.models import Locality, LocalityRelease
from geography.locality.tables import CARRIED, COLUMNS, NEEDED, SOURCES, TIER, ListedTable
from interface.words import date_words, quoted
from records import history
from records.files.tables import Problem, Table, Unreadable
from records.models import Source
from records.telling import telling

SHOWN = 20
# Kinds whose parts in councils add up to the whole.
EXACT = [Kind.CONSTITUENCY.value, *(kind.value for kind in POSTCODES)]
# What history says of the sources in place of a person's name.
SAID = "loaded from the official lists of places"


class ListError(Exception):
    """A list has problems; nothing was changed. ``more`` are those that are not named singly."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        super().__init__(f"{len(problems) + more} problems")
        self.problems, self.more = problems, more


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one list: rows that are new, that are gone from its release, and of which the
    list now says another middle."""

    table: ListedTable
    new: int = 0
    gone: int = 0
    rows: int = 0
    moved: int = 0

    @property
    def words(self) -> str:
        """ "wards, 2025: 6,826 new"."""
        label = LocalityRelease.Table(self.table.table).label
        gone = f", {self.gone:,} gone" if self.gone else ""
        moved = f", {self.moved:,} with another middle" if self.moved else ""
        return f"{label}, {self.table.release}: {self.new:,} new{gone}{moved}"


def load_localities(
    tables: Iterable[ListedTable] = CARRIED, *, path: Path | None = None
) -> list[Loaded]:
    """Bring the lists to their files in one transaction; gives what changed, nothing for none.

    ``path`` is another file for the list. Raises ListError with the problems of every list.
    """
    problems: list[Problem] = []
    more = 0
    changed: list[Loaded] = []
    with transaction.atomic(), history.context(said=SAID):
        for table in tables:
            try:
                with telling(f"Loading {LocalityRelease.Table(table.table).label}", brief=True):
                    as_kept = table if path else _of_the_day_kept(table)
                    made = load_list(as_kept, _read(path or table.path))
            except ListError as refused:
                problems += refused.problems
                more += refused.more
                continue
            changed += [made] if made else []
        if problems:
            raise ListError(problems, more)
        if changed:
            tidy()
    return changed


def load_list(table: ListedTable, sheet: Table) -> Loaded | None:
    """Bring one list to these rows, in the caller's transaction; None where it is loaded already.

    Raises ListError. Whoever loads the last one says so (``tidy``).
    """
    _collect()
    digest = hashlib.sha256(json.dumps([sheet.head, sheet.rows]).encode()).hexdigest()
    release = LocalityRelease.objects.filter(table=table.table, name=table.release).first()
    if release is not None and (release.digest, release.as_of) == (digest, table.as_of):
        return None
    _stage(table, sheet)
    _check(table, sheet)
    told = release is None or release.as_of != table.as_of
    release = _keep(table, release, digest)
    with connection.cursor() as cursor:
        first = table.tier * TIER
        values = {"release": release.pk, "first": first, "is_current": release.is_current}
        cursor.execute(FILLED, values)
        cursor.execute(GONE, values)
        gone = cursor.rowcount
        cursor.execute(MOVED, values)
        moved = cursor.rowcount
        cursor.execute(NEW, values)
        loaded = Loaded(table, cursor.rowcount, gone, len(sheet.rows), moved)
    if table.table in OF_WARDS:
        settle_wards()
    return loaded if told or loaded.new or loaded.gone or loaded.moved else None


def _of_the_day_kept(table: ListedTable) -> ListedTable:
    """A list of ours as at the day that the record has for it: an administrator may correct it."""
    kept = LocalityRelease.objects.filter(table=table.table, name=table.release).first()
    return replace(table, as_of=kept.as_of) if kept else table


def _read(path: Path) -> Table:
    try:
        return table_of(path)
    except Unreadable as fault:
        raise ListError([Problem("", str(fault))]) from fault


def _stage(table: ListedTable, sheet: Table) -> None:
    """Copy the rows as they are, each with its line and the kind that the list says."""
    needed = (*NEEDED, *(() if table.kind else ("kind",)))
    problems = list(unusable(sheet, needed, COLUMNS))
    if not sheet.rows:
        problems.append(Problem(where(sheet), "there are no rows"))
    if problems:
        raise ListError(problems[:SHOWN], max(0, len(problems) - SHOWN))
    columns = ", ".join(sheet.head)
    width = len(sheet.head)
    with connection.cursor() as cursor:
        cursor.execute(STAGING)
        with cursor.copy(f"COPY locality_staged (line, {columns}) FROM STDIN") as into:
            for line, cells in sheet.rows:
                texts = [" ".join(cell.split()) for cell in cells]
                into.write_row((line, *texts, *[""] * (width - len(texts))))
        if table.kind:
            cursor.execute("UPDATE locality_staged SET kind = %s", [table.kind])
        cursor.execute(JOIN)


def _check(table: ListedTable, sheet: Table) -> None:
    """Raise ListError with the first rows that break each rule; of a list of small areas that
    breaks none, with what does not add up to official figures of its day."""
    _refuse(CHECKS, table, sheet)
    if table.kind == Kind.SMALL_AREA:
        _refuse(AGREES, table, sheet)


def is_checked(table: ListedTable) -> bool:
    """Whether official figures of the day of a list of small areas are held. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ARE_PUBLISHED, {"day": table.as_of})
        return bool(cursor.fetchone()[0])


def _refuse(rules: Sequence[tuple[str, str, str]], table: ListedTable, sheet: Table) -> None:
    problems, more = [], 0
    values: dict[str, Any] = {"kinds": list(table.allowed), "exact": EXACT, "most": SHOWN}
    values["day"] = table.as_of
    with connection.cursor() as cursor:
        for column, reason, wrong in rules:
            cursor.execute(wrong, values)
            rows = cursor.fetchall()
            problems += [
                Problem(where(sheet, line, column), reason.format(value, quoted=quoted(value)))
                for line, value, _ in rows
            ]
            more += rows[0][2] - len(rows) if rows else 0
    if problems:
        raise ListError(problems, more)


def _keep(table: ListedTable, release: LocalityRelease | None, digest: str) -> LocalityRelease:
    """The release, made where it is new, of the day that is said; the newest is searched."""
    releases = LocalityRelease.objects.filter(table=table.table)
    same_day = releases.filter(as_of=table.as_of).exclude(name=table.release)
    if (other := same_day.first()) is not None:
        day = date_words(table.as_of)
        why = f"the release {other.name} is of {day} too: one release of a list a day"
        raise ListError([Problem("", why)])
    if release is None:
        source, _ = Source.objects.get_or_create(
            slug=table.source,
            defaults={**(table.published or SOURCES[table.source]), "is_open": True},
        )
        release = LocalityRelease(table=table.table, name=table.release, source=source)
        release.is_current = False
    release.as_of, release.digest = table.as_of, digest
    release.save()
    _search_the_newest(releases)
    release.refresh_from_db(fields=["is_current"])
    return release


def _search_the_newest(releases: QuerySet[LocalityRelease]) -> None:
    """Of the releases of a list the newest is the one that is searched."""
    newest = releases.latest("as_of")
    if newest.is_current:
        return
    Locality.objects.filter(release__in=releases, is_current=True).update(is_current=False)
    releases.update(is_current=False)
    Locality.objects.filter(release=newest).update(is_current=True)
    newest.is_current = True
    newest.save(update_fields=["is_current"])


def another_release(
    table: ListedTable,
    name: str,
    as_of: dt.date,
    *,
    source: str = "",
    published: dict[str, Any] | None = None,
) -> ListedTable:
    """The same list in another release; ``published`` says what its source is, where it is new."""
    return replace(
        table, release=name, as_of=as_of, source=source or table.source, published=published
    )


def _collect() -> None:
    """Let the index of names collect what is new: all is sorted in at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")


def tidy() -> None:
    """The names sorted into their index, and fresh statistics for the planner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('locality_trigram')")
        cursor.execute(f"ANALYZE {connection.ops.quote_name(Locality._meta.db_table)}")


STAGING = """
DROP TABLE IF EXISTS locality_staged;
CREATE TEMPORARY TABLE locality_staged (
  line integer NOT NULL, name text NOT NULL, council_code text NOT NULL,
  kind text NOT NULL DEFAULT '', code text NOT NULL DEFAULT '', share text NOT NULL DEFAULT '',
  share_of_council text NOT NULL DEFAULT '', people text NOT NULL DEFAULT '',
  ward_code text NOT NULL DEFAULT '', board_code text NOT NULL DEFAULT '',
  deprivation_rank text NOT NULL DEFAULT '', easting text NOT NULL DEFAULT '',
  northing text NOT NULL DEFAULT '', place_id bigint
) ON COMMIT DROP
"""
# Today's code of a council, else one that it had.
JOIN = """
UPDATE locality_staged row SET place_id = held.place_id FROM (
  SELECT DISTINCT ON (code) code, place_id FROM partnerships_placecode
  WHERE scheme IN ('gss', 'gss-former')
  ORDER BY code, scheme, valid_to DESC NULLS FIRST, id
) held WHERE held.code = row.council_code
"""
# A file that does not say where leaves what another one said, also of a row that it changes
FILLED = """
UPDATE locality_staged staged SET easting = kept.easting::text, northing = kept.northing::text
FROM geography_locality kept
WHERE kept.release_id = %(release)s AND staged.easting = '' AND kept.easting IS NOT NULL
  AND (kept.place_id, kept.kind, kept.name, kept.code) =
    (staged.place_id, staged.kind, staged.name, staged.code)
"""
GONE = """
DELETE FROM geography_locality kept WHERE kept.release_id = %(release)s AND NOT EXISTS (
  SELECT 1 FROM locality_staged staged
  WHERE (kept.place_id, kept.kind, kept.name, kept.code) =
    (staged.place_id, staged.kind, staged.name, staged.code)
    AND (kept.share, kept.share_of_council) IS NOT DISTINCT FROM
      (nullif(staged.share, '')::numeric(4, 3), nullif(staged.share_of_council, '')::numeric(4, 3))
    AND (kept.ward_code, kept.board_code) = (staged.ward_code, staged.board_code)
    AND kept.deprivation_rank IS NOT DISTINCT FROM nullif(staged.deprivation_rank, '')::integer
    AND kept.rank = %(first)s - coalesce(nullif(staged.people, '')::integer, 0))
"""
# Where something lies does not make it another: the row stays, with what hangs on it
MOVED = """
UPDATE geography_locality kept
SET easting = staged.easting::integer, northing = staged.northing::integer
FROM locality_staged staged
WHERE kept.release_id = %(release)s AND staged.easting <> ''
  AND (kept.place_id, kept.kind, kept.name, kept.code) =
    (staged.place_id, staged.kind, staged.name, staged.code)
  AND (kept.easting, kept.northing) IS DISTINCT FROM
    (staged.easting::integer, staged.northing::integer)
"""
NEW = """
INSERT INTO geography_locality
  (release_id, place_id, kind, name, code, share, share_of_council, ward_code, board_code,
  deprivation_rank, easting, northing, rank, is_current)
SELECT %(release)s, staged.place_id, staged.kind, staged.name, staged.code,
  nullif(staged.share, '')::numeric(4, 3), nullif(staged.share_of_council, '')::numeric(4, 3),
  staged.ward_code, staged.board_code, nullif(staged.deprivation_rank, '')::integer,
  nullif(staged.easting, '')::integer, nullif(staged.northing, '')::integer,
  %(first)s - coalesce(nullif(staged.people, '')::integer, 0), %(is_current)s
FROM locality_staged staged WHERE NOT EXISTS (
  SELECT 1 FROM geography_locality kept WHERE kept.release_id = %(release)s
    AND (kept.place_id, kept.kind, kept.name, kept.code) =
      (staged.place_id, staged.kind, staged.name, staged.code))
ORDER BY staged.line
"""
