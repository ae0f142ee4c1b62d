"""Systemic barriers: who keeps and reads them, members, suggestions, the register, history."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from barriers.models import Barrier, SystemicAnswer, SystemicBarrier, SystemicMember, SystemicOffer
from barriers.similar.words import count_words
from barriers.systemic import actions
from tests import builders, linked, shared_cause
from tests.asked import energy
from tests.barriers.barrier.test_models import breaks
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db
LIST, LAWS = "/barriers/systemic/", "/barriers/systemic/laws/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Every test is on one day."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def bradfords(cast: Cast) -> Barrier:
    return builders.barrier(cast.bradford, "We cannot see licences", visibility="network")


@pytest.fixture
def lutons(cast: Cast) -> Barrier:
    """Only Luton's team reads it."""
    return builders.barrier(cast.luton, "We cannot see licences either", visibility="team")


@pytest.fixture
def licences(cast: Cast, bradfords: Barrier, lutons: Barrier) -> SystemicBarrier:
    facts = {"owner": energy(), "lever": "law", "law": "Licensing Act", "status": "asked"}
    return shared_cause.systemic("No list may be shown", bradfords, lutons, **facts)


def listed(query: str, who: Any, at: str = LIST) -> dict[str, Any]:
    data = as_(who).get(f"{at}{query}{'&' if query else '?'}format=json")
    return {row["title"]: row for row in json.loads(data.getvalue())["rows"]}


def test_a_lead_records_a_cause_with_its_first_barriers(cast: Cast, bradfords: Barrier) -> None:
    client = signed_in(cast.pfpp_lead)
    address = f"{LIST}add/?barrier={bradfords.reference}"
    form = filled(client, address)
    assert form["barriers"] == bradfords.reference
    assert form["title"] == ""  # none of the barrier's words, which may be private
    said = {"title": "No list may be shown", "cause": "The Act is silent.", "lever": "law"}
    said |= {"law": "Licensing Act", "owner": energy().name, "ask": "Amend it."}
    client.post(address, form | said)
    made = SystemicBarrier.objects.get()
    assert (made.owner, made.status, made.programme) == (energy(), "gathered", cast.pfpp)
    assert [one.barrier for one in made.member_links.all()] == [bradfords]


def test_a_barrier_that_the_lead_may_not_see_cannot_be_named(
    cast: Cast, licences: SystemicBarrier, lutons: Barrier
) -> None:
    client = signed_in(cast.pfpp_lead)
    address = f"{licences.get_absolute_url()}members/add/"
    for reference in (lutons.reference, "B-999999"):
        page = client.post(address, filled(client, address) | {"barriers": reference})
        assert f"We can’t find “{reference}”" in words(page)
    with pytest.raises(ValidationError, match="cannot see one of these"):
        actions.add_members(by=cast.pfpp_lead, systemic=licences, barriers=[lutons])


def test_members_and_places_are_those_that_the_reader_sees(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier, lutons: Barrier
) -> None:
    for who, number in ((cast.pfpp_lead, 1), (cast.luton_editor, 2)):
        assert listed("", who)["No list may be shown"]["places"] == number
        page = words(as_(who).get(licences.get_absolute_url()))
        assert (lutons.title in page) is (number == 2)
        assert f"{number} barrier" in page
        behind = json.loads(
            as_(who).get(f"/barriers/?systemic={licences.reference}&format=json").getvalue()
        )
        assert len(behind["rows"]) == number
    others = f"{bradfords.get_absolute_url()}others/"
    own = words(as_(cast.pfpp_lead).get(others))
    assert "No other place that you can see has it." in own
    assert "1 other place that you can see has it." in words(as_(cast.luton_editor).get(others))


def test_a_hidden_member_moves_no_day_of_change_and_stands_in_no_history(
    cast: Cast, licences: SystemicBarrier
) -> None:
    before = SystemicBarrier.objects.get(pk=licences.pk)
    hidden = builders.barrier(cast.luton, "Quite secret", visibility="team")
    shared_cause.member(licences, hidden)
    after = SystemicBarrier.objects.get(pk=licences.pk)
    assert (after.updated_at, after.version) == (before.updated_at, before.version)
    history = words(as_(cast.pfpp_lead).get(f"{licences.get_absolute_url()}history/"))
    assert "secret" not in history
    assert hidden.reference not in history


