"""One row of a file by itself: its cells, what is wrong in them, and which are left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from imports.record_import.left import ASIDE, Choices, may_be_wrong
from imports.record_import.models import RecordImport
from interface.paging import row_numbers
from registry.imported import ImportColumn, ImportFormat


@dataclass(frozen=True)
class OneCell:
    """A cell: what it holds, which column it is of, what is wrong with it."""

    at: int
    heading: str
    text: str
    column: ImportColumn | None
    wrong: str
    is_left: bool

    @property
    def may_go(self) -> bool:
        """Whether the row may come in without it."""
        return self.column is not None and not self.column.is_needed


@dataclass(frozen=True)
class OneRow:
    """A row of a file that waits."""

    number: int
    where: str
    cells: Sequence[OneCell]
    wrong: Sequence[str]
    is_out: bool
    is_aside: bool
    is_left: bool
    may_be_wrong: bool
    chosen: Choices

    @property
    def is_wanted(self) -> bool:
        """Whether it comes in, though a rule would leave it out."""
        return self.number in self.chosen.wanted

    def choices(self, *, is_out: bool, is_wanted: bool, cells: Collection[str]) -> Choices:
        """What is left out of the file, with what was said of this row."""
        mine = {(self.number, cell.at) for cell in self.cells}
        said = {(self.number, c.at) for c in self.cells if c.may_go and str(c.at) in cells}
        rows = self.chosen.rows - {self.number} | ({self.number} if is_out else set())
        wanted = self.chosen.wanted - {self.number} | ({self.number} if is_wanted else set())
        kept = self.chosen.cells - mine | said
        return replace(self.chosen, rows=rows, cells=kept, wanted=wanted)


def one_row(row: RecordImport, kind: ImportFormat, number: str) -> OneRow | None:
    """The row of this number; None where the file has none."""
    found = row.file_rows.filter(number__in=row_numbers([number])).first()
    if found is None:
        return None
    faults = list(
        row.left_rows.filter(number=found.number).values_list("at", "text", "kind", "is_out")
    )
    columns = {column.key: column for column in kind.columns}
    chosen = Choices.of(row)
    cells = [
        OneCell(
            at,
            heading or f"Column {at + 1}",
            text,
            columns.get(row.columns.get(str(at), "")),
            "; ".join(wrong for where, wrong, *_ in faults if where == at),
            (found.number, at) in chosen.cells,
        )
        for at, heading in enumerate(row.head)
        if (text := found.cells[at] if at < len(found.cells) else "")
    ]
    shown = {cell.at for cell in cells}
    return OneRow(
        found.number,
        row.where(found.number, None, kind.noun) if row.is_objects else row.line(found.number),
        cells,
        [text for at, text, *_ in faults if at not in shown],
        any(is_out for *_, is_out in faults),
        any(name == ASIDE for *_, name, _ in faults),
        found.number in chosen.rows,
        found.number in chosen.wanted or any(may_be_wrong(name, kind) for *_, name, _ in faults),
        chosen,
    )
