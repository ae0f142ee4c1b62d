"""What runs or fetches inside the text of a file: formulas of spreadsheets, fields of Word."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from records.files.links import may_be_followed, not_followed
from records.files.tables import Unreadable

LONGEST = 32_768  # characters of one formula or field: more than a program lets anybody type
TOO_LONG = "A formula in the file is longer than can be checked. Save the file as a PDF"
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_CALLS = re.compile(
    r"\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC|DDE|SQL\.REQUEST)\s*\(", re.IGNORECASE
)
# app|topic!item starts a program; the names of sheets may hold a line of their own, but in quotes
_DDE = re.compile(r"\|.*!", re.DOTALL)
# A path to another workbook: 'C:\folder\[Book.xlsx]Sheet'! and 'file:///book.ods'#
_BOOK = re.compile(r"'[^']*[\\/][^']*\[|'[^']*:[^']*'$")
_LEADS = re.compile(
    r"\s*(?:[\\/]{2}|[a-z]:[\\/]|(?!https?:)[a-z][a-z0-9+.-]*://"
    r"|(?:file|javascript|vbscript|shell|search|ms-[a-z-]+|search-ms):)",
    re.IGNORECASE,
)
_BEGINS = ("=", "+", "-", "@")
# Fields that start a program, or fetch a text, picture or figures when the document is opened
_FETCHING = frozenset(
    (
        "DDE",
        "DDEAUTO",
        "LINK",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "IMPORT",
        "RD",
        "DATABASE",
        "CONTROL",
        "HTMLCONTROL",
    )
)
_WORDS = re.compile(r'"[^"]*"|\\\w\b|[^\s"]+')
_BUILT = "The document has a field whose name is put together by another. Save it as a PDF"


def check_formula(text: str) -> None:
    """Raises Unreadable for a formula that starts a program or takes something from elsewhere."""
    if len(text) > LONGEST:
        raise Unreadable(TOO_LONG)
    parts = _QUOTED.split(text)  # by turns: bare, in quotation marks of either kind
    bare, quoted = " ".join(parts[::2]), parts[1::2]
    called = _CALLS.search(bare)
    if called or _DDE.search(bare) or any(_BOOK.match(each) for each in quoted):
        named = f"({called[1].upper()}) " if called else ""
        raise Unreadable(
            f"A formula {named}in the file starts a program or fetches something from elsewhere. "
            "Paste its value in its place, or save the file as a PDF"
        )
    if "HYPERLINK" in bare.upper():
        for each in quoted:
            if _LEADS.match(each[1:]):
                raise not_followed(each.strip('"'))


def check_cells(text: str) -> None:
    """The same for the cells of a CSV, which a spreadsheet takes for formulas."""
    if "|" not in text and not _CALLS.search(text) and "HYPERLINK" not in text.upper():
        return
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    for mark in ",;\t":
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            for cell in cells:
                if cell.lstrip().startswith(_BEGINS):
                    check_formula(cell)


@dataclass
class _Field:
    text: str = ""
    is_code: bool = True  # else what it shows
    holds_field: bool = False


@dataclass
class Fields:
    """The fields of one part of a document, one within another, as they are read."""

    open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """A field begins, its code ends, or it ends."""
        if kind == "begin":
            if self.open and self.open[-1].is_code:
                _check_begun(self.open[-1].text)
                self.open[-1].holds_field = True
            self.open.append(_Field())
        elif self.open and kind == "separate":
            self._check(self.open[-1])
        elif self.open and kind == "end":
            self._check(self.open.pop())

    def write(self, text: str) -> None:
        """What stands in the code of a field, which may be cut into many runs."""
        if self.open and self.open[-1].is_code:
            self.open[-1].text += text

    def end(self) -> None:
        """The part ends; what is still open counts as well."""
        while self.open:
            self._check(self.open.pop())

    def _check(self, one: _Field) -> None:
        if one.is_code:
            one.is_code = False
            check_field(one.text, holds_field=one.holds_field)


def _check_begun(text: str) -> None:
    """The name of a field must be whole before another stands in it."""
    begun = text.lstrip()
    if not begun.startswith("=") and not re.match(r"\S+\s", begun):
        raise Unreadable(_BUILT)


def check_field(code: str, *, holds_field: bool = False) -> None:
    """Raises Unreadable for a field that starts a program or fetches something."""
    if len(code) > LONGEST:
        raise Unreadable(TOO_LONG)
    words = _WORDS.findall(code)
    name = words[0].strip('"').upper() if words else ""
    if name in _FETCHING:
        raise Unreadable(
            f"The document has a field ({name}) that starts a program or fetches something from "
            "elsewhere. Take it out, or save the document as a PDF"
        )
    if name == "HYPERLINK":
        _check_link(words[1:], holds_field=holds_field)


def _check_link(words: list[str], *, holds_field: bool) -> None:
    addresses, is_of_switch = [], False
    for word in words:
        if re.fullmatch(r"\\\w", word):
            is_of_switch = word.lower() in ("\\l", "\\o", "\\t", "\\s")
        elif is_of_switch:
            is_of_switch = False
        else:
            addresses.append(word.strip('"').replace("\\\\", "\\"))
    if holds_field and not any(addresses):
        raise Unreadable(_BUILT)
    for address in addresses:
        if not may_be_followed(address):
            raise not_followed(address)
