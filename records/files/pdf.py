"""Whether a PDF holds something that runs or reaches elsewhere: scripts, programs, files, paths.

Each object that stands in its bytes is read, whether the table of the file leads to it or not, and
each that is packed in a stream of objects. How many there are is counted before any is read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NullObject,
    StreamObject,
    read_object,
)

from records.files.kinds import DAMAGED
from records.files.links import is_elsewhere, may_be_followed, not_followed
from records.files.tables import MEGABYTE, Unreadable

MOST_OBJECTS = 200_000
MOST_WORDS = 3_000_000  # numbers, names and texts in them, besides pictures and pages
MOST_PACKED = 8 * MEGABYTE  # of one stream of objects, or of the table
_RUNS = "The PDF holds a script or starts a program. Print it as a new PDF and attach that"
_FILES = "The PDF holds other files or media. Print it as a new PDF and attach that"
_FETCHES = (
    "The PDF leads to another file, or fetches something from elsewhere. Print it as a new PDF and "
    "attach that"
)
_LOCKED = "The PDF is locked with a password. Save it without one"
_TOO_MUCH = (
    "The PDF has too many parts to be looked through. "
    "Print it as a new PDF, or attach some pages at a time"
)
_SCRIPT_KEYS = {"/JavaScript", "/JS", "/XFA"}
_FILE_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/RichMediaContent"}
# What a name says wherever it stands as a value: the kind of an action, of a note, of an object
_SAYS = dict.fromkeys(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"), _RUNS
)
_SAYS |= dict.fromkeys((*_FILE_KEYS, "/FileAttachment", "/Movie", "/Sound", "/3D"), _FILES)
_SAYS |= dict.fromkeys(("/GoToR", "/Filespec"), _FETCHES)
_ADDRESSES = ("/URI", "/Base", "/F", "/UF")
# In the bytes as well, whatever stands around it. Short names are left to the objects, as they
# stand in packed pictures by chance.
_IN_BYTES = re.compile(
    rb"/(?:JavaScript|EmbeddedFile|RichMedia)(?![A-Za-z])|/S[\x00\t\n\f\r ]*/Launch(?![A-Za-z])"
)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPACE = rb"[\x00\t\n\f\r ]"
_OBJECT = re.compile(rb"obj(?![A-Za-z])(?:%b|%%[^\r\n]*)*" % _SPACE)
_NUMBERS = re.compile(rb"[0-9]%b+[0-9]+%b*\Z|\A[0-9\x00\t\n\f\r ]*\Z" % (_SPACE, _SPACE))
_BEFORE = 64  # bytes in which the two numbers of an object stand, unless there is nothing but space
_MAY_STAND_BEFORE = {bytes([byte]) for byte in b"0123456789\x00\t\n\f\r "}
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_PARTS = b" \t\r\n\f/<[("  # one of these begins each number, name and text
_ENTRY = b" 00000 n"
_SIZE = re.compile(rb"/Size%b*([0-9]{1,20})" % _SPACE)


def check(content: bytes) -> None:
    """Raises Unreadable for a PDF that is broken, locked, or holds what runs or reaches out."""
    begins = list(_begins(content))
    count = _counted(content, len(begins))
    if _IN_BYTES.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise Unreadable(_RUNS)
    try:
        with apply_configuration(
            zlib_maximum_output_length=MOST_PACKED,
            lzw_maximum_output_length=MOST_PACKED,
            run_length_maximum_output_length=MOST_PACKED,
        ):
            _look_through(PdfReader(io.BytesIO(content), strict=False), begins, count)
    except (Unreadable, MemoryError, RecursionError):
        raise
    except LimitReachedError as problem:
        raise Unreadable(_TOO_MUCH) from problem
    except (
        *(PyPdfError, ValueError, TypeError, LookupError, AttributeError, OSError),
        *(AssertionError, NotImplementedError, OverflowError),
    ) as broken:
        raise Unreadable(DAMAGED) from broken


def _begins(content: bytes) -> Iterator[int]:
    """Where each object begins, after the two numbers and the word that say so."""
    for found in _OBJECT.finditer(content):
        at = found.start()
        if content[at - 1 : at] in _MAY_STAND_BEFORE and _NUMBERS.search(
            content[max(0, at - _BEFORE) : at]
        ):
            yield found.end()


@dataclass
class _Count:
    """What is to be read, counted in bytes before any of it is."""

    objects: int = 0
    words: int = 0

    def add(self, content: bytes, objects: int) -> None:
        """Raises Unreadable where it is too much."""
        self.objects += objects
        self.words += len(content) - len(content.translate(None, _PARTS))
        if self.objects > MOST_OBJECTS or self.words > MOST_WORDS:
            raise Unreadable(_TOO_MUCH)


def _counted(content: bytes, objects: int) -> _Count:
    said = max((int(size[1]) for size in _SIZE.finditer(content)), default=0)
    # A file that was changed lists its objects once more
    if said > MOST_OBJECTS or content.count(_ENTRY) > 2 * MOST_OBJECTS:
        raise Unreadable(_TOO_MUCH)
    count = _Count()
    count.add(_STREAM.sub(b"", content), objects)
    return count


def _look_through(reader: PdfReader, begins: list[int], count: _Count) -> None:
    if reader.is_encrypted:
        raise Unreadable(_LOCKED)
    if not len(reader.pages):
        raise Unreadable(DAMAGED)
    _look(reader.trailer)
    for one in _objects(reader, begins):
        _look(one)
        if isinstance(one, StreamObject) and "/First" in one and "/N" in one:
            for within in _packed(one, reader, count):
                _look(within)


def _objects(reader: PdfReader, begins: list[int]) -> Iterator[Any]:
    """Every object that stands by itself in the file: in its bytes, or only by its table."""
    file, seen = reader.stream, set(begins)
    for at in begins:
        file.seek(at)
        yield read_object(file, reader)
    for listed in reader.xref.values():
        for at in listed.values():
            file.seek(at)
            try:
                reader.read_object_header(file)
            except (PyPdfError, ValueError):
                continue  # nothing begins there
            if file.tell() not in seen:
                yield read_object(file, reader)


def _packed(stream: Any, reader: PdfReader, count: _Count) -> Iterator[Any]:
    """Every object in a stream of objects, those too that no table knows."""
    content, first = stream.get_data(), int(stream["/First"])
    numbers = [int(number) for number in content[:first].split()]
    if len(numbers) != 2 * int(stream["/N"]):
        raise Unreadable(DAMAGED)
    count.add(content, len(numbers) // 2)
    file = io.BytesIO(content)
    for at in numbers[1::2]:
        file.seek(first + at)
        yield read_object(file, reader)


def _look(found: Any) -> None:
    """One object with what stands in it; what it only points to has its own turn."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _look_at_keys(one)
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
        elif isinstance(one, NameObject) and one in _SAYS:
            raise Unreadable(_SAYS[one])


def _look_at_keys(one: DictionaryObject) -> None:
    if not _SCRIPT_KEYS.isdisjoint(one):
        raise Unreadable(_RUNS)
    if not _FILE_KEYS.isdisjoint(one):
        raise Unreadable(_FILES)
    if isinstance(one, StreamObject) and "/F" in one:
        raise Unreadable(_FETCHES)  # its bytes stand in another file
    for key in _ADDRESSES:
        if key in one:
            _check_address(key, one[key])


def _check_address(key: str, value: Any) -> None:
    """A link may lead to a page; a file that is named may not be on another computer."""
    if value is None or isinstance(value, NullObject):
        raise Unreadable(_FETCHES)  # it stands where no table leads, but another program may look
    if not isinstance(value, str | bytes):
        return
    address = value if isinstance(value, str) else value.decode("latin-1")
    if not is_elsewhere(address):
        return
    if key in ("/F", "/UF"):
        raise Unreadable(_FETCHES)
    if not may_be_followed(address):
        raise not_followed(address)
