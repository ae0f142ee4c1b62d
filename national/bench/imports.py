"""How long a file of many rows takes to come in, and how much memory."""

from __future__ import annotations

import csv
import io
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from openpyxl import Workbook

from funding.exchange import standard
from funding.exchange.bodies import own_prefix
from national.bench.pages import Measured
from partnerships.imported import Imported
from partnerships.models import Assignment, Organisation, RecordImport
from partnerships.record_import import actions
from records.files.lists import read_list
from records.subjects import declared

ROWS = 50_000
# A file of so many rows is read, looked at and imported in so many seconds, and takes no more
# memory than what holds some of its rows.
SECONDS, MEGABYTES = 20, 30
BROUGHT_IN = ("Read", "Look", "Import")
HEAD = ("Ref", "Name", "In a sentence", "Challenge", "For whom", "Status", "Start", "End")
SAID = ("One sentence about it", "What is the matter here " * 4, "families", "live", "1 May 2024")


class File(io.BytesIO):
    """A file as the browser sends it."""

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.getvalue())


@dataclass(frozen=True)
class Step:
    """One step of an import: how long it took, and the most memory that was held until its end."""

    name: str
    seconds: float
    megabytes: int
    of_processor: float = 0.0  # seconds of this program; the database's own are not among them


def steps(rows: int = ROWS, kind_of: str = "pilots") -> Iterator[Step]:
    """Send, look at, import and take back a file of pilots or grants; then all is as it was.

    As the first place editor that there is. Raises CommandError where there is none.
    """
    editors = Assignment.objects.filter(role="place_editor", place__isnull=False)
    editor = editors.select_related("user", "place").order_by("pk").first()
    if editor is None or editor.place is None:
        raise CommandError("No place has an editor. Load the demo or the national install")
    kind = next(kind for kind in declared(Imported) if kind.key == kind_of)
    file, by, place = _MAKE[kind_of](rows), editor.user, editor.place
    with transaction.atomic():
        row, step = _timed("Read", lambda: _send(by, place, kind, file))
        yield step
        yield _timed("Look", lambda: actions.look(by=by, row=row))[1]
        row = RecordImport.objects.get(pk=row.pk)
        seen = row.preview_key
        done, step = _timed(
            "Import", lambda: actions.write(by=by, row=row, seen=seen, level="place")
        )
        yield step
        yield _timed("Take back", lambda: actions.undo(by=by, row=done))[1]
        transaction.set_rollback(True)


def measured(rows: int = ROWS) -> Measured:
    """What it takes until all rows are in, as a line of the speed table."""
    taken = list(steps(rows))
    seconds = sum(step.seconds for step in taken if step.name in BROUGHT_IN)
    grown = taken[-1].megabytes - taken[0].megabytes
    over = [f"{seconds:.1f} s, not {SECONDS}"] if seconds > SECONDS else []
    if grown > MEGABYTES:
        over.append(f"{grown} MB more by its end, not {MEGABYTES}")
    milliseconds = seconds * 1000
    return Measured("import of a tracker", "editor", rows, 0, 0.0, milliseconds, 0.0, over)


def _timed(name: str, work: Callable[[], Any]) -> tuple[Any, Step]:
    start, of_processor = time.perf_counter(), time.process_time()
    made = work()
    seconds, of_processor = time.perf_counter() - start, time.process_time() - of_processor
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return made, Step(name, seconds, megabytes, of_processor)


def _spreadsheet(rows: int) -> File:
    book, file = Workbook(write_only=True), File()
    sheet = book.create_sheet("Pilots")
    sheet.append(HEAD)
    for number in range(rows):
        sheet.append((f"P{number}", f"Project {number}", *SAID, 2026))
    book.save(file)
    file.seek(0)
    return file


def _grants(rows: int) -> File:
    """Grants of one funder to 20,000 bodies that the directory does not have."""
    giver = Organisation.objects.visible_to(None).order_by("pk").first()
    if giver is None:
        raise CommandError("There is no organisation. Load the demo or the national install")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.title for field in standard.FIELDS if field.is_needed])
    for number in range(rows):
        to = number % 20_000
        writer.writerow(
            [
                *(f"360G-measured-{number}", f"Grant {number}", "What it is for " * 6, "GBP"),
                *(number, "2026-03-04", f"GB-CHC-{2_000_000 + to}", f"Group {to}"),
                *(f"{own_prefix()}-org-{giver.pk}", giver.name),
            ]
        )
    return File(text.getvalue().encode())


_MAKE: dict[str, Callable[[int], File]] = {"pilots": _spreadsheet, "grants": _grants}


def _send(by: Any, place: Any, kind: Imported, file: File) -> RecordImport:
    with read_list(file) as read:
        return actions.send(by=by, place=place, kind=kind, file=read, file_name="measured")
