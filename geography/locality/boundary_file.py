"""A file that somebody sends as the boundary of a place."""

from __future__ import annotations

import json
import logging
import signal
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


def read_boundary(content: bytes) -> dict[str, Any]:
    """What is kept of it: the columns of a Boundary that come of a file. Raises Unreadable with
    what to do.
    """
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
    return answer


def _why(ended: int) -> str:
    """What to say of a process that did not answer; its fault is ours to look into."""
    if ended in _AT_LIMIT:
        _log.warning("The process that reads a boundary ended with %s", ended)
        return TOO_MUCH
    _log.error("The process that reads a boundary broke, and ended with %s", ended)
    return CANNOT
