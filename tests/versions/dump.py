"""A database as one text of plain SQL, which every PostgreSQL from 14 on takes.

A custom archive would not do: an earlier ``pg_restore`` reads no later one's, and a later one sets
what earlier servers do not know. This one is read by ``psql`` and, here, without any program.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection

from deploy import programs

PLAIN = ("--format=plain", "--no-owner", "--no-privileges", "--no-comments")
# Said by later programs to their own server alone: settings that earlier ones refuse, and words to
# psql, which earlier ones do not know
NOT_FOR_ALL = ("SET transaction_timeout", "\\restrict ", "\\unrestrict ")


def write(file: Path) -> None:
    """Dump the database in use."""
    said = programs.run("pg_dump", *PLAIN)
    lines = (line for line in said.splitlines(keepends=True) if _is_for_all(line))
    with lzma.open(file, "wt", encoding="utf-8", newline="", preset=9 | lzma.PRESET_EXTREME) as out:
        out.writelines(lines)


def _is_for_all(line: str) -> bool:
    return not line.startswith(NOT_FOR_ALL)


def restore(file: Path) -> None:
    """Put a dump into the database in use, which is empty."""
    with (
        lzma.open(file, "rt", encoding="utf-8", newline="") as lines,
        connection.cursor() as cursor,
    ):
        for sql, rows in _parts(lines):
            if rows is None:
                cursor.execute(sql)
                continue
            with cursor.copy(sql) as copy:
                for row in rows:
                    copy.write(row)
    connection.close()  # it has the empty search path of the dump
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
