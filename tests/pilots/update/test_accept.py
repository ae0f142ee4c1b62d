"""Accepting says first what becomes public, and can be undone for a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from pilots.models import Pilot, Update
from pilots.update.actions import accept_update
from pilots.update.mend_actions import correct_update, report_of
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import TODAY, signed_in, text_of
from tests.pilots.update.sent import page_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
REVIEW, ACCEPT = "/updates/", "/updates/accept/"


@pytest.fixture
def hub(people: Cast) -> Pilot:
    """A public pilot that counts one thing."""
    pilot = builders.pilot(people.bradford, "Hub", programme=people.pfpp, visibility="public")
    builders.indicator(pilot, "Homes")
    return pilot


@pytest.fixture
def sent(people: Cast, hub: Pilot) -> Update:
    update = send(hub, people.bradford_officer, 75)
    Update.objects.filter(pk=update.pk).update(public_sentence="Forty doors are open.")
    update.refresh_from_db()
    return update


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("public", "The public can read “Forty doors are open” and 1 figure. Everyone signed in"),
        ("network", "Everyone signed in can read it. The public can’t read any of it."),
        ("programme", "It stays with its readers: this place and its funder."),
    ],
)
def test_what_becomes_public_is_said_above_the_button_alone_and_in_bulk(
    people: Cast, hub: Pilot, sent: Update, level: str, said: str
) -> None:
    Pilot.objects.filter(pk=hub.pk).update(visibility=level)
    lead = signed_in(people.pfpp_lead)
    for address, button in ((page_of(sent), "Accept this"), (REVIEW, "Accept the ticked")):
        page = text_of(lead.get(address))
        assert said in page.partition(button)[0]
        assert "You can undo this for a day." in page.partition(button)[0]


def test_no_change_and_an_update_without_a_word_for_the_public_say_so(
    people: Cast, hub: Pilot, sent: Update
) -> None:
    Update.objects.filter(pk=sent.pk).update(public_sentence="")
    sent.actuals.update(withdrawn=True, superseded=True)
    lead = signed_in(people.pfpp_lead)
    assert "The public can read that there was an update, but not what it says." in text_of(
        lead.get(page_of(sent))
    )
    Update.objects.filter(pk=sent.pk).update(no_change=True)
    assert "The public can read that nothing changed." in text_of(lead.get(page_of(sent)))


def accept(people: Cast, update: Update) -> None:
    """The lead accepts it as they read it."""
    accept_update(update=update, by=people.pfpp_lead)
    update.refresh_from_db()


def undo(by: Any, update: Update) -> str:
    """What the page says after it."""
    return text_of(signed_in(by).post(page_of(update, "accept_undo"), follow=True))


def test_it_is_undone_within_a_day_and_goes_from_public_pages(
    people: Cast, hub: Pilot, sent: Update
) -> None:
    accept(people, sent)
    assert Client().get(page_of(sent)).status_code == 200
    page = text_of(signed_in(people.pfpp_lead).get(page_of(sent)))
    assert "Undo the acceptance until 21 November 2026" in page
    assert "waits to be read again" in undo(people.pfpp_lead, sent)
    assert Client().get(page_of(sent)).status_code == 404
    sent.refresh_from_db()
    assert (sent.state, sent.accepted_by, sent.accepted_at) == ("submitted", None, None)


def test_in_bulk_each_is_undone_where_they_were_accepted(
    people: Cast, hub: Pilot, sent: Update
) -> None:
    lead = signed_in(people.pfpp_lead)
    keys = [f"{sent.pk}~{sent.version}"]
    page = lead.post(ACCEPT, {"update": keys}, follow=True)
    assert "1 update is accepted. You can undo that below for a day." in text_of(page)
    assert page_of(sent, "accept_undo") in page.content.decode()
    assert "Accepted by you" not in text_of(signed_in(people.bradford_editor).get(REVIEW))
    with time_machine.travel(TODAY + dt.timedelta(hours=25), tick=False):
        assert "Accepted by you" not in text_of(lead.get(REVIEW))


def test_after_a_day_it_stays(people: Cast, sent: Update) -> None:
    accept(people, sent)
    with time_machine.travel(TODAY + dt.timedelta(hours=25), tick=False):
        assert "Undo" not in text_of(signed_in(people.pfpp_lead).get(page_of(sent)))
        assert "more than a day ago, so it stays" in undo(people.pfpp_lead, sent)
    sent.refresh_from_db()
    assert sent.state == "accepted"


def test_what_was_corrected_since_stays_accepted(people: Cast, sent: Update) -> None:
    accept(people, sent)
    report = report_of(sent)
    report = type(report)(report.period, confidence="on_track", happened="Right.")
    correct_update(
        update=sent, by=people.bradford_officer, report=report, why="A slip.", seen=sent.version
    )
    sent.corrections.update(created_at=timezone.now() + dt.timedelta(minutes=5))
    assert "It was corrected since it was accepted, so it stays" in undo(people.pfpp_lead, sent)


def test_a_figure_that_was_corrected_since_keeps_it_accepted(people: Cast, sent: Update) -> None:
    accept(people, sent)
    old = sent.actuals.get()
    builders.actual(
        old.indicator, 76, as_of=old.as_of, replaces=old,
        created_at=timezone.now() + dt.timedelta(minutes=5),
    )  # fmt: skip
    assert "One of its figures was corrected since" in undo(people.pfpp_lead, sent)


@pytest.mark.parametrize("key", ["9" * 19 + "~1", "1~" + "9" * 19, "x~1", "1", "~"])
def test_a_tick_that_names_no_update_is_as_none(people: Cast, sent: Update, key: str) -> None:
    lead = signed_in(people.pfpp_lead)
    answer = lead.post(ACCEPT, {"update": [key]}, follow=True)
    assert "Tick the updates that you accept." in text_of(answer)
    answer = lead.post(ACCEPT, {"update": [key, f"{sent.pk}~{sent.version}"]}, follow=True)
    assert "1 update is accepted." in text_of(answer)


@pytest.mark.parametrize("who", ["bradford_officer", "bradford_editor", "evaluator", "outsider"])
def test_only_who_accepts_undoes(people: Cast, sent: Update, who: str) -> None:
    accept(people, sent)
    client = signed_in(getattr(people, who))
    assert client.post(page_of(sent, "accept_undo")).status_code == 403


def test_undone_twice_is_told(people: Cast, sent: Update) -> None:
    accept(people, sent)
    undo(people.pfpp_lead, sent)
    assert "It is not accepted any more." in undo(people.pfpp_lead, sent)
