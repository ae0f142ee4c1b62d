"""An officer asks for an escalation; an editor escalates in three clicks, or says why not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Notice
from barriers.escalation import request_actions
from barriers.models import Barrier, Escalation, EscalationRequest
from tests import asked, builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    """An open barrier of Bradford that names the department."""
    return builders.barrier(
        cast.bradford, "We cannot see licences", created_by=cast.bradford_officer,
        visibility="place", status="open", unlocker=energy(),
    )  # fmt: skip


def ask_for_it(user: Any, barrier: Barrier) -> Any:
    return signed_in(user).post(f"{barrier.get_absolute_url()}escalate/request/", follow=True)


def test_an_officer_asks_with_one_button_and_the_editor_finds_it_in_their_work(
    cast: Cast, barrier: Barrier
) -> None:
    url = barrier.get_absolute_url()
    page = signed_in(cast.bradford_officer).get(url)
    assert f'href="{url}escalate/"' not in page.content.decode()
    assert "Ask an editor to escalate it" in text_of(page)
    assert "Ask an editor to escalate it" not in text_of(signed_in(cast.bradford_editor).get(url))
    assert "Your request is recorded. 2 people told in My work." in text_of(
        ask_for_it(cast.bradford_officer, barrier)
    )
    ask_for_it(cast.bradford_officer, barrier)
    request = EscalationRequest.objects.get()
    assert (request.created_by, request.outcome) == (cast.bradford_officer, "waiting")
    assert "Ask an editor" not in text_of(signed_in(cast.bradford_officer).get(url))
    for who, sees in ((cast.bradford_editor, True), (cast.luton_editor, False)):
        work = text_of(signed_in(who).get("/"))
        assert ("Escalate, or say why not:" in work) is sees, who
        assert ("We cannot see licences" in work) is sees, who
    assert ask_for_it(cast.bradford_editor, barrier).status_code == 403
    assert ask_for_it(cast.outsider, barrier).status_code == 404


def test_an_editor_escalates_in_three_clicks(cast: Cast, barrier: Barrier) -> None:
    ask_for_it(cast.bradford_officer, barrier)
    client, url = signed_in(cast.bradford_editor), barrier.get_absolute_url()
    assert f'href="{url}escalate/"' in client.get(url).content.decode()  # first click
    form = filled(client, f"{url}escalate/")
    assert (form["choice"], form["to"]) == (energy().slug, "")  # second, chosen already
    client.post(f"{url}escalate/", form)  # third
    made = Escalation.objects.get()
    assert (made.to, made.rung, made.state) == (energy(), "department", "sent")
    assert made.ask == "Please look at this barrier, and say what you could change."
    barrier.refresh_from_db()
    assert barrier.status == "escalated"
    assert EscalationRequest.objects.get().outcome == "escalated"
    assert "Escalate, or say why not:" not in text_of(client.get("/"))


def test_bodies_are_suggested_and_called_what_they_are(cast: Cast, barrier: Barrier) -> None:
    energy_post = builders.post("Senior champion for cities", energy(), kind="champion")
    board = builders.organisation("Harbour Council", "council")
    cast.pfpp.lead = board
    cast.pfpp.save()
    Barrier.objects.filter(pk=barrier.pk).update(programme=cast.pfpp)
    client, url = signed_in(cast.bradford_editor), f"{barrier.get_absolute_url()}escalate/"
    page = text_of(client.get(url))
    assert "Department. Named as who could change it" in page
    assert "Senior champion for cities" in page
    form = filled(client, url) | {"choice": f"{energy().slug}:{energy_post.pk}"}
    client.post(url, form)
    made = Escalation.objects.get()
    assert (made.post, made.rung) == (energy_post, "champion")
    other = builders.organisation("Luton Council", "council")
    sent = {"choice": "else", "to": "Luton Council", "to_pick": other.slug}
    client.post(url, filled(client, url) | sent)
    assert "Council" in text_of(client.get(Escalation.objects.get(to=other).get_absolute_url()))
    assert Escalation.objects.get(to=other).rung == "place"


def test_two_bodies_at_once_are_not_guessed_between(cast: Cast, barrier: Barrier) -> None:
    builders.organisation("Homes agency", "arms_length_body")
    client, url = signed_in(cast.bradford_editor), f"{barrier.get_absolute_url()}escalate/"
    page = text_of(client.post(url, filled(client, url) | {"to": "Homes agency"}))
    assert f"Choose either {energy()} or another organisation" in page
    page = text_of(client.post(url, filled(client, url) | {"choice": "else"}))
    assert "Name the organisation or team" in page
    page = text_of(client.post(url, filled(client, url) | {"choice": ""}))
    assert "Choose who you escalate it to" in page
    assert not Escalation.objects.exists()


def test_likely_bodies_are_suggested_where_nobody_is_named(cast: Cast, barrier: Barrier) -> None:
    kind = builders.category()
    Barrier.objects.update(category=kind)
    answered = asked.ask(barrier, energy(), state="answered", ended_on=builders.TODAY)
    asked.said(answered)
    other = builders.barrier(cast.bradford, "Nobody is named", category=kind, status="needs_owner")
    client, url = signed_in(cast.bradford_editor), f"{other.get_absolute_url()}escalate/"
    page = text_of(client.get(url))
    assert "Department. Answered 1 barrier of this kind" in page
    client.post(url, filled(client, url) | {"choice": energy().slug})
    assert other.escalations.get().to == energy()


def test_a_request_is_dismissed_with_a_reason_that_is_told(cast: Cast, barrier: Barrier) -> None:
    ask_for_it(cast.bradford_officer, barrier)
    client = signed_in(cast.bradford_editor)
    url = f"{barrier.get_absolute_url()}escalate/dismiss/"
    form = filled(client, url)
    client.post(url, form | {"why": "The council can do this itself."})
    officer = signed_in(cast.bradford_officer)
    page = text_of(officer.get(barrier.get_absolute_url()))
    assert "The council can do this itself." in page
    assert "Ask an editor to escalate it" in page, "they may ask again"
    assert list(
        Notice.objects.filter(user=cast.bradford_officer).values_list("subject", flat=True)
    ) == [f"Not escalated for now: {barrier.reference}, We cannot see licences"]
    with pytest.raises(ValidationError, match="Nobody asks for it any more"):
        request_actions.dismiss_request(by=cast.bradford_editor, barrier=barrier, why="Again.")


def test_a_body_that_is_asked_does_not_read_who_wanted_it(cast: Cast, barrier: Barrier) -> None:
    ask_for_it(cast.bradford_officer, barrier)
    asked.ask(barrier, energy())
    assert EscalationRequest.objects.visible_to(cast.bradford_editor).count() == 1
    assert EscalationRequest.objects.visible_to(cast.desnz_official).count() == 0
    page = text_of(signed_in(cast.desnz_official).get(barrier.get_absolute_url()))
    assert "for it to be escalated" not in page


def test_a_closed_barrier_is_not_asked_for(cast: Cast, barrier: Barrier) -> None:
    ask_for_it(cast.bradford_officer, barrier)
    Barrier.objects.filter(pk=barrier.pk).update(status="closed_unresolved")
    assert "Escalate, or say why not:" not in text_of(signed_in(cast.bradford_editor).get("/"))
    assert ask_for_it(cast.bradford_officer, barrier).status_code == 403
    with pytest.raises(ValidationError, match="closed meanwhile"):
        request_actions.request_escalation(by=cast.bradford_officer, barrier=barrier)


def test_the_database_keeps_requests_whole(cast: Cast, barrier: Barrier) -> None:
    EscalationRequest.objects.create(barrier=barrier)
    with pytest.raises(IntegrityError, match="escalation_request_once"), transaction.atomic():
        EscalationRequest.objects.create(barrier=barrier)
    with pytest.raises(IntegrityError, match="dismissed_says_why"), transaction.atomic():
        EscalationRequest.objects.create(barrier=barrier, outcome="dismissed")


def test_addresses_of_before_lead_on(cast: Cast, barrier: Barrier) -> None:
    made = asked.ask(barrier, energy())
    client = signed_in(cast.bradford_editor)
    assert client.get("/asks/?state=late").url == "/escalations/?state=late"
    assert client.get(f"/asks/{made.pk}/").url == made.get_absolute_url()
    assert signed_in(cast.outsider).get(f"/asks/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/asks/{pk}/answer/", "/escalations/{pk}/answer/"),
        ("/asks/{pk}/withdraw/", "/escalations/{pk}/withdraw/"),
        ("/asks/{pk}/up/?back=1", "/escalations/{pk}/further/?back=1"),
        ("/asks/{pk}/helped/", "/escalations/{pk}/helped/"),
        ("/asks/{pk}/link/", "/escalations/{pk}/link/"),
        ("/barriers/{reference}/ask/", "/barriers/{reference}/escalate/"),
    ],
)
def test_former_addresses_of_forms_lead_on_who_sees_the_record(
    cast: Cast, barrier: Barrier, was: str, now: str
) -> None:
    named = {"pk": asked.ask(barrier, energy()).pk, "reference": barrier.reference}
    was, now = was.format(**named), now.format(**named)
    answer = signed_in(cast.bradford_editor).get(was)
    assert (answer.status_code, answer.url) == (302, now)
    assert signed_in(cast.outsider).get(was).status_code == 404


def test_former_addresses_of_answering_many_and_of_rates_lead_on(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    assert client.get("/asks/answer/?ask=7").url == "/escalations/answer/?ask=7"
    assert client.get("/asks/rates/").url == "/escalations/rates/"
