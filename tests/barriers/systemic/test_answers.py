"""What a body says to a systemic barrier: who is told, what is offered, and what places answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notice
from barriers.closing.actions import close_barrier, reopen_barrier
from barriers.models import Barrier, PublishingPause, SystemicAnswer, SystemicBarrier, SystemicOffer
from barriers.systemic import actions
from records.dates import DateWithPrecision
from reorganise.actions import merge_bodies
from reorganise.bodies import Duplicate
from tests import builders, shared_cause
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_friday")]
FRIDAY = dt.date(2026, 11, 20)


def publish(of: SystemicBarrier, by: Any, **said: Any) -> SystemicAnswer:
    facts = {"body": energy(), "text": "It may be shown from April.", "offers": True}
    facts |= {"on": DateWithPrecision(FRIDAY), "status": "changed"} | said
    return actions.publish_answer(by=by, systemic=of, **facts)


def offer_to(barrier: Barrier) -> SystemicOffer:
    return SystemicOffer.objects.filter(barrier=barrier).latest("id")


def told(user: Any) -> list[str]:
    rows = Notice.objects.filter(user=user, kind="systemic-answer").order_by("id")
    return list(rows.values_list("subject", flat=True))


CLOSING = {"how": "rule_changed", "what": "It may be shown.", "unlocked_by": "The department"}
ACCEPTED = {**CLOSING, "on": FRIDAY, "no_lesson_because": "Nothing new"}


def test_an_official_of_the_body_publishes_its_answer(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    client, at = signed_in(cast.desnz_official), licences.get_absolute_url()
    form = filled(client, f"{at}answer/")
    said = {"text": "It may be shown from April.", "status": "changed", "offers": "yes"}
    page = client.post(f"{at}answer/", form | said, follow=True)
    assert "It may be shown from April." in words(page)
    assert bradfords.title not in words(page)
    assert "We cannot either" in words(page)
    licences.refresh_from_db()
    assert licences.status == "changed"
    assert "It may be shown from April." in words(as_(None).get(at))
    assert as_(cast.luton_editor).get(f"{at}answer/").status_code == 403


def test_an_official_answers_for_no_other_body(cast: Cast, licences: SystemicBarrier) -> None:
    other = builders.organisation("Homes agency")
    client, at = signed_in(cast.desnz_official), licences.get_absolute_url()
    said = {"body": other.name, "text": "We refuse.", "status": "changed", "offers": "no"}
    client.post(f"{at}answer/", filled(client, f"{at}answer/") | said)
    assert not SystemicAnswer.objects.exists()


def test_words_changed_after_an_answer_are_marked(cast: Cast, licences: SystemicBarrier) -> None:
    publish(licences, cast.administrator)
    licences.refresh_from_db()
    licences.ask = "Show it to everybody."
    actions.edit_systemic(by=cast.administrator, systemic=licences)
    said = "What is asked was changed on 20 November 2026, after the answer below"
    assert said in words(as_(None).get(licences.get_absolute_url()))
    publish(licences, cast.administrator, text="That too.")
    assert said not in words(as_(None).get(licences.get_absolute_url()))


def test_one_that_is_opened_again_is_offered_what_was_published_meanwhile(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    ended = {"status": "closed_unresolved", "what": "x", "on": FRIDAY, "no_lesson_because": "n"}
    close_barrier(by=cast.bradford_editor, barrier=bradfords, **ended)
    publish(licences, cast.administrator)
    assert told(cast.bradford_editor) == []
    reopen_barrier(by=cast.bradford_editor, barrier=bradfords, why="It is back.")
    assert offer_to(bradfords).state == "waiting"


def test_an_answer_waits_for_the_end_of_a_pause_of_the_programme(
    cast: Cast, licences: SystemicBarrier
) -> None:
    SystemicBarrier.objects.filter(pk=licences.pk).update(programme=cast.pfpp)
    PublishingPause.objects.create(
        programme=cast.pfpp, starts=FRIDAY, until=dt.date(2026, 12, 4), reason="Local elections"
    )
    with pytest.raises(ValidationError, match="until after 4 December 2026: Local elections"):
        publish(licences, cast.pfpp_lead)
    assert not SystemicAnswer.objects.exists()
    with time_machine.travel(dt.datetime(2026, 12, 5, 12, tzinfo=dt.UTC), tick=False):
        publish(licences, cast.pfpp_lead)
    assert SystemicAnswer.objects.count() == 1


def test_who_may_close_a_member_is_told_once_and_nobody_else(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    second = builders.barrier(
        cast.bradford, "We cannot call", visibility="team", created_by=cast.bradford_officer
    )
    shared_cause.member(licences, second)
    publish(licences, cast.pfpp_lead)
    said = "Department for Energy Security and Net Zero answered on “No list may be shown”"
    for who in (cast.bradford_officer, cast.bradford_editor, cast.region_editor, cast.luton_editor):
        assert told(who) == [f"{said}. Does it resolve yours?"]
    for who in (cast.outsider, cast.yorkshire_connector, cast.former_officer, cast.luton_officer):
        assert told(who) == []
    # With two of theirs it leads to the systemic barrier, with one to that one
    urls = dict(Notice.objects.filter(kind="systemic-answer").values_list("user", "url"))
    assert urls[cast.bradford_officer.pk] == licences.get_absolute_url()
    assert urls[cast.luton_editor.pk] != licences.get_absolute_url()


def test_an_answer_that_is_no_way_out_is_told_and_offers_nothing(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    publish(licences, cast.pfpp_lead, offers=False, status="will_not", reason="It costs too much.")
    assert not SystemicOffer.objects.exists()
    assert told(cast.bradford_editor) == [
        "Department for Energy Security and Net Zero answered on “No list may be shown”"
    ]
    page = words(as_(cast.bradford_editor).get(f"{bradfords.get_absolute_url()}others/"))
    assert "Will not change" in page
    assert "Does this answer resolve" not in page
    assert "It costs too much." in words(as_(None).get(licences.get_absolute_url()))


def test_a_place_accepts_and_its_barrier_is_closed_with_what_unlocked_it(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier, lutons: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    client = signed_in(cast.bradford_editor)
    assert "Accept the answer from" in words(client.get("/"))
    page = words(client.get(bradfords.get_absolute_url()))
    assert "Needs you Say whether a new answer helps here" in page
    others = f"{bradfords.get_absolute_url()}others/"
    assert "Does this answer resolve" in words(client.get(others))
    address = f"/barriers/systemic/offers/{offer_to(bradfords).pk}/accept/"
    form = filled(client, address)
    assert form["how"] == "rule_changed"
    assert form["unlocked_by"] == str(energy())
    assert form["what"] == "It may be shown from April."
    client.post(address, form | {"no_lesson_because": "Nothing new"})
    bradfords.refresh_from_db()
    assert (bradfords.status, bradfords.ended_on) == ("resolved", FRIDAY)
    [closing] = bradfords.closings.all()
    assert (closing.how, closing.systemic_offer) == ("rule_changed", offer_to(bradfords))
    assert "Accept the answer from" not in words(client.get("/"))
    page = words(client.get(licences.get_absolute_url()))
    assert "Resolved with it on 20 November 2026." in page
    assert "Resolved with the newest answer: 1. It does not help: 0. Not said yet: 1." in page
    # Luton is told nothing of Bradford's
    assert "Resolved with it" not in words(as_(cast.luton_editor).get(licences.get_absolute_url()))
    lutons.refresh_from_db()
    assert lutons.status == "open"


def test_a_place_says_why_not_and_who_sees_the_barrier_reads_it(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier, lutons: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    for barrier, who, why in (
        (bradfords, cast.bradford_editor, "Our list is on paper."),
        (lutons, cast.luton_editor, "Our program cannot send it."),
    ):
        client = signed_in(who)
        address = f"/barriers/systemic/offers/{offer_to(barrier).pk}/decline/"
        form = filled(client, address)
        assert "There is a problem" in words(client.post(address, form | {"why": " "}))
        client.post(address, filled(client, address) | {"why": why})
    page = words(as_(cast.desnz_official).get(licences.get_absolute_url()))
    assert "Our program cannot send it." in page
    assert "paper" not in page
    assert "It does not help: 1. Not said yet: 0." in page
    bradfords.refresh_from_db()
    assert bradfords.status == "open"


def test_of_two_people_who_answer_one_offer_the_second_is_told(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    offer = offer_to(bradfords)
    client = signed_in(cast.bradford_editor)
    address = f"/barriers/systemic/offers/{offer.pk}/decline/"
    form = filled(client, address)
    actions.accept(by=cast.region_editor, offer=offer, **ACCEPTED)
    page = words(client.post(address, form | {"why": "Not for us."}))
    assert "It was accepted on 20 November 2026, and the barrier was closed with it" in page
    assert offer_to(bradfords).state == "accepted"
    with pytest.raises(ValidationError, match="accepted on"):
        actions.accept(by=cast.bradford_editor, offer=offer, **ACCEPTED)
    assert bradfords.closings.count() == 1


def test_an_offer_on_a_closed_barrier_waits_until_it_is_open_again(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    close_barrier(
        by=cast.bradford_editor, barrier=bradfords, status="closed_unresolved", what="We gave up.",
        on=FRIDAY, no_lesson_because="None",
    )  # fmt: skip
    client = signed_in(cast.bradford_editor)
    assert "Accept the answer from" not in words(client.get("/"))
    with pytest.raises(ValidationError, match="open it again first"):
        actions.decline(by=cast.bradford_editor, offer=offer_to(bradfords), why="No.")
    reopen_barrier(by=cast.bradford_editor, barrier=bradfords, why="We try again.")
    assert "Accept the answer from" in words(client.get("/"))


def test_a_barrier_that_is_open_again_after_it_was_accepted_says_so(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    actions.accept(by=cast.bradford_editor, offer=offer_to(bradfords), **ACCEPTED)
    reopen_barrier(by=cast.bradford_editor, barrier=bradfords, why="The list is empty.")
    page = words(as_(cast.bradford_editor).get(licences.get_absolute_url()))
    assert "open again since 20 November 2026: The list is empty." in page
    assert "Does this answer resolve" not in words(
        as_(cast.bradford_editor).get(f"{bradfords.get_absolute_url()}others/")
    )
    publish(licences, cast.pfpp_lead, text="Now with the list.")
    assert offer_to(bradfords).state == "waiting"


def test_a_later_answer_replaces_what_waited(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    first = offer_to(bradfords)
    publish(licences, cast.pfpp_lead, text="From May, not April.")
    with pytest.raises(ValidationError, match="There is a later answer"):
        actions.decline(by=cast.bradford_editor, offer=first, why="No.")
    page = words(as_(cast.outsider).get(licences.get_absolute_url()))
    assert page.index("From May, not April.") < page.index("It may be shown from April.")


def test_a_barrier_added_later_is_offered_the_newest_answer_once(
    cast: Cast, licences: SystemicBarrier
) -> None:
    publish(licences, cast.pfpp_lead)
    late = builders.barrier(cast.luton, "We neither", visibility="network", status="open")
    for _ in range(2):
        actions.add_members(by=cast.pfpp_lead, systemic=licences, barriers=[late])
        assert offer_to(late).state == "waiting"
        actions.take_out(by=cast.pfpp_lead, systemic=licences, barrier=late)
        assert offer_to(late).state == "ended"
    assert len(told(cast.luton_editor)) == 2  # for the answer, and for the late one once
    with pytest.raises(ValidationError, match="no longer part"):
        actions.decline(by=cast.luton_editor, offer=offer_to(late), why="No.")


def test_a_merge_of_the_body_moves_what_is_asked_and_keeps_what_it_said(
    cast: Cast, licences: SystemicBarrier
) -> None:
    answer = publish(licences, cast.pfpp_lead)
    twin = builders.organisation("Energy department", "central_government")
    merge_bodies(pair=Duplicate(energy(), twin, "One charter"), by=cast.administrator)
    licences.refresh_from_db()
    answer.refresh_from_db()
    assert licences.owner == twin
    assert answer.body.merged_into == twin
    page = words(as_(cast.outsider).get(licences.get_absolute_url()))
    assert "has ended" not in page


def test_who_may_not_close_a_barrier_may_not_answer_for_it(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier, lutons: Barrier
) -> None:
    publish(licences, cast.pfpp_lead)
    for name in ("accept", "decline"):
        hidden = f"/barriers/systemic/offers/{offer_to(bradfords).pk}/{name}/"
        seen = f"/barriers/systemic/offers/{offer_to(lutons).pk}/{name}/"
        assert as_(cast.outsider).get(hidden).status_code == 404
        assert as_(cast.outsider).get(seen).status_code == 403
