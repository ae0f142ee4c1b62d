"""Asking for data: logging, who reads it, what the body answers, what each step brings along."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notice
from barriers.data_request import actions
from barriers.models import DataRequest
from partnerships.models import Organisation
from records.dates import DateWithPrecision
from tests import asked_for, builders
from tests.barriers.pages import as_, token, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db
LOG = "/data-requests/log/"


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    return asked_for.ministry(cast)


ANSWERS = {
    "dataset": "School attendance by ward",
    "purpose": "To see where families need help early",
    "aggregate_would_do": "no",
    "health_data": "no",
    "first_time": "not_known",
    "visibility": "place",
}


def log(who: Any, query: str = "", **answers: str) -> Any:
    return as_(who).post(f"{LOG}{query}", {**ANSWERS, **answers})


def step(by: Any, request: DataRequest, to: str, **facts: Any) -> DataRequest:
    facts = {"on": DateWithPrecision(timezone.localdate()), "seen": request.status, **facts}
    return actions.change_status(by=by, request=request, to=to, **facts)


def test_a_request_is_logged_with_three_answers_and_is_a_draft(cast: Cast) -> None:
    response = log(cast.bradford_officer)
    made = DataRequest.objects.get()
    assert response["Location"] == f"/data-requests/{made.reference}/"
    assert (made.status, made.asked_of, made.created_by) == (
        "drafting",
        None,
        cast.bradford_officer,
    )
    assert [link.place for link in made.place_links.all()] == [cast.bradford]
    page = words(as_(cast.bradford_officer).get(response["Location"]))
    for said in ("School attendance by ward", "Being drafted", "Held by Not known"):
        assert said in page


def test_with_several_teams_one_of_them_is_chosen(cast: Cast) -> None:
    builders.give(cast.bradford_officer, "contributor", cast.team)
    builders.give(cast.bradford_officer, "contributor", builders.team("Data team"))
    page = words(log(cast.bradford_officer, visibility="team"))
    assert "Choose one of your teams" in page
    log(cast.bradford_officer, visibility="team", team=str(cast.team.pk))
    assert DataRequest.objects.get().team == cast.team


def test_it_starts_from_a_barrier_with_its_place_pilot_and_holder(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    kind = builders.category("data-sharing")
    barrier = builders.barrier(
        cast.bradford, category=kind, pilot=pilot, unlocker=cast.council, visibility="network"
    )
    page = as_(cast.bradford_officer).get(barrier.get_absolute_url())
    address = f"{LOG}?barrier={barrier.reference}"
    assert address in page.content.decode()
    form = as_(cast.bradford_officer).get(address).content.decode()
    assert cast.council.name in form
    log(
        cast.bradford_officer,
        f"?barrier={barrier.reference}",
        barriers=str(barrier.pk),
        pilot="Hubs",
        holder=cast.council.name,
    )
    made = DataRequest.objects.get()
    assert list(made.barriers.all()) == [barrier]
    assert (made.programme, made.holder) == (cast.pfpp, cast.council)
    officer = as_(cast.bradford_officer)
    assert "Data asked for 1" in words(officer.get(barrier.get_absolute_url()))
    linked = words(officer.get(f"{barrier.get_absolute_url()}details/"))
    assert "Data asked for" in linked
    assert made.dataset in linked


def test_a_barrier_of_another_kind_offers_no_request(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, category=builders.category("culture"))
    page = words(as_(cast.bradford_officer).get(barrier.get_absolute_url()))
    assert "Ask for data" not in page


def test_health_data_needs_a_caldicott_guardian_or_that_nobody_knows_yet(cast: Cast) -> None:
    page = log(cast.bradford_officer, health_data="yes")
    assert "Name the Caldicott Guardian, or tick" in words(page)
    assert not DataRequest.objects.exists()
    log(cast.bradford_officer, health_data="yes", caldicott_not_known="on")
    made = DataRequest.objects.get()
    assert made.caldicott_not_known
    shown = words(as_(cast.bradford_officer).get(made.get_absolute_url()))
    assert "Caldicott Guardian Not known" in shown


@pytest.mark.parametrize("reference", ["B-999999", "x", "B-000001'"])
def test_a_barrier_that_is_not_there_is_said_at_its_answer(cast: Cast, reference: str) -> None:
    page = words(log(cast.bradford_officer, add_barrier=reference))
    assert "We can’t find" in page
    assert not DataRequest.objects.exists()


def test_a_hidden_barrier_cannot_be_linked_nor_is_it_told(cast: Cast) -> None:
    hidden = builders.barrier(cast.luton, "We mistrust them", visibility="team")
    page = words(log(cast.bradford_officer, add_barrier=hidden.reference))
    assert f"We can’t find “{hidden.reference}”" in page
    assert as_(cast.bradford_officer).get(f"{LOG}?barrier={hidden.reference}").status_code == 404


def test_the_body_reads_it_only_once_it_is_asked_and_nothing_else(
    cast: Cast, ministry: Organisation
) -> None:
    barrier = builders.barrier(cast.bradford, "We mistrust them", visibility="team")
    request = asked_for.data_request(
        cast.bradford, "Meter readings", holder=ministry, visibility="team",
        created_by=cast.bradford_officer,
    )  # fmt: skip
    request.barriers.add(barrier)
    other = asked_for.data_request(cast.bradford, "Arrears", holder=ministry, visibility="team")
    official = as_(cast.desnz_official)
    assert official.get(request.get_absolute_url()).status_code == 404
    step(cast.bradford_officer, request, "asked")
    page = official.get(request.get_absolute_url())
    assert page.status_code == 200
    assert "We mistrust them" not in page.content.decode()
    assert official.get(barrier.get_absolute_url()).status_code == 404
    assert official.get(other.get_absolute_url()).status_code == 404
    assert [n.subject for n in Notice.objects.filter(user=cast.desnz_official)] == [
        "You are asked for data: Meter readings"
    ]
    work = words(official.get("/"))
    assert "Answer the request for data: Meter readings" in work
    assert as_(cast.outsider).get(request.get_absolute_url()).status_code == 404


def test_a_team_of_the_body_is_answered_for_by_the_bodys_officers(
    cast: Cast, ministry: Organisation
) -> None:
    team = builders.organisation("Meter team", "central_government", parent=ministry)
    request = asked_for.data_request(cast.bradford, holder=team, visibility="team")
    step(cast.bradford_editor, request, "asked")
    assert as_(cast.desnz_official).get(request.get_absolute_url()).status_code == 200


def test_the_body_answers_and_whoever_asked_is_told(cast: Cast, ministry: Organisation) -> None:
    request = asked_for.data_request(
        cast.bradford, asked_of=ministry, asked_on=dt.date(2026, 9, 1), visibility="team",
        created_by=cast.bradford_officer,
    )  # fmt: skip
    address = f"{request.get_absolute_url()}status/"
    official = as_(cast.desnz_official)
    offered = official.get(address).content.decode()
    assert 'value="refused"' in offered
    assert 'value="received"' not in offered
    sent = {
        "draft_token": token(official.get(address)),
        "to": "refused", "said": "We looked.", "reason": "No gateway lets us.",
        "on_day": "1", "on_month": "10", "on_year": "2026",
    }  # fmt: skip
    official.post(address, sent)
    request = DataRequest.objects.get()
    assert (request.status, request.reply, request.reason) == (
        "refused", "We looked.", "No gateway lets us.",
    )  # fmt: skip
    assert request.answered_on == dt.date(2026, 10, 1)
    assert Notice.objects.get(user=cast.bradford_officer).subject.startswith(
        "Your request for data: refused"
    )
    assert official.get(address).status_code == 403
    page = words(as_(cast.bradford_editor).get(request.get_absolute_url()))
    for said in ("Refused.", "No gateway lets us.", "We looked.", "1 October 2026"):
        assert said in page


@pytest.mark.parametrize("to", ["refused", "unsuitable"])
def test_turning_it_down_needs_a_reason(cast: Cast, ministry: Organisation, to: str) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry)
    page = as_(cast.bradford_editor).post(f"{request.get_absolute_url()}status/", {"to": to})
    assert "Say why" in words(page)
    with pytest.raises(ValidationError, match="Say why"):
        step(cast.bradford_editor, request, to)
    assert DataRequest.objects.get().status == "asked"


def test_the_second_of_two_who_answer_is_told_that_it_moved_on(
    cast: Cast, ministry: Organisation
) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry)
    step(cast.desnz_official, request, "agreed")
    with pytest.raises(ValidationError, match="Somebody else changed it first"):
        step(cast.bradford_editor, request, "withdrawn")
    assert DataRequest.objects.get().status == "agreed"


def test_a_body_cannot_answer_after_it_was_withdrawn(cast: Cast, ministry: Organisation) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry)
    request = step(cast.bradford_editor, request, "withdrawn")
    assert "You are no longer asked" in Notice.objects.get(user=cast.desnz_official).subject
    address = f"{request.get_absolute_url()}status/"
    assert as_(cast.desnz_official).get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        step(cast.desnz_official, request, "agreed")


def test_nobody_is_asked_while_nobody_knows_who_holds_it(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford)
    assert "asked" not in actions.moves(cast.bradford_editor, request)


def test_an_answer_before_the_day_of_asking_and_a_day_to_come_are_refused(
    cast: Cast, ministry: Organisation
) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry, asked_on=dt.date(2026, 9, 1))
    with pytest.raises(ValidationError, match="asked on 1 September 2026"):
        step(cast.bradford_editor, request, "agreed", on=DateWithPrecision(dt.date(2026, 8, 1)))
    tomorrow = DateWithPrecision(timezone.localdate() + dt.timedelta(1))
    with pytest.raises(ValidationError, match="in the future"):
        step(cast.bradford_editor, request, "agreed", on=tomorrow)


def test_asked_again_begins_a_new_round_and_keeps_every_step(
    cast: Cast, ministry: Organisation
) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry, asked_on=dt.date(2026, 9, 1))
    request = step(cast.bradford_editor, request, "refused", reason="Too broad", on=None)
    request = step(cast.bradford_editor, request, "asked")
    assert (request.answered_on, request.reason, request.asked_on) == (
        None, "", timezone.localdate(),
    )  # fmt: skip
    assert [one.after for one in request.steps.all()] == ["asked", "refused", "asked"]
    page = words(as_(cast.bradford_editor).get(request.get_absolute_url()))
    assert "Too broad" in page
    assert "Day not known Refused" in page


def edit(who: Any, request: DataRequest, **changed: Any) -> Any:
    request.refresh_from_db()
    known = {
        "version": str(request.version), "dataset": request.dataset, "agreement": "not_known",
        "impact_assessment": "not_known", "aggregate_would_do": "not_known",
        "health_data": "not_known", "first_time": "not_known", "fallback": "not_known",
        "visibility": request.visibility,
    }  # fmt: skip
    return as_(who).post(f"{request.get_absolute_url()}edit/", {**known, **changed})


def test_what_was_not_known_is_added_later(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford, visibility="place")
    response = edit(
        cast.bradford_editor,
        request,
        lawful_basis="Public task",
        legal_gateway="Section 11 of the act",
        governance_lead="Information governance lead, council",
        health_data="yes",
        caldicott_guardian="Caldicott Guardian, trust",
        agreement="draft",
        impact_assessment="signed",
        first_time="yes",
        first_done=["least", "told"],
        add_body=cast.council.name,
        described="Voluntary groups in the ward\nTwo schools",
        add_place="Luton",
        fallback="aggregate",
    )
    assert response.status_code == 302, words(response)
    page = words(as_(cast.bradford_officer).get(request.get_absolute_url()))
    for said in (
        "Public task", "Section 11 of the act", "Caldicott Guardian, trust", "Being written",
        "Signed off", "2 of 6 done", "Voluntary groups in the ward", "Two schools",
        cast.council.name, "Bradford and Luton want", "Aggregate figures only",
    ):  # fmt: skip
        assert said in page
    text = as_(cast.bradford_officer).get(f"{request.get_absolute_url()}brief/?format=txt")
    assert "Legal gateway: Section 11 of the act" in text.content.decode()


def test_the_brief_tells_who_else_is_in_it_and_what_a_first_time_needs(
    cast: Cast, ministry: Organisation
) -> None:
    contact = builders.post("Keeper of data", ministry)
    wanted = asked_for.data_request(
        cast.bradford, asked_of=ministry, contact=contact, first_time="yes"
    )
    asked_for.party(wanted, cast.council)
    asked_for.party(wanted, description="Two schools")
    page = as_(cast.bradford_officer).get(f"{wanted.get_absolute_url()}brief/?format=txt")
    text = page.content.decode()
    assert "Data contact: Keeper of data" in text
    assert f"Who else would give or get it: {cast.council.name} and Two schools" in text
    assert text.count(": not yet\n") == len(DataRequest.First.choices)


def test_the_holder_stays_while_the_body_has_it(cast: Cast, ministry: Organisation) -> None:
    request = asked_for.data_request(cast.bradford, asked_of=ministry)
    edit(cast.bradford_editor, request, holder=cast.council.name)
    assert DataRequest.objects.get().holder == ministry
    request = step(cast.bradford_editor, request, "withdrawn")
    edit(cast.bradford_editor, request, holder=cast.council.name)
    request = step(cast.bradford_editor, DataRequest.objects.get(), "asked")
    assert request.asked_of == cast.council
    assert as_(cast.desnz_official).get(request.get_absolute_url()).status_code == 200  # network


def test_second_editor_sees_both_versions_and_nothing_is_saved(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford)
    old = str(request.version)
    edit(cast.bradford_editor, request, legal_gateway="Section 11")
    page = words(edit(cast.region_editor, request, version=old, legal_gateway="Section 12"))
    assert "Section 11" in page
    assert "Somebody changed this while you were typing" in page
    assert DataRequest.objects.get().legal_gateway == "Section 11"


def test_a_hidden_barrier_stays_linked_when_somebody_edits_who_does_not_see_it(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford, programme=cast.pfpp)
    hidden = builders.barrier(cast.bradford, "We mistrust them", visibility="team")
    request.barriers.add(hidden)
    page = edit(cast.pfpp_lead, request, legal_gateway="Section 11")
    assert page.status_code == 302
    assert list(request.barriers.all()) == [hidden]
    shown = as_(cast.pfpp_lead).get(request.get_absolute_url()).content.decode()
    assert "We mistrust them" not in shown


def test_barriers_are_linked_and_taken_off_one_by_one(cast: Cast) -> None:
    kind = builders.category("data-sharing")
    first, second = (builders.barrier(cast.bradford, category=kind) for _ in range(2))
    request = asked_for.data_request(cast.bradford)
    request.barriers.add(first)
    edit(cast.bradford_editor, request, barriers=str(second.pk), dropped=str(first.pk))
    assert list(request.barriers.all()) == [second]
    offered = words(as_(cast.bradford_editor).get(f"{request.get_absolute_url()}edit/"))
    assert f"Tick a barrier to remove it {second.title}" in offered


def test_advice_is_kept_with_the_request_or_with_the_barrier(cast: Cast) -> None:
    request = asked_for.data_request(cast.bradford)
    barrier = builders.barrier(cast.bradford, category=builders.category("data-sharing"))
    said = {"body": cast.council.name, "who": "Data officer", "said": "Ask for less."}
    for record, shown in ((request, ""), (barrier, "details/")):
        address = f"{record.get_absolute_url()}advice/add/"
        response = as_(cast.bradford_officer).post(address, said)
        assert response["Location"] == record.get_absolute_url()
        page = words(as_(cast.bradford_officer).get(f"{record.get_absolute_url()}{shown}"))
        for one in ("Ask for less.", "Data officer", cast.council.name):
            assert one in page
    assert (
        as_(cast.luton_officer).get(f"{request.get_absolute_url()}advice/add/").status_code == 403
    )


def test_the_data_contact_of_the_body_is_named(cast: Cast, ministry: Organisation) -> None:
    team = builders.organisation("Meter team", "central_government", parent=ministry)
    request = asked_for.data_request(cast.bradford, holder=team)
    page = words(as_(cast.bradford_officer).get(request.get_absolute_url()))
    assert "The directory has no data contact for Meter team" in page
    builders.post("Data access lead", ministry, kind="data_contact")
    page = words(as_(cast.bradford_officer).get(request.get_absolute_url()))
    assert "Data access lead" in page


def test_agreements_to_start_from_are_public_and_kept_by_editors(cast: Cast) -> None:
    empty = words(as_(None).get("/data-requests/agreements/"))
    assert "No example agreement is recorded yet" in empty
    said = {
        "title": "Visits", "covers": "Visits of families", "add_place": "Bradford",
        "source_title": "Information sharing agreement", "source_url": "https://example.test/a",
    }  # fmt: skip
    address = "/data-requests/agreements/add/"
    assert as_(cast.bradford_officer).get(address).status_code == 403
    as_(cast.bradford_editor).post(address, said)
    page = words(as_(None).get("/data-requests/agreements/"))
    for one in ("Visits of families", "Bradford", "Information sharing agreement"):
        assert one in page
