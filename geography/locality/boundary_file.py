"""A file that somebody sends as the boundary of a place."""

from __future__ import annotations

import hashlib
import json
import logging
import signal
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from records.files.geojson import LIMITS
from records.files.geojson_child import TOO_MUCH
from records.files.process import start, wait
from records.files.tables import MEGABYTE, Unreadable

MOST = LIMITS.sent // MEGABYTE
NOT_NOW = "Files can’t be read just now. Try again in a few minutes"
CANNOT = "We couldn’t read this file. Export the area as GeoJSON once more and send that"
# How the system ends a process that takes more seconds or memory than it was given
_AT_LIMIT = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT})
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outline:
    """One area of a file: its name there, and the columns of a Boundary that come of it."""

    name: str
    shape: dict[str, Any]
    points: int
    moved_metres: int

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "name"}

    @property
    def mark(self) -> str:
        """This very outline in few letters: that somebody looked at it, and at no other."""
        return hashlib.sha256(json.dumps(self.shape).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Areas:
    """What a file holds: its areas by name; where they are several, also all of them as one."""

    each: list[Outline]
    together: Outline | None


def read_boundary(content: bytes) -> Areas:
    """The areas of a file. Raises Unreadable with what to do."""
    if len(content) > LIMITS.sent:
        raise Unreadable(f"The file is larger than {MOST} MB. Simplify the boundary and send that")
    if not content.strip():
        raise Unreadable("The file is empty. Choose another")
    try:
        with TemporaryFile() as sent, TemporaryFile() as written:
            sent.write(content)
            sent.seek(0)
            ended = wait(start(sent, written, LIMITS, "geojson_child"), LIMITS)
            written.seek(0)
            answer: dict[str, Any] = json.load(written) if ended == 0 else {"refused": _why(ended)}
    except OSError as problem:
        _log.exception("A boundary could not be handed to a process of its own")
        raise Unreadable(NOT_NOW) from problem
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    together = answer["together"]
    areas = [Outline(**area) for area in answer["areas"]]
    return Areas(areas, Outline(**together) if together else None)


def _why(ended: int) -> str:
    """What to say of a process that did not answer; its fault is ours to look into."""
    if ended in _AT_LIMIT:
        _log.warning("The process that reads a boundary ended with %s", ended)
        return TOO_MUCH
    _log.error("The process that reads a boundary broke, and ended with %s", ended)
    return CANNOT
