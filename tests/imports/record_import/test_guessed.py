"""What is sure is read and shown, what is likely is proposed: the person mostly presses."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from collaboration.models import Comment
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.again import again
from imports.record_import.guessing import guessed
from imports.record_import.likely import fitting
from partnerships.models import Member, Organisation, Partnership, Place, Topic
from people.models import JobRole
from pilots.models import Pilot, PilotPartner
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, kind, lines, looked, send
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db
DEPARTMENT = "Department for Example Heat"


@pytest.fixture
def board(bradford: Place) -> Partnership:
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    return board


def now(row: RecordImport) -> RecordImport:
    return RecordImport.objects.get(pk=row.pk)


def chosen(html: str, name: str) -> str:
    """What is chosen in a list of answers."""
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    assert select, name
    said = re.search(r'value="([^"]*)" selected', select[0])
    return said[1] if said else ""


def pressed(client: Client, row: RecordImport, html: str) -> RecordImport:
    """The page of questions, sent as it opens."""
    names = re.findall(r'<select name="([^"]+)"', html)
    said = {name: chosen(html, name) for name in names}
    client.post(row.get_absolute_url(), {"step": "answers", **said})
    return now(row)


def test_a_word_for_a_choice_is_read_and_shown_and_can_be_asked(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines("Name,Status", "A,In flight", "B,Abandoned", "C,Live")
    row = looked(editor, bradford, "pilots", csv)
    assert row.state == "ready"
    client.force_login(editor)
    url = row.get_absolute_url()
    page = text(client.get(url))
    assert "We read “abandoned” as Stopped, “in flight” as Live." in page
    client.post(url, {"step": "forget", "word": "status:abandoned"})
    [asked] = now(row).preview["questions"]
    assert (asked["text"], asked["guess"]) == ("Abandoned", "stopped")
    client.post(url, {"step": "answers", "meant_0": "setting_up"})
    confirm(editor, now(row))
    assert {*Pilot.objects.values_list("name", "status")} == {
        ("A", "live"),
        ("B", "setting_up"),
        ("C", "live"),
    }


def test_names_are_proposed_by_their_words_and_new_bodies_with_their_sector(
    bradford: Place, editor: User, client: Client
) -> None:
    council = make.organisation("City of Bradford Metropolitan District Council")
    make.organisation("Bedford Borough Council")
    csv = lines(
        *("Name,Lead", "A,Bradfrod Council", "B,CBMDC", "C,Acme Housing Trust", "D,Omar"),
        "E,Bradford Care NHS Trust",
    )
    row = looked(editor, bradford, "pilots", csv)
    client.force_login(editor)
    html = client.get(row.get_absolute_url()).content.decode()
    proposed = [chosen(html, f"meant_{at}") for at in range(5)]
    # Who sounds like no body stays in words
    assert proposed == [str(council.pk), str(council.pk), "-new", "-leave", "-new"]
    row = pressed(client, row, html)
    confirm(editor, row)
    leads = dict(PilotPartner.objects.values_list("pilot__name", "organisation__name"))
    assert leads == {
        "A": council.name,
        "B": council.name,
        "C": "Acme Housing Trust",
        "E": "Bradford Care NHS Trust",
    }
    made = Organisation.objects.get(name="Acme Housing Trust")
    assert made.sector == Organisation.Sector.HOUSING
    assert Comment.objects.get().text == "From the tracker: Lead: Omar"


def test_of_several_names_those_that_nobody_knows_stay_in_words(
    bradford: Place, editor: User
) -> None:
    Topic.objects.create(name="Housing", slug="housing")
    csv = lines("Name,Theme", "A,Housing / Debt", "B,Housing")
    row = looked(editor, bradford, "pilots", csv)
    actions.answer(by=editor, row=row, said={"topics": {"debt": None}})
    confirm(editor, row)
    assert [str(one) for one in Pilot.objects.get(name="A").topics.all()] == ["Housing"]
    assert [one.text for one in Comment.objects.all()] == [
        "From the tracker: Theme: Housing / Debt"
    ]


def test_of_two_that_fit_neither_is_proposed_and_no_new_council(
    bradford: Place, editor: User, client: Client
) -> None:
    make.organisation("Riverside Housing North")
    make.organisation("Riverside Housing South")
    csv = lines("Name,Lead", "A,Riverside Housing", "B,Zedshire County Council", "C,REDACTED")
    row = looked(editor, bradford, "pilots", csv)
    client.force_login(editor)
    html = client.get(row.get_absolute_url()).content.decode()
    assert [chosen(html, f"meant_{at}") for at in range(3)] == [""] * 3
    assert pressed(client, row, html).state == "asked"


@pytest.mark.parametrize(
    ("said", "name", "fits"),
    [
        ("NHS West Yorks ICB", "NHS West Yorkshire", True),
        ("West Yorks Police", "NHS West Yorkshire", False),
        ("Uni of Bradford", "City of Bradford Metropolitan District Council", False),
        ("National Lottery", "National Audit Office", False),
        ("ICO", "Exampleshire Integrated Care Board", False),
        ("DEFH", DEPARTMENT, False),
        ("DFEH", DEPARTMENT, True),
        ("Bradford Council", "NHS Bradford", False),
        ("The council", "Leeds City Council", False),
    ],
)
def test_a_name_fits_another_that_has_all_its_words(said: str, name: str, fits: bool) -> None:
    assert fitting(said, [(1, name)]) == ([1] if fits else [])


def test_what_is_said_for_all_names_stands_for_what_was_only_proposed(
    bradford: Place, editor: User, board: Partnership, client: Client
) -> None:
    csv = lines("Partner", "Acme Ltd", "Brook Trust", "Cole Charity")
    row = looked(editor, bradford, "partners", csv, within=board)
    client.force_login(editor)
    new = {f"meant_{at}": "-new" for at in range(3)} | {f"sector_{at}": "nhs" for at in range(3)}
    own = {"meant_1": "-other", "other_1": make.organisation("Zed Trust").name}
    said = {"step": "answers", **new, **own, "meant_all": "-leave"}
    client.post(row.get_absolute_url(), said)
    answers = now(row).answers["organisation"]
    assert (answers["acme ltd"], answers["cole charity"]) == (None, None)
    assert answers["brook trust"] == Organisation.objects.get(name="Zed Trust").pk


def test_partners_keep_their_contribution_and_new_ones_the_kind_that_the_list_says(
    bradford: Place, editor: User, board: Partnership, client: Client
) -> None:
    make.organisation("Bradford Council", sector="council")
    csv = lines(
        "Organisation,Contribution,Type",
        "Bradford Council,Two officers,LA",
        "Keighley Kitchen,rooms,VCSE",
        "Acorn,,Anything",
    )
    row = looked(editor, bradford, "partners", csv, within=board)
    assert [one["sector"] for one in row.preview["questions"]] == ["voluntary", ""]
    client.force_login(editor)
    row = pressed(client, row, client.get(row.get_absolute_url()).content.decode())
    confirm(editor, row, "")
    members = Member.objects.values_list("organisation__name", "commitment_reason", "commitment")
    assert {*members} == {
        ("Bradford Council", "Two officers", None),
        ("Keighley Kitchen", "rooms", None),
        ("Acorn", "", None),
    }
    sectors = dict(Organisation.objects.values_list("name", "sector"))
    assert (sectors["Keighley Kitchen"], sectors["Acorn"]) == ("voluntary", "not_known")
    # Who changes something else of it need not say how committed it is
    member = Member.objects.get(commitment_reason="rooms")
    url = reverse("member_edit", args=[member.pk])
    client.post(url, filled(client, url, role="host"), follow=True)
    member.refresh_from_db()
    assert (member.role, member.commitment_reason) == ("host", "rooms")


def test_a_contact_keeps_its_team(bradford: Place, editor: User) -> None:
    make.organisation("Bradford Council")
    csv = lines("Role,Org,Team,Covers", "Head,Bradford Council,Climate,damp")
    bring(editor, bradford, "contacts", csv, level="network")
    assert JobRole.objects.get().remit == "damp\n\nTeam: Climate"
    assert looked(editor, bradford, "contacts", csv).state == "same"


def test_a_row_that_is_another_again_is_left_out_in_sight(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines(
        "Name", "Keighley warm hub", "Games", "Warm hub Keighly", "Warm hub 2", "Warm hub 3"
    )
    row = looked(editor, bradford, "pilots", csv)
    client.force_login(editor)
    page = text(client.get(row.get_absolute_url()))
    assert "1 row seems to repeat another row" in page
    assert "It is left out. Tick it to import it anyway" in page
    assert "Row 4, “Warm hub Keighly”: row 2 again" in page
    assert row.preview["new"] == 4
    client.post(row.get_absolute_url(), {"step": "rows", "row": "4"})
    assert now(row).preview["new"] == 5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("North family hub", "South family hub"),
        ("Family hub phase 1", "Family hub phase 2"),
        ("Bradford warm homes", "Bedford warm homes"),
        ("Help for females", "Help for males"),
        ("Hubs", "Hub"),
        ("Warm homes", "WARM HOMES"),  # the same name, of which matching tells
    ],
)
def test_other_names_are_no_row_again(first: str, second: str) -> None:
    assert list(again([(2, first), (3, second)])) == []


def test_whom_a_name_does_not_mean_in_one_kind_of_file_it_may_mean_in_another(
    bradford: Place, editor: User
) -> None:
    row = looked(editor, bradford, "pilots", lines("Name,Lead", "A,The panel"))
    actions.answer(by=editor, row=row, said={"lead_organisation": {"the panel": None}})
    confirm(editor, row)
    assert (
        looked(editor, bradford, "pilots", lines("Ref,Name,Lead", "1,B,The panel")).state == "ready"
    )
    contacts = looked(editor, bradford, "contacts", lines("Role,Org", "Head,The panel"))
    assert [one["text"] for one in contacts.preview["questions"]] == ["The panel"]


@pytest.mark.parametrize(
    ("key", "heading", "column"),
    [
        ("pilots", "Delivery area", "place"),
        ("pilots", "Area of focus", "note"),
        ("contacts", "Area of responsibility", "remit"),
        ("barriers", "Issue no", "reference"),
    ],
)
def test_a_heading_is_what_it_says(key: str, heading: str, column: str) -> None:
    assert guessed(kind(key), ["Title", heading])["1"] == column


def folded(page: str) -> list[str]:
    return re.findall(r"<summary>(.*?)</summary>", page)


def test_known_columns_fold_and_the_unsure_are_asked(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines("Name,Start,Lead org,RAG,Risks", "A,2025,,G,none")
    client.force_login(editor)
    row = send(editor, bradford, "pilots", csv)
    html = client.get(row.get_absolute_url()).content.decode()
    main = html[html.index("<main") :]
    assert folded(main) == ["2 columns recognised", "2 columns kept as a note: RAG and Risks"]
    shown = re.sub(r"<details>.*?</details>", "", main, flags=re.DOTALL)
    assert re.findall(r'<select name="([^"]+)"', shown) == ["column_2"]


def test_what_each_row_needs_is_asked_for_by_its_column(
    bradford: Place, editor: User, client: Client
) -> None:
    client.force_login(editor)
    row = send(editor, bradford, "pilots", lines("Thing,Whatever", "Warm homes,Families"))
    url = row.get_absolute_url()
    page = client.get(url).content.decode()
    assert "Which column holds “Name”?" in text(client.get(url))
    assert folded(page[page.index("<main") :]) == ["2 columns left out: Thing and Whatever"]
    refused = client.post(url, {"step": "columns", "column_0": "", "needed_name": ""})
    assert "Say which column holds: Name" in text(refused)
    # A column that is matched to it besides is told
    answer = client.post(url, {"step": "columns", "column_1": "name", "needed_name": "0"})
    assert "“Whatever” is matched to this already" in text(answer)
    client.post(url, {"step": "columns", "column_0": "", "needed_name": "0"})
    assert now(row).columns == {"0": "name"}


def test_a_grant_with_very_many_values_comes_in(
    bradford: Place, editor: User, client: Client
) -> None:
    places = [{"name": "Bradford", "geoCodeType": "MD", "latitude": at} for at in range(40)]
    grant: Any = {
        "id": "360G-a-1",
        "title": "A",
        "description": "B",
        "currency": "GBP",
        "amountAwarded": 5,
        "awardDate": "2025-05-01",
        "beneficiaryLocation": places,
        "recipientOrganization": [{"name": "Hall"}],
        "fundingOrganization": [{"id": "GB-LAE-BRD", "name": "Bradford Council"}],
    }
    make.organisation("Bradford Council")
    row = send(editor, bradford, "grants", json.dumps([grant]).encode())
    assert len(row.head) > 120
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    known, left = folded(page[page.index("<main") :])
    assert known == "49 columns recognised"
    assert left.endswith("beneficiaryLocation/5/latitude and 68 others")
    actions.look(by=editor, row=row)
    assert now(row).preview["new"] == 1
    assert ", 68 others." in text(client.get(row.get_absolute_url()))


def test_what_is_called_just_so_comes_before_what_is_called_so_too() -> None:
    head = ["Date", "Directorate", "Service area", "Supplier", "Amount"]
    found = guessed(kind("payments"), head)
    assert found["2"] == "area"
    assert found.get("1") != "area"
