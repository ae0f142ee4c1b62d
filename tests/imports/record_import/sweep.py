"""Imports: seen by who sent them and by the editors of the place; of a programme, by its sender."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from imports.models import ImportedRecord, ImportRow, LeftOut, ReadRow, RecordImport
from partnerships.models import Place, Programme
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, post
from tests.builders import Cast


def at_place(row: RecordImport) -> list[Any]:
    """The place and the number."""
    return [row.place.slug, row.pk]


def at_programme(row: RecordImport) -> list[Any]:
    """The programme and the number."""
    return [row.programme.slug, row.pk]


def of_bodies(programme: Programme) -> list[Any]:
    """The programme, and what is brought."""
    return [programme.slug, "organisations"]


def of_programme(programme: Programme) -> list[Any]:
    """The programme."""
    return [programme.slug]


def of_kind(place: Place) -> list[Any]:
    """The place, and what is brought."""
    return [place.slug, "pilots"]


def of_money(place: Place) -> list[Any]:
    """The place, and money from any spreadsheet."""
    return [place.slug, "money"]


ADDERS = readers.EDITORS | {"bradford_officer"}
# Connectors bring contacts; officers of a body, and leads of a programme, its money
WITH_MONEY = {"desnz_official", "pfpp_lead"}
# Administrators the topics of the whole record
OF_ONE_KIND = {"yorkshire_connector", "administrator"} | WITH_MONEY
LEAD = frozenset({"pfpp_lead"})
FAMILIES = {
    "import": Family(readers.always(readers.EDITORS), at_place),
    "import waiting": Family(readers.always(readers.EDITORS), at_place),
    "import kind": Family(readers.OPEN, of_kind),
    "import money": Family(readers.OPEN, of_money),
    "programme import": Family(readers.always(LEAD), at_programme),
    "programme imports": Family(readers.OPEN, of_programme),
    "programme import kind": Family(readers.OPEN, of_bodies),
}
ROWS = [
    Row("place_imports", "place", permission=ADDERS | OF_ONE_KIND),
    Row("place_import_add", "import kind", permission=ADDERS),
    post("place_import_add", "import kind", permission=ADDERS),
    Row("place_import_add", "import money", permission=ADDERS | WITH_MONEY),
    post("place_import_add", "import money", permission=ADDERS | WITH_MONEY),
    Row("place_import", "import"),
    Row("place_import", "import waiting"),
    post("place_import", "import"),
    Row("place_import_left_out", "import", permission=frozenset({"bradford_editor"}), page=False),
    Row("place_import_progress", "import", page=False),
    Row("programme_imports", "programme imports", permission=LEAD),
    Row("programme_import_add", "programme import kind", permission=LEAD),
    post("programme_import_add", "programme import kind", permission=LEAD),
    Row("programme_import_template", "programme import kind", permission=LEAD, page=False),
    Row("programme_import", "programme import"),
    post("programme_import", "programme import"),
    Row("programme_import_left_out", "programme import", permission=LEAD, page=False),
    Row("programme_import_progress", "programme import", page=False),
]


def record_import(place: Place, by: Any, *, is_done: bool, name: str = "tracker.csv") -> Any:
    """A file of two pilots."""
    row = RecordImport.objects.create(
        place=place,
        kind="pilots",
        file_name=name,
        head=["Name", "Status"],
        columns={"0": "name", "1": "status"},
        sheet=name,
        shape=name,
        rows=1,
        new=1,
        by=by,
        imported_at=timezone.now() if is_done else None,
    )
    if not is_done:
        ImportRow.objects.create(record_import=row, number=2, cells=["Warm homes", "live"])
    return row


def of_its_lead(programme: Programme, by: Any, name: str = "bodies.csv") -> RecordImport:
    """A file of organisations for all places of a programme."""
    row = RecordImport.objects.create(
        programme=programme,
        kind="organisations",
        file_name=name,
        head=["Name", "Place"],
        columns={"0": "name", "1": "place"},
        sheet=name,
        shape=name,
        rows=1,
        by=by,
    )
    ImportRow.objects.create(record_import=row, number=2, cells=["Hub", "Bradford"])
    return row


def make(cast: Cast) -> dict[str, Any]:
    """One that was imported, one that waits."""
    by = cast.bradford_editor
    return {
        "import": record_import(cast.bradford, by, is_done=True),
        "import waiting": record_import(cast.bradford, by, is_done=False),
        "import kind": cast.bradford,
        "import money": cast.bradford,
        "programme import": of_its_lead(cast.pfpp, cast.pfpp_lead),
        "programme imports": cast.pfpp,
        "programme import kind": cast.pfpp,
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """What others send is for them and the editors of the place; of a programme, for them alone."""
    if seen.who != "administrator":
        row = of_its_lead(seen.cast.pfpp, seen.cast.administrator, SECRET)
        hidden["programme import"].append(row)
    if seen.who in readers.EDITORS:
        return
    cast = seen.cast
    by = cast.bradford_editor
    for is_done in (True, False):
        row = record_import(cast.bradford, by, is_done=is_done, name=SECRET)
        if is_done:
            pilot = seen.first("pilot")
            ImportedRecord.objects.create(
                record_import=row, number=2, object_id=pilot.pk, reference=SECRET
            )
        else:
            LeftOut.objects.create(record_import=row, number=2, kind=SECRET, text=SECRET)
            read = {"number": 2, "place_id": cast.bradford.pk, "said": {"name": SECRET}}
            ReadRow.objects.create(record_import=row, reference=SECRET, key=SECRET, **read)
        hidden["import"].append(row)


def fill(more: More) -> None:
    """One more of each."""
    cast = more.seen.cast
    for is_done in (True, False):
        record_import(
            cast.bradford, cast.bradford_editor, is_done=is_done, name=f"{more.number}.csv"
        )
    of_its_lead(cast.pfpp, cast.pfpp_lead, f"{more.number}.csv")
