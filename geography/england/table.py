"""Reading a table of places: the whole file is checked, and every problem is listed."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.text import slugify

from interface.words import quoted
from partnerships.models import Place
from partnerships.place.kind_groups import STRATEGIC

TABLE = Path(__file__).with_name("places.csv")
NEEDED = ("gss_code", "name", "kind")
COLUMNS = (
    *NEEDED,
    *("slug", "official_name", "misspelt", "region", "county_gss", "combined_authority_gss"),
    *("nhs_region_gss", "ods_code", "former_gss_codes", "code_from", "valid_from", "valid_to"),
    *("successor_gss", "population_2020", "area_km2", "lat", "long"),
)
REGIONS = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}
KIND = Place.Kind
# What each kind is called in lists, and how its codes begin.
KINDS: dict[str, str] = {
    **{str(kind.value): kind.value for kind in KIND},
    "unitary authority": KIND.UNITARY,
    "metropolitan district": KIND.METROPOLITAN_BOROUGH,
    "london borough": KIND.LONDON_BOROUGH,
    "city corporation": KIND.CITY_CORPORATION,
    "non-metropolitan district": KIND.DISTRICT,
    "combined authority": KIND.COMBINED_AUTHORITY,
    "strategic regional authority": KIND.STRATEGIC_AUTHORITY,
    "integrated care board": KIND.INTEGRATED_CARE_SYSTEM,
}
PREFIXES: dict[str, tuple[str, ...]] = {
    KIND.UNITARY: ("E06",),
    KIND.DISTRICT: ("E07",),
    KIND.METROPOLITAN_BOROUGH: ("E08",),
    KIND.LONDON_BOROUGH: ("E09",),
    KIND.CITY_CORPORATION: ("E09",),
    KIND.COUNTY: ("E10",),
    KIND.COMBINED_AUTHORITY: ("E47",),
    KIND.STRATEGIC_AUTHORITY: ("E61", "E47"),
    KIND.NHS_REGION: ("E40",),
    KIND.INTEGRATED_CARE_SYSTEM: ("E54",),
}
# What may stand in each column that names a place above.
ABOVE: dict[str, tuple[str, ...]] = {
    "county_gss": (KIND.COUNTY,),
    "combined_authority_gss": STRATEGIC,
    "nhs_region_gss": (KIND.NHS_REGION,),
}
_CODE = re.compile(r"E\d{8}")
_ODS = re.compile(r"[0-9A-Z]{3,6}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, in which line and column. Line 0 is the file as a whole."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.message}" if self.line else self.message


class TableError(Exception):
    """The table has problems; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the table. ``above`` are (code, kinds it may have) of places above it.

    ``code_from`` is the day since which it has this code in place of the last former one;
    ``misspelt`` are names that an earlier list had wrong: they are put right, not ended.
    """

    line: int
    code: str
    name: str
    kind: str
    slug: str
    official_name: str
    region: str
    above: tuple[tuple[str, str], ...]
    ods: str
    former: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    successors: tuple[str, ...]
    population: Decimal | None
    area: Decimal | None
    code_from: dt.date | None = None
    misspelt: tuple[str, ...] = ()


@dataclass
class Table:
    """The rows that could be read, and every problem; it is loaded only if there is none."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def by_code(self) -> dict[str, Row]:
        """The rows by their code."""
        return {row.code: row for row in self.rows}


def read(path: Path) -> Table:
    """The table in a CSV file, checked line by line and as a whole."""
    table = Table()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            lines = ((reader.line_num, cells) for cells in reader)
            _read_lines(reader.fieldnames or (), lines, table)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        table.problems.append(Problem(0, "", f"The file cannot be read: {problem}"))
    return _checked(table)


