"""What a file is by what stands in it, and whether it may be kept beside a record.

Four kinds: PDF, picture, spreadsheet, document. Nothing that runs by itself when it is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from records.files.tables import MEGABYTE, Limits, Unreadable

LARGEST = 20 * MEGABYTE
# So much is read, so that a file that is too large is refused beside its field.
LARGEST_SENT = 2 * LARGEST
LIMITS = Limits(
    sent=LARGEST,
    inflated=200 * MEGABYTE,
    parts=5_000,
    seconds=15,
    wait=60,
    memory=640 * MEGABYTE,
    answer=64 * MEGABYTE,
)
ACCEPTED = (
    "a PDF, a picture (JPEG, PNG, WebP), a spreadsheet (.xlsx, .ods, .csv) or a document "
    "(.docx, .odt)"
)
DAMAGED = "The file is damaged: it cannot be opened. Save it again and choose it again"
OFFICE = "office"  # .docx, .xlsx, .odt or .ods
UNKNOWN = f"This is not a file that can be attached. Choose {ACCEPTED}"


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


def type_of(content: bytes) -> str:
    """The type of a file by how it begins, whatever it is called; OFFICE where its parts say more.

    Raises Unreadable for what is not accepted.
    """
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return OFFICE
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "This is an older or locked Office file. Save it as .docx or .xlsx without a password, "
            "or as a PDF"
        )
    if content[4:8] == b"ftyp":
        raise Unreadable("Pictures of this type cannot be attached. Save it as a JPEG")
    if _is_plain_table(content):
        return "csv"
    raise Unreadable(UNKNOWN)


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


def table_text(content: bytes) -> str:
    """A CSV as text: in UTF-8, else as Excel saves one on Windows unless it is told otherwise.

    Raises UnicodeDecodeError for bytes that are neither.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _is_plain_table(content: bytes) -> bool:
    """Whether it is text with columns, and no page or program."""
    try:
        text = table_text(content)
    except UnicodeDecodeError:
        return False
    begins = text.lstrip()[:1]
    shown = all(letter >= " " or letter in "\t\r\n" for letter in text)
    has_columns = any(mark in text.lstrip().partition("\n")[0] for mark in ",;\t")
    return shown and has_columns and begins not in ("", "<", "#", "{", "%")
