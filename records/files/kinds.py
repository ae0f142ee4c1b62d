"""What a file is by what stands in it, and whether it may be kept beside a record.

Four kinds: PDF, picture, spreadsheet, document. Nothing that runs by itself when it is opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from records.files.tables import MEGABYTE, Limits, Unreadable

LARGEST = 20 * MEGABYTE
LIMITS = Limits(
    sent=LARGEST,
    inflated=200 * MEGABYTE,
    parts=5_000,
    seconds=20,
    wait=60,
    memory=1_024 * MEGABYTE,
    answer=64 * MEGABYTE,
)
ACCEPTED = (
    "a PDF, a picture (JPEG, PNG, WebP), a spreadsheet (.xlsx, .ods, .csv) or a document "
    "(.docx, .odt)"
)
DAMAGED = "The file is damaged: it cannot be opened. Save it again and choose it again"
_UNKNOWN = f"This is not a file that can be attached. Choose {ACCEPTED}"
_PIECE = 2**16


@dataclass(frozen=True, slots=True)
class Type:
    """A type of file: its kind, how it is served, and the endings that names of it have."""

    kind: str
    media_type: str
    endings: tuple[str, ...]
    called: str


TYPES = {
    "pdf": Type("pdf", "application/pdf", ("pdf",), "a PDF"),
    "jpeg": Type("image", "image/jpeg", ("jpg", "jpeg"), "a JPEG picture"),
    "png": Type("image", "image/png", ("png",), "a PNG picture"),
    "webp": Type("image", "image/webp", ("webp",), "a WebP picture"),
    "xlsx": Type(
        "spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx",),
        "an Excel spreadsheet",
    ),
    "ods": Type(
        "spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        ("ods",),
        "an OpenDocument spreadsheet",
    ),
    "csv": Type("spreadsheet", "text/csv", ("csv",), "a CSV file"),
    "docx": Type(
        "document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx",),
        "a Word document",
    ),
    "odt": Type(
        "document", "application/vnd.oasis.opendocument.text", ("odt",), "an OpenDocument text"
    ),
}
# The part of an office file that says what it is
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MIMETYPES = {TYPES[name].media_type.encode(): name for name in ("ods", "odt")}
# Parts that run, or that other programs open
_RUNS = ("vbaproject", "vbadata", "activex", "basic/", "scripts/", "oleobject", "macrosheets")


def type_of(content: bytes, limits: Limits = LIMITS) -> str:
    """The type of a file, whatever it is called. Raises Unreadable for what is not accepted."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return _office(content, limits)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "This is an older or locked Office file. Save it as .docx or .xlsx without a password, "
            "or as a PDF"
        )
    if content[4:8] == b"ftyp":
        raise Unreadable("Pictures of this type cannot be attached. Save it as a JPEG")
    if _is_plain_table(content):
        return "csv"
    raise Unreadable(_UNKNOWN)


def check_name(name: str, found: str) -> None:
    """Refuse a file that is called otherwise than it is. Raises Unreadable."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    known = TYPES[found]
    if ending not in known.endings:
        called = f"ends in .{ending[:10]}" if ending else "has no ending"
        raise Unreadable(
            f"The name of the file {called}, but the file is {known.called}. "
            f"Rename it to end in .{known.endings[0]}, or choose another file"
        )


def _is_plain_table(content: bytes) -> bool:
    """Whether it is text with columns, and no page or program."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    begins = text.lstrip()[:1]
    shown = all(letter >= " " or letter in "\t\r\n" for letter in text)
    has_columns = any(mark in text.lstrip().partition("\n")[0] for mark in ",;\t")
    return shown and has_columns and begins not in ("", "<", "#", "{", "%")


def _office(content: bytes, limits: Limits) -> str:
    """Unpack an office file piece by piece, to see that it is whole and nothing in it runs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            _check_parts(listed, limits)
            found = _main_part(parts, {part.filename for part in listed})
            unpacked = 0
            for part in listed:
                with parts.open(part) as pieces:
                    while piece := pieces.read(_PIECE):
                        unpacked += len(piece)
                        if unpacked > limits.inflated:
                            raise Unreadable("The file is too large once unpacked. Make it smaller")
            _check_relations(parts, listed)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as problem:
        raise Unreadable(DAMAGED) from problem
    return found


def _check_parts(listed: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(listed) > limits.parts or sum(part.file_size for part in listed) > limits.inflated:
        raise Unreadable("The file is too large once unpacked. Make it smaller")
    names = [part.filename.lower() for part in listed]
    if len(set(names)) < len(names) or any(part.flag_bits & 1 for part in listed):
        raise Unreadable(DAMAGED)
    if any(name.startswith(runs) or f"/{runs}" in name for name in names for runs in _RUNS):
        raise Unreadable(
            "The file holds a macro or another program. Save it without macros, or as a PDF"
        )


def _main_part(parts: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names:
        with parts.open("mimetype") as said:
            found = _MIMETYPES.get(said.read(200).strip())
    else:
        whole = "[Content_Types].xml" in names
        found = next((_MAIN_PARTS[name] for name in _MAIN_PARTS if whole and name in names), None)
    if found is None:
        raise Unreadable(_UNKNOWN)
    return found


def _check_relations(parts: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> None:
    """Refuse what is fetched from elsewhere as the file opens; a link to click on is none."""
    for part in listed:
        if part.filename.endswith(".rels"):
            text = parts.read(part)
            for fetched in (b"attachedTemplate", b"oleObject", b"/frame"):
                if fetched in text and b'TargetMode="External"' in text:
                    raise Unreadable(
                        "The file fetches a part from elsewhere when it is opened. "
                        "Save it as a PDF, or take that part out"
                    )
