"""Reading tables of context figures: every one is checked, and every problem is listed.

They are the files of a folder or the sheets of a workbook. ``measures``, ``releases``, ``sources``
and ``areas`` say what the figures are of, every other one holds figures. What a newer release
leaves out, the record has.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from django.utils import timezone

from geography.england.context.columns import COLUMNS, FIGURES, LONGEST, MORE, NEEDED
from geography.england.files import table_of, unusable, where
from geography.models import ContextFigure, MeasureRelease
from interface.words import quoted
from records.dates import Precision
from records.files.tables import Problem, Table, Unreadable

FOLDER = Path(__file__).parent
Line = dict[str, str]
Release = tuple[str, str]
COUNTRIES = frozenset(ContextFigure.Country.values)
MOST = Decimal(10) ** 10
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a file. ``value`` is None where it is words, or not known."""

    sheet: Table
    line: int
    code: str
    release: Release
    value: Decimal | None
    words: str
    lower: Decimal | None
    upper: Decimal | None
    derivation: str
    published_as: str
    source: str


@dataclass
class Tables:
    """All of them as read. They are loaded only if there is no problem."""

    measures: dict[str, Line] = field(default_factory=dict)
    releases: dict[Release, Line] = field(default_factory=dict)
    sources: dict[str, Line] = field(default_factory=dict)
    areas: dict[str, Line] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    wrong: list[tuple[str, int, Problem]] = field(default_factory=list)
    release_lines: dict[Release, tuple[Table, int]] = field(default_factory=dict)

    def bad(self, sheet: Table, line: int, column: str, message: str) -> None:
        """Something that stops the load."""
        self.wrong.append((sheet.name, line, Problem(where(sheet, line, column), message)))

    @property
    def problems(self) -> list[Problem]:
        """What stops the load, by file and line."""
        return [problem for _, _, problem in sorted(self.wrong, key=lambda one: one[:2])]


class Known:
    """What the record has already, which a folder need not bring again."""

    def __init__(
        self,
        measures: Iterable[tuple[str, int | None, str]],
        releases: Iterable[MeasureRelease],
    ) -> None:
        measures = list(measures)
        self.decimals = {key: decimals for key, decimals, _ in measures}
        self.units = {key: unit for key, _, unit in measures}
        self.releases = {(one.measure.key, one.name): one for one in releases}
        self.of_ranks = {key for (key, _), one in self.releases.items() if one.ranked}
        self.days = {(one.measure.key, one.as_of): one.name for one in self.releases.values()}


def read_folder(folder: Path) -> list[Table]:
    """The files of a folder. Raises Unreadable."""
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        raise Unreadable(f"{folder}: there is no file of figures here")
    return [table_of(path) for path in files]


def role(sheet: Table) -> str:
    """What a table says: "measures", "releases", "sources", "areas", else "figures"."""
    name = Path(sheet.name).stem.strip().lower()
    return name if name in COLUMNS else "figures"


def read(sheets: Sequence[Table], known: Known) -> Tables:
    """Every table, checked."""
    tables = Tables()
    by_role: dict[str, list[Table]] = {}
    for sheet in sheets:
        by_role.setdefault(role(sheet), []).append(sheet)
    if not by_role.get("figures"):
        tables.wrong.append(("", 0, Problem("", "there is no file of figures here")))
    for name, key, into in (
        ("measures", "measure", tables.measures),
        ("sources", "source", tables.sources),
        ("areas", "code", tables.areas),
    ):
        for sheet in by_role.get(name, ()):
            _named(sheet, name, key, tables, into)
    for sheet in by_role.get("releases", ()):
        _releases(sheet, tables, known)
    decimals = known.decimals | {
        key: _whole(line["decimals"]) for key, line in tables.measures.items()
    }
    figures = _Figures(tables, decimals, known)
    for sheet in by_role.get("figures", ()):
        figures.read(sheet)
    _has_figures(tables, known)
    return tables


def _has_figures(tables: Tables, known: Known) -> None:
    """A new release has figures, where every sheet could be read: else it would hide the older."""
    if any(line == 0 for _, line, _ in tables.wrong):
        return
    with_figures = {row.release for row in tables.rows} | set(known.releases)
    for measure, name in tables.releases.keys() - with_figures:
        sheet, line = tables.release_lines[measure, name]
        tables.bad(sheet, line, "release", f"the file has no figures for {name} of {measure}")


def _lines(
    sheet: Table, tables: Tables, needed: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[int, Line]]:
    """The lines of a table with all their columns; none where it cannot be used."""
    problems = list(unusable(sheet, needed, columns))
    tables.wrong += [(sheet.name, 0, problem) for problem in problems]
    if problems:
        return
    for number, cells in sheet.rows:
        said = dict(zip(sheet.head, cells, strict=False))
        yield number, {name: said.get(name, "") for name in columns}


def _named(sheet: Table, name: str, key: str, tables: Tables, into: dict[str, Line]) -> None:
    """A table whose lines have a name of their own, which stands once; they say all they must."""
    for number, line in _lines(sheet, tables, NEEDED[name], COLUMNS[name]):
        for column in NEEDED[name]:
            if not line[column]:
                tables.bad(sheet, number, column, "must not be blank")
        _short_enough(sheet, number, line, tables)
        if line[key] in into:
            tables.bad(sheet, number, key, f"{line[key]} is here twice")
        if key != "code" and line[key] and not _KEY.fullmatch(line[key]):
            said = f"{quoted(line[key])} is not a valid key: use small letters, digits, - and _"
            tables.bad(sheet, number, key, said)
        if name == "measures" and line["decimals"] and _whole(line["decimals"]) is None:
            tables.bad(
                sheet, number, "decimals", f"{quoted(line['decimals'])} is not a number from 0 to 4"
            )
        if name == "sources":
            _check_source(sheet, number, line, tables)
        into[line[key]] = line


