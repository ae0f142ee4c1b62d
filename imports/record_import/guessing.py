"""Which column of a file is which: as the last file of that shape had it, else by its heading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from imports.record_import.left import WHY
from imports.record_import.models import RecordImport
from registry.import_dates import Day
from registry.import_readers import plain
from registry.imported import NOTE, ImportFormat


def shape_of(head: Sequence[str]) -> str:
    """The headings in a few letters: the same for a file whose headings are the same."""
    text = json.dumps([plain(text) for text in head if text != WHY])
    return hashlib.sha256(text.encode()).hexdigest()


def remembered(row: RecordImport) -> RecordImport | None:
    """The newest import of a file of this shape at this place whose columns somebody matched."""
    rows = RecordImport.objects.filter(place=row.place_id, kind=row.kind, shape=row.shape)
    rows = rows.exclude(pk__in=RecordImport.objects.aside().values("pk"))
    rows = rows.exclude(preview__isnull=True, imported_at=None)  # as they were guessed
    return rows.exclude(columns={}).exclude(pk=row.pk).order_by("-id").first()


def guessed(kind: ImportFormat, head: Sequence[str]) -> dict[str, str]:
    """By their headings: the number of a column of the file to the key of what it is."""
    made: dict[str, str] = {}
    headings = [plain(text) for text in head]
    for is_near in (False, True):
        for at, heading in enumerate(headings):
            if not heading or str(at) in made:
                continue
            for column in kind.columns:
                said = _without_numbers(heading) if column.is_many else heading
                fits = (
                    column.is_head(head[at])
                    or column.is_headed(said)
                    or (
                        is_near
                        and not column.is_many
                        # "Raised by / date" says who as well
                        and not (isinstance(column.reads, Day) and "by" in heading.split())
                        and any(
                            len(name) > 3 and f" {name} " in f" {heading} "
                            for name in column.headings
                        )
                    )
                )
                if fits and (column.is_many or column.key not in made.values()):
                    made[str(at)] = column.key
                    break
    if kind.has_notes and made:
        others = (at for at, heading in enumerate(headings) if heading and heading != plain(WHY))
        made = {str(at): NOTE for at in others} | made
    return made


def _without_numbers(heading: str) -> str:
    """What several columns are called alike: "location 0 code" and "location 1 code"."""
    return " ".join(word for word in heading.split() if not word.isdecimal())
