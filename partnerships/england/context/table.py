"""Reading a folder of context figures: every file is checked, and every problem is listed.

``measures.csv``, ``releases.csv``, ``sources.csv`` and ``areas.csv`` say what the figures are of,
every other file holds figures. What a folder with a newer release leaves out, the record has.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from partnerships.models import ContextFigure, MeasureRelease
from records.dates import Precision

FOLDER = Path(__file__).parent
Line = dict[str, str]
Release = tuple[str, str]
COLUMNS: dict[str, tuple[str, ...]] = {
    "measures.csv": (
        *("measure", "label", "topic", "unit", "decimals", "higher_means", "levels"),
        *("definition", "caveat"),
    ),
    "releases.csv": ("measure", "release", "as_of", "ranked"),
    "sources.csv": (
        *("source", "title", "publisher", "url", "published", "precision", "licence"),
        "attribution",
    ),
    "areas.csv": ("code", "name", "kind"),
}
FIGURES = ("code", "measure", "release", "value", "source")
MORE = ("published_as", "derivation", "lower_95", "upper_95")
NEEDED = {
    "measures.csv": ("measure", "label", "topic", "levels", "definition"),
    "releases.csv": ("measure", "release", "as_of"),
    "sources.csv": ("source", "title", "licence", "attribution"),
    "areas.csv": ("code", "name"),
}
LONGEST = {"release": 160, "value": 120, "derivation": 120, "attribution": 400, "label": 120}
COUNTRIES = frozenset(ContextFigure.Country.values)
MOST = Decimal(10) ** 10


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """What is wrong, in which file, line and column. Line 0 is the file as a whole."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        return f"{self.file}{where}{f', {self.column}' if self.column else ''}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a file. ``value`` is None where it is words, or not known."""

    file: str
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
    """A folder as read. It is loaded only if there is no problem."""

    measures: dict[str, Line] = field(default_factory=dict)
    releases: dict[Release, Line] = field(default_factory=dict)
    sources: dict[str, Line] = field(default_factory=dict)
    areas: dict[str, Line] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)

    def bad(self, file: str, line: int, column: str, message: str) -> None:
        """Something that stops the load."""
        self.problems.append(FileProblem(file, line, column, message))


class Known:
    """What the record has already, which a folder need not bring again."""

    def __init__(
        self, measures: Iterable[tuple[str, int | None]], releases: Iterable[MeasureRelease]
    ) -> None:
        self.decimals = dict(measures)
        self.releases = {(one.measure.key, one.name): one for one in releases}
        self.days = {(one.measure.key, one.as_of): one.name for one in self.releases.values()}


def read(folder: Path, known: Known) -> Tables:
    """Every file of a folder."""
    tables = Tables()
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not any(path.name not in COLUMNS for path in files):
        tables.bad(str(folder), 0, "", "there is no file of figures here")
    _named(folder, "measures.csv", ("measure",), tables, tables.measures)
    _named(folder, "sources.csv", ("source",), tables, tables.sources)
    _named(folder, "areas.csv", ("code",), tables, tables.areas)
    _releases(folder, tables, known)
    decimals = known.decimals | {
        key: _whole(line["decimals"]) for key, line in tables.measures.items()
    }
    figures = _Figures(tables, decimals, known)
    for path in files:
        if path.name not in COLUMNS:
            figures.read(path)
    return tables


def _lines(
    path: Path, tables: Tables, needed: Iterable[str], columns: Iterable[str]
) -> Iterator[tuple[int, Line]]:
    """The lines of a file with all their columns, trimmed; nothing where a column is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            heads = reader.fieldnames or []
            for column in needed:
                if column not in heads:
                    tables.bad(path.name, 1, column, "this column is missing")
            if set(needed) <= set(heads):
                for line in reader:
                    if None in line or None in line.values():
                        tables.bad(
                            path.name, reader.line_num, "", "it has too many or too few cells"
                        )
                    else:
                        yield (
                            reader.line_num,
                            {name: (line.get(name) or "").strip() for name in columns},
                        )
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        tables.bad(path.name, 0, "", f"the file cannot be read: {problem}")


def _named(
    folder: Path, name: str, key: tuple[str, ...], tables: Tables, into: dict[str, Line]
) -> None:
    """A file whose lines have a name of their own; each name stands once, and says all it must."""
    if not (folder / name).exists():
        return
    for number, line in _lines(folder / name, tables, NEEDED[name], COLUMNS[name]):
        for column in NEEDED[name]:
            if not line[column]:
                tables.bad(name, number, column, "it says nothing here")
        _short_enough(name, number, line, tables)
        if line[key[0]] in into:
            tables.bad(name, number, key[0], f"{line[key[0]]} stands here twice")
        if name == "measures.csv" and line["decimals"] and _whole(line["decimals"]) is None:
            tables.bad(name, number, "decimals", f"{line['decimals']!r} is no number from 0 to 4")
        if name == "sources.csv":
            _check_source(number, line, tables)
        into[line[key[0]]] = line


