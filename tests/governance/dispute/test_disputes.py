"""Disputes: the list, one of them, its form and history; who reads them; steps that wait."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from governance.models import Dispute, DisputeParty, DisputeStep, Seat
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.dispute.sweep import DAY, dispute
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def at(cast: Cast) -> Any:
    """A public board of Bradford on which the council and a charity sit."""
    made = board(cast.bradford, visibility="public")
    for body in (cast.council, builders.organisation("Warm Homes Trust", "voluntary")):
        Seat.objects.create(board=made, organisation=body)
    return made


def sent(client: Client, address: str, **typed: Any) -> Any:
    """The answer to a form that is filled in like this."""
    return client.post(address, {**filled(client, address), **typed}, follow=True)


TYPED: dict[str, Any] = {
    "title": "Who pays for transport",
    "about": "Each says the other agreed to",
    "opened_on_day": "1",
    "opened_on_month": "9",
    "opened_on_year": "2026",
    "state": "open",
    "visibility": "place",
}


@time_machine.travel(NOW, tick=False)
def test_an_editor_writes_one_down_between_two_bodies_of_the_board(cast: Cast, at: Any) -> None:
    client = signed_in(cast.bradford_editor)
    page = client.get(reverse("board_seats", args=[at.slug]))
    address = reverse("dispute_add", args=[at.slug])
    assert address in page.content.decode()
    said = sent(client, address, **TYPED, parties=["warm-homes-trust", cast.council.slug])
    made = Dispute.objects.get()
    assert said.redirect_chain[-1][0] == made.get_absolute_url()
    assert [str(body) for body in made.bodies] == sorted(["Warm Homes Trust", cast.council.name])
    assert made.visibility == "place"
    assert "Add a step" in text_of(said)


def test_a_body_that_was_added_meanwhile_stays(cast: Cast, at: Any) -> None:
    further = builders.organisation("Homes First", "voluntary")
    made = dispute(at, cast.council, further)
    client, edit = signed_in(cast.bradford_editor), reverse("dispute_edit", args=[made.pk])
    before = filled(client, edit)
    three = [cast.council.slug, further.slug, "warm-homes-trust"]
    sent(client, edit, parties=three)
    said = client.post(edit, {**before, "title": "Who pays"}, follow=True)
    assert {row.organisation.slug for row in made.party_links.all()} == set(three)
    assert "Warm Homes Trust" in text_of(said)
    made.refresh_from_db()
    assert made.title != "Who pays"
    client.post(edit, values(said.content.decode()))
    made.refresh_from_db()
    assert made.title == "Who pays"
    assert {row.organisation.slug for row in made.party_links.all()} == set(three)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"parties": ["warm-homes-trust"]}, "Choose two bodies at least"),
        ({"state": "settled"}, "Say how it ended"),
        ({"visibility": "public"}, "Not everyone can read it while it goes on"),
        (
            {"ended_on_day": "2", "ended_on_month": "9", "ended_on_year": "2026"},
            "Say what stage it is at now",
        ),
        ({"opened_on_year": "2027"}, "This date is in the future"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, at: Any, typed: dict[str, Any], says: str
) -> None:
    client = signed_in(cast.bradford_editor)
    both = ["warm-homes-trust", cast.council.slug]
    address = reverse("dispute_add", args=[at.slug])
    said = sent(client, address, **{**TYPED, "parties": both, **typed})
    assert says in text_of(said)
    assert "Each says the other agreed to" in said.content.decode()
    assert not Dispute.objects.exists()


def readers(made: Dispute, *people: Any) -> list[bool]:
    """Whether each of them reads it."""
    return [Dispute.objects.visible_to(user).filter(pk=made.pk).exists() for user in people]


def test_who_is_concerned_reads_it_and_others_do_not(cast: Cast, at: Any) -> None:
    energy: Any = cast.desnz_official.assignments.get().organisation
    made = dispute(at, cast.council)
    people = (cast.bradford_editor, cast.bradford_officer, cast.desnz_official, cast.outsider)
    assert readers(made, *people, cast.resident) == [True, True, False, False, False]
    DisputeParty.objects.create(dispute=made, organisation=energy)
    assert readers(made, *people, cast.resident) == [True, True, True, False, False]
    made.visibility = "network"
    made.save()
    assert readers(made, *people, cast.resident) == [True, True, True, True, False]


def test_it_is_public_only_once_it_is_over(cast: Cast, at: Any) -> None:
    made = dispute(at, cast.council)
    made.visibility = "public"
    with pytest.raises(IntegrityError, match="dispute_public_once_over"), transaction.atomic():
        made.save()
    made.state, made.outcome = "settled", "Both pay half"
    made.save()
    assert readers(made, cast.resident) == [True]


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "dispute_has_a_title"),
    ({"visibility": "team"}, "dispute_level_known"),
    ({"state": "settled", "outcome": ""}, "dispute_over_says_how"),
    ({"state": "open", "ended_on": DAY}, "dispute_over_says_how"),
    (
        {"state": "settled", "outcome": "x", "ended_on": DAY - dt.timedelta(days=1)},
        "dispute_dates_in_order",
    ),
]


@pytest.mark.parametrize(("fields", "name"), BROKEN)
def test_the_database_refuses_what_must_never_be(
    at: Any, fields: dict[str, Any], name: str
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        dispute(at, **fields)


def test_the_database_refuses_a_party_twice_and_an_answer_before_its_step(
    cast: Cast, at: Any
) -> None:
    made = dispute(at, cast.council)
    with pytest.raises(IntegrityError, match="dispute_party_named_once"), transaction.atomic():
        DisputeParty.objects.create(dispute=made, organisation=cast.council)
    early = DAY - dt.timedelta(days=1)
    with pytest.raises(IntegrityError, match="dispute_step_dates"), transaction.atomic():
        DisputeStep.objects.create(dispute=made, kind="chair", begun_on=DAY, answer_by=early)


@time_machine.travel(NOW, tick=False)
def test_a_late_answer_is_work_of_who_keeps_the_board_until_it_is_noted(
    cast: Cast, at: Any
) -> None:
    made = dispute(at, cast.council)
    step = DisputeStep.objects.create(
        dispute=made, kind="chair", begun_on=DAY, answer_by=dt.date(2026, 11, 13)
    )
    keeper, officer = signed_in(cast.bradford_editor), signed_in(cast.bradford_officer)
    work = "Say what came of a step: Who pays for transport"
    assert work in text_of(keeper.get("/"))
    assert work not in text_of(officer.get("/"))
    address = reverse("dispute_step_edit", args=[made.pk, step.pk])
    sent(keeper, address, outcome="The chair asks both to pay half")
    assert work not in text_of(keeper.get("/"))
    assert "The chair asks both to pay half" in text_of(officer.get(made.get_absolute_url()))


@time_machine.travel(NOW, tick=False)
def test_parties_that_stay_are_not_written_again(cast: Cast, at: Any) -> None:
    trust = at.seats.exclude(organisation=cast.council).get().organisation
    made = dispute(at, cast.council, trust)
    before = set(made.party_links.values_list("pk", flat=True))
    client = signed_in(cast.bradford_editor)
    address = reverse("dispute_edit", args=[made.pk])
    sent(client, address, parties=[cast.council.slug, trust.slug], another="Homes England")
    sent(client, address, title="Who pays for buses")
    made.refresh_from_db()
    assert made.title == "Who pays for buses"
    assert set(made.party_links.values_list("pk", flat=True)) == before
    history = text_of(client.get(reverse("dispute_history", args=[made.pk])))
    assert "Who pays for buses" in history


@time_machine.travel(NOW, tick=False)
def test_whoever_leads_the_programme_of_its_board_reads_its_history(cast: Cast, at: Any) -> None:
    at.programme = cast.pfpp
    at.save()
    made = dispute(at, cast.council, visibility="place")
    lead = signed_in(cast.pfpp_lead)
    assert "Who pays for transport" in text_of(lead.get(reverse("dispute_history", args=[made.pk])))
