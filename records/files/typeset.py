"""Documents of blocks as PDF: set, and papers put behind them, each in a process of its own.

What goes in is data: no text of it is read as markup, no file is read, nothing is fetched. The same
document gives the same bytes. Without the library, or where it takes too long, it is refused, and
people print the page instead.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Any

from records.files.process import start, wait
from records.files.tables import MEGABYTE, Limits, Unreadable

# The library asks for some 350 MB of addresses. Sixty pages take a second of a processor
LIMITS = Limits(seconds=5, wait=10, memory=1024 * MEGABYTE, answer=64 * MEGABYTE)
# Papers are other people’s files, each looked through when it was attached
JOINED = replace(LIMITS, sent=60 * MEGABYTE, seconds=20, wait=30)
INSTEAD = "No PDF could be made. Print this page instead"
TOO_LARGE = "The papers are too large to be put behind it"
IS_PDF = b"%PDF-"
_log = logging.getLogger(__name__)


def typeset(document: dict[str, Any], limits: Limits = LIMITS) -> bytes:
    """The PDF of a document (``document.typ`` says what it holds). Raises Unreadable."""
    return _made([json.dumps(document, ensure_ascii=False).encode()], "typeset_child", limits)


def put_behind(first: bytes, papers: Sequence[bytes], limits: Limits = JOINED) -> bytes:
    """A PDF with others behind it. Raises Unreadable."""
    if sum(map(len, papers)) > limits.sent:
        raise Unreadable(TOO_LARGE)
    return _made([first, *papers], "joined_child", limits)


def _made(parts: Sequence[bytes], child: str, limits: Limits) -> bytes:
    """What the child made of these parts, of which it is told how long each is."""
    try:
        with TemporaryFile() as sent, TemporaryFile() as written:
            sent.write(json.dumps([len(part) for part in parts]).encode() + b"\n")
            sent.writelines(parts)
            sent.seek(0)
            ended = wait(start(sent, written, limits, child), limits)
            written.seek(0)
            content = written.read() if ended == 0 else b""
    except OSError as problem:
        _log.exception("A document could not be handed to a process of its own")
        raise Unreadable(INSTEAD) from problem
    if not content.startswith(IS_PDF):
        _log.warning("The process that makes a PDF (%s) ended with %s", child, ended)
        raise Unreadable(INSTEAD)
    return content