def _check_source(number: int, line: Line, tables: Tables) -> None:
    if line["published"] and _day(line["published"]) is None:
        tables.bad("sources.csv", number, "published", f"{line['published']!r} is not a date")
    if (line["precision"] or Precision.DAY) not in Precision.values:
        tables.bad("sources.csv", number, "precision", f"{line['precision']!r} is no precision")


def _short_enough(file: str, number: int, line: Line, tables: Tables) -> None:
    for column, longest in LONGEST.items():
        if len(line.get(column, "")) > longest:
            tables.bad(file, number, column, f"longer than {longest} characters")


def _releases(folder: Path, tables: Tables, known: Known) -> None:
    name = "releases.csv"
    if not (folder / name).exists():
        tables.bad(name, 0, "", "this file is missing: it says which releases the figures are of")
        return
    days = dict(known.days)
    for number, line in _lines(folder / name, tables, NEEDED[name], COLUMNS[name]):
        release, day = (line["measure"], line["release"]), _day(line["as_of"])
        _short_enough(name, number, line, tables)
        if line["measure"] not in tables.measures and line["measure"] not in known.decimals:
            tables.bad(
                name, number, "measure", f"{line['measure']} has no definition in measures.csv"
            )
        if not line["release"]:
            tables.bad(name, number, "release", "it says nothing here")
        if day is None:
            tables.bad(
                name, number, "as_of", f"{line['as_of']!r} is not a date: write it as 2025-10-30"
            )
        elif (there := days.setdefault((line["measure"], day), line["release"])) != line["release"]:
            tables.bad(
                name, number, "as_of", f"{there} is of {day} too: one release of a measure a day"
            )
        if release in tables.releases:
            tables.bad(
                name, number, "release", f"{line['release']} of {line['measure']} comes twice"
            )
        if line["ranked"] and not (_whole(line["ranked"], 100_000) or 0) > 0:
            tables.bad(name, number, "ranked", f"{line['ranked']!r} is no number of areas")
        tables.releases[release] = line


class _Figures:
    """The files of figures, read against what the other files say."""

    def __init__(self, tables: Tables, decimals: dict[str, int | None], known: Known) -> None:
        self.tables, self.decimals = tables, decimals
        self.units = {key: line["unit"] for key, line in tables.measures.items()}
        ranked = {release: one.ranked for release, one in known.releases.items()}
        self.ranked = ranked | {
            release: _whole(line["ranked"], 100_000) for release, line in tables.releases.items()
        }
        self.at: dict[tuple[str, Release], str] = {}

    def read(self, path: Path) -> None:
        for number, line in _lines(path, self.tables, FIGURES, (*FIGURES, *MORE)):
            self.line(path.name, number, line)

    def line(self, file: str, number: int, line: Line) -> None:
        release = (line["measure"], line["release"])

        def bad(column: str, message: str) -> None:
            self.tables.bad(file, number, column, message)

        before = self.at.setdefault((line["code"], release), f"{file}, line {number}")
        if before != f"{file}, line {number}":
            bad("code", f"{line['code']} has this figure of this release in {before} too")
        if line["measure"] not in self.decimals:
            bad("measure", f"{line['measure']} has no definition in measures.csv")
        elif release not in self.ranked:
            bad("release", f"{line['release']} of {line['measure']} is not in releases.csv")
        if not line["source"]:
            bad("source", "it names no source")
        _short_enough(file, number, line, self.tables)
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
                *(file, number, line["code"], release, value, line["value"] if is_words else ""),
                *(lower, upper, line["derivation"], line["published_as"], line["source"]),
            )
        )

    def wrong(self, value: Decimal, release: Release) -> str:
        """Why a number cannot be right; nothing where it can."""
        if value < 0:
            return f"{value} is less than nothing"
        if self.units.get(release[0], "").startswith("%") and value > 100:
            return f"{value} is more than 100%"
        if (ranked := self.ranked.get(release)) and not 1 <= value <= ranked:
            return f"{value} is no rank among {ranked}"
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
            bad(column, f"{text!r} is not a number that can be kept")  # type: ignore[operator]
            return None
        return value


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str, most: int = 4) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None
