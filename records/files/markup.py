"""One part of an office file that is XML, read through for what runs or is fetched from elsewhere.

A parser reads it, so that quotes, spaces, entities and encodings hide nothing; what the parser
cannot read is refused. Elements are judged by their names, whatever their prefix is.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from records.files.formulas import LONGEST, TOO_LONG, Fields, check_field, check_formula
from records.files.links import is_elsewhere, is_on_this_computer, may_be_followed, not_followed
from records.files.links import plain as plain_address
from records.files.tables import Unreadable

RUNS = "The file holds a macro or another program. Save it without macros, or as a PDF"
LOCKED = "The file has a password. Save it without one"
# Relations, by the last word of their type. Those that are never within the file alone:
_FETCHED = {
    "attachedtemplate": "its template",
    "subdocument": "a part of its text",
    "afchunk": "a part of its text",
    "frame": "a part of its text",
    "externallink": "figures of another workbook",
    "externallinkpath": "figures of another workbook",
    "connections": "data",
    "querytable": "data",
    "volatiledependencies": "data",
    "mailmergesource": "data",
    "mailmergeheadersource": "data",
    "recipientdata": "data",
}
_RUN = frozenset(
    (
        "vbaproject",
        "wordvbadata",
        "vbaprojectsignature",
        "control",
        "activexcontrolbinary",
        "xlmacrosheet",
        "xlintlmacrosheet",
        "extensibility",
        "usercustomization",
        "oleobject",
        "webextension",
        "webextensiontaskpanes",
    )
)
# Elements of Word and Excel
_OFFICE_RUN = frozenset(("customUI", "webVideoPr"))
_OFFICE_FETCH = {
    "ddeLink": "figures of another program",
    "oleLink": "figures of another program",
    "connectString": "data",
}
_FORMULAS = frozenset(
    (
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "calculatedColumnFormula",
        "totalsRowFormula",
        "oldFormula",
        "nf",
    )
)
_FIELDS = frozenset(("instrText", "delInstrText", "t"))
_WATCHED = frozenset(("Relationship", "fldChar", "fldSimple", "HyperlinkBase"))
_DRAWN = frozenset(("imagedata", "fill", "stroke", "background", "shape", "textpath"))
# Elements of OpenDocument
_OPEN_RUN = frozenset(
    ("script", "event-listener", "applet", "plugin", "object-ole", "execute-macro")
)
_OPEN_FETCH = {
    "dde-source": "figures of another program",
    "dde-connection": "figures of another program",
    "dde-connection-decl": "figures of another program",
    "cell-range-source": "figures of another file",
    "table-source": "figures of another file",
    "section-source": "a part of its text",
    "floating-frame": "a page",
    "database-source-sql": "data",
    "database-source-query": "data",
    "database-source-table": "data",
    "connection-resource": "data",
    "submission": "data",
}
_CLICKED = frozenset(("a", "area-rectangle", "area-circle", "area-polygon", "button"))


def fetches(what: str, address: str = "") -> Unreadable:
    """What is said of a file that takes something from elsewhere as it is opened."""
    named = f" (“{plain_address(address)[:60]}”)" if address else ""
    return Unreadable(
        f"The file fetches {what} from elsewhere{named} when it is opened. "
        "Save it as a PDF, or take that part out"
    )


class Markup:
    """Reads one part, piece by piece. Raises Unreadable.

    ``main`` are the parts that it names as the document.
    """

    def __init__(self) -> None:
        self.main: list[str] = []
        self.taken = 0
        self.text: list[str] = []
        self.judge: Callable[[str], None] | None = None
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = self._declares
        self.expat.StartElementHandler = self._begins
        self.expat.EndElementHandler = self._ends

    def read(self, piece: bytes) -> None:
        """The next piece of the part."""
        self.expat.Parse(piece, False)

    def end(self) -> None:
        """The part ends."""
        self.expat.Parse(b"", True)

    def look(self, local: str, given: dict[str, str]) -> None:
        """Judge an element by its name without its prefix."""
        raise NotImplementedError

    def take(self, judge: Callable[[str], None]) -> None:
        """Judge the text of the element that began, as a whole."""
        self.text, self.taken, self.judge = [], 0, judge
        self.expat.CharacterDataHandler = self._writes

    def _declares(self, *args: object) -> None:
        raise Unreadable("The file holds declarations that are not accepted. Save it as a PDF")

    def _begins(self, name: str, given: dict[str, str]) -> None:
        if self.judge:
            self._ends(name)
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "encryption-data":
            raise Unreadable(LOCKED)
        self.look(local, given)

    def _writes(self, text: str) -> None:
        self.text.append(text)
        self.taken += len(text)
        if self.taken > LONGEST:
            raise Unreadable(TOO_LONG)

    def _ends(self, name: str) -> None:
        if self.judge:
            judge, self.judge = self.judge, None
            self.expat.CharacterDataHandler = None
            judge("".join(self.text))


class OfficeMarkup(Markup):
    """A part of a Word document or an Excel workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = Fields()

    def end(self) -> None:
        """The part ends, and with it the fields that it left open."""
        super().end()
        self.fields.end()

    def look(self, local: str, given: dict[str, str]) -> None:
        """Judge relations, formulas, fields and drawings."""
        if local in _OFFICE_RUN:
            raise Unreadable(RUNS)
        if local in _OFFICE_FETCH:
            raise fetches(_OFFICE_FETCH[local])
        if local in _FORMULAS:
            self.take(check_formula)
        elif local in _FIELDS and self.fields.open:
            self.take(self.fields.write)
        elif local in _DRAWN:
            _check_drawn(given)
        elif local in _WATCHED:
            self._look(local, given)

    def _look(self, local: str, given: dict[str, str]) -> None:
        match local:
            case "Relationship":
                self._check_relation(given)
            case "fldChar":
                self.fields.mark(_of(given, "fldCharType").strip())
            case "fldSimple":
                check_field(_of(given, "instr"))
            case "HyperlinkBase":
                self.take(_check_base)

    def _check_relation(self, given: dict[str, str]) -> None:
        kind = _of(given, "Type").strip().rstrip("/").rpartition("/")[2].lower()
        target, mode = _of(given, "Target"), _of(given, "TargetMode").strip()
        is_external = mode not in ("", "Internal") or is_elsewhere(target)
        if is_external and kind == "hyperlink":
            if not may_be_followed(target):
                raise not_followed(target)
        elif is_external:
            what = "a picture" if kind == "image" else _FETCHED.get(kind, "a part")
            raise fetches(what, target)
        elif kind in _FETCHED:
            raise fetches(_FETCHED[kind])
        elif kind in _RUN:
            raise Unreadable(RUNS)
        elif kind == "officedocument":
            self.main.append(target)


