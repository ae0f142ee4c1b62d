"""Files that are no table, told as what they are, whatever their names end in."""

from __future__ import annotations

import re

_SAVE_IT = "save it as .xlsx, .ods or CSV and send that"
_HTML = (
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|meta|style)\b"
)
_EXCEL = r"<\?xml.{0,400}?(?:progid=.Excel|schemas-microsoft-com:office:spreadsheet)"
WEB_PAGE = "This is a web page, even if its name ends in .xls. Open it in a spreadsheet program, "
OLD = "This is an older kind of spreadsheet (XML). Open it in Excel, "
XML = "This is XML, not a table. Choose CSV or Excel where you export it, and send that"
CALENDAR = (
    "This is a calendar (.ics), not a table. Copy its events into a spreadsheet and send that"
)
CARDS = "These are contact cards (.vcf), not a table. Export the contacts as CSV and send that"
_TOLD = tuple(
    (re.compile(rf"\s*(?:{begins})", re.IGNORECASE | re.DOTALL), told)
    for begins, told in (
        (_HTML, f"{WEB_PAGE}{_SAVE_IT}"),
        (_EXCEL, f"{OLD}{_SAVE_IT}"),
        (r"<\?xml|<[a-z][\w:.-]*[\s>/]", XML),
        ("BEGIN:VCALENDAR", CALENDAR),
        ("BEGIN:VCARD", CARDS),
    )
)
DOCUMENT = (
    f"This is a text document, not a spreadsheet. Copy its table into a spreadsheet, {_SAVE_IT}"
)


def what_else(start: str) -> str:
    """What a text is that begins so, and what to do; empty where it may be a table."""
    return next((told for begins, told in _TOLD if begins.match(start)), "")


def is_document(content: bytes) -> bool:
    """Whether a packed file is a text of Word or LibreOffice."""
    return b"word/document.xml" in content or b"opendocument.text" in content[:200]
