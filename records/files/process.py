"""Starting the process that reads a file, and what is said when it does not come back.

Whose turn it is: one file for each person, a few in all, on every server.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection, transaction

from records.files.tables import (
    CANNOT,
    LIMITS,
    TOO_LONG,
    TOO_MUCH,
    Limits,
    Problem,
    Table,
    Unreadable,
)

ROOT = Path(__file__).resolve().parents[2]
NOT_NOW = "Files cannot be read just now. Try again in a few minutes, or type it on the screen"
# -I: neither the folder it is started in nor the environment says what it imports.
_START = (
    *("-I", "-c"),
    "import sys; sys.path.append(sys.argv[1]); from records.files.{0} import main; main()",
)
_log = logging.getLogger(__name__)


def read(content: bytes, name: str, limits: Limits = LIMITS) -> list[Table]:
    """All tables of an uploaded file, read by a process of its own. Raises Unreadable.

    The process is given no setting and no connection of this one, and is gone when this returns.
    """
    if not content.strip():
        raise Unreadable("The file is empty. Choose the file that you filled in")
    if len(content) > limits.sent:
        raise Unreadable(f"The file is larger than {limits.sent // 2**20} MB. Send it in parts")
    try:
        # Files, not pipes: the system bounds what is written, and nobody waits for a reader.
        with TemporaryFile() as sent, TemporaryFile() as written:
            sent.write(content)
            sent.seek(0)
            ended = wait(start(sent, written, limits), limits)
            written.seek(0)
            answer: dict[str, Any] = json.load(written) if ended == 0 else {"refused": why(ended)}
    except OSError as problem:
        _log.exception("A file could not be handed to a process of its own")
        raise Unreadable(NOT_NOW) from problem
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return [_table(table, name) for table in answer["tables"]]


def start(
    sent: IO[bytes], written: IO[bytes], limits: Limits, child: str = "child"
) -> subprocess.Popen[bytes]:
    """A process that reads ``sent`` and writes to ``written``, by ``main`` of this module."""
    how = [part.format(child) for part in _START]
    return subprocess.Popen(
        [sys.executable, *how, str(ROOT), json.dumps(asdict(limits))],
        stdin=sent,
        stdout=written,
        stderr=subprocess.DEVNULL,  # it would tell what stands in the file
        cwd="/",
        env={},
    )


def wait(process: subprocess.Popen[bytes], limits: Limits) -> int:
    """How the process ended; it is ended where it takes longer than it may."""
    try:
        return process.wait(limits.wait)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        process.kill()
        process.wait()


def why(ended: int) -> str:
    """What to say of a process that did not answer."""
    _log.warning("The process that reads a file ended with %s", ended)
    match -ended:
        case signal.SIGXCPU:
            return TOO_LONG
        case signal.SIGKILL | signal.SIGABRT:  # the system, or calamine, had no memory left
            return TOO_MUCH
    return CANNOT


def _table(answer: dict[str, Any], name: str) -> Table:
    rows = [(number, cells) for number, cells in answer.pop("rows")]
    problems = [Problem(**problem) for problem in answer.pop("problems")]
    return Table(**answer | {"name": answer["name"] or name}, rows=rows, problems=problems)


AT_ONCE = 3
Reader = Callable[[bytes, str], list[Table]]
MINE = "You are already sending a file. Wait until it has been read, then choose this one again"
OTHERS = "Several files are being read just now. Wait a minute, then choose the file again"


class Busy(Unreadable):
    """It is not this file's turn. Nothing was read; the same file can be sent later."""


@contextmanager
def turn(reader: Any, limits: Limits = LIMITS) -> Iterator[Reader]:
    """The turn of the person of this number: what reads a file, as ``process.read`` does.

    Judge and record what is read before it ends: that takes its time too. Nobody waits for a turn;
    Busy is raised at once. The locks belong to the transaction, so that they end with it whatever
    happens: an error, a killed worker, a lost connection, also behind a pool of connections.
    """
    with transaction.atomic():
        if not _is_free(f"reader {reader}"):
            raise Busy(MINE)
        if not any(_is_free(f"place {number}") for number in range(AT_ONCE)):
            raise Busy(OTHERS)
        yield partial(read, limits=limits)


def _is_free(name: str) -> bool:
    """Whether the lock of this name was free; it is taken now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"records.files {name}"]
        )
        return cursor.fetchone()[0]
