"""Looking through a file before it is kept: in a process of its own, then by a scanner."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from interface.words import one_line
from records.files.attached import TOO_MUCH
from records.files.kinds import DAMAGED, LARGEST, LIMITS, TYPES, check_name
from records.files.process import NOT_NOW, start, turn, wait
from records.files.tables import Unreadable

NOT_SCANNED = "The file could not be checked just now. Try again in a few minutes"
LONGEST_NAME = 120
TOO_LARGE = f"The file is larger than {LARGEST // 2**20} MB. Make it smaller, or attach it in parts"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]')
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be kept: its type by its content, and its bytes as they are kept."""

    type: str
    content: bytes

    @property
    def kind(self) -> str:
        return TYPES[self.type].kind

    @property
    def media_type(self) -> str:
        return TYPES[self.type].media_type


def looked_through(file: Any, user_id: Any) -> Looked:
    """What is kept of a file that somebody sent, in their turn. Raises Unreadable with its name.

    A file of a draft was looked through when it came (``records.draft_files``).
    """
    if (known := getattr(file, "looked", None)) is not None:
        return known
    if file.size > LARGEST:
        raise Unreadable(TOO_LARGE)
    try:
        with turn(user_id):
            return look_through(file.read(LARGEST + 1), file.name)
    except Unreadable as problem:
        raise Unreadable(f"{file.name}: {problem}") from problem
    finally:
        file.seek(0)


def tidy_name(name: str) -> str:
    """The name of a file without what some system cannot hold, its ending kept."""
    plain = PurePosixPath(_NOT_IN_NAMES.sub("", one_line(name)).strip(" ."))
    stem = plain.stem[: LONGEST_NAME - len(plain.suffix)].strip(" .")
    return f"{stem or 'file'}{plain.suffix.lower()}"


def look_through(content: bytes, name: str) -> Looked:
    """What a file is, drawn anew where it is a picture. Raises Unreadable with what to do."""
    if not content:
        raise Unreadable("The file is empty. Choose another")
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    head, kept = _in_a_process(content)
    if "refused" in head:
        raise Unreadable(head["refused"])
    check_name(name, head["type"])
    if len(kept) > LARGEST:
        raise Unreadable(TOO_LARGE)
    _scan(kept, name)
    return Looked(head["type"], kept)


def _in_a_process(content: bytes) -> tuple[dict[str, str], bytes]:
    try:
        with TemporaryFile() as sent, TemporaryFile() as written:
            sent.write(content)
            sent.seek(0)
            ended = wait(start(sent, written, LIMITS, "attached"), LIMITS)
            written.seek(0)
            if ended != 0:
                _log.warning("The process that looks through a file ended with %s", ended)
                return {"refused": TOO_MUCH if ended < 0 else DAMAGED}, b""
            return json.loads(written.readline()), written.read()
    except OSError as problem:
        _log.exception("A file could not be handed to a process of its own")
        raise Unreadable(NOT_NOW) from problem


def _scan(content: bytes, name: str) -> None:
    """Ask the scanner, where one is set: it gives what it found, or nothing."""
    if not settings.ATTACHMENTS_SCANNER:
        return
    scan = import_string(settings.ATTACHMENTS_SCANNER)
    try:
        found = scan(content, name)
    except Exception as problem:  # whatever a scanner raises, the file is not kept unscanned
        _log.exception("The scanner of attachments failed")
        raise Unreadable(NOT_SCANNED) from problem
    if found:
        _log.warning("The scanner refused an attachment: %s", found)
        raise Unreadable("The virus scanner refused this file. It is not kept")
