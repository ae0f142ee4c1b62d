"""OpenDocument files that run or fetch something when they are opened, and those that do not."""

from __future__ import annotations

import pytest

from tests.attack.packages import NAMES, Parts, looked, opened, picture, refused, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
META = f"<office:document-meta {NAMES}><office:meta>%s</office:meta></office:document-meta>"


@pytest.mark.parametrize(
    "content",
    [
        opened(parts={"Basic/Standard/Module1.xml": "<m/>"}),
        opened(parts={"Scripts/python/a.py": "x = 1"}),
        opened(parts={"BASIC/a.xml": "<m/>"}),
        opened(parts={"Object 1": OLE}),
        opened(parts={"Pictures/a.png": OLE}),
        opened('<office:scripts><office:script script:language="x"/></office:scripts>'),
        opened('<script:event-listener script:event-name="dom:load" xlink:href="x"/>'),
        opened('<text:script xlink:href="x"/>'),
        opened('<draw:plugin xlink:href="x"/>'),
        opened('<draw:applet xlink:href="x"/>'),
        opened('<draw:object-ole xlink:href="./Object 1"/>'),
        opened('<x:plugin xmlns:x="urn:x"/>'),
        opened(parts={"styles.xml": f"<s {NAMES}><script:event-listener/></s>"}),
        opened(parts={"Object 2/content.xml": f"<s {NAMES}><script:event-listener/></s>"}),
    ],
    ids=lambda value: "",
)
def test_programs_are_found(content: bytes) -> None:
    assert "macro or another program" in refused(content)


@pytest.mark.parametrize(
    "body",
    [
        '<draw:image xlink:href="https://far.example/x.png"/>',
        "<draw:image xlink:href = 'file://far.example/x.png'/>",
        '<draw:image xlink:href="&#104;ttps://far.example/x.png"/>',
        '<draw:image xlink:href="//far.example/x.png"/>',
        '<draw:image xlink:href="\\\\far.example\\x.png"/>',
        '<draw:image xlink:href="../x.png"/>',
        '<draw:fill-image xlink:href="https://far.example/x.png"/>',
        '<draw:object xlink:href="https://far.example/x.odt"/>',
        '<draw:image a:href="https://far.example/x.png" xmlns:a="http://www.w3.org/1999/xlink"/>',
        '<text:section-source xlink:href="https://far.example/x.odt"/>',
        '<table:table-source xlink:href="https://far.example/x.ods"/>',
        '<table:cell-range-source xlink:href="https://far.example/x.ods"/>',
        '<draw:floating-frame xlink:href="https://far.example/"/>',
        '<office:dde-source office:dde-application="soffice"/>',
        '<text:dde-connection-decl office:dde-application="cmd"/>',
        '<form:form xlink:href="https://far.example/"/>',
        '<form:connection-resource xlink:href="x"/>',
    ],
)
def test_what_is_fetched_from_elsewhere_is_refused(body: str) -> None:
    assert "from elsewhere" in refused(opened(body))
    written = opened(parts={"styles.xml": f"<office:s {NAMES}>{body}</office:s>"})
    assert "from elsewhere" in refused(written)


@pytest.mark.parametrize(
    "address",
    [
        "file://far.example/x",
        "\\\\far.example\\x",
        "../run.exe",
        "macro:///Standard.Module1.Main()",
        "vnd.sun.star.script:x?language=Basic",
        ".uno:Quit",
        "service:com.example",
    ],
)
def test_a_link_leads_to_pages_and_people_alone(address: str) -> None:
    said = refused(opened(f'<text:a xlink:href="{address}">More</text:a>'))
    assert "Links may only lead to web pages" in said


@pytest.mark.parametrize(
    "formula",
    [
        "of:=DDE(&quot;soffice&quot;;&quot;x&quot;;&quot;y&quot;)",
        "of:=WEBSERVICE(&quot;https://far.example/&quot;)",
        "of:='file:///x/y.ods'#$A.A1",
        "of:=[.B1]+'https://far.example/y.ods'#$A.A1",
    ],
)
def test_a_formula_that_starts_or_fetches_something_is_refused(formula: str) -> None:
    body = f'<table:table-cell table:formula="{formula}"/>'
    assert "starts a program or fetches" in refused(opened(body, kind="spreadsheet"))


def test_its_template_is_not_on_another_computer() -> None:
    for far in ("https://far.example/t.ott", "file://far/t.ott", "file:////far/t.ott", "//far/t"):
        meta: Parts = {"meta.xml": META % f'<meta:template xlink:href="{far}"/>'}
        assert "fetches its template" in refused(opened(parts=meta))


def test_what_cannot_be_read_is_refused() -> None:
    assert "cannot be read (content.xml)" in refused(opened("<a>"))
    declared = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"
    assert "declarations" in refused(opened(parts={"content.xml": declared}))
    locked = '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'
    assert "password" in refused(opened(parts={"META-INF/manifest.xml": locked}))
    other = {"mimetype": "application/vnd.oasis.opendocument.text-template", "content.xml": "<a/>"}
    assert "not a file that can be attached" in refused(zipped(other))


def test_an_ordinary_document_and_an_ordinary_spreadsheet_are_taken() -> None:
    """Links, pictures, a chart, a form, where its template is; what LibreOffice leaves empty."""
    body = (
        '<office:scripts/><text:a xlink:href="https://www.gov.uk/a?b=1&amp;c=2">More</text:a>'
        '<text:a xlink:href="#part">A</text:a><text:a xlink:href="mailto:a@b.example">B</text:a>'
        '<draw:image xlink:href="Pictures/a b.png"/><draw:image xlink:href="Pictures/a%20b.png"/>'
        '<draw:object xlink:href="./Object 1"/>'
        '<draw:image xlink:href="./ObjectReplacements/Object 1"/><form:form xlink:href=""/>'
        '<table:table-cell table:formula="of:=SUM([.A1:.A2])&amp;&quot;a|b!&quot;"/>'
        '<table:table-cell table:formula="of:=INDEX({1;2|3;4};1;2)"/>'
    )
    template = '<meta:template xlink:href="../../usr/share/t.ott"/>'
    parts: Parts = {
        "Pictures/a b.png": picture(),
        "Object 1/content.xml": f'<o {NAMES}><draw:image xlink:href="Pictures/c.png"/></o>',
        "Object 1/Pictures/c.png": picture(),
        "ObjectReplacements/Object 1": b"VCLMTF\1",
        "Configurations2/images/Bitmaps/": b"",
        "Thumbnails/thumbnail.png": picture(),
        "layout-cache": b"\1\2",
        "manifest.rdf": '<rdf:RDF xmlns:rdf="urn:r"/>',
        "meta.xml": META % template,
    }
    assert looked(opened(body, parts=parts)) == {"type": "odt"}
    assert looked(opened(body, kind="spreadsheet", parts=parts)) == {"type": "ods"}
    near: Parts = {"meta.xml": META % '<meta:template xlink:href="file:///C:/Users/a/t.ott"/>'}
    assert looked(opened(parts=near)) == {"type": "odt"}
