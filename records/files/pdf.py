"""Whether a PDF holds something that runs: scripts, programs to start, files within."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from records.files.kinds import DAMAGED
from records.files.tables import Unreadable

MOST_OBJECTS = 500_000
_RUNS = "The PDF holds a script or starts a program. Print it as a new PDF and attach that"
_FILES = "The PDF holds other files or media. Print it as a new PDF and attach that"
_LOCKED = "The PDF is locked with a password. Save it without one"
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"}
_SCRIPT_KEYS = {"/JavaScript", "/JS", "/XFA"}
_FILE_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/RichMediaContent"}
# In the bytes as well: what the file's own table leaves out, another program may still find.
# Short names are left to the table, as they stand in packed pictures by chance.
_IN_BYTES = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)(?![A-Za-z])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def check(content: bytes) -> None:
    """Raises Unreadable for a PDF that is broken, locked, or holds what runs."""
    if _IN_BYTES.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise Unreadable(_RUNS)
    try:
        _look_through(PdfReader(io.BytesIO(content), strict=False))
    except (Unreadable, MemoryError, RecursionError):
        raise
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, OSError) as broken:
        raise Unreadable(DAMAGED) from broken


def _look_through(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise Unreadable(_LOCKED)
    if not len(reader.pages):
        raise Unreadable(DAMAGED)
    for found in _objects(reader):
        _look(found)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object that the file's table knows, those in packed streams too, and its end."""
    yield reader.trailer
    numbers = {(number, kind) for kind, listed in reader.xref.items() for number in listed}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unreadable("The PDF holds too much to be looked through. Make it smaller")
    for number, kind in sorted(numbers):
        if number:
            yield reader.get_object(IndirectObject(number, kind, reader))


def _look(found: Any) -> None:
    """One object with what stands in it; what it only points to has its own turn."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            keys = {str(key) for key in one}
            named = {
                str(value)
                for key in ("/S", "/Type", "/Subtype")
                if isinstance(value := one.raw_get(key) if key in one else None, NameObject)
            }
            if keys & _SCRIPT_KEYS or named & _ACTIONS:
                raise Unreadable(_RUNS)
            if keys & _FILE_KEYS or named & _FILE_KEYS or "/FileAttachment" in named:
                raise Unreadable(_FILES)
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
