"""A file that somebody sends as the boundary of a place."""

from __future__ import annotations

import json
import logging
from tempfile import TemporaryFile
from typing import Any

from records.files.geojson import LIMITS
from records.files.geojson_child import TOO_MUCH
from records.files.process import NOT_NOW, start, wait
from records.files.tables import MEGABYTE, Unreadable

MOST = LIMITS.sent // MEGABYTE
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
            answer: dict[str, Any] = json.load(written) if ended == 0 else {"refused": TOO_MUCH}
    except OSError as problem:
        _log.exception("A boundary could not be handed to a process of its own")
        raise Unreadable(NOT_NOW) from problem
    if ended != 0:
        _log.warning("The process that reads a boundary ended with %s", ended)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return answer