def test_the_public_reads_it_once_it_is_answered_and_places_from_five_up(cast: Cast) -> None:
    places = [builders.place(f"Town {n}") for n in range(5)]
    made = shared_cause.systemic("Answered to all", owner=energy())
    public = [builders.barrier(at, f"We cannot in {at.name}") for at in places]
    for one in public[:4]:
        shared_cause.member(made, one)
    shared_cause.member(made, builders.barrier(places[4], "Network alone", visibility="network"))
    assert as_(None).get(made.get_absolute_url()).status_code == 404
    assert listed("", None) == {}
    shared_cause.answer(made, energy(), "From April it is allowed.")
    page = words(as_(None).get(made.get_absolute_url()))
    assert "From April it is allowed." in page
    assert "Fewer than five places" in page
    assert "Town" not in page
    assert listed("", None)["Answered to all"]["places"] is None
    assert "Answered to all" not in words(as_(None).get(f"{public[0].get_absolute_url()}others/"))
    assert as_(None).get(f"/barriers/?systemic={made.reference}&format=json").status_code == 200
    shared_cause.member(made, public[4])
    page = words(as_(None).get(made.get_absolute_url()))
    assert "5 barriers in 5 places" in page
    assert "Network alone" not in page
    assert listed("", None)["Answered to all"]["places"] == 5
    assert "4 other places" in words(as_(None).get(f"{public[0].get_absolute_url()}others/"))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?lever=law", {"No list may be shown"}),
        ("?lever=money", {"Too short"}),
        ("?status=asked", {"No list may be shown"}),
        ("?answer=yes", {"Too short"}),
        ("?answer=no", {"No list may be shown"}),
        ("?q=licensing", {"No list may be shown"}),
        ("?programme=partnerships-for-people-and-place", {"Too short"}),
        ("?body=department-for-energy-security-and-net-zero", {"No list may be shown"}),
    ],
)
def test_each_filter_narrows_to_its_rows(
    cast: Cast, licences: SystemicBarrier, query: str, titles: set[str]
) -> None:
    money = shared_cause.systemic(
        "Too short", lever="money", owner=cast.council, programme=cast.pfpp
    )
    shared_cause.answer(money, cast.council)
    assert set(listed(query, cast.outsider)) == titles
    assert set(listed("", cast.outsider, LAWS)) == {"No list may be shown"}


@pytest.mark.parametrize("query", ["?lever=fine", "?body=nobody", "?status=x", "?q=a%00b"])
def test_an_unknown_value_shows_its_message_and_no_rows(
    cast: Cast, licences: SystemicBarrier, query: str
) -> None:
    page = words(as_(cast.outsider).get(LIST + query))
    assert "There is a problem" in page
    assert licences.title not in page
    assert as_(cast.outsider).get(f"{LIST}{query}&format=csv").status_code == 400


def test_the_register_says_change_department_status_and_dates(
    cast: Cast, licences: SystemicBarrier
) -> None:
    SystemicBarrier.objects.filter(pk=licences.pk).update(
        ask="Let lists be shown.", asked_on=dt.date(2026, 9, 1), asked_on_precision="month"
    )
    page = words(as_(cast.outsider).get(LAWS))
    for said in ("Let lists be shown.", "Licensing Act", str(energy()), "Asked", "September 2026"):
        assert said in page
    row = listed("", cast.outsider, LAWS)[licences.title]
    assert (row["law"], row["status"], row["asked_on"]) == (
        "Licensing Act", "asked", "2026-09",
    )  # fmt: skip


