"""Files that ordinary programs write, which no filter may keep out."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn

from tests.attack.packages import (
    SHEET,
    WORD,
    Parts,
    built,
    code,
    excel,
    looked,
    picture,
    relation,
    relations,
    types,
    word,
)

BASE = "<Properties><HyperlinkBase>https://a.example/</HyperlinkBase></Properties>"


def test_an_ordinary_document_is_taken() -> None:
    """With links, pictures, a thumbnail, custom XML, printer settings, fields and a chart."""
    more: Parts = {
        "docProps/thumbnail.emf": b"\x01\0\0\0l\0\0\0",
        "docProps/app.xml": BASE,
        "docProps/custom.xml": "<Properties/>",
        "customXml/item1.xml": "<properties><script/><form src='x'/></properties>",
        "customXml/_rels/item1.xml.rels": relations(relation("customXmlProps", "itemProps1.xml")),
        "customXml/itemProps1.xml": "<ds/>",
        "word/media/image1.png": picture(),
        "word/media/image2.svg": '<!DOCTYPE svg PUBLIC "a" "b"><svg/>',
        "word/printerSettings/printerSettings1.bin": "Office printer".encode("utf-16-le") + b"\0\1",
        "word/fonts/font1.odttf": bytes(range(256)),
        "word/comments.xml": "<w:comments xmlns:w='urn:w'/>",
        "word/charts/chart1.xml": "<c:chart xmlns:c='urn:c'><c:f>Sheet1!$A$1:$A$4</c:f></c:chart>",
        "word/charts/_rels/chart1.xml.rels": relations(
            relation("package", "../embeddings/Microsoft_Excel_Worksheet.xlsx")
        ),
        "word/embeddings/Microsoft_Excel_Worksheet.xlsx": excel(),
        "[Content_Types].xml": types(
            {"word/document.xml": f"{WORD}.document.main+xml"},
            svg="image/svg+xml",
            bin=f"{WORD}.printerSettings",
        ),
    }
    linked = tuple(
        relation("hyperlink", address, external=True)
        for address in (
            "https://www.gov.uk/guidance?a=1&amp;b=2#part",
            "http://a.example/",
            "mailto:team@bradford.example",
            "tel:+441274000000",
            "#part",
            "www.gov.uk",
        )
    )
    body = (
        code(" PAGE ")
        + code(' HYPERLINK "https://www.gov.uk" \\l "part" \\o "Tip: read" '.replace('"', "&quot;"))
        + code(' HYPERLINK \\l "_Toc1" '.replace('"', "&quot;"))
        + code(" TOC \\o &quot;1-3&quot; \\h \\z \\u ")
        + built("=", "REF a", "*2")
        + built("IF ", "MERGEFIELD Name", " = &quot;&quot; &quot;&quot;")
        + "<m:f xmlns:m='urn:m'><m:num><m:r><m:t>a|b!</m:t></m:r></m:num></m:f>"
        + "<w:p><w:r><w:t>DDE is a field | of Word!</w:t></w:r></w:p>"
    )
    inside = (
        relation("image", "media/image1.png"),
        relation("image", "media/image2.svg"),
        relation("printerSettings", "printerSettings/printerSettings1.bin"),
        relation("chart", "charts/chart1.xml"),
        relation("customXml", "../customXml/item1.xml"),
        relation("comments", "comments.xml"),
    )
    assert looked(word(more, of_document=(*linked, *inside), body=body)) == {"type": "docx"}


def test_a_workbook_of_openpyxl_is_taken() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Homes | warm", 0)
    for row in (["Place", "Homes"], ["Bradford", 12], ["Luton", 9]):
        sheet.append(row)
    sheet["A5"], sheet["B5"] = "A page", "=SUM(B2:B3)"
    sheet["A5"].hyperlink = "https://www.gov.uk/"
    sheet["A6"] = '=HYPERLINK("https://www.gov.uk/","Guidance: all | of it!")'
    sheet["A7"] = "='Homes | warm'!B2*Rates[Rate]/'Homes | warm'!B3"
    sheet["A8"] = "=B2+1"
    sheet["A8"].comment = Comment("cmd|'/c calc'!A0 is what an attacker types", "A")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    sheet.add_image(Drawn(io.BytesIO(picture())), "D20")
    written = io.BytesIO()
    book.save(written)
    assert looked(written.getvalue()) == {"type": "xlsx"}


def test_a_workbook_with_printer_settings_and_a_link_within_is_taken() -> None:
    parts: Parts = {
        "xl/printerSettings/printerSettings1.bin": "Print".encode("utf-16-le"),
        "docProps/thumbnail.wmf": b"\xd7\xcd\xc6\x9a",
    }
    within = (
        relation("printerSettings", "../printerSettings/printerSettings1.bin"),
        relation("hyperlink", "#Second!A1", external=True),
    )
    named = {"xl/styles.xml": f"{SHEET}.styles+xml"}
    styles: Parts = {"xl/styles.xml": "<styleSheet/>".encode("utf-16")}
    assert looked(excel(parts | styles, of_sheet=within, overrides=named)) == {"type": "xlsx"}
