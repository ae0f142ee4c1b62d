"""Office files as ordinary programs write them, and what a test puts into them."""

from __future__ import annotations

import io
import json
import zipfile

from PIL import Image

from records.files.attached import answer
from records.files.kinds import LIMITS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Parts = dict[str, str | bytes]


def looked(content: bytes) -> dict[str, str]:
    """What the process says of a file: its type, or why it is refused."""
    return json.loads(answer(content, LIMITS).partition(b"\n")[0])


def refused(content: bytes) -> str:
    """Why a file is refused; fails where it is taken."""
    said = looked(content)
    assert "refused" in said, f"taken as {said}"
    return said["refused"]


def zipped(parts: Parts) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return written.getvalue()


def relation(kind: str, target: str, *, external: bool = False, at: str = OFFICE) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{abs(hash(target))}" Type="{at}/{kind}" Target="{target}"{mode}/>'


def relations(*each: str) -> str:
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{xml}<Relationships xmlns="{PACKAGE}/relationships">{"".join(each)}</Relationships>'


def types(overrides: dict[str, str], **defaults: str) -> str:
    named = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    named |= {"xml": "application/xml", "png": "image/png", "emf": "image/x-emf"} | defaults
    listed = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in named.items())
    listed += "".join(
        f'<Override PartName="/{name}" ContentType="{said}"/>' for name, said in overrides.items()
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{listed}</Types>'


def word(
    parts: Parts | None = None,
    *,
    of_document: tuple[str, ...] = (),
    body: str = "<w:p><w:r><w:t>Homes warmed</w:t></w:r></w:p>",
    overrides: dict[str, str] | None = None,
) -> bytes:
    """A Word document; ``of_document`` are more relations of its text."""
    settings = relation("settings", "settings.xml")
    made: Parts = {
        "[Content_Types].xml": types(
            {"word/document.xml": f"{WORD}.document.main+xml"} | (overrides or {})
        ),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": f"<w:settings {W}/>",
        "word/_rels/document.xml.rels": relations(settings, *of_document),
    }
    return zipped(made | (parts or {}))


def code(*texts: str) -> str:
    """A field of Word whose code is cut into these runs."""
    runs = "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in texts)
    return _mark("begin") + runs + _mark("separate") + "<w:r><w:t>1</w:t></w:r>" + _mark("end")


def picture() -> bytes:
    """A small picture, as documents hold them."""
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(written, "PNG")
    return written.getvalue()


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def built(before: str, within: str, after: str) -> str:
    """A field in the code of which another stands."""
    first = f"{_mark('begin')}<w:r><w:instrText>{before}</w:instrText></w:r>"
    last = f"<w:r><w:instrText>{after}</w:instrText></w:r>{_mark('end')}"
    return first + code(within) + last


def excel(
    parts: Parts | None = None,
    *,
    cells: str = '<c r="A1"><v>1</v></c>',
    of_book: tuple[str, ...] = (),
    of_sheet: tuple[str, ...] = (),
    overrides: dict[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet."""
    main = {
        "xl/workbook.xml": f"{SHEET}.sheet.main+xml",
        "xl/worksheets/sheet1.xml": f"{SHEET}.worksheet+xml",
    }
    made: Parts = {
        "[Content_Types].xml": types(main | (overrides or {})),
        "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook><sheets><sheet name="A" sheetId="1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            relation("worksheet", "worksheets/sheet1.xml"), *of_book
        ),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(*of_sheet),
    }
    return zipped(made | (parts or {}))


NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def opened(body: str = "", *, kind: str = "text", parts: Parts | None = None) -> bytes:
    """An OpenDocument with this in its content."""
    made: Parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {NAMES}><office:body>{body}</office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}/>",
        "Configurations2/accelerator/current.xml": "",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:m"/>',
    }
    return zipped(made | (parts or {}))
