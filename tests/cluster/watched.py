"""The processes of a server and its database while it is at work: their memory and open files, and
what is held in the database. Linux."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from config.embedded.server import Server

PROC = Path("/proc")
PAGE = 4096
MEGABYTE = 2**20
FLAT = 1.1  # of what a process took at first, it may take so much at the end
SLACK = 4 * MEGABYTE  # and so much besides, for one that is small
MORE_FILES = 16  # connections that happen to be open just then

ASKED = """
SELECT count(*) FILTER (WHERE backend_type = 'client backend'),
       count(*) FILTER (WHERE state LIKE 'idle in transaction%'),
       coalesce(max(extract(epoch FROM clock_timestamp() - xact_start))
                FILTER (WHERE backend_type = 'client backend'), 0),
       (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
       (SELECT count(*) FROM pg_locks WHERE NOT granted),
       (SELECT count(*) FROM pg_locks WHERE locktype <> 'virtualxid' AND pid <> pg_backend_pid()),
       (SELECT count(*) FROM pg_prepared_xacts)
FROM pg_stat_activity WHERE pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Process:
    """One process at one moment. ``anonymous``: the memory that no other file stands behind."""

    pid: int
    parent: int
    command: str
    state: str
    anonymous: int
    files: int


@dataclass(frozen=True)
class Held:
    """What the connections of others hold in a database at one moment."""

    connections: int
    idle_in_transaction: int
    longest: float
    advisory: int
    waiting: int
    locks: int
    prepared: int


def held(server: Server) -> Held:
    """Asked by a connection of its own, which it leaves out."""
    with psycopg.connect(
        host=str(server.socket_dir), user=Server.USER, dbname=Server.DATABASE, autocommit=True
    ) as connection:
        row: Any = connection.execute(ASKED).fetchone()
        return Held(*row)


def processes() -> dict[int, Process]:
    """All of this machine that can be read."""
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, ValueError):  # it ended a moment ago
                one = _process(folder)
                found[one.pid] = one
    return found


def _process(folder: Path) -> Process:
    status = dict(
        line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line
    )
    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return Process(
        pid=int(folder.name),
        parent=int(status["PPid"]),
        command=command.strip(),
        state=status["State"].strip()[:1],
        anonymous=int(status.get("RssAnon", "0 kB").split()[0]) * 1024,
        files=sum(1 for _ in (folder / "fd").iterdir()),
    )


def below(root: int, every: dict[int, Process]) -> Iterator[Process]:
    """What a process started, and what those did."""
    for one in every.values():
        if one.parent == root:
            yield one
            yield from below(one.pid, every)


@dataclass
class Watch:
    """What was seen of each process, by its number: when, how much memory, how many files."""

    names: dict[int, str] = field(default_factory=dict)
    seen: dict[int, list[tuple[float, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def look(self, at: float, named: dict[int, str], every: dict[int, Process]) -> None:
        """Note the processes that have a name."""
        for pid, name in named.items():
            if one := every.get(pid):
                self.names[pid] = name
                self.seen[pid].append((at, one.anonymous, one.files))

    def within(self, pid: int, since: float, until: float) -> tuple[int, int] | None:
        """The usual memory and number of open files of a process between two moments."""
        found = [one for one in self.seen[pid] if since <= one[0] < until]
        if not found:
            return None
        _, memory, files = zip(*found, strict=True)
        return int(statistics.median(memory)), int(statistics.median(files))

    def lines(self, since: float, until: float) -> Iterator[str]:
        """A line for each process that was there between two moments."""
        for pid, name in sorted(self.names.items(), key=lambda one: (one[1], one[0])):
            if found := self.within(pid, since, until):
                yield f"  {name:<28}{pid:>8}{found[0] / MEGABYTE:>9.1f} MB{found[1]:>6} files"

    def grown(self, first: tuple[float, float], last: tuple[float, float]) -> Iterator[str]:
        """Processes that were there in both stretches, and took more in the last."""
        for pid, name in self.names.items():
            was, now = self.within(pid, *first), self.within(pid, *last)
            if not was or not now:
                continue
            if now[0] > was[0] * FLAT + SLACK:
                grew = f"{was[0] / MEGABYTE:.1f} to {now[0] / MEGABYTE:.1f} MB"
                yield f"{name} {pid} grew from {grew}"
            if now[1] > was[1] + MORE_FILES:
                yield f"{name} {pid} has {now[1]} files open, {was[1]} before"
