"""Spreadsheets as a person, or somebody who means harm, may put them together."""

from __future__ import annotations

import io
import struct
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def _relations(**targets: str) -> str:
    each = enumerate(targets.items(), start=1)
    said = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in each
    )
    return f'<Relationships xmlns="{_RELATIONS}">{said}</Relationships>'


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MADE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MADE}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_MADE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": _relations(officeDocument="xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": _relations(
        worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Figures" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
}


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """The XML of a sheet of these rows, as text."""
    return f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def inline(text: str) -> str:
    """A row of one cell that holds this text."""
    return f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>'


def book(content: str | bytes, method: int = zipfile.ZIP_DEFLATED, **more: str | bytes) -> bytes:
    """A workbook whose one sheet has this content, with further parts (``xl__styles``)."""
    file = io.BytesIO()
    others = {name.replace("__", "/") + ".xml": part for name, part in more.items()}
    with zipfile.ZipFile(file, "w", method) as parts:
        for name, part in {**_PARTS, SHEET: content, **others}.items():
            parts.writestr(name, part)
    return file.getvalue()


def of_two_kinds() -> bytes:
    """A workbook that is no good as .xlsx, and is a good OpenDocument beside it."""
    strange = _PARTS["xl/workbook.xml"].replace("sheetId", 'state="strange" sheetId')
    names = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>41</text:p></table:table-cell>'
    other = (
        f'<office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="Figures">'
        f"<table:table-row>{cell}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO(book(sheet(""), xl__workbook=strange))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr("content.xml", other)
    return file.getvalue()


def with_header(content: bytes, part: str, offset: int, kind: str, value: int) -> bytes:
    """The file with one number of a part's entry in the directory set to something else."""
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(part.encode()))
    made = bytearray(content)
    struct.pack_into(kind, made, entry + offset, value)
    return bytes(made)


def that_says(content: bytes, part: str, size: int) -> bytes:
    """The file, where its directory says that a part is of this size once unpacked."""
    return with_header(content, part, 24, "<I", size)


def entities(encoding: str) -> bytes:
    """A kilobyte that declares 100,000 letters and names them 50 times: 5 MB of text.

    Fewer than expat itself would stop, so that whoever takes declarations reads all of it.
    """
    letters = "A" * 100_000
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY a "{letters}">]>'
    return book(sheet(inline("&a;" * 10) * 5, before=declared).encode(encoding))