def test_suggestions_are_seen_barriers_that_are_no_members_yet(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    kind = builders.category()
    SystemicBarrier.objects.filter(pk=licences.pk).update(
        category=kind, cause="Landlords and their licences are kept apart by councils."
    )
    finer = kind.sub_types.all()[0]
    bradfords.sub_types.add(finer)
    joined = builders.barrier(cast.luton, "Quite another matter", visibility="network")
    linked.link(bradfords, joined)
    alike = builders.barrier(
        cast.luton, "Landlords and licences are kept apart", category=kind, visibility="network"
    )
    same = builders.barrier(cast.luton, "Of that kind", category=kind, visibility="network")
    same.sub_types.add(finer)
    hidden = builders.barrier(
        cast.luton, "Landlords and licences in secret", category=kind, visibility="team"
    )
    hidden.sub_types.add(finer)
    linked.link(bradfords, hidden)
    count_words(builders.TODAY)
    client = signed_in(cast.pfpp_lead)
    address = f"{licences.get_absolute_url()}members/add/"
    page = words(client.get(address))
    for one in (joined, alike, same):
        assert one.title in page
    assert "secret" not in page
    assert bradfords.reference not in page
    client.post(address, filled(client, address) | {"ticked": [joined.pk, same.pk]})
    members = SystemicMember.objects.visible_to(cast.pfpp_lead).filter(systemic=licences)
    assert {one.barrier for one in members} == {bradfords, joined, same}
    assert joined.title not in words(client.get(address))


def test_a_body_that_has_ended_offers_its_successor(cast: Cast, licences: SystemicBarrier) -> None:
    heir, old = builders.organisation("New ministry", "central_government"), energy()
    builders.succeed(old, heir)
    client = signed_in(cast.pfpp_lead)
    page = words(client.get(licences.get_absolute_url()))
    assert f"{old} has ended. New ministry took over from it." in page
    address = f"{licences.get_absolute_url()}edit/"
    refused = words(client.post(address, filled(client, address)))
    assert "New ministry took over from it: name New ministry" in refused
    address += f"?owner={heir.slug}"
    client.post(address, filled(client, address))
    licences.refresh_from_db()
    assert licences.owner == heir


def test_a_job_role_that_an_editor_may_not_see_is_neither_shown_nor_taken_off(
    cast: Cast, licences: SystemicBarrier
) -> None:
    role = builders.post("Quiet lead", energy(), visibility="place", created_by=cast.author)
    SystemicBarrier.objects.filter(pk=licences.pk).update(post=role)
    client, address = signed_in(cast.pfpp_lead), f"{licences.get_absolute_url()}edit/"
    assert "Quiet lead" not in client.get(address).content.decode()
    client.post(address, filled(client, address) | {"cause": "A clearer cause."})
    licences.refresh_from_db()
    assert (licences.cause, licences.post) == ("A clearer cause.", role)
    elsewhere = builders.post("Clerk", cast.council)
    form = filled(client, address)
    refused = words(client.post(address, form | {"post": "Clerk", "post_pick": elsewhere.pk}))
    assert "Clerk isn’t a job role in Department for Energy" in refused
    refused = words(client.post(address, form | {"owner": "", "owner_pick": "", "post": "Clerk"}))
    assert "Enter the organisation whose job role this is" in refused


def test_a_closed_job_role_goes_with_the_next_change(cast: Cast, licences: SystemicBarrier) -> None:
    role = builders.post("Old lead", energy(), ended_on=builders.TODAY)
    SystemicBarrier.objects.filter(pk=licences.pk).update(post=role)
    client, address = signed_in(cast.pfpp_lead), f"{licences.get_absolute_url()}edit/"
    client.post(address, filled(client, address) | {"cause": "A clearer cause."})
    licences.refresh_from_db()
    assert (licences.cause, licences.post) == ("A clearer cause.", None)


def test_a_second_editor_sees_both_versions(cast: Cast, licences: SystemicBarrier) -> None:
    client, address = signed_in(cast.pfpp_lead), f"{licences.get_absolute_url()}edit/"
    form = filled(client, address)
    SystemicBarrier.objects.filter(pk=licences.pk).update(cause="Another reading of the Act.")
    page = words(client.post(address, form | {"cause": "My own reading."}))
    assert "Another reading of the Act." in page
    licences.refresh_from_db()
    assert licences.cause == "Another reading of the Act."


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"status": "will_not", "reason": ""}, "Say why it will not change"),
        (
            {"status": "asked", "owner": "", "owner_pick": ""},
            "Enter the organisation that is asked",
        ),
        ({"title": ""}, "Enter an answer"),
        ({"asked_on_year": "2027", "asked_on_month": "1"}, "This date is in the future"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, licences: SystemicBarrier, said: dict[str, str], message: str
) -> None:
    client, address = signed_in(cast.pfpp_lead), f"{licences.get_absolute_url()}edit/"
    form = filled(client, address) | {"cause": "Typed and kept."} | said
    page = client.post(address, form)
    assert page.status_code == 200
    assert "Typed and kept." in page.content.decode()
    if message != "Enter an answer":
        assert message in words(page)
    assert "There is a problem" in words(page)


