"""What a piece of work costs, in what others who work on the same machine do not change."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

PER_BACKEND = 180_000  # the release of PostgreSQL that counts blocks for each of its processes
BLOCKS = """
    SELECT sum(hits) + sum(read_bytes) / current_setting('block_size')::int
    FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object <> 'wal'
"""


@dataclass
class Cost:
    """Milliseconds of processor time, of this process and of PostgreSQL's, and of the clock."""

    queries: int = 0
    ours: float = 0.0
    database: float = 0.0
    wall: float = 0.0


@contextmanager
def watched() -> Iterator[Cost]:
    """What is done meanwhile by this process and its connection.

    Where nobody tells the processor time of PostgreSQL (Linux does, of one that runs beside us),
    all time in which we did not work ourselves stands for it: that is never less.
    """
    cost = Cost()

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        cost.queries += 1
        return execute(*args)

    connection.ensure_connection()
    with connection.execute_wrapper(count):
        database, ours, wall = _of_database(), time.process_time(), time.perf_counter()
        yield cost
        cost.wall = (time.perf_counter() - wall) * 1000
        cost.ours = (time.process_time() - ours) * 1000
        cost.database = (_of_database() - database) / 1e6 or cost.wall - cost.ours


def calls(work: Callable[..., Any], *args: Any) -> int:
    """Calls of functions, of Python and of C, until it is done."""
    made = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work(*args)
    finally:
        sys.setprofile(None)
    return made


def _of_database() -> int:
    """Nanoseconds that the process of our connection has been on a processor; 0 if nobody says."""
    process = Path(f"/proc/{connection.connection.info.backend_pid}")
    if not (process / "schedstat").exists() or (process / "comm").read_text() != "postgres\n":
        return 0
    return int((process / "schedstat").read_text().split()[0])


def blocks() -> float | None:
    """Blocks that our connection looked at since it began, found in memory or not, each time.

    None where nobody counts them, or not before a transaction ends.
    """
    if connection.in_atomic_block or connection.pg_version < PER_BACKEND:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(BLOCKS)
        return float(cursor.fetchone()[0])
