"""Names that nobody knows: the likeliest first, added with the file, remembered, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    Partnership,
    Place,
)
from people.models import JobRole
from pilots.models import Pilot, PilotPartner
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, lines, looked, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(bradford: Place) -> Partnership:
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    return board


def again(row: RecordImport) -> RecordImport:
    return RecordImport.objects.get(pk=row.pk)


def answered(client: Client, row: RecordImport, **said: Any) -> Any:
    return client.post(row.get_absolute_url(), {"step": "answers", **said}, follow=True)


MEMBERS = ("Partner,Role", "Homes for All Ltd,member", "St Annes,member", "Homes for all ltd,host")


def test_bodies_that_nobody_knows_are_added_with_the_file_and_go_with_it(
    bradford: Place, editor: User, board: Partnership, client: Client
) -> None:
    row = looked(editor, bradford, "partners", lines(*MEMBERS), within=board)
    client.force_login(editor)
    page = text(client.get(row.get_absolute_url()))
    assert "Organisation: what is “Homes for All Ltd”? In line 2, Partner and 1 more row" in page
    said = {
        "meant_0": "-new",
        "sector_0": "housing",
        "number_0": "GB-COH-1234567",
        "meant_all": "-new",
    }
    answer = answered(client, row, **said, sector_all="voluntary")
    assert "Homes for All Ltd (new)" in text(answer)
    assert not Organisation.objects.exists()  # nothing is half in
    row = confirm(editor, again(row), "")
    made = {body.name: body for body in Organisation.objects.all()}
    assert {name: body.sector for name, body in made.items()} == {
        "Homes for All Ltd": "housing",
        "St Annes": "voluntary",
    }
    assert OrganisationIdentifier.objects.get().value == "01234567"
    assert {str(link.place) for link in made["St Annes"].place_links.all()} == {"Bradford"}
    members = set(board.members.values_list("organisation__name", "role"))
    assert members == {
        ("Homes for All Ltd", "member"),
        ("Homes for All Ltd", "host"),
        ("St Annes", "member"),
    }
    assert looked(editor, bradford, "partners", lines(*MEMBERS), within=board).state == "same"
    actions.undo(by=editor, row=row)
    assert not Organisation.objects.exists()


def test_an_answer_forgets_what_was_worked_out_before_it(bradford: Place, editor: User) -> None:
    row = send(editor, bradford, "partners", lines("Partner", "Zzyzx"))
    RecordImport.objects.filter(pk=row.pk).update(preview={"new": 1})
    actions.answer(by=editor, row=row, said={"organisation": {"zzyzx": None}})
    assert again(row).preview is None


@pytest.mark.parametrize("is_part", [False, True])
def test_a_body_that_came_with_a_file_and_was_changed_since_stays(
    bradford: Place, editor: User, board: Partnership, client: Client, *, is_part: bool
) -> None:
    row = looked(editor, bradford, "partners", lines("Partner", "Zzyzx", "Gone"), within=board)
    new = {name: {"new": [name.title(), "nhs", "", ""]} for name in ("zzyzx", "gone")}
    actions.answer(by=editor, row=row, said={"organisation": new})
    row = confirm(editor, again(row), "")
    body = Organisation.objects.get(name="Zzyzx")
    if is_part:
        OrganisationIdentifier.objects.create(organisation=body, scheme="GB-CHC", value="1012345")
    else:
        Organisation.objects.filter(pk=body.pk).update(description="Somebody wrote this")
    client.force_login(editor)
    page = text(client.post(row.get_absolute_url(), {"step": "undo"}, follow=True))
    told = "1 organisation that came with it stayed: changed since, or in use"
    assert page.count(told) == 2  # as it happens, and for later
    assert list(Organisation.objects.all()) == [body]
    assert not board.members.exists()


def test_a_new_body_needs_a_sector_and_a_number_that_no_other_has(
    bradford: Place, editor: User, board: Partnership, client: Client
) -> None:
    other = make.organisation("Other body")
    OrganisationIdentifier.objects.create(organisation=other, scheme="GB-CHC", value="1012345")
    row = looked(editor, bradford, "partners", lines("Partner", "Zzyzx"), within=board)
    client.force_login(editor)
    page = text(answered(client, row, meant_0="-new", number_0="1012345"))
    assert "Choose the sector of “Zzyzx”" in page
    assert "Other body has this number: choose it instead" in page
    page = text(answered(client, row, meant_0="-new", number_0="12", sector_0="nhs"))
    assert "Write its register with the number" in page
    assert "Say what “Zzyzx” is" in text(answered(client, row))
    assert again(row).state == "asked"


def test_whoever_may_not_add_bodies_is_not_offered_it(bradford: Place, client: Client) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    row = looked(officer, bradford, "pilots", lines("Name,Lead", "A,Zzyzx"))
    client.force_login(officer)
    assert "Add it as new" not in text(client.get(row.get_absolute_url()))
    assert "Select a valid choice" in text(answered(client, row, meant_0="-new")) or (
        again(row).state == "asked"
    )


def test_the_likeliest_is_offered_first_by_all_its_names(
    bradford: Place, editor: User, board: Partnership
) -> None:
    trust = make.organisation("Northern Care Group")
    OrganisationName.objects.create(
        organisation=trust, name="Dales Hospital Trust", valid_to=make.TODAY
    )
    make.organisation("Dales Bakery")
    row = looked(editor, bradford, "partners", lines("Partner", "Hospital Dales"), within=board)
    [asked] = row.preview["questions"]
    assert asked["offered"][0] == [trust.pk, "Northern Care Group"]


def test_two_bodies_of_one_name_are_told_apart_by_number_and_place(
    bradford: Place, editor: User, board: Partnership
) -> None:
    for number in ("7000001", "7000002"):
        body = make.organisation("St Mary's Church " + number)
        Organisation.objects.filter(pk=body.pk).update(name="St Mary's Church")
        body.names.update(name="St Mary's Church")
        OrganisationIdentifier.objects.create(organisation=body, scheme="GB-CHC", value=number)
    row = looked(editor, bradford, "partners", lines("Partner", "St Mary's Church"), within=board)
    [asked] = row.preview["questions"]
    assert [label for _, label in asked["offered"]] == [
        "St Mary's Church (GB-CHC-7000001)",
        "St Mary's Church (GB-CHC-7000002)",
    ]


def test_answers_are_remembered_for_all_kinds_of_files_and_taken_back(
    bradford: Place, editor: User, board: Partnership, client: Client
) -> None:
    council = make.organisation("City of Bradford Metropolitan District Council")
    row = looked(editor, bradford, "pilots", lines("Name,Lead,Status", "A,CBMDC,In the air"))
    assert [one["text"] for one in row.preview["questions"]] == ["In the air", "CBMDC"]
    meant = {"lead_organisation": {"cbmdc": council.pk}, "status": {"in the air": "live"}}
    actions.answer(by=editor, row=row, said=meant)
    confirm(editor, row)
    contacts = looked(editor, bradford, "contacts", lines("Role,Org", "Head,CBMDC"))
    assert contacts.state == "ready"
    # A word of a status means it in every file of pilots, whatever its other columns
    pilots = looked(editor, bradford, "pilots", lines("Ref,Name,Status", "1,B,In the air"))
    assert pilots.state == "ready"
    barriers = looked(editor, bradford, "barriers", lines("Issue,Status", "C,In the air"))
    assert barriers.state == "asked"
    client.force_login(editor)
    page = text(client.get(contacts.get_absolute_url()))
    assert f"“cbmdc” is {council}" in page
    client.post(contacts.get_absolute_url(), {"step": "forget", "word": "organisation:cbmdc"})
    assert again(contacts).state == "asked"
    again_asked = looked(editor, bradford, "pilots", lines("Name,Lead", "D,CBMDC"))
    assert [one["text"] for one in again_asked.preview["questions"]] == ["CBMDC"]
    assert not JobRole.objects.exists()
    assert PilotPartner.objects.get().pilot == Pilot.objects.get()


def test_what_nobody_wrote_is_not_remembered(
    bradford: Place, editor: User, board: Partnership
) -> None:
    row = looked(editor, bradford, "partners", lines("Partner", "Zzyzx"), within=board)
    said = {"organisation": {"zzyzx": {"new": ["Zzyzx", "nhs", "", ""]}}}
    actions.answer(by=editor, row=row, said=said)
    assert looked(editor, bradford, "partners", lines("Partner", "Zzyzx"), within=board).state == (
        "asked"
    )
    # Somebody else adds it meanwhile: that one is meant
    body = make.organisation("Zzyzx")
    confirm(editor, again(row), "")
    assert [member.organisation for member in board.members.all()] == [body]


def test_a_body_to_be_added_whose_rows_stay_out_is_asked_again(
    bradford: Place, editor: User, board: Partnership
) -> None:
    make.organisation("Known")
    csv = lines("Partner,From", "Zzyzx,nonsense", "Known,2024")
    row = looked(editor, bradford, "partners", csv, within=board)
    said = {"organisation": {"zzyzx": {"new": ["Zzyzx", "nhs", "", ""]}}}
    actions.answer(by=editor, row=row, said=said)
    confirm(editor, again(row), "")
    assert [str(member.organisation) for member in board.members.all()] == ["Known"]
    csv = lines("Partner,From", "Zzyzx,2024")
    row = looked(editor, bradford, "partners", csv, within=board)
    assert [one["text"] for one in row.preview["questions"]] == ["Zzyzx"]


def test_a_word_may_mean_the_choice_that_is_called_other(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "organisations", lines("Name,Kind", "Hub,Zzyzx"))
    client.force_login(editor)
    answered(client, row, meant_0="other")
    confirm(editor, again(row), "")
    assert Organisation.objects.get().sector == Organisation.Sector.OTHER


def test_a_word_is_asked_once_with_every_choice(bradford: Place, editor: User) -> None:
    row = looked(editor, bradford, "barriers", lines("Issue,Type", "A,Rules", "B,rules"))
    [asked] = row.preview["questions"]
    assert asked["count"] == 2
    assert len(asked["offered"]) == 6


def test_nothing_new_is_made_where_no_row_names_it(
    bradford: Place, editor: User, board: Partnership
) -> None:
    csv = lines("Partner,Votes", "Zzyzx,perhaps", "Known,yes")
    make.organisation("Known")
    row = looked(editor, bradford, "partners", csv, within=board)
    said = {"organisation": {"zzyzx": {"new": ["Zzyzx", "nhs", "", ""]}}}
    actions.answer(by=editor, row=row, said=said)
    confirm(editor, again(row), "")
    assert not Organisation.objects.filter(name="Zzyzx").exists()


GRANTS = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,"
    "Recipient Org:Name,Funding Org:Identifier,Funding Org:Name"
)


def grant(number: int, receiver: str, giver: str) -> str:
    return f"360G-a-{number},A,Words,GBP,10,2025-05-01,{receiver},{giver}"


def test_two_funders_of_one_name_are_asked_apart_with_their_numbers(
    bradford: Place, editor: User, client: Client
) -> None:
    csv = lines(
        GRANTS,
        grant(1, "GB-CHC-9000005,Hall", "GB-CHC-7000001,St Mary's Church"),
        grant(2, "GB-CHC-9000005,Hall", "GB-CHC-7000002,St Mary's Church"),
    )
    row = looked(editor, bradford, "grants", csv)
    assert [one["text"] for one in row.preview["questions"]] == [
        "St Mary's Church (GB-CHC-7000001)",
        "St Mary's Church (GB-CHC-7000002)",
    ]
    client.force_login(editor)
    assert 'value="GB-CHC-7000002"' in client.get(row.get_absolute_url()).content.decode()
    new = {f"{name}_{at}": value for at in (0, 1) for name, value in NEW.items()}
    said = {"number_0": "GB-CHC-7000001", "number_1": "GB-CHC-7000002"}
    answered(client, row, **new, **said)
    confirm(editor, again(row), "network")
    givers = {flow.identifier: flow.giver for flow in Flow.objects.all()}
    assert givers["360G-a-1"] != givers["360G-a-2"]
    assert {str(body.name) for body in givers.values()} == {"St Mary's Church"}
    assert looked(editor, bradford, "grants", csv).state == "same"


NEW = {"meant": "-new", "sector": "voluntary"}


def test_a_body_is_not_meant_by_its_name_where_its_number_is_another(
    bradford: Place, editor: User
) -> None:
    church = make.organisation("St Mary's Church")
    OrganisationIdentifier.objects.create(organisation=church, scheme="GB-CHC", value="7000001")
    ours, theirs = "GB-CHC-7000001,St Mary's Church", "GB-CHC-7000002,St Mary's Church"
    row = looked(editor, bradford, "grants", lines(GRANTS, grant(1, ours, theirs)))
    [asked] = row.preview["questions"]
    assert asked["text"] == "St Mary's Church (GB-CHC-7000002)"
    make.organisation("Ministry")
    bring(editor, bradford, "grants", lines(GRANTS, grant(2, theirs, "GB-GOR-D1,Ministry")))
    flow = Flow.objects.get()
    assert (flow.receiver, flow.receiver_number) == (None, "GB-CHC-7000002")


@pytest.mark.parametrize("number", ["GB-COH-01234567", "GB-COH-1234567", "gb-coh- 01234567"])
def test_a_number_is_known_without_its_zero_and_with_a_space(
    bradford: Place, editor: User, number: str
) -> None:
    make.organisation("Ministry")
    hub = make.organisation("Hub")
    OrganisationIdentifier.objects.create(organisation=hub, scheme="GB-COH", value="01234567")
    csv = lines(GRANTS, grant(1, f"{number},H C C", "GB-GOR-D1,Ministry"))
    bring(editor, bradford, "grants", csv, level="network")
    assert Flow.objects.get().receiver == hub