def test_a_barrier_taken_out_is_gone_from_the_page(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier, lutons: Barrier
) -> None:
    client, at = signed_in(cast.pfpp_lead), licences.get_absolute_url()
    assert client.post(f"{at}members/{lutons.reference}/end/").status_code == 404
    client.post(f"{at}members/{bradfords.reference}/end/")
    assert [one.barrier for one in licences.member_links.all()] == [lutons]
    assert (
        signed_in(cast.luton_editor).post(f"{at}members/{lutons.reference}/end/").status_code == 403
    )


@pytest.fixture
def offer(cast: Cast) -> SystemicOffer:
    barrier = builders.barrier(cast.bradford)
    made = shared_cause.systemic("", barrier)
    return shared_cause.offer(shared_cause.answer(made, cast.council), barrier)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("systemic_has_title", {"title": ""}),
        ("systemic_has_cause", {"cause": ""}),
        ("systemic_law_if_law_changes", {"law": "An Act", "lever": "rule"}),
        ("systemic_will_not_says_why", {"status": "will_not"}),
        ("systemic_asked_of_a_body", {"status": "asked"}),
        ("systemic_asked_of_a_body", {"status": "looked_at"}),
        ("systemic_as_published_has_source", {"is_as_published": True}),
    ],
)
def test_what_a_systemic_barrier_can_never_be(
    cast: Cast, name: str, columns: dict[str, Any]
) -> None:
    made = shared_cause.systemic()
    breaks(name, lambda: SystemicBarrier.objects.filter(pk=made.pk).update(**columns))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("systemic_offer_why_not", {"state": "declined", "answered_at": timezone.now()}),
        ("systemic_offer_why_not", {"why": "No."}),
        ("systemic_offer_accepted_closes", {"state": "accepted", "answered_at": timezone.now()}),
        ("systemic_offer_answered_when", {"state": "declined", "why": "No."}),
        ("systemic_offer_answered_when", {"answered_at": timezone.now()}),
    ],
)
def test_what_an_offer_can_never_be(
    offer: SystemicOffer, name: str, columns: dict[str, Any]
) -> None:
    breaks(name, lambda: SystemicOffer.objects.filter(pk=offer.pk).update(**columns))


def test_a_member_and_an_offer_stand_once_and_an_answer_says_something(
    offer: SystemicOffer,
) -> None:
    answer, barrier = offer.answer, offer.barrier
    breaks("systemic_offer_once", lambda: shared_cause.offer(answer, barrier))
    breaks("systemic_member_once", lambda: shared_cause.member(answer.systemic, barrier))
    rows = SystemicAnswer.objects.filter(pk=answer.pk)
    breaks("systemic_answer_says_what", lambda: rows.update(text=""))


def test_the_brief_counts_the_members_that_it_leaves_out(
    cast: Cast, licences: SystemicBarrier
) -> None:
    made = Barrier.objects.bulk_create(
        Barrier(title=f"Licences {number}", visibility="network") for number in range(51)
    )
    SystemicMember.objects.bulk_create(
        SystemicMember(systemic=licences, barrier=barrier) for barrier in made
    )
    brief = as_(cast.outsider).get(f"{licences.get_absolute_url()}brief/?format=txt")
    text = brief.content.decode()
    assert text.count("\n- B-") == 50
    assert "and 2 more: http://127.0.0.1:8000/barriers/?systemic=" in text


def test_who_keeps_it_reads_that_nobody_at_the_asked_body_was_told(
    cast: Cast, licences: SystemicBarrier
) -> None:
    warning, page = "Nobody with an account answers for Police", licences.get_absolute_url()
    assert "Nobody with an account" not in words(as_(cast.pfpp_lead).get(page))
    licences.owner = builders.organisation("Police")
    licences.save()
    assert warning in words(as_(cast.pfpp_lead).get(page))
    assert warning not in words(as_(cast.outsider).get(page))
    builders.user("Officer", ("officer", licences.owner))
    assert warning not in words(as_(cast.pfpp_lead).get(page))
