"""An office file (.docx, .xlsx, .odt, .ods): its parts unpacked, and each looked through.

What a part is, its own list of types, the relations and its first bytes say, never its name alone.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

from records.files.kinds import DAMAGED, TYPES, UNKNOWN
from records.files.markup import LOCKED, RUNS, Markup, OfficeMarkup, OpenMarkup
from records.files.tables import Limits, Unreadable

TOO_LARGE = "The file is too large once unpacked. Make it smaller"
EMBEDDED = (
    "The file has another file embedded in it that cannot be checked. "
    "Take it out, or save the file as a PDF"
)
OTHERWISE = "This is a template or a presentation. Save it as a document, a workbook or a PDF"
_PIECE = 2**16
_DEEPEST = 2  # a chart has its own workbook in a document
_CONTENT_TYPES = "[content_types].xml"
_RELATIONS = "_rels/.rels"
_MAIN_TYPES = {f"{TYPES[name].media_type}.main+xml": name for name in ("docx", "xlsx")}
_MIMETYPES = {TYPES[name].media_type.encode(): name for name in ("ods", "odt")}
# Of the type of a part, as its list says it
_RUN = ("macro", "vba", "activex", "oleobject", "webextension", "customui", "x-msdownload")
_NAMED = ("vbaproject", "vbadata", "activex", "oleobject", "macrosheets")
# Folders of OpenDocument that hold programs
_PROGRAMS = ("basic/", "scripts/", "dialogs/")
_OLE = b"\xd0\xcf\x11\xe0"
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_STRANGE = (
    b"{\\rt",
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"%PDF",
    b"L\0\0\0\x01\x14\x02",
    b"\xca\xfe\xba\xbe",
)
_BEGINS_XML = (b"<", b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe", b"\0<")


@dataclass
class _Room:
    """How much may be unpacked still, of all that stands within one file."""

    limits: Limits
    unpacked: int = 0
    parts: int = 0

    def take(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.inflated:
            raise Unreadable(TOO_LARGE)

    def list(self, listed: list[zipfile.ZipInfo]) -> None:
        """Refuse by the directory what is too much, before anything is unpacked."""
        self.parts += len(listed)
        size = self.unpacked + sum(part.file_size for part in listed)
        if self.parts > self.limits.parts or size > self.limits.inflated:
            raise Unreadable(TOO_LARGE)


def look_through(content: bytes, limits: Limits) -> str:
    """The type of an office file. Raises Unreadable for what runs, fetches or cannot be read."""
    return _look_through(content, _Room(limits), 0)


def _look_through(content: bytes, room: _Room, depth: int) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            room.list(file.infolist())
            return _Package(file, room, depth).found()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as problem:
        if isinstance(problem, RecursionError):
            raise
        raise Unreadable(DAMAGED) from problem


@dataclass
class _Package:
    """One zip of parts, within which others may stand."""

    file: zipfile.ZipFile
    room: _Room
    depth: int
    names: dict[str, zipfile.ZipInfo] = field(init=False)  # as every program reads them
    folders: set[str] = field(init=False)
    types: dict[str, str] = field(default_factory=dict)  # by name, and by ending
    main: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        listed = self.file.infolist()
        self.names = {_name(part.filename): part for part in listed}
        self.folders = {name[:at] for name in self.names for at in _slashes(name)}
        if len(self.names) < len(listed):
            raise Unreadable(DAMAGED)
        if any(part.flag_bits & 1 for part in listed):
            raise Unreadable(LOCKED)
        self.is_open_document = "mimetype" in self.names
        if self.is_open_document and _CONTENT_TYPES in self.names:
            raise Unreadable(DAMAGED)
        if not self.is_open_document and _CONTENT_TYPES not in self.names:
            raise Unreadable(UNKNOWN)

    def found(self) -> str:
        """The type of the whole, once each part has been looked through."""
        if not self.is_open_document:
            self._read_types()
        for name, part in self.names.items():
            if not part.is_dir():
                self._look(name, part)
        return self._open_document() if self.is_open_document else self._main_part()

    def _look(self, name: str, part: zipfile.ZipInfo) -> None:
        said = self._type(name)
        pieces = self._pieces(part)
        first = next(pieces, b"")
        if self._runs(name, said) or first.startswith(_OLE):
            raise Unreadable(RUNS)
        if first.startswith(_PACKED):
            self._look_within(first + b"".join(pieces))
        elif first.startswith(_STRANGE):
            raise Unreadable(EMBEDDED)
        elif first and _is_xml(name, said, first):
            self._look_at_markup(name, itertools.chain([first], pieces))
        else:
            for _ in pieces:  # to its end: what cannot be unpacked is not kept
                pass

    def _runs(self, name: str, said: str) -> bool:
        if self.is_open_document and name.startswith(_PROGRAMS):
            return True
        return any(word in said for word in _RUN) or any(word in name for word in _NAMED)

    def _look_within(self, content: bytes) -> None:
        if self.depth + 1 > _DEEPEST:
            raise Unreadable(EMBEDDED)
        _look_through(content, self.room, self.depth + 1)

    def _look_at_markup(self, name: str, pieces: Iterator[bytes]) -> None:
        read: Markup = OfficeMarkup()
        if self.is_open_document:
            folder = posixpath.dirname(name)
            read = OpenMarkup(lambda address: self._holds(folder, address))
        try:
            for piece in pieces:
                read.read(piece)
            read.end()
        except Unreadable:
            raise
        except (expat.ExpatError, ValueError, LookupError) as problem:
            raise Unreadable(
                f"A part of the file cannot be read ({name[:60]}). Open the file, save it again "
                "and attach that, or save it as a PDF"
            ) from problem
        if name == _RELATIONS:
            self.main = {_name(posixpath.normpath(f"/{one.strip()}")) for one in read.main}

    def _pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        with self.file.open(part) as pieces:
            while piece := pieces.read(_PIECE):
                self.room.take(len(piece))
                yield piece

    def _read_types(self) -> None:
        read = expat.ParserCreate()
        read.StartElementHandler = self._notes_type
        try:
            for piece in self._pieces(self.names[_CONTENT_TYPES]):
                read.Parse(piece, False)
            read.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as problem:
            raise Unreadable(DAMAGED) from problem

    def _notes_type(self, name: str, given: dict[str, str]) -> None:
        said = given.get("ContentType", "").strip().lower()
        if "Extension" in given:
            self.types["." + given["Extension"].strip().lower()] = said
        elif "PartName" in given:
            self.types[_name(given["PartName"])] = said

    def _type(self, name: str) -> str:
        ending = "." + name.rpartition(".")[2]
        return self.types.get(name, self.types.get(ending, ""))

    def _main_part(self) -> str:
        """By the part that the relations name as the document, and its type."""
        said = self._type(next(iter(self.main))) if len(self.main) == 1 else ""
        if said not in _MAIN_TYPES:
            is_other = "template" in said or "presentation" in said or "slideshow" in said
            raise Unreadable(OTHERWISE if is_other else UNKNOWN)
        return _MAIN_TYPES[said]

    def _open_document(self) -> str:
        with self.file.open(self.names["mimetype"]) as said:
            found = _MIMETYPES.get(said.read(200).strip())
        if found is None or "content.xml" not in self.names:
            raise Unreadable(UNKNOWN)
        return found

    def _holds(self, folder: str, address: str) -> bool:
        """Whether an address, as it stands in a folder, is that of a part or a folder of parts."""
        named = posixpath.normpath(posixpath.join(folder, unquote(address).lower()))
        return named in self.names or named in self.folders


def _name(written: str) -> str:
    """The name of a part as every program takes it. Raises Unreadable where they would differ."""
    name = unquote(written).lower().removeprefix("/").removesuffix("/")
    strange = "\\" in name or not name.isprintable() or name.endswith(".piece")
    if strange or any(folder in ("", ".", "..") for folder in name.split("/")):
        raise Unreadable(DAMAGED)
    return name


def _slashes(name: str) -> Iterator[int]:
    return (at for at, letter in enumerate(name) if letter == "/")


def _is_xml(name: str, said: str, first: bytes) -> bool:
    named = name.endswith((".xml", ".rels", ".vml", ".rdf"))
    if said.startswith("image/") and not named:
        return False  # a drawing as a picture (.svg): no office program runs what stands in it
    return named or said.endswith("xml") or first.lstrip().startswith(_BEGINS_XML)
