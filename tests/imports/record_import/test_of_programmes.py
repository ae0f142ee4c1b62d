"""One file for all places of a programme: whose rows come in, and which come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from barriers.models import Barrier
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.permissions import can_undo, kinds_for
from partnerships.models import (
    Member,
    Organisation,
    Partnership,
    PartnershipPlace,
    Programme,
    ProgrammePlace,
)
from people.models import JobRole
from pilots.models import Milestone, Pilot
from policy.models import Priority
from tests import builders as make
from tests.imports.record_import.brought import lines
from tests.imports.record_import.of_programmes import World, out, sent, world, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> World:
    return world()


def places_of(pilot: Pilot) -> list[str]:
    return [link.place.name for link in pilot.place_links.all()]


PILOTS = lines(
    "Name,Place that leads it,Status",
    "Warm homes,Northtown,live",
    "Street games,Old Northtown,live",
    "Mill club,Mill Ward,live",
    "Warm homes,E07000099,live",
    "Far away,Farville,live",
    "Far code,E07000001,live",
    "No place,,live",
)


def test_rows_come_in_at_the_places_that_they_name_and_others_say_why_not(at: World) -> None:
    row = sent(at, "pilots", PILOTS)
    assert out(row) == {
        5: "you may not add pilots at Southtown",
        6: "is for Farville",
        7: "is for Farville",
        8: "is empty. Each row needs “Place that leads it”",
    }
    assert (row.new, row.preview["out"], row.preview["left_out"]) == (3, 2, 4)
    titles = {group["title"]: group["count"] for group in row.preview["faults"]}
    assert titles["Places where you may not add these"] == 1
    assert titles["For other places"] == 2
    written(at, row)
    made = {pilot.name: places_of(pilot) for pilot in Pilot.objects.all()}
    assert made == {
        "Warm homes": ["Northtown"],
        "Street games": ["Northtown"],
        "Mill club": ["Mill Ward"],
    }
    # One that names no programme is of the one to which the file was brought
    assert {pilot.programme for pilot in Pilot.objects.all()} == {at.programme}
    assert {pilot.team.name for pilot in Pilot.objects.all()} == {
        *("Warm homes team", "Street games team", "Mill club team")
    }


def test_a_place_that_nobody_knows_is_asked_once_and_the_answer_is_kept(at: World) -> None:
    file = lines(
        "Name,Place that leads it", "One,The North", "Two,The North", "Three,Northtown", "Four,Nix"
    )
    row = sent(at, "pilots", file)
    assert row.state == "asked"
    asked = [(one["text"], one["count"]) for one in row.preview["questions"]]
    assert asked == [("The North", 2), ("Nix", 1)]
    said = {"place": {"the north": at.north.pk, "nix": None}}
    actions.answer(by=at.lead, row=row, said=said)
    actions.look(by=at.lead, row=row)
    row = RecordImport.objects.get(pk=row.pk)
    assert (row.state, row.new, out(row)) == ("ready", 3, {5: "left out, as you answered"})
    # Of the next file nothing is asked
    barriers = sent(at, "barriers", lines("What is in the way,Place", "Forms,The North"))
    assert (barriers.state, barriers.new) == ("ready", 1)


def test_the_same_file_twice_changes_nothing_and_names_are_those_of_their_place() -> None:
    at = world(role="")
    make.give(at.lead, "place_editor", at.north)
    make.give(at.lead, "place_editor", at.south)
    file = lines("Name,Place that leads it", "Warm homes,Northtown", "Warm homes,Southtown")
    row = written(at, sent(at, "pilots", file))
    assert row.new == 2
    again = sent(at, "pilots", file)
    assert (again.state, again.same, again.new) == ("same", 2, 0)
    other = lines("Name,Place that leads it,In a sentence", "Warm homes,Southtown,In the south", "")
    row = written(at, sent(at, "pilots", other))
    assert (row.new, row.changed) == (0, 1)
    south = Pilot.objects.get(place_links__place=at.south)
    assert south.summary == "In the south"


def test_an_own_reference_of_the_programme_s_list_finds_its_record_again(at: World) -> None:
    written(at, sent(at, "pilots", lines("Ref,Name,Place", "7,Warm homes,Northtown")))
    row = sent(at, "pilots", lines("Ref,Name,Place", "7,Warmer homes,Northtown"))
    assert (row.new, row.changed) == (0, 1)


def test_all_of_it_is_taken_back_at_once(at: World) -> None:
    row = written(at, sent(at, "pilots", PILOTS))
    assert Pilot.objects.count() == 3
    assert can_undo(at.lead, row)
    actions.undo(by=at.lead, row=row)
    assert not Pilot.objects.exists()


def test_who_lost_a_right_there_takes_nothing_back_there(at: World) -> None:
    row = written(at, sent(at, "pilots", PILOTS))
    at.lead.assignments.filter(place=at.north).delete()
    make.give(at.lead, "place_editor", at.south)
    lead = User.objects.get(pk=at.lead.pk)
    assert [kind.key for kind in kinds_for(lead, at.programme) if kind.key == "pilots"]
    assert not can_undo(lead, row)


def test_each_kind_is_offered_where_its_lead_may_add_it_and_to_nobody_else(at: World) -> None:
    keys = {kind.key for kind in kinds_for(at.lead, at.programme)}
    assert keys == {
        *("pilots", "milestones", "risks", "indicators", "barriers", "partners", "contacts"),
        *("priorities", "organisations", "place_names", "money"),
    }
    alone = make.user("Ada Alone", ("programme_lead", at.programme))
    assert {kind.key for kind in kinds_for(alone, at.programme)} == {
        *("partners", "organisations", "money")
    }
    for role, scope in (("place_editor", at.north), ("evaluator", at.programme)):
        other = make.user(f"Another {role}", (role, scope))
        assert kinds_for(other, at.programme) == []
    ProgrammePlace.objects.all().delete()
    programme = Programme.objects.get(pk=at.programme.pk)
    assert kinds_for(User.objects.get(pk=at.lead.pk), programme) == []


def test_a_place_whose_part_is_over_is_none_of_the_programme_s(at: World) -> None:
    ProgrammePlace.objects.filter(place=at.south).update(valid_to="2024-01-01")
    row = sent(at, "pilots", lines("Name,Place", "One,Northtown", "Two,Southtown"))
    assert out(row) == {3: "is for Southtown"}


def pilot_at(place: Any, name: str = "Warm homes") -> Pilot:
    return make.pilot(place, name)


def test_milestones_are_of_the_pilot_of_their_place() -> None:
    at = world(role="")
    for place in (at.north, at.south):
        make.give(at.lead, "contributor", place)
    north, south = pilot_at(at.north), pilot_at(at.south)
    other = pilot_at(at.south, "Street games")
    file = lines(
        "Place,Pilot,Milestone,Due",
        "Northtown,Warm homes,Begin,2026-04-01",
        "Southtown,Warm homes,Begin,2026-05-01",
        "Northtown,Street games,Paint,2026-05-01",
        "Southtown,Street games,Begin,2026-06-01",
    )
    row = sent(at, "milestones", file)
    assert out(row) == {4: "is no pilot of Northtown"}
    written(at, row)
    made = {(one.pilot_id, f"{one.due:%m}") for one in Milestone.objects.all()}
    assert made == {(north.pk, "04"), (south.pk, "05"), (other.pk, "06")}
    again = sent(at, "milestones", file)
    assert (again.new, again.same) == (0, 3)


def board(name: str, place: Any, by: Any = None) -> Partnership:
    made = Partnership.objects.create(name=name, slug=name.lower(), created_by=by)
    PartnershipPlace.objects.create(partnership=made, place=place)
    return made


def test_partners_join_the_partnership_of_their_place(at: World) -> None:
    health, skills = board("Health", at.north), board("Skills", at.north)
    board("Others", at.south)
    own = board("Ours", at.ward, by=at.lead)
    for name in ("Hub A", "Hub B", "Hub C"):
        make.organisation(name, "voluntary")
    file = lines(
        "Organisation,Place,Partnership",
        "Hub A,Northtown,Health",
        "Hub A,Northtown,Skills",
        "Hub B,Northtown,",
        "Hub C,Mill Ward,",
        "Hub C,Southtown,",
        "Hub B,Southtown,Health",
    )
    row = sent(at, "partners", file)
    assert out(row) == {
        4: "is empty, and Northtown has several partnerships. Say which",
        6: "was added by someone else. Only its editors, or the lead who added it, can change who "
        "is in it",
        7: "is no partnership of Southtown",
    }
    written(at, row)
    made = {(one.partnership_id, one.organisation.name) for one in Member.objects.all()}
    assert made == {(health.pk, "Hub A"), (skills.pk, "Hub A"), (own.pk, "Hub C")}
    again = sent(at, "partners", file)
    assert (again.new, again.same) == (0, 3)
    actions.undo(by=at.lead, row=row)
    assert not Member.objects.exists()


def test_a_lead_without_a_role_there_says_who_is_in_what_they_added() -> None:
    at = world(role="")
    own = board("Ours", at.north, by=at.lead)
    make.organisation("Hub A", "voluntary")
    file = lines("Organisation,Place", "Hub A,Northtown")
    written(at, sent(at, "partners", file))
    assert [one.partnership for one in Member.objects.all()] == [own]


def test_contacts_priorities_organisations_and_barriers_are_at_their_places(at: World) -> None:
    body = make.organisation("Northtown Council")
    contacts = lines("Job title,Organisation,Place", "Head of housing,Northtown Council,Northtown")
    written(at, sent(at, "contacts", contacts), "network")
    priorities = lines(
        "Priority,Whose it is,Place",
        "Homes,Northtown Council,Northtown",
        "Homes,Northtown Council,Southtown",
    )
    row = written(at, sent(at, "priorities", priorities), "network")
    assert out(row) == {3: "you may not add priorities at Southtown"}
    barriers = lines("What is in the way,Place", "Forms,Northtown", "Forms,Mill Ward")
    written(at, sent(at, "barriers", barriers))
    assert JobRole.objects.get().reach_ids[0] == at.north.pk
    assert Priority.objects.get().owner == body
    assert Barrier.objects.count() == 2
    # Where a lead adds bodies by a form they bring them in a file: at each place of the programme
    bodies = lines("Name,Place", "Hub A,Northtown", "Hub B,Southtown", "Hub C,Farville")
    row = written(at, sent(at, "organisations", bodies))
    assert out(row) == {4: "is for Farville"}
    hub = Organisation.objects.get(name="Hub B")
    assert [link.place for link in hub.place_links.all()] == [at.south]


MONEY = lines(
    "What it is for,Who receives it,Place,Amount,What the amount means,Programme",
    "Homes,Hub A,Northtown,100,committed,",
    "Homes,Hub A,Southtown,200,committed,",
    "Homes,Hub B,Southtown,300,committed,Another",
    "Homes,Hub B,Northtown (50%); Southtown (50%),400,committed,",
    "Homes,Hub C,Farville,500,committed,",
    "Homes,Hub C,,600,committed,",
)


def test_money_is_of_the_programme_or_of_a_place_where_the_lead_contributes() -> None:
    at = world(role="")
    make.programme("Another")
    row = sent(at, "money", MONEY)
    own = (
        "is not your own organisation. You have no role at its place, so you can only bring the "
        "money of your own organisations and programmes"
    )
    assert out(row) == {
        4: own,
        6: "is for Farville",
        7: "is empty. Each row needs “Place”",
    }
    written(at, row, "network")
    made = {(flow.amount_low, flow.programme) for flow in Flow.objects.all()}
    assert made == {(100, at.programme), (200, at.programme), (400, at.programme)}
    shared = Flow.objects.get(amount_low=400)
    assert {link.place.name: link.share for link in shared.place_links.all()} == {
        "Northtown": 0.5,
        "Southtown": 0.5,
    }
    again = sent(at, "money", MONEY)
    assert (again.new, again.same) == (0, 3)


def test_who_contributes_at_one_of_the_places_brings_money_of_any_programme_there() -> None:
    at = world(role="contributor")
    make.programme("Another")
    file = MONEY.replace(b"Homes,Hub B,Southtown,300", b"Homes,Hub B,Northtown,300")
    assert 4 not in out(sent(at, "money", file))
    assert 4 in out(sent(at, "money", MONEY))


def test_a_body_that_nobody_knows_works_at_the_places_of_its_rows(at: World) -> None:
    board("Ours", at.ward, by=at.lead)
    row = sent(at, "partners", lines("Organisation,Place", "New hub,Mill Ward"))
    assert [one["text"] for one in row.preview["questions"]] == ["New hub"]
    new = {"new": ["New hub", "voluntary", "", ""]}
    actions.answer(by=at.lead, row=row, said={"organisation": {"new hub": new}})
    actions.look(by=at.lead, row=row)
    row = written(at, RecordImport.objects.get(pk=row.pk))
    hub = Organisation.objects.get(name="New hub")
    assert [link.place for link in hub.place_links.all()] == [at.ward]
    actions.undo(by=at.lead, row=row)
    assert not Organisation.objects.filter(name="New hub").exists()


def test_an_import_is_brought_to_a_place_or_a_programme_and_never_to_both(at: World) -> None:
    row = sent(at, "pilots", PILOTS)
    for place, programme in ((at.north, at.programme), (None, None)):
        row.place, row.programme = place, programme
        wrong = pytest.raises(IntegrityError, match="record_import_place_or_programme")
        with wrong, transaction.atomic():
            row.save()


def test_it_is_seen_by_who_sent_it_alone(at: World, client: Client) -> None:
    row = sent(at, "pilots", PILOTS)
    url = row.get_absolute_url()
    assert url == f"/programmes/together/import/{row.pk}/"
    other = make.user("Olga Other", ("programme_lead", at.programme), ("place_editor", at.north))
    for who, code in ((at.lead, 200), (other, 404)):
        client.force_login(who)
        assert client.get(url).status_code == code
        assert client.get(f"/places/northtown/import/{row.pk}/").status_code == 404
