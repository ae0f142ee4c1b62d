"""What is looked for in a file before it is kept beside a record."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from records.files import pictures
from records.files.attached import answer
from records.files.kinds import LARGEST, LIMITS
from records.files.looking import look_through
from records.files.tables import Unreadable

GPS, MODEL, TURNED = 0x8825, 0x0110, 0x0112


def looked(content: bytes) -> tuple[dict[str, str], bytes]:
    """What the process answers, and the file as it is kept."""
    head, _, kept = answer(content, LIMITS).partition(b"\n")
    return json.loads(head), kept


def refused(content: bytes) -> str:
    """Why a file is refused; fails where it is not."""
    return looked(content)[0]["refused"]


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """A photo that tells where and with what it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[MODEL], exif[TURNED] = "Tellcam 3000", 6
    exif.get_ifd(GPS)[1] = "N"
    written = io.BytesIO()
    more: dict[str, Any] = {"comment": b"Tellcam comment"} if kind == "JPEG" else {}
    Image.new(mode, size, "white").save(written, kind, exif=exif, **more)
    return written.getvalue()


def pdf(change: Any = None) -> bytes:
    """A PDF of one page; ``change`` writes more into it."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    if change:
        change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN = (
    '<Relationships><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def office(**parts: bytes) -> bytes:
    """A Word document of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/word/document.xml" ContentType="{DOCX}"/></Types>',
        )
        file.writestr("_rels/.rels", MAIN)
        file.writestr("word/document.xml", "<document/>")
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def workbook() -> bytes:
    written = io.BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def open_document(media_type: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{media_type}")
        file.writestr("content.xml", "<content/>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (pdf(), "pdf"),
        (photo(), "jpeg"),
        (photo("PNG"), "png"),
        (photo("WEBP"), "webp"),
        (workbook(), "xlsx"),
        (office(), "docx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        ("Place;Homes\nBradford;12\n".encode("utf-8-sig"), "csv"),
        ("Café – Keighley;£50k\n".encode("cp1252"), "csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_what_its_content_says(content: bytes, found: str) -> None:
    head, kept = looked(content)
    assert head == {"type": found}
    assert (kept == content) == (found not in ("jpeg", "png", "webp"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_stood_beside_the_dots_of_a_photo_is_kept(kind: str) -> None:
    content = photo(kind)
    assert b"Tellcam" in content
    _, kept = looked(content)
    assert b"Tellcam" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 60)  # upright, as it was held


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "1", "RGBA", "LA", "I;16"])
def test_pictures_of_every_mode_are_drawn_anew(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    written = io.BytesIO()
    Image.new(mode, (5, 5)).save(written, kind)
    head, kept = looked(written.getvalue())
    assert head == {"type": kind.lower()}
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (5, 5)


def test_a_broken_picture_and_a_vast_one_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "damaged" in refused(photo(size=(600, 400))[:700])
    assert "damaged" in refused(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    monkeypatch.setattr(pictures, "MOST_MEMORY", 8_000)
    assert "Make it smaller" in refused(photo())


def test_a_small_file_that_unpacks_to_a_vast_picture_is_refused() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    side = (60_000).to_bytes(4, "big")
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", side + side + b"\x08\x02\x00\x00\x00")
    assert "65 million" in refused(bomb + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)))


def _script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def _starts_program(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
    link = DictionaryObject({NameObject("/A"): action, NameObject("/Type"): NameObject("/Annot")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def _form_with_program(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/XFA"): ArrayObject()})
    writer.root_object[NameObject("/AcroForm")] = form


@pytest.mark.parametrize("change", [_script, _starts_program, _form_with_program])
def test_a_pdf_that_runs_something_is_refused(change: Any) -> None:
    assert "script or starts a program" in refused(pdf(change))


def test_a_script_is_found_under_another_spelling_and_outside_the_table() -> None:
    spelt = pdf(_script).replace(b"/JavaScript", b"/#4aavaScript").replace(b"/JS ", b"/J#53 ")
    assert "script or starts a program" in refused(spelt)
    beside = pdf() + b"\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"
    assert "script or starts a program" in refused(beside)


def test_a_script_in_a_packed_stream_of_objects_is_found() -> None:
    """No word of it stands in the bytes of the file: only its table leads to it."""
    inner = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    listed = b"8 0 "
    packed = zlib.compress(listed + inner)
    plain = pdf()
    count = len(PdfReader(io.BytesIO(plain)).xref[0]) + 1
    assert count < 8
    body = plain[: plain.rindex(b"xref")]
    at = len(body)
    stream = (
        b"9 0 obj\n<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
    )
    body += stream % (len(listed), len(packed)) + packed + b"\nendstream\nendobj\n"
    table = b"".join(
        b"\x01" + plain.index(b"%d 0 obj" % number).to_bytes(3, "big") + b"\0"
        for number in range(1, count)
    )
    table += b"\x02" + (9).to_bytes(3, "big") + b"\0" + b"\x01" + at.to_bytes(3, "big") + b"\0"
    root = PdfReader(io.BytesIO(plain)).trailer.raw_get("/Root").idnum
    start = len(body)
    squeezed = zlib.compress(table)
    body += (
        b"10 0 obj\n<< /Type /XRef /Size 11 /W [1 3 1] /Index [1 %d 8 2] /Root %d 0 R "
        b"/Filter /FlateDecode /Length %d >>\nstream\n" % (count - 1, root, len(squeezed))
    )
    body += squeezed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start
    assert b"JavaScript" not in body
    assert "script or starts a program" in refused(body)


def test_a_pdf_with_files_in_it_or_a_password_is_refused() -> None:
    attached = pdf(lambda writer: writer.add_attachment("a.txt", b"within"))
    assert "script or starts a program" in refused(attached) or "other files" in refused(attached)
    assert "password" in refused(pdf(lambda writer: writer.encrypt("secret")))
    assert "damaged" in refused(b"%PDF-1.7\nnothing of the kind")


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"word__vbaProject.bin": b"macro"}, "macro"),
        ({"word__activeX__activeX1.xml": b"control"}, "macro"),
        ({"word__embeddings__oleObject1.bin": b"program"}, "macro"),
        (
            {
                "word___rels__settings.xml.rels": b'<Relationship Type="http://x/attachedTemplate" '
                b'TargetMode="External" Target="http://x.test/"/>'
            },
            "from elsewhere",
        ),
    ],
)
def test_an_office_file_that_runs_or_fetches_something_is_refused(
    parts: dict[str, bytes], why: str
) -> None:
    assert why in refused(office(**parts))


def test_an_office_file_that_is_broken_or_unpacks_to_too_much_is_refused() -> None:
    assert "damaged" in refused(office()[:-30])
    large = office(word__media__image1=b"\0" * 2_000_000)
    assert len(large) < 20_000
    small = replace(LIMITS, inflated=1_000_000)
    assert b"too large once unpacked" in answer(large, small)
    assert "cannot be attached" not in refused(office()[:-30])


@pytest.mark.parametrize(
    "content",
    [b"<html><script>x()</script>,</html>", b"MZ\x90\0", b"\x7fELF", b"#!/bin/sh\na,b", b"GIF89a"],
)
def test_pages_and_programs_are_refused_whatever_they_are_called(content: bytes) -> None:
    assert "not a file that can be attached" in refused(content)


def test_older_office_files_and_phone_formats_say_what_to_do() -> None:
    assert "Save it as .docx or .xlsx" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 20)
    assert "Save it as a JPEG" in refused(b"\0\0\0\x18ftypheic" + b"\0" * 20)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (pdf(), "holiday.jpg", "ends in .jpg, but the file is a PDF. Rename it to end in .pdf"),
        (photo(), "report.pdf", "but the file is a JPEG picture"),
        (photo(), "photo", "has no ending"),
        (b"", "empty.pdf", "empty"),
        (b"\0" * (LARGEST + 1), "large.jpg", "larger than 20 MB"),
    ],
)
def test_a_file_that_lies_is_refused_with_what_to_do(content: bytes, name: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why.replace(".", r"\.")):
        look_through(content, name)


def test_a_file_is_looked_through_by_a_process_of_its_own() -> None:
    found = look_through(photo(), "Photo.JPG")
    assert (found.kind, found.media_type) == ("image", "image/jpeg")
    assert b"Tellcam" not in found.content


def scanner(content: bytes, name: str) -> str:
    """One that finds a word, and fails at another."""
    if b"BREAKS" in content:
        raise TimeoutError
    return "Test-Signature" if b"EICAR" in content else ""


def test_a_scanner_refuses_and_where_it_fails_nothing_is_kept(settings: Any) -> None:
    settings.ATTACHMENTS_SCANNER = f"{__name__}.scanner"
    assert look_through(b"a,b\n", "a.csv").type == "csv"
    with pytest.raises(Unreadable, match="virus scanner refused"):
        look_through(b"a,EICAR\n", "a.csv")
    with pytest.raises(Unreadable, match="could not be checked just now"):
        look_through(b"a,BREAKS\n", "a.csv")


def test_streams_of_pages_are_no_reason_to_refuse() -> None:
    def page(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"BT (Fine) Tj ET")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    assert looked(pdf(page))[0] == {"type": "pdf"}