class OpenMarkup(Markup):
    """A part of an OpenDocument; ``holds`` says whether an address is that of another part."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        super().__init__()
        self.holds = holds

    def look(self, local: str, given: dict[str, str]) -> None:
        """Judge elements, addresses and formulas."""
        if local in _OPEN_RUN:
            raise Unreadable(RUNS)
        if local in _OPEN_FETCH:
            raise fetches(_OPEN_FETCH[local], _of(given, "href"))
        for key, value in given.items():
            if key.endswith("href"):
                self._check_address(local, value)
            elif key.endswith((":formula", ":expression", ":condition")):
                check_formula(value)

    def _check_address(self, local: str, address: str) -> None:
        if local in _CLICKED:
            if not may_be_followed(address):
                raise not_followed(address)
        elif local == "template":  # where it was made from is asked for only where it is at hand
            if is_elsewhere(address) and not is_on_this_computer(address):
                raise fetches("its template", address)
        elif address.strip() and not address.startswith("#") and not self.holds(address):
            raise fetches("a picture" if "image" in local else "a part", address)


def _of(given: dict[str, str], local: str) -> str:
    """The value that an element is given, whatever the prefix of its name."""
    return next((value for key, value in given.items() if key.rpartition(":")[2] == local), "")


def _check_drawn(given: dict[str, str]) -> None:
    """A drawing of older Word: a picture by its address, a link without a relation."""
    for key, value in given.items():
        match key.rpartition(":")[2]:
            case "src" | "althref" if is_elsewhere(value):
                raise fetches("a picture", value)
            case "href" if is_elsewhere(value) and not may_be_followed(value):
                raise not_followed(value)


def _check_base(address: str) -> None:
    """What each short link of the file begins with."""
    if not may_be_followed(address):
        raise not_followed(address)
