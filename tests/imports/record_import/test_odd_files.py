"""Files and people as they are met: headings of registers, titles with dates, rights that went."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from barriers.models import Barrier
from funding.models import Flow
from partnerships.models import Organisation, Place
from pilots.models import Pilot
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked, send, workbook
from tests.imports.record_import.of_programmes import sent, world, written

pytestmark = pytest.mark.django_db


def test_the_official_name_of_a_register_is_its_other_name_or_the_only_one(
    bradford: Place, editor: User
) -> None:
    both = lines("name,official-name", "Ryeford,Ryeford Borough Council")
    assert send(editor, bradford, "organisations", both).columns == {
        "0": "name",
        "1": "also_called",
    }
    bring(editor, bradford, "organisations", both)
    body = Organisation.objects.get(name="Ryeford")
    assert list(body.synonyms.values_list("words", flat=True)) == ["Ryeford Borough Council"]
    alone = lines("official-name,start-date", "Milford Council,1974-04-01")
    assert send(editor, bradford, "organisations", alone).columns["0"] == "name"


@pytest.mark.parametrize(
    "title",
    [
        ["Pilots as of", "31/05/2026"],
        ["Pilots as of 31/05/2026", "", ""],
        ["Pilots", "", "31 May 2026"],
    ],
)
@pytest.mark.parametrize("gap", [[], [[None]]])
def test_a_title_with_a_date_above_the_headings_is_no_heading(
    bradford: Place, editor: User, title: list[str], gap: list[list[None]]
) -> None:
    rows = [["Name", "Status", "Start"], ["Warm homes", "live", "1 May 2024"]]
    file = workbook(title, *gap, *rows, ["Street games", "live", "2 May 2024"])
    row = looked(editor, bradford, "pilots", file, file_name="tracker.xlsx")
    assert row.head == ["Name", "Status", "Start"]
    assert (row.new, row.state) == (2, "ready")


def test_barriers_of_a_pilot_of_the_programme_come_in_with_its_lead_s_file() -> None:
    at = world()
    written(at, sent(at, "pilots", lines("Name,Place that leads it", "Warm homes,Northtown")))
    pilot = Pilot.objects.get()
    assert pilot.programme == at.programme
    file = lines("Title,Place,Kind,Pilot", "No data,Northtown,Data sharing,Warm homes")
    row = sent(at, "barriers", file)
    written(at, row)
    assert list(Barrier.objects.filter(pilot=pilot).values_list("title", flat=True)) == ["No data"]


def test_a_lead_who_lost_the_right_is_not_offered_to_take_back_and_is_refused(
    client: Client,
) -> None:
    at = world()
    row = written(at, sent(at, "pilots", lines("Name,Place that leads it", "Warm homes,Northtown")))
    client.force_login(at.lead)
    assert "Take this import back" in client.get(row.get_absolute_url()).content.decode()
    at.lead.assignments.filter(place=at.north).delete()
    make.give(at.lead, "place_editor", at.south)
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    assert "Take this import back" not in page.content.decode()
    assert client.post(row.get_absolute_url(), {"step": "undo"}).status_code == 403
    assert Pilot.objects.count() == 1


def test_payments_over_several_months_are_told_before_they_come_in(
    bradford: Place, editor: User, client: Client
) -> None:
    body = make.organisation("Bradford Council")
    body.place_links.create(place=bradford, role="governs")
    rows = [
        f"Bradford Council,Housing,Repairs,{day},{number},100.00,Warm Hearts"
        for number, day in enumerate(("15/01/2026", "20/02/2026", "31/03/2026", "01/04/2026"))
    ]
    head = "Body Name,Service Area,Expenses Type,Payment Date,Transaction Number,Net Amount,"
    row = looked(editor, bradford, "payments", lines(f"{head}Supplier Name", *rows), within=body)
    assert (row.state, row.new) == ("ready", 4), row.preview
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    for words in ("15 January 2026", "1 April 2026"):
        assert words in page
    assert list(Flow.objects.all()) == []
