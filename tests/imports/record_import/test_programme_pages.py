"""A lead brings one file for all places of a programme by pages alone; who else may not."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import guessing, template
from imports.record_import.permissions import of_programme
from pilots.models import Pilot
from records.subjects import registered
from registry.imported import ImportFormat
from tests import builders as make
from tests.geography.data_load.sent import signed_in, text
from tests.imports.record_import.brought import lines
from tests.imports.record_import.of_programmes import World, world

pytestmark = pytest.mark.django_db
LIST = "/programmes/together/import/"
PILOTS = f"{LIST}pilots/"


@pytest.fixture
def at() -> World:
    return world()


def send(client: Client, content: bytes, url: str = PILOTS, name: str = "all.csv") -> Any:
    return client.post(url, {"file": SimpleUploadedFile(name, content)}, follow=True)


def columns_of(row: RecordImport) -> dict[str, str]:
    return {f"column_{place}": key for place, key in row.columns.items()}


def press(client: Client, row: RecordImport, step: str, **said: str) -> str:
    return text(client.post(row.get_absolute_url(), {"step": step, **said}, follow=True))


def test_a_file_for_all_places_comes_in_by_pages_alone_and_is_taken_back(at: World) -> None:
    client = signed_in(at.lead)
    assert "Import a file" in text(client.get("/programmes/together/"))
    added = text(client.get("/add/"))
    assert "For all places of Together" in added
    assert "Import one file for all its places" in added
    assert "Pilots Columns it needs: Name and Place that leads it" in text(client.get(LIST))
    csv = lines("Name,Where", "Warm homes,Northtown", "Street games,Southtown", "Far,Farville")
    url = send(client, csv).redirect_chain[-1][0]
    row = RecordImport.objects.get()
    assert (url, row.programme, row.place) == (row.get_absolute_url(), at.programme, None)
    # A file that does not say where is not read
    missing = press(client, row, "columns", column_0="name")
    assert "Say which column holds: Place that leads it" in missing
    looked = press(client, row, "columns", column_0="name", column_1="place")
    assert "you may not add pilots at Southtown" in looked
    assert "Line 4, “Far”: is for Farville" in looked
    assert "Place that leads it: Northtown" in looked
    row.refresh_from_db()
    came_back = client.get(row.left_out_url)
    assert b"Street games,Southtown," in b"".join(came_back.streaming_content)
    done = press(client, row, "import", seen=row.preview_key, level="place")
    assert "Imported: 1 new pilot, 0 changed. 1 row stayed out." in done
    assert "all.csv" in text(client.get(LIST))
    assert "The import has been taken back." in press(client, row, "undo")
    assert not Pilot.objects.exists()


def test_why_several_rows_are_not_for_here_is_said_once(at: World) -> None:
    client = signed_in(at.lead)
    csv = lines("Name,Where", "Warm homes,Northtown", "Far,Farville", "Away,Farville")
    send(client, csv)
    looked = press(client, RecordImport.objects.get(), "columns", column_0="name", column_1="place")
    assert "For other places: 2 rows" in looked
    assert looked.count("for Farville") == 1


def test_the_empty_spreadsheet_has_the_places_of_the_programme_and_comes_back_in(
    at: World,
) -> None:
    client = signed_in(at.lead)
    url = f"{LIST}money/template/"
    assert url in client.get(f"{LIST}money/").content.decode()
    answer = client.get(url)
    assert answer["Content-Disposition"] == 'attachment; filename="money-together.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Money"]
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == ["Place", "What it is for", "Who gives it"]
    assert "Note" in head
    assert "Address in Placebook" not in head
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert rules["A2:A5000"] == "'Its places'!$A$2:$A$3"
    names = [cell.value for cell in book["Its places"]["A"]]
    assert names == ["Place", "Northtown", "Southtown"]
    said = {"Place": "Southtown", "What it is for": "Homes", "Amount": 100}
    said["What the amount means"] = "Committed"
    sheet.append([said.get(name) for name in head])
    file = io.BytesIO()
    book.save(file)
    send(client, file.getvalue(), f"{LIST}money/", "money.xlsx")
    row = RecordImport.objects.get(sheet="Money")
    assert not row.found["is_aside"]
    press(client, row, "columns", **columns_of(row))
    row.refresh_from_db()
    # Nothing is asked but what the row does not say: who gives or receives it is not known
    assert row.state == "ready", row.preview
    press(client, row, "import", seen=row.preview_key, level="network")
    flow = Flow.objects.get()
    assert (flow.programme, [link.place for link in flow.place_links.all()]) == (
        at.programme,
        [at.south],
    )


@pytest.mark.parametrize("who", ["editor of a place", "evaluator", "another lead", "nobody"])
def test_nobody_else_is_shown_the_way_or_let_in(at: World, who: str) -> None:
    roles: dict[str, Any] = {
        "editor of a place": ("place_editor", at.north),
        "evaluator": ("evaluator", at.programme),
        "another lead": ("programme_lead", make.programme("Another", [at.north])),
    }
    client = signed_in(make.user("Olga Other", roles[who])) if who in roles else Client()
    assert LIST not in client.get("/programmes/together/").content.decode()
    for url in (LIST, PILOTS, f"{PILOTS}template/"):
        assert client.get(url).status_code == (403 if who in roles else 302)
    assert client.post(PILOTS, {}).status_code == (403 if who in roles else 302)


def test_a_lead_sends_only_what_they_may_add_somewhere(at: World) -> None:
    alone = signed_in(make.user("Ada Alone", ("programme_lead", at.programme)))
    page = alone.get(LIST).content.decode()
    kinds = re.findall(rf'href="{LIST}(\w+)/"', page)
    assert kinds == ["partners", "organisations", "money"]
    assert alone.get(PILOTS).status_code == 403
    assert alone.get(f"{LIST}grants/").status_code == 403
    assert alone.get(f"{LIST}nothing/").status_code == 404


def test_search_and_a_draft_lead_there(at: World) -> None:
    client = signed_in(at.lead)
    found = client.get("/search/?q=import").content.decode()
    assert LIST in found


def test_what_is_not_imported_yet_waits_in_my_work_of_who_sent_it(at: World) -> None:
    client = signed_in(at.lead)
    send(client, lines("Name,Where", "Warm homes,Northtown"), name="autumn.csv")
    row = RecordImport.objects.get()
    page = client.get("/")
    assert "Finish importing autumn.csv: Together" in text(page)
    assert row.get_absolute_url() in page.content.decode()
    other = make.user("Olga Other", ("programme_lead", at.programme))
    assert "autumn.csv" not in text(signed_in(other).get("/"))
    press(client, row, "discard")
    assert "autumn.csv" not in text(client.get("/"))


def test_the_headings_of_every_file_to_fill_in_are_known_when_it_comes_back() -> None:
    kinds = [of_programme(kind) for kind in registered(ImportFormat) if kind.in_programme]
    assert len(kinds) == 11
    for kind in kinds:
        book = load_workbook(io.BytesIO(template.workbook(kind, ["Northtown"])))
        head = [str(cell.value) for cell in book.worksheets[0][1]]
        labels = {column.key: column.label for column in kind.columns}
        found = guessing.guessed(kind, head)
        assert [labels[found[str(at)]] for at in range(len(head))] == head, kind.key
