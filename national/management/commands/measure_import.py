"""``manage.py measure_import``: how long a tracker of many rows takes to come in."""

from __future__ import annotations

import io
import resource
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from openpyxl import Workbook

from partnerships.imported import Imported
from partnerships.models import Assignment, RecordImport
from partnerships.record_import import actions
from records.files.lists import read_list
from records.subjects import declared

HEAD = ("Ref", "Name", "In a sentence", "Challenge", "For whom", "Status", "Start", "End")
SAID = ("One sentence about it", "What is the matter here " * 4, "families", "live", "1 May 2024")


class File(io.BytesIO):
    """A file as the browser sends it."""

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.getvalue())


class Command(BaseCommand):
    """Sends, looks at, imports and takes back a spreadsheet of pilots; then all is as it was."""

    help = "Print how long an import of many rows takes, step by step. Nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--rows``."""
        parser.add_argument("--rows", type=int, default=50_000)

    def handle(self, **options: Any) -> None:
        """As the first place editor that there is."""
        editors = Assignment.objects.filter(role="place_editor", place__isnull=False)
        editor = editors.select_related("user", "place").order_by("pk").first()
        if editor is None or editor.place is None:
            raise CommandError("No place has an editor. Load the demo or the national install")
        kind = next(kind for kind in declared(Imported) if kind.key == "pilots")
        file, by, place = _spreadsheet(options["rows"]), editor.user, editor.place
        with transaction.atomic():
            row = self._step("Read", lambda: _send(by, place, kind, file))
            self._step("Look", lambda: actions.look(by=by, row=row))
            row = RecordImport.objects.get(pk=row.pk)
            seen = row.preview_key
            done = self._step(
                "Import", lambda: actions.write(by=by, row=row, seen=seen, level="place")
            )
            self._step("Take back", lambda: actions.undo(by=by, row=done))
            transaction.set_rollback(True)

    def _step(self, name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        made = work()
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.stdout.write(f"{name:<10} {seconds:6.1f} s   at most {memory} MB")
        return made


def _spreadsheet(rows: int) -> File:
    book, file = Workbook(write_only=True), File()
    sheet = book.create_sheet("Pilots")
    sheet.append(HEAD)
    for number in range(rows):
        sheet.append((f"P{number}", f"Project {number}", *SAID, 2026))
    book.save(file)
    file.seek(0)
    return file


def _send(by: Any, place: Any, kind: Imported, file: File) -> RecordImport:
    with read_list(file) as read:
        return actions.send(by=by, place=place, kind=kind, file=read, file_name="tracker.xlsx")
