"""A database as one text of plain SQL, which every PostgreSQL from 14 on takes.

A custom archive would not do: an earlier ``pg_restore`` reads no later one's, and a later one sets
what earlier servers do not know. This one is read by ``psql`` and, here, without any program.
"""

from __future__ import annotations

import datetime as dt
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection
from django.utils import timezone

from deploy import programs

PLAIN = ("--format=plain", "--no-owner", "--no-privileges", "--no-comments")
# Said by later programs to their own server alone: settings that earlier ones refuse, and words to
# psql, which earlier ones do not know
NOT_FOR_ALL = ("SET transaction_timeout", "\\restrict ", "\\unrestrict ")
# Before the moment from which on its rows were written, where a dump says it
BEGAN = "-- Its rows were written from "
# As a column has one, and as the history has it within a row
_MOMENT = re.compile(
    r"(?<=\t)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00(?=[\t\n])"
    r"|(?<=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00(?=\")"
)


def write(file: Path, *, began: dt.datetime | None = None) -> None:
    """Dump the database in use. ``began``: when its first row was written, to be moved to today."""
    said = programs.run("pg_dump", *PLAIN)
    lines = (line for line in said.splitlines(keepends=True) if _is_for_all(line))
    with lzma.open(file, "wt", encoding="utf-8", newline="", preset=9 | lzma.PRESET_EXTREME) as out:
        if began:
            out.write(f"{BEGAN}{began.astimezone(dt.UTC).isoformat()}\n")
        out.writelines(lines)


def _is_for_all(line: str) -> bool:
    return not line.startswith(NOT_FOR_ALL)


def restore(file: Path) -> None:
    """Put a dump into the database in use, which is empty; what was written while it was made, as
    if it were written now, where the dump says when that was."""
    with (
        lzma.open(file, "rt", encoding="utf-8", newline="") as lines,
        connection.cursor() as cursor,
    ):
        for sql, rows in _parts(_as_of_now(lines)):
            if rows is None:
                cursor.execute(sql)
                continue
            with cursor.copy(sql) as copy:
                for row in rows:
                    copy.write(row)
    connection.close()  # it has the empty search path of the dump
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _as_of_now(lines: Iterator[str]) -> Iterator[str]:
    first = next(lines)
    yield first
    if not first.startswith(BEGAN):
        yield from lines
        return
    began = dt.datetime.fromisoformat(first.removeprefix(BEGAN).strip())
    later = timezone.now() - began

    def moved(found: re.Match[str]) -> str:
        moment = dt.datetime.fromisoformat(found[0])
        between = found[0][len("2026-11-29")]
        return (moment + later).isoformat(between) if moment >= began else found[0]

    for line in lines:
        yield _MOMENT.sub(moved, line)


def _parts(lines: Iterable[str]) -> Iterator[tuple[str, Iterator[str] | None]]:
    """Statements that belong together, without rows, and each COPY with its rows."""
    lines, statements = iter(lines), list[str]()
    for line in lines:
        if line.startswith("COPY ") and line.endswith(" FROM stdin;\n"):
            yield "".join(statements), None
            statements = []
            yield line.removesuffix(";\n"), iter(lambda: next(lines), "\\.\n")
        else:
            statements.append(line)
    yield "".join(statements), None
