"""What the sheets of the file are called and hold, for writing them and for reading them."""

from __future__ import annotations

from dataclasses import dataclass

UPDATE, FIGURES = "Update", "Figures"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the figures: its head, the input of the figure's form that it fills (empty:
    only there to read), and what is to be entered."""

    head: str
    fills: str
    help: str


NUMBER = FileColumn("Number", "", "Which figure it is. Do not change it")
NAME = FileColumn("Figure", "", "What is counted. Do not change it")
UNIT = FileColumn("Unit", "", "What it is counted in. Do not change it")
PLANNED = FileColumn("Planned", "", "To read only")
LAST = FileColumn("Last time", "", "To read only")
ACTUAL = FileColumn("Actual", "value", "41, 7,000 to 15,000, over 550; empty: nothing to record")
COLUMNS = (
    *(NUMBER, NAME, UNIT, PLANNED, LAST, ACTUAL),
    FileColumn("Not known because", "missing", "Only where there is no figure"),
    FileColumn("Same as the plan", "counts", "yes, no or not sure"),
    FileColumn("What is different", "difference", "Where it counts something else than the plan"),
    FileColumn("Date of the figure", "as_of_day", "30 June 2026 or 2026-06-30"),
    FileColumn("Where it is from", "source_said", "The pilot’s own records, for example"),
    FileColumn("Anything to know", "note", "A condition, for example"),
    FileColumn("Replaces", "replaces", "yes, where there is a figure of that date already"),
)
NEEDED = (NUMBER, ACTUAL)
# The parts of the update, each a line of the first sheet: what log progress calls them.
ASKED = (
    *("report", "period_start", "period_end", "confidence", "happened"),
    *("next_steps", "help_needed", "public_sentence"),
)
