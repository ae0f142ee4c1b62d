"""Where barriers are logged: places (or bodies) by what the columns are, each number with its list.

Counts hold only what the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from barriers.register.filters import NO_REGION, BarrierFilter
from barriers.report import counts as counting
from barriers.report import rows as which_rows
from barriers.report.counts import ByKind, Counts
from barriers.report.opening import with_moved
from barriers.report.outcomes import (
    MOST_FINDINGS,
    MOST_HELPED,
    findings_about,
    helped_by,
    tried_of,
)
from barriers.report.part import KIND, NATURE, Column, Columns, Part, columns_of, with_column
from barriers.report.rows import BODY, COUNCIL, PROGRAMME, SPOTS, Rows
from interface import exports, querystring, words
from interface.charts.heat import Cell, HeatMap, Row
from interface.cut import Cut
from partnerships.models import Place
from partnerships.place.examples import MADE_UP, MADE_UP_WORDS
from pilots.models import Lesson
from records.models import Finding

# The row of what has none, the filter that its rows are, and the one of those without
NONE_OF = {
    BODY: ("Nobody is named", "unlocker", "unnamed"),
    PROGRAMME: ("In no programme", "programme", "unplanned"),
}
# Of one kind, how many stand open with what was tried
MOST_OPEN = 3
NONE_LOGGED = "0 means that you can see none, not that there was none"


@dataclass(frozen=True)
class Where(ByKind):
    """The first part of the report, for one reader."""

    rows: Rows = field(default_factory=Rows)
    columns: Columns = field(default_factory=Columns)
    tried: Cut | None = None
    helped: list[Lesson] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    template: ClassVar[str] = "barriers/report/where.html"
    export_name: ClassVar[str] = "barrier-report"

    @property
    def problem(self) -> str:
        """Why there is nothing to show."""
        if self.rows.problem:
            return self.rows.problem
        shows = self.rows.all or self.rows.in_all or not self.rows.are_places
        return "" if shows else "There is no place to show. Choose other rows."

    @property
    def heat_title(self) -> str:
        """The head of the first table."""
        if self.columns.way == KIND and self.rows.are_bodies:
            return "Who could change each kind"
        if self.columns.way == KIND and self.rows.are_places:
            return "Where, and what kind"
        return f"{self.rows.corner} and {self.columns.label.lower()}"

    def narrowed_url(self, region: Place) -> str:
        """This report for one region."""
        return querystring.replaced(self.params, region=region.slug)

    @property
    def heat(self) -> HeatMap:
        """The rows by the columns, with a row of totals in which each barrier counts once."""
        made = [self._row(area) for area in self.rows.all]
        if self.rows.are_regions and self.counts.elsewhere:
            label, at = "In no region", {"region": NO_REGION}
            made.append(self._line(label, self.counts.elsewhere, at))
        if self.rows.leave_out_made_up and self.counts.examples:
            made.append(self._made_up())
        every = "All barriers, each once"
        if self.counts.examples:
            every += ", the made-up ones too"
        foot = self._line(every, self.counts.of, {}, "all of them")
        by = "body" if self.rows.are_bodies else self.rows.corner.lower()
        return HeatMap(
            title=f"Barriers by {by} and {self.columns.label.lower()}",
            columns=tuple(column.label for column in self.columns.shown),
            rows=tuple(made),
            foot=foot,
            corner=self.rows.corner,
            none_label="none",
        )

    @cached_property
    def drawn(self) -> HeatMap:
        """The same as it is shown: without columns of none, of kinds without "not sure yet"."""
        heat, shown = self.heat, self.columns.shown
        for number in reversed(range(len(shown))):
            may_go = self.columns.way != KIND or shown[number].value is None
            if may_go and not self.counts.of[shown[number].value] and len(heat.columns) > 1:
                heat = heat.without(number)
        return heat

    @property
    def left_out(self) -> list[str]:
        """The columns that are not shown, because there is none of them."""
        names, kept = [one.label for one in self.columns.shown], self.drawn.columns
        return [] if self.columns.way == KIND else [name for name in names if name not in kept]

    @cached_property
    def _by_row(self) -> dict[int | None, dict[str | None, int]]:
        """What is counted in each row, by column."""
        found: dict[int | None, dict[str | None, int]] = {}
        for (row, column), n in self.counts.at.items():
            found.setdefault(row, {})[column] = n
        return found

    def _row(self, area: Any) -> Row:
        key = None if area is None else area.pk
        counted = self._by_row.get(key, {})
        if area is None:
            label, name, ticked = NONE_OF[self.rows.kind]
            return self._line(label, counted, {ticked: "on", name: None})
        if not isinstance(area, Place):
            _, name, ticked = NONE_OF[self.rows.kind]
            return self._line(str(area), counted, {name: area.slug, ticked: None})
        at = {"region" if self.rows.are_regions else "place": area.slug}
        url = self.narrowed_url(area) if self.rows.narrows else ""
        return self._line(area.name, counted, at, url=url)

    def _line(
        self, label: str, counted: Any, at: Mapping[str, str | None], where: str = "", url: str = ""
    ) -> Row:
        where = where or label
        cells = []
        for column in self.columns.shown:
            n = counted.get(column.value, 0)
            to = self.list_url(**{self.columns.filter: column.key, **at}) if n else ""
            cells.append(Cell(n, column.label, to, f"{n}: {column.label}, {where}"))
        total = sum(cell.count for cell in cells)
        return Row(label, tuple(cells), Cell(total), url)

    def _made_up(self) -> Row:
        """What is made up, which leads to its list as a whole."""
        url = self.list_url(region=MADE_UP)
        row = self._line(MADE_UP_WORDS, self.counts.examples, {"region": MADE_UP}, url=url)
        return replace(row, cells=tuple(replace(cell, url="") for cell in row.cells))

    @property
    def with_some(self) -> int:
        """In how many of the places something is logged."""
        return len({place for place, _ in self.counts.at})

    @property
    def lead(self) -> str:
        """How many barriers there are, and in how many of the places."""
        noun = f"{self.kind.short_name.lower()} barrier" if self.kind else "barrier"
        text = words.count_words(self.counts.total, noun)
        if not self.counts.total:
            none = f"No {noun} that you can see"
            logged = f"{none} is logged, which does not mean that there is none."
            return f"{none} fits these filters." if self.filter.chips else logged
        if self.rows.are_bodies:
            n = sum(n for (body, _), n in self.counts.at.items() if body is None)
            return f"{text}. For {words.number(n)} nobody is named who could change it."
        every = self.rows.in_all or len(self.rows.all)
        return self._spread(text, every) if self.rows.are_places and every > 1 else f"{text}."

    def _spread(self, text: str, every: int) -> str:
        """In how many of so many places they are, and that none logged is not none."""
        made_up = self.counts.examples.total()
        there = self.counts.total - self.counts.elsewhere.total() - made_up
        if made_up:
            are = "is" if made_up == 1 else "are"
            text += f", {words.number(made_up)} of which {are} made up, as an example"
        if not there:
            none = "not in any" if self.counts.total == 1 else "none of them in any"
            return f"{text}, {none} of the {every} {self.rows.words}."
        part = f", {words.number(there)} of them" if there < self.counts.total else ""
        if made_up:
            lies = "lies" if there == 1 else "lie"
            text, part = f"{text}. Of the others, {words.number(there)}", f" {lies}"
        where = f"{text}{part} in {self.with_some} of the {every} {self.rows.words}."
        others = every - self.with_some
        if not others:
            return where
        them = "one" if others == 1 else words.number(others)
        is_not = "That doesn’t mean nothing is in the way"
        return f"{where} Nothing is logged in the other {them}. {is_not}."

    @property
    def natures_url(self) -> str:
        """The table with the natures across its top."""
        return querystring.replaced(self.params, columns=NATURE)

    @property
    def tried_title(self) -> str:
        """The head of the table of what was tried."""
        title = "what was tried and what came of it"
        return f"{self.kind.name}: {title}" if self.kind else words.capitalised(title)

    @property
    def tried_first(self) -> Sequence[Any]:
        """Of one kind, what stands open; the others are folded."""
        return self.tried.rows[:MOST_OPEN] if self.tried else ()

    @property
    def tried_rest(self) -> Sequence[Any]:
        """What is folded."""
        return self.tried.rows[MOST_OPEN:] if self.tried else ()

    @property
    def tried_url(self) -> str:
        """The list behind the table of what was tried."""
        return self.list_url() if self.kind else self.list_url(tried="yes")

    @property
    def tried_words(self) -> str:
        """What that link says: a count where it is known."""
        if self.kind:
            return words.count_words(self.counts.of_kind(self.kind.pk), "barrier")
        return "All with something tried"

    def exported(self) -> Iterator[tuple[Any, Row]]:
        """The rows of the table, each with its place or body (None for the others)."""
        every = [*self.rows.all, None, None]
        yield from zip(every, self.heat.rows, strict=False)

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""
        made = [exports.Column("place", self.rows.corner, "Its name today", lambda at: at[1].label)]
        if not self.rows.are_places:
            made[0] = exports.Column(
                self.rows.kind, made[0].label, "Its name today", lambda at: at[1].label
            )
        else:
            made.append(exports.Column("place_kind", "Kind of place", "", _kind_of_place))
        made.append(exports.Column("address", "Address", "Its page", _address))
        made += [self._file_column(n, column) for n, column in enumerate(self.columns.shown)]
        meaning = "Barriers of the columns shown. One that is in several places counts in each"
        return [*made, exports.Column("all", "All", meaning, lambda at: at[1].total.count)]

    def _file_column(self, number: int, column: Column) -> exports.Column:
        of = "the kind " if self.columns.way == KIND else f"{self.columns.label.lower()} "
        where = {BODY: "that it could change", PROGRAMME: "of its"}.get(
            self.rows.kind, "there or at a place within it"
        )
        meaning = f"Number of barriers {where}, of {of}{column.full_name.lower()}. "
        return exports.Column(
            column.key.replace("-", "_"),
            column.label,
            f"{meaning}{self.columns.meaning} {NONE_LOGGED}".replace("  ", " "),
            lambda at: at[1].cells[number].count,
        )


def _kind_of_place(at: tuple[Any, Row]) -> str:
    return at[0].get_kind_display() if isinstance(at[0], Place) else ""


def _address(at: tuple[Any, Row]) -> str:
    return at[0].get_absolute_url() if at[0] else ""


def build(part: Part) -> Where:
    """The first part of the report for these filters."""
    chosen, params = part.filter, part.params
    columns = columns_of(chosen, params.get("columns", ""))
    if columns is None:
        problem = "There are no such columns. Choose one of those listed."
        return Where(chosen, params, rows=Rows(problem=problem))
    rows, counts = _counted(chosen, params.get("rows", ""), columns)
    if rows.problem:
        return Where(chosen, params, rows=rows, columns=columns)
    return Where(
        chosen,
        params,
        rows=rows,
        columns=columns,
        counts=counts,
        tried=tried_of(chosen),
        helped=helped_by(chosen, MOST_HELPED),
        findings=list(findings_about(chosen)[:MOST_FINDINGS]),
    )


def _counted(chosen: BarrierFilter, asked: str, columns: Columns) -> tuple[Rows, Counts]:
    """The rows that are asked for, and what is counted in each. Three queries at most."""
    barriers = with_moved(with_column(chosen.qs, chosen, columns.way), chosen)
    wanted = which_rows.key_of_rows(chosen, asked)
    if wanted in SPOTS:
        counts = counting.count(barriers, None, SPOTS[wanted])
        if wanted == BODY:
            return which_rows.of_bodies(counts), counts
        return which_rows.of_programmes(chosen, counts), counts
    if wanted == COUNCIL:
        councils = which_rows.councils_of(chosen)
        counts = counting.count(barriers, list(councils))
        return which_rows.of_councils(councils, counts), counts
    rows = which_rows.rows_of(chosen, wanted)
    places = [area.pk for area in rows.all if area is not None]
    return rows, Counts() if rows.problem else counting.count(barriers, places)