def _check_source(sheet: Table, number: int, line: Line, tables: Tables) -> None:
    if line["published"] and _day(line["published"]) is None:
        tables.bad(sheet, number, "published", f"{quoted(line['published'])} is not a date")
    if line["url"] and not line["url"].startswith(("https://", "http://")):
        tables.bad(sheet, number, "url", f"{quoted(line['url'])} is not a web address")
    if (line["precision"] or Precision.DAY) not in Precision.values:
        tables.bad(
            sheet, number, "precision", f"{quoted(line['precision'])} is not a valid precision"
        )


def _short_enough(sheet: Table, number: int, line: Line, tables: Tables) -> None:
    for column, longest in LONGEST.items():
        if len(line.get(column, "")) > longest:
            tables.bad(sheet, number, column, f"longer than {longest} characters")


def _releases(sheet: Table, tables: Tables, known: Known) -> None:
    days = dict(known.days)
    for number, line in _lines(sheet, tables, NEEDED["releases"], COLUMNS["releases"]):
        bad = partial(tables.bad, sheet, number)
        release, day = (line["measure"], line["release"]), _day(line["as_of"])
        _short_enough(sheet, number, line, tables)
        if line["measure"] not in tables.measures and line["measure"] not in known.decimals:
            bad("measure", f"{line['measure']} has no definition")
        if not line["release"]:
            bad("release", "must not be blank")
        if day is None:
            bad("as_of", f"{quoted(line['as_of'])} is not a date: write it as 2025-10-30")
        elif day > timezone.localdate():
            bad("as_of", f"{line['as_of']} is after today")
        elif (there := days.setdefault((line["measure"], day), line["release"])) != line["release"]:
            bad("as_of", f"{there} is of {day} too: one release of a measure a day")
        if release in tables.releases:
            bad("release", f"{line['release']} of {line['measure']} comes twice")
        if line["ranked"] and not (_whole(line["ranked"], 100_000) or 0) > 0:
            bad("ranked", f"{quoted(line['ranked'])} is not a valid number of areas")
        if not line["ranked"] and line["measure"] in known.of_ranks:
            bad("ranked", "say how many areas were ranked")
        tables.releases[release] = line
        tables.release_lines[release] = (sheet, number)


class _Figures:
    """The files of figures, read against what the other files say."""

    def __init__(self, tables: Tables, decimals: dict[str, int | None], known: Known) -> None:
        self.tables, self.decimals = tables, decimals
        self.units = known.units | {key: line["unit"] for key, line in tables.measures.items()}
        ranked = {release: one.ranked for release, one in known.releases.items()}
        self.ranked = ranked | {
            release: _whole(line["ranked"], 100_000) for release, line in tables.releases.items()
        }
        self.at: dict[tuple[str, Release], str] = {}

    def read(self, sheet: Table) -> None:
        for number, line in _lines(sheet, self.tables, FIGURES, (*FIGURES, *MORE)):
            self.line(sheet, number, line)

    def line(self, sheet: Table, number: int, line: Line) -> None:
        release = (line["measure"], line["release"])

        def bad(column: str, message: str) -> None:
            self.tables.bad(sheet, number, column, message)

        here = where(sheet, number)
        before = self.at.setdefault((line["code"], release), here)
        if before != here:
            bad("code", f"{line['code']} has this figure of this release in {before} too")
        if line["measure"] not in self.decimals:
            bad("measure", f"{line['measure']} has no definition")
        elif release not in self.ranked:
            bad("release", f"{line['release']} of {line['measure']} is not a valid release")
        if not line["source"]:
            bad("source", "it names no source")
        _short_enough(sheet, number, line, self.tables)
        is_words = self.decimals.get(line["measure"], 0) is None
        value, lower, upper = (
            None if is_words and column == "value" else self.number(line[column], column, bad)
            for column in ("value", "lower_95", "upper_95")
        )
        if value is not None and (wrong := self.wrong(value, release)):
            bad("value", wrong)
        if (lower is None) != (upper is None) or (
            lower is not None
            and upper is not None
            and not (value is not None and lower <= value <= upper)
        ):
            bad("lower_95", "the 95% interval needs both ends, with the value between them")
        self.tables.rows.append(
            Row(
                *(sheet, number, line["code"], release, value, line["value"] if is_words else ""),
                *(lower, upper, line["derivation"], line["published_as"], line["source"]),
            )
        )

    def wrong(self, value: Decimal, release: Release) -> str:
        """Why a number cannot be right; nothing where it can."""
        if value < 0:
            return f"{value} is below 0"
        if self.units.get(release[0], "").startswith("%") and value > 100:
            return f"{value} is more than 100%"
        if (ranked := self.ranked.get(release)) and not 1 <= value <= ranked:
            return f"{value} is not a valid rank among {ranked}"
        return ""

    def number(self, text: str, column: str, bad: object) -> Decimal | None:
        """A number; an empty cell is not known."""
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value) >= MOST:
            bad(column, f"{quoted(text)} is not a number that can be kept")  # type: ignore[operator]
            return None
        return value


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str, most: int = 4) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    return number if (number := int(text)) <= most else None