def read_rows(columns: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Table:
    """The table of a file that was read elsewhere: rows with their numbers, checked likewise."""
    table = Table()
    lines = ((number, dict(zip(columns, cells, strict=False))) for number, cells in rows)
    _read_lines(columns, lines, table)
    return _checked(table)


def _checked(table: Table) -> Table:
    """With the problems that only the whole of it can tell, in the order of its lines."""
    if not table.problems and not table.rows:
        table.problems.append(Problem(0, "", "The file has no rows."))
    _check_together(table)
    table.problems.sort()
    return table


def _read_lines(
    columns: Sequence[str], lines: Iterable[tuple[int, dict[str, str]]], table: Table
) -> None:
    for name in NEEDED:
        if name not in columns:
            table.problems.append(Problem(1, name, "this column is missing"))
    for name in columns:
        if name not in COLUMNS:
            table.problems.append(Problem(1, str(name), "no such column is known"))
    if table.problems:
        return
    for number, cells in lines:
        line = _Line(number, cells, table.problems)
        if row := line.row():
            table.rows.append(row)


class _Line:
    """One line while it is read; problems go to the list that it was given."""

    def __init__(self, number: int, cells: dict[str, str], problems: list[Problem]) -> None:
        self.number, self.cells, self.problems = number, cells, problems
        self.known = len(problems)

    def bad(self, column: str, message: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(self.number, column, message))

    def row(self) -> Row | None:
        """The row, or None where something is wrong with it."""
        if None in self.cells:
            self.bad("", "this line has more cells than there are columns")
            return None
        name, start, end = self.text("name", 150), self.day("valid_from"), self.day("valid_to")
        if not name:
            self.bad("name", "enter a name")
        kind, code = self.kind(), self.text("gss_code").upper()
        self.check_code("gss_code", code, kind)
        former = self.codes("former_gss_codes")
        for one in former:
            self.check_code("former_gss_codes", one, kind)
        if start and end and end <= start:
            self.bad("valid_to", f"it ends on {end}, before it begins ({start})")
        successors = self.codes("successor_gss")
        if successors and not end:
            self.bad("successor_gss", "it has a successor, so enter the day it ended as valid_to")
        if code in successors:
            self.bad("successor_gss", "a place cannot succeed itself")
        code_from = self.day("code_from")
        if code_from and not former:
            self.bad("code_from", "it has no former code that ended on this day")
        misspelt = tuple(one.strip() for one in self.text("misspelt", 500).split(";") if one)
        row = Row(
            self.number, code, name, kind, self.slug(), self.text("official_name", 200),
            self.region(), self.above(), self.ods(), former, start, end, successors,
            self.amount("population_2020"), self.amount("area_km2"), code_from, misspelt,
        )  # fmt: skip
        return row if len(self.problems) == self.known else None

    def text(self, column: str, longest: int = 200) -> str:
        """A cell without the space around it."""
        said = (self.cells.get(column) or "").strip()
        if _UNPRINTABLE.search(said):
            self.bad(column, "it holds characters that cannot be shown")
        elif len(said) > longest:
            self.bad(column, f"it has {len(said)} characters, at most {longest} fit")
        else:
            return said
        return ""

    def codes(self, column: str) -> tuple[str, ...]:
        """Codes divided by semicolons."""
        parts = (part.strip().upper() for part in self.text(column, 2_000).split(";"))
        return tuple(part for part in parts if part)

    def kind(self) -> str:
        """The kind as Placebook names it."""
        said = self.text("kind")
        if (kind := KINDS.get(said.lower())) not in PREFIXES:
            self.bad("kind", f"{quoted(said)} is no kind of official place")
            return ""
        return str(kind)

    def check_code(self, column: str, code: str, kind: str) -> None:
        """A code is well formed, and of the kind that the line says."""
        if not _CODE.fullmatch(code):
            self.bad(column, f"{quoted(code)} is not an English code: E and eight digits")
        elif kind and not code.startswith(PREFIXES[kind]):
            said = str(Place.Kind(kind).label)
            self.bad(column, f"{code} is not the code of a {said}: {_starts(kind)}")

    def slug(self) -> str:
        """The address of the page; blank where the table does not say."""
        said = self.text("slug", 150)
        if said and slugify(said) != said:
            self.bad("slug", f"{quoted(said)} is no address: small letters, digits and hyphens")
        return said

    def region(self) -> str:
        """One of the nine, or none."""
        if (said := self.text("region")) and said not in REGIONS:
            self.bad("region", f"{quoted(said)} is no region of England")
        return said

    def above(self) -> tuple[tuple[str, str], ...]:
        """The places above, each with the column that names it; one after another with ";"."""
        return tuple((code, column) for column in ABOVE for code in self.codes(column))

    def ods(self) -> str:
        """The NHS's own code."""
        said = self.text("ods_code").upper()
        if said and not _ODS.fullmatch(said):
            self.bad("ods_code", f"{quoted(said)} is not an NHS organisation code")
        return said

    def day(self, column: str) -> dt.date | None:
        """A date as 2023-04-01."""
        if not (said := self.text(column)):
            return None
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            self.bad(column, f"{quoted(said)} is not a date: write it as 2023-04-01")
            return None

    def amount(self, column: str) -> Decimal | None:
        """A number of people or square kilometres; blank is not known."""
        if not (said := self.text(column)):
            return None
        try:
            value = Decimal(said)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not 0 <= value < 10**12:
            self.bad(column, f"{quoted(said)} is not a number that can be kept")
            return None
        return value


def _starts(kind: str) -> str:
    return "those begin " + " or ".join(PREFIXES[kind])


def _check_together(table: Table) -> None:
    """What only the whole file can tell: codes and addresses used twice, places above."""
    seen: dict[str, int] = {}
    for row in table.rows:
        named = [("gss_code", row.code), ("slug", row.slug and f"/{row.slug}/")]
        named += [("ods_code", row.ods and f"NHS {row.ods}")]
        named += [("former_gss_codes", code) for code in row.former]
        for column, said in named:
            if said and said in seen:
                table.problems.append(
                    Problem(row.line, column, f"{said} is in line {seen[said]} as well")
                )
            elif said:
                seen[said] = row.line
    by_code = table.by_code
    for row in table.rows:
        table.problems += _wrong_above(row, by_code)
    table.problems += _circles(table, by_code)


def _wrong_above(row: Row, by_code: dict[str, Row]) -> Iterator[Problem]:
    for code, column in row.above:
        upper = by_code.get(code)
        if upper is not None and upper.kind not in ABOVE[column]:
            wanted = " or ".join(str(Place.Kind(kind).label) for kind in ABOVE[column])
            said = f"{code} is {upper.name}, which is not a {wanted}"
            yield Problem(row.line, column, said)


def _circles(table: Table, by_code: dict[str, Row]) -> Iterator[Problem]:
    """A successor must not lead back to where it came from."""
    for row in table.rows:
        passed, waiting = set[str](), list(row.successors)
        while waiting:
            code = waiting.pop()
            if code == row.code:
                yield Problem(row.line, "successor_gss", "its successors lead back to itself")
                break
            if code not in passed and code in by_code:
                passed.add(code)
                waiting += by_code[code].successors
