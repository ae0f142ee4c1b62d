"""Files that people bring to a place, for tests."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import Place
from records.files.lists import read_list
from records.subjects import registered
from registry.imported import ImportFormat


class Sent(io.BytesIO):
    """An uploaded file."""

    @property
    def size(self) -> int:
        return len(self.getvalue())


def kind(key: str) -> ImportFormat:
    return {each.key: each for each in registered(ImportFormat)}[key]


def lines(*rows: str) -> bytes:
    """A CSV."""
    return "\n".join([*rows, ""]).encode()


def workbook(*rows: Any) -> bytes:
    """A spreadsheet of these rows."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def send(by: Any, place: Place, key: str, content: bytes, **said: Any) -> RecordImport:
    """Send a file; its columns are matched as they are guessed."""
    by.__dict__.pop("reader", None)
    with read_list(Sent(content)) as file:
        said = {"file_name": "tracker.csv", **said}
        return actions.send(by=by, place=place, kind=kind(key), file=file, **said)


def looked(by: Any, place: Place, key: str, content: bytes, **more: Any) -> RecordImport:
    """Send a file and work out what it would change."""
    row = send(by, place, key, content, **more)
    actions.look(by=by, row=row)
    return RecordImport.objects.get(pk=row.pk)


def confirm(by: Any, row: RecordImport, level: str = "place") -> RecordImport:
    """Look at it and import it."""
    actions.look(by=by, row=row)
    row = RecordImport.objects.get(pk=row.pk)
    assert row.state == "ready", row.preview
    return actions.write(by=by, row=row, seen=row.preview_key, level=level)


def bring(by: Any, place: Place, key: str, content: bytes, **more: Any) -> RecordImport:
    """Send a file and import it."""
    level = more.pop("level", "place")
    return confirm(by, send(by, place, key, content, **more), level)


def problems(row: RecordImport) -> list[str]:
    """What is wrong in a file: with it as a whole, else row by row, as it was found."""
    whole = row.preview.get("problems", [])
    groups = row.preview.get("faults", [])
    kinds = [group["kind"] for group in groups if group["is_fault"]]
    titles = _titles(row)
    found = [
        (row.where(one.number, one.at, kind(row.kind).noun, titles.get(one.number, "")), one.text)
        for one in row.left_rows.filter(kind__in=kinds, is_out=True)
    ]
    assert whole or found, row.preview
    return [f"{where}: {text}" if where else text for where, text in [*whole, *found]]


def _titles(row: RecordImport) -> dict[int, str]:
    named = kind(row.kind).named_by
    at = next((int(at) for at, key in row.columns.items() if key == named), 0)
    return {one.number: one.cells[at] for one in row.file_rows.all() if at < len(one.cells)}
