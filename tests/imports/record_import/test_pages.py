"""An editor brings a tracker by pages alone; what is wrong is said where it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from imports.models import RecordImport
from imports.record_import.progress import Progress
from partnerships.models import Place
from pilots.models import Pilot
from tests import builders as make
from tests.geography.data_load.sent import signed_in, text
from tests.imports.record_import.brought import bring, lines, looked

pytestmark = pytest.mark.django_db
ADD = "/places/bradford/import/pilots/"


def send(client: Client, content: bytes, **said: Any) -> Any:
    file = SimpleUploadedFile("our tracker.csv", content)
    return client.post(ADD, {"file": file, **said}, follow=True)


def seen(answer: Any) -> str:
    match = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    return match[1] if match else ""


def test_a_tracker_comes_in_by_pages_alone_and_is_taken_back(editor: User) -> None:
    client = signed_in(editor)
    council = make.organisation("Bradford Council")
    here = text(client.get("/places/bradford/import/"))
    assert "Pilots Columns it needs: Name" in here
    assert "Payments What was paid, as a council publishes it over £500" in here
    csv = lines("Thing,Stage,Lead", "Warm homes,In orbit,The council", "Games,proposed,")
    answer = send(client, csv)
    url = answer.redirect_chain[-1][0]
    assert "Which column is which?" in text(answer)
    # What every row needs is not matched: said, and nothing lost
    answer = client.post(url, {"step": "columns", "column_1": "status"})
    assert "Say which column holds: Name" in text(answer)
    columns = {"column_0": "name", "column_1": "status", "column_2": "lead_organisation"}
    answer = client.post(url, {"step": "columns", **columns}, follow=True)
    assert "Status: what is “In orbit”? In line 2, Stage" in text(answer)
    answer = client.post(
        url, {"step": "answers", "meant_0": "live", "meant_1": "-other"}, follow=True
    )
    assert "Type which one “The council” is, or choose another answer" in text(answer)
    # A body that is not here yet can be added with the file
    assert "Add it as new" in text(answer)
    said = {"meant_0": "live", "meant_1": "-other", "other_1": council.name}
    answer = client.post(url, {"step": "answers", **said}, follow=True)
    assert "New 2 Changed 0 The same 0 Nothing is saved yet" in text(answer)
    assert not Pilot.objects.exists()
    confirmed = {"step": "import", "seen": seen(answer), "level": "place"}
    answer = client.post(url, confirmed, follow=True)
    assert "Imported: 2 new pilots, 0 changed." in text(answer)
    # A second press imports nothing twice
    assert "That was done already" in text(client.post(url, confirmed, follow=True))
    assert Pilot.objects.count() == 2
    answer = client.post(url, {"step": "undo"}, follow=True)
    assert "The import has been taken back." in text(answer)
    assert not Pilot.objects.exists()
    # The next file with these headings is matched as this one; what is left out is said
    answer = send(client, csv)
    assert "Matched as in the last file with these headings" in text(answer)
    url = answer.redirect_chain[-1][0]
    answer = client.post(url, {"step": "columns", "column_0": "name"}, follow=True)
    assert "Columns left out: Stage, Lead." in text(answer)


def test_a_file_of_which_the_rest_is_here_says_so(bradford: Place, editor: User) -> None:
    bring(editor, bradford, "pilots", lines("Name,Start", "Warm homes,2026-01-01"))
    both = lines("Name,Start,End", "Warm homes,2026-01-01,", "Games,2026-05-01,2026-01-01")
    row = looked(editor, bradford, "pilots", both)
    said = text(signed_in(editor).get(row.get_absolute_url()))
    assert "1 row says what the record says already. None of the others can be imported" in said


def test_a_file_that_cannot_be_read_is_told_beside_its_box(editor: User) -> None:
    client = signed_in(editor)
    assert "neither a spreadsheet nor a CSV" in text(send(client, b"%PDF-1.7"))
    assert "Choose a file" in text(client.post(ADD, {}, follow=True))
    assert not RecordImport.objects.exists()


def test_problems_stand_on_the_page_with_row_and_column(editor: User) -> None:
    client = signed_in(editor)
    answer = send(client, lines("Name,Start", "A,32/01/2026"))
    url = answer.redirect_chain[-1][0]
    columns = {"step": "columns", "column_0": "name", "column_1": "start"}
    answer = client.post(url, columns, follow=True)
    told = text(answer)
    assert "Nothing comes in" in told
    assert "“Start” cannot be read: 1 row Line 2, Start: “32/01/2026”: enter a day" in told
    # An import cannot be forced past its problems
    client.post(url, {"step": "import", "seen": "", "level": "place"})
    assert not Pilot.objects.exists()
    assert "Which column is which?" in text(client.get(f"{url}?columns=1"))
    answer = client.post(url, {"step": "discard"}, follow=True)
    assert "File discarded" in text(answer)


def test_others_find_no_import_and_who_may_not_add_none_to_begin(
    bradford: Place, editor: User
) -> None:
    url = send(signed_in(editor), lines("Name", "A")).redirect_chain[-1][0]
    officer = signed_in(make.user("Olive Officer", ("contributor", bradford)))
    outsider = signed_in(make.user("Otto Outsider", ("place_editor", make.place("Luton"))))
    assert officer.get(url).status_code == outsider.get(url).status_code == 404
    assert outsider.get("/places/bradford/import/").status_code == 403
    assert officer.get("/places/bradford/import/").status_code == 200
    assert officer.get("/places/bradford/import/partners/").status_code == 403
    assert officer.get("/places/bradford/import/trees/").status_code == 404
    assert "our tracker.csv" not in text(officer.get("/places/bradford/import/"))


def test_whoever_looks_while_it_works_reads_how_far_it_is_and_keeps_the_page(
    editor: User, bradford: Place
) -> None:
    client = signed_in(editor)
    row = looked(editor, bradford, "pilots", lines("Name", "Warm homes"))
    Progress(row.pk).say("check", 5_000, 50_000)
    answer = client.get(row.get_absolute_url())
    assert "In progress. Checking: 5,000 of 50,000 rows Reload the page" in text(answer)
    assert "http-equiv" not in answer.content.decode()
