"""Pictures and PDFs that take too much, and PDFs that run something or reach elsewhere."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit

from records.files import pdf
from records.files.looking import look_through
from records.files.pictures import MOST_MEMORY
from tests.attack.packages import looked, refused

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] %b >>"


def written(*objects: bytes, page: bytes = b"", listed: Callable[[int], bool] = bool) -> bytes:
    """A PDF of one page and these objects from number 4 on, of which its table has some."""
    first = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % page,
    )
    body, table = b"%PDF-1.7\n", b""
    for number, each in enumerate((*first, *objects), start=1):
        is_listed = number < 4 or listed(number)
        table += b"%010d 00000 %b \n" % (len(body) if is_listed else 0, b"n" if is_listed else b"f")
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    size = len(first) + len(objects) + 1
    start = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\n"
    return body + start % (size, table, size) + b"startxref\n%d\n%%%%EOF" % len(body)


def packed(*objects: bytes) -> bytes:
    """These objects in a stream, where no word of them stands in the bytes of the file."""
    offsets, within = b"", b""
    for number, each in enumerate(objects):
        offsets += b"%d %d " % (100 + number, len(within))
        within += each + b" "
    stream = zlib.compress(offsets + within)
    said = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
    return said % (len(objects), len(offsets), len(stream)) + stream + b"\nendstream"


REACHING = [
    b"<< /S /GoToR /F (\\\\\\\\far.example\\\\x.pdf) /D [0 /Fit] >>",
    b"<< /S /GoToR /F (other.pdf) >>",
    b"<< /S /GoToE /T << >> >>",
    b"<< /S /Launch /F (x.exe) >>",
    b"<< /S /Launch /Win << /F (cmd.exe) >> >>",
    b"<< /S /SubmitForm /F (https://far.example) >>",
    b"<< /S /ImportData /F (x.fdf) >>",
    b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    b"<< /JS 9 0 R >>",
    b"<< /S /#4aavaScript >>",
    b"<< /S /La#75nch >>",
    b"<< /#4aS (x) >>",
    b"<< /S /#47#6fToR /F (x) >>",
    b"<< /S /URI /URI (file://far.example/x) >>",
    b"<< /S /URI /URI (\\\\\\\\far.example\\\\x) >>",
    b"<< /S /URI /URI (//far.example/x) >>",
    b"<< /S /URI /URI (\\146ile://far.example/x) >>",
    b"<< /S /URI /URI <66696c653a2f2f6661722f78> >>",
    b"<< /S /URI /URI (javascript:x) >>",
    b"<< /URI << /Base (file://far.example/) >> >>",
    b"<< /Type /Filespec /F (x) >>",
    b"<< /F (\\\\\\\\far.example\\\\x) >>",
    b"<< /S /Thread /F (\\\\\\\\far.example\\\\x.pdf) >>",
    b"<< /Names << /EmbeddedFiles 5 0 R >> >>",
    b"<< /Subtype /FileAttachment >>",
    b"<< /Subtype /RichMedia >>",
    b"<< /S /Rendition >>",
    b"<< /S /Sound >>",
    b"<< /A [ << /B << /S /GoToR >> >> ] >>",
    b"/JavaScript",
]


@pytest.mark.parametrize("action", REACHING)
def test_an_action_is_found_wherever_it_stands(action: bytes) -> None:
    """In the table, beside it, packed, packed where no table knows of it, and in the page."""
    assert looked(written(b"<< /Fine true >>"))["type"] == "pdf"
    assert refused(written(action))
    assert refused(written(action, listed=lambda number: False))
    assert refused(written(packed(b"<< /Fine true >>", action)))
    assert refused(written(packed(action), listed=lambda number: False))
    if action.startswith(b"<<"):
        assert refused(written(page=b"/AA << /O %b >>" % action))


def test_an_address_or_action_that_stands_in_an_object_of_its_own_is_found() -> None:
    assert refused(written(b"<< /S /URI /URI 5 0 R >>", b"(file://far.example/x)"))
    assert refused(written(b"<< /S 5 0 R >>", b"/GoToR"))
    assert refused(written(b"<< /S /URI /URI 100 0 R >>", packed(b"(file://far.example/x)")))


def test_a_picture_of_which_the_bytes_stand_elsewhere_is_refused() -> None:
    stream = b"<< /Subtype /Image /F (x.jpg) /Length 1 >>\nstream\nx\nendstream"
    assert "another file" in refused(written(stream))


def test_objects_that_are_not_what_they_say_are_refused() -> None:
    short = packed(b"<< >>").replace(b"/N 1", b"/N 2")
    assert "damaged" in refused(written(short))
    assert "damaged" in refused(written(b"<< /Broken"))


def test_ordinary_links_and_forms_of_a_pdf_are_taken() -> None:
    made = PdfWriter()
    for _ in range(3):
        made.add_blank_page(595, 842)
    for url in ("https://www.gov.uk/Launch", "mailto:a@b.example", "tel:+441274", "page.htm#a"):
        made.add_annotation(0, Link(rect=(0, 0, 9, 9), url=url))
    made.add_annotation(0, Link(rect=(0, 0, 9, 9), target_page_index=2, fit=Fit.fit()))
    made.add_outline_item(title="Communities/Launch event: /JS and /GoToR", page_number=1)
    made.add_metadata({"/Title": "Communities/Launch event"})
    for squeezed in (False, True):
        whole = io.BytesIO()
        if squeezed:
            made.compress_identical_objects()
        made.write(whole)
        assert looked(whole.getvalue()) == {"type": "pdf"}
    field = b"<< /FT /Tx /T (Name) /F 4 /Subtype /Widget /Kids [] /AP << /N 6 0 R >> >>"
    action = b"<< /S /Named /N /NextPage >>"
    assert looked(written(field, packed(b"<< /S /URI /URI (https://a.example) >>"), action))


def test_a_pdf_of_too_many_parts_is_refused_before_any_is_read() -> None:
    """By a look at its bytes: what stands in them is no PDF, so that to read it would say so."""
    many = b"%PDF-1.7\n" + b"1 0 obj\n" * (pdf.MOST_OBJECTS + 1)
    assert "too many parts" in refused(many)
    assert "too many parts" in refused(b"%PDF-1.7\n<< /Size 999999999 >>")
    entries = b"0000000000 00000 n \n" * (2 * pdf.MOST_OBJECTS + 1)
    assert "too many parts" in refused(b"%PDF-1.7\nxref\n" + entries)
    numbers = b"%PDF-1.7\n1 0 obj\n[" + b"1 " * pdf.MOST_WORDS
    assert "too many parts" in refused(numbers)
    assert "damaged" in refused(b"%PDF-1.7\n" + b"1 0 obj\n" * 10)


def test_what_a_pdf_packs_is_counted_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_OBJECTS", 20)
    assert looked(written(packed(*[b"1"] * 10)))["type"] == "pdf"
    assert "too many parts" in refused(written(packed(*[b"1"] * 10), packed(*[b"1"] * 10)))
    monkeypatch.setattr(pdf, "MOST_OBJECTS", 200_000)
    assert refused(written(packed(b"(" + b"x" * (pdf.MOST_PACKED + 1) + b")")))


def test_a_long_report_and_a_large_scan_are_taken() -> None:
    """50,000 parts as a report with a structure has them, and 18 MB of pictures."""
    assert looked(written(*[b"<< /Type /StructElem /S /P /P 3 0 R >>"] * 50_000))["type"] == "pdf"
    dots = bytes(range(256)) * 4_000
    scan = b"<< /Subtype /Image /Length %d >>\nstream\n%b\nendstream" % (len(dots), dots)
    assert look_through(written(*[scan] * 18), "scan.pdf").type == "pdf"


def png(wide: int, high: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    data = chunk(b"IDAT", zlib.compress(b"\0" * 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def jpeg(wide: int, high: int, *, mode: str = "RGB", **how: bool) -> bytes:
    """A small JPEG whose head says that it is this large."""
    saved = io.BytesIO()
    Image.new(mode, (16, 16)).save(saved, "JPEG", **how)
    small = saved.getvalue()
    at = small.index(b"\xff\xc2" if how.get("progressive") else b"\xff\xc0") + 5
    return small[:at] + high.to_bytes(2, "big") + wide.to_bytes(2, "big") + small[at + 4 :]


def webp(wide: int, high: int) -> bytes:
    size = (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little")
    head = b"WEBPVP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size
    return b"RIFF" + len(head).to_bytes(4, "little") + head


@pytest.mark.parametrize(
    ("content", "most"),
    [
        (png(8_125, 8_001), 65),
        (png(60_000, 60_000), 65),
        (jpeg(8_125, 8_001), 65),
        (jpeg(8_000, 6_600, progressive=True), 52),
        (jpeg(8_000, 5_500, mode="CMYK", progressive=True), 43),
        (webp(4_000, 4_000), 14),
        (webp(16_383, 16_383), 14),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else f"{value}",
)
def test_a_picture_is_refused_by_what_its_head_says(content: bytes, most: int) -> None:
    """Before a dot is unpacked: there are none, so that to unpack them would say it is damaged."""
    assert f"more than {most} million pixels" in refused(content)


def test_a_picture_in_very_many_passes_is_refused() -> None:
    """Each goes over all of it; what a program makes of it has ten."""
    saved = io.BytesIO()
    Image.new("RGB", (64, 64), "green").save(saved, "JPEG", progressive=True)
    whole = saved.getvalue()
    last = whole.rindex(b"\xff\xda")
    assert looked(whole) == {"type": "jpeg"}
    assert "damaged" in refused(whole[:last] + whole[last:-2] * 101 + whole[-2:])


@pytest.mark.parametrize(("wide", "high"), [(4_032, 3_024), (8_064, 6_048), (9_248, 6_936)])
def test_a_photo_of_a_phone_is_drawn_upright_within_its_memory(wide: int, high: int) -> None:
    """12, 48 and 64 million dots, held on its side, in a process that has 640 MB and no more."""
    assert wide * high * 8 <= MOST_MEMORY
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = io.BytesIO()
    Image.linear_gradient("L").resize((wide, high)).convert("RGB").save(photo, "JPEG", exif=exif)
    kept = look_through(photo.getvalue(), "photo.jpg").content
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (high, wide)
        assert not picture.getexif()


def test_of_an_animated_picture_the_first_is_kept() -> None:
    shown = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    for kind in ("PNG", "WEBP"):
        saved = io.BytesIO()
        shown[0].save(saved, kind, save_all=True, append_images=shown[1:])
        kept = look_through(saved.getvalue(), f"a.{kind.lower()}").content
        with Image.open(io.BytesIO(kept)) as picture:
            assert getattr(picture, "n_frames", 1) == 1
