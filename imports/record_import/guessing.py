"""Which column of a file is which: as the last file of that shape had it, else by its heading."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from imports.record_import.left import WHY
from imports.record_import.models import RecordImport
from registry.import_dates import Day
from registry.import_readers import plain
from registry.imported import NOTE, PLACE, ImportColumn, ImportFormat

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def shape_of(head: Sequence[str]) -> str:
    """The headings in a few letters: the same for a file whose headings are the same."""
    text = json.dumps([plain(text) for text in head if text != WHY])
    return hashlib.sha256(text.encode()).hexdigest()


def remembered(row: RecordImport) -> RecordImport | None:
    """The newest import of a file of this shape at this place whose columns somebody matched."""
    rows = row.same_home().filter(kind=row.kind, shape=row.shape)
    rows = rows.exclude(pk__in=RecordImport.objects.aside().values("pk"))
    rows = rows.exclude(preview__isnull=True, imported_at=None)  # as they were guessed
    return rows.exclude(columns={}).exclude(pk=row.pk).order_by("-id").first()


def is_confirmed(row: RecordImport) -> bool:
    """Whether somebody confirmed the columns of the last file of this shape."""
    before = remembered(row)
    return before is not None and bool(before.preview or before.imported_at)


def guessed(kind: ImportFormat, head: Sequence[str]) -> dict[str, str]:
    """By their headings: the number of a column of the file to the key of what it is."""
    made: dict[str, str] = {}
    headings = [plain(text) for text in head]
    # What is called just so comes before what is called so too, and that before what is near it
    for fits in (_is_called_so, is_sure, _is_near):
        for at, heading in enumerate(headings):
            if not heading or str(at) in made:
                continue
            for column in kind.columns:
                is_free = column.is_many or column.key not in made.values()
                if is_free and fits(column, head[at]):
                    made[str(at)] = column.key
                    break
    if kind.has_notes and made:
        others = (at for at, heading in enumerate(headings) if heading and heading != plain(WHY))
        made = {str(at): NOTE for at in others} | made
    return made


def _is_called_so(column: ImportColumn, heading: str) -> bool:
    """Whether a heading is what we call the column ourselves."""
    return not column.is_many and plain(heading) == plain(column.label)


def is_sure(column: ImportColumn, heading: str) -> bool:
    """Whether a heading means a column and says nothing else."""
    said = plain(heading)
    said = _without_numbers(said) if column.is_many else said
    return column.is_head(heading) or column.is_headed(said) or column.is_headed(_in_words(heading))


def _is_near(column: ImportColumn, heading: str) -> bool:
    """Whether a heading says what a column is and more besides."""
    heading = _in_words(heading)
    # "Raised by / date" says who as well
    if column.is_many or (isinstance(column.reads, Day) and "by" in heading.split()):
        return False
    if heading.endswith(" code") and not any(one.endswith("code") for one in column.headings):
        return False  # "Service code" beside "Service label"
    # A key is our own word: "Company number" is no number of a payment
    names = (name for name in map(plain, (column.label, *column.called)) if len(name) > 3)
    found = [name for name in names if f" {name} " in f" {heading} "]
    if column.key == PLACE:  # "Delivery area", not "Area of responsibility"
        found = [name for name in found if heading.endswith(f" {name}")]
    return bool(found)


def _in_words(heading: str) -> str:
    """A heading as words, also one that is written as one: "ExpenseType". No path of a JSON."""
    return plain(heading if "/" in heading else _JOINED.sub(" ", heading))


def _without_numbers(heading: str) -> str:
    """What several columns are called alike: "location 0 code" and "location 1 code"."""
    return " ".join(word for word in heading.split() if not word.isdecimal())
