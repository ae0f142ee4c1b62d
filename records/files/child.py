"""What the process does that reads one file: bytes come in, JSON goes out.

It lives for one file, knows nothing of the server's settings or database, and cannot take more
memory, processor time or disk than it was given.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from records.files import workbook
from records.files.tables import TOO_MUCH, Limits, Table, Unreadable


def main() -> None:
    """Read what comes in within the limits of the last argument."""
    limits = Limits(**json.loads(sys.argv[-1]))
    confine(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), limits))


def confine(limits: Limits) -> None:
    """Ask the system to stop this process at its limits, and to let others go first.

    macOS is said to refuse a limit of addresses. Then the counts, the processor's seconds and the
    clock stand alone.
    """
    os.nice(10)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.answer),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory),
    ):
        # A second more before the system kills, so that the parent is told what ran out.
        last = most + 1 if kind == resource.RLIMIT_CPU else most
        with suppress(ValueError, OSError):  # ValueError: the limit is stricter already
            resource.setrlimit(kind, (most, last))


def answer(content: bytes, limits: Limits) -> bytes:
    """The tables of a file, or why it is refused, as JSON."""
    try:
        reply = _json({"tables": [_as_dict(table) for table in tables(content, limits)]})
    except Unreadable as problem:
        return _json({"refused": str(problem)})
    except MemoryError:
        return _json({"refused": TOO_MUCH})
    return reply if len(reply) <= limits.answer else _json({"refused": TOO_MUCH})


def tables(content: bytes, limits: Limits) -> list[Table]:
    """All tables of a file, whatever its name says that it is. Raises Unreadable."""
    if content.startswith(b"PK"):
        return workbook.tables(content, limits)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("This is an older or locked workbook. Save it as .xlsx without a password")
    return [workbook.table(content, limits)]


def _as_dict(table: Table) -> dict[str, Any]:
    return vars(table) | {"problems": [asdict(problem) for problem in table.problems]}


def _json(reply: dict[str, Any]) -> bytes:
    return json.dumps(reply, ensure_ascii=False).encode()
