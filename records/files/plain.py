"""A CSV as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from records.files.limits import Limits
from records.files.tables import Filling, Table, Unreadable


def table(content: bytes, limits: Limits) -> Table:
    """The rows of a CSV in UTF-8, whose cells are parted by commas or semicolons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable("The file is not UTF-8. Save it as “CSV UTF-8” and send that") from problem
    if "\x00" in text:
        raise Unreadable("The file is neither a spreadsheet nor a CSV")
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    made, filling = Table("", [], [], is_plain=True), Filling(limits)
    for number, texts in _lines(text, mark):
        filling.add(made, number, [one.strip() for one in texts])
    return made


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as problem:
        raise Unreadable(
            f"Line {reader.line_num} cannot be read: a quotation mark is missing or a text too long"
        ) from problem
