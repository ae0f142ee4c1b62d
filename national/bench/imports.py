"""How long a file of many rows takes to come in, and to be taken out, and how much memory."""

from __future__ import annotations

import codecs
import csv
import io
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import Workbook

from config.frames import in_one_piece
from funding.exchange import standard
from funding.exchange.bodies import own_prefix
from imports.models import RecordImport
from imports.record_import import actions
from national.bench.cost import Cost, watched
from national.bench.pages import Measured
from partnerships.models import Organisation
from people.models import Assignment
from records.files.lists import read_list
from records.subjects import registered
from records.telling import telling
from registry.imported import ImportFormat

ROWS = 50_000
GRANTS = 1_000_000  # of an install at full size; fewer of a smaller one
# Of so many rows a file is read, looked at and imported in a second of processor time, and it takes
# no more memory than what holds some of its rows.
IN_A_SECOND = {"pilots": 2_500, "grants": 5_600}
LEAST = 10  # seconds, however few rows there are
MEGABYTES = 30
CALLED = {"pilots": "import of a tracker", "grants": "import of grants"}
BROUGHT_IN = ("Read", "Look", "Import")
TAKEN_OUT, OUT_IN_A_SECOND = "Take out", 20_000
HEAD = ("Ref", "Name", "In a sentence", "Challenge", "For whom", "Status", "Start", "End")
SAID = ("One sentence about it", "What is the matter here " * 4, "families", "live", "1 May 2024")


@dataclass(frozen=True)
class Step:
    """One step of an import: what it took, and the most memory that was held until its end."""

    name: str
    cost: Cost
    megabytes: int
    rows: int = 0  # of a file that was taken out


def steps(rows: int = ROWS, kind_of: str = "pilots") -> Iterator[Step]:
    """Send, look at, import and take back a file of pilots or grants; then all is as it was.

    Grants are taken out as JSON too, once they are in.

    As the first place editor that there is. Raises CommandError where there is none.
    """
    editors = Assignment.objects.filter(role="place_editor", place__isnull=False)
    editor = editors.select_related("user", "place").order_by("pk").first()
    if editor is None or editor.place is None:
        raise CommandError("No place has an editor. Load the demo or the national install")
    kind = next(kind for kind in registered(ImportFormat) if kind.key == kind_of)
    by, place = editor.user, editor.place
    # As the browser sends it: a long one stands on the disk
    with TemporaryUploadedFile("measured", "", 0, "") as file, transaction.atomic():
        _WRITE[kind_of](file, rows)
        file.size = file.seek(0, io.SEEK_END)
        file.seek(0)
        row, step = _timed("Read", lambda: _send(by, place, kind, file))
        yield step
        yield _timed("Look", lambda: actions.look(by=by, row=row))[1]
        row = RecordImport.objects.get(pk=row.pk)
        seen = row.preview_key
        done, step = _timed(
            "Import", lambda: actions.write(by=by, row=row, seen=seen, level="place")
        )
        yield step
        if kind_of == "grants":
            count, step = _timed(TAKEN_OUT, lambda: _take_out(by))
            yield replace(step, rows=count)
        yield _timed("Take back", lambda: actions.undo(by=by, row=done))[1]
        transaction.set_rollback(True)


def measured(rows: int = ROWS, kind_of: str = "pilots") -> Iterator[Measured]:
    """What it takes until all rows are in, and grants out again: lines of the speed table."""
    taken = list(steps(rows, kind_of))
    over = []
    if (grown := taken[-1].megabytes - taken[0].megabytes) > MEGABYTES:
        over.append(f"{grown} MB more by its end, not {MEGABYTES}")
    costs = [step.cost for step in taken if step.name in BROUGHT_IN]
    yield _line(CALLED[kind_of], rows, costs, max(LEAST, rows / IN_A_SECOND[kind_of]), over)
    for step in taken:
        if step.name == TAKEN_OUT:
            most = max(1, step.rows / OUT_IN_A_SECOND)
            yield _line("export of grants", step.rows, [step.cost], most, [])


def _line(name: str, rows: int, costs: list[Cost], most: float, over: list[str]) -> Measured:
    ours, database, wall = map(
        sum, zip(*((o.ours, o.database, o.wall) for o in costs), strict=True)
    )
    found = Measured(name, "editor", 1, rows, 0, 0, None, ours, database, wall, over)
    if (seconds := found.processor_ms / 1000) > most:
        over.insert(0, f"{seconds:.1f} s, not {most:.0f}")
    return found


def rows_at(kind_of: str, scale: float) -> int:
    """How many rows are brought to an install of this scale."""
    return int(GRANTS * scale) if kind_of == "grants" else ROWS


def _timed(name: str, work: Callable[[], Any]) -> tuple[Any, Step]:
    with telling(f"Measuring: {name}", brief=True), watched() as cost:
        made = in_one_piece(work)  # as a server calls it
        _check_keys()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return made, Step(name, cost, megabytes)


def _check_keys() -> None:
    """Check now what PostgreSQL checks as a transaction ends: each step is one, but not here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _take_out(by: Any) -> int:
    """All grants that this reader sees, as JSON, written as the server sends it; how many."""
    client = Client()
    client.force_login(by)
    with override_settings(ALLOWED_HOSTS=["testserver"]):  # as the client calls us, wherever we are
        response = client.get(reverse("grants"), {"format": "json"})
    # Each grant on a line of its own between the head and the end
    return sum(piece.count(b"\n") for piece in response.streaming_content) - 2


def _spreadsheet(file: Any, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Pilots")
    sheet.append(HEAD)
    for number in range(rows):
        sheet.append((f"P{number}", f"Project {number}", *SAID, 2026))
    book.save(file)


def _grants(file: Any, rows: int) -> None:
    """Grants of one funder to 20,000 bodies that the directory does not have."""
    giver = Organisation.objects.visible_to(None).order_by("pk").first()
    if giver is None:
        raise CommandError("There is no organisation. Load the demo or the national install")
    writer = csv.writer(codecs.getwriter("utf-8")(file))
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


_WRITE: dict[str, Callable[[Any, int], None]] = {"pilots": _spreadsheet, "grants": _grants}


def _send(by: Any, place: Any, kind: ImportFormat, file: Any) -> RecordImport:
    with read_list(file) as read:
        return actions.send(by=by, place=place, kind=kind, file=read, file_name="measured")
