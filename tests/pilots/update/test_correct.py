"""An accepted update is corrected with a reason; what it said stays to be read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from pilots.models import Pilot, Update, UpdateCorrection
from pilots.update.actions import accept_update
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.pilots.update.sent import page_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def hub(people: Cast) -> Pilot:
    """A public pilot that reports every quarter."""
    return builders.pilot(
        people.bradford, "Hub", programme=people.pfpp, visibility="public", rhythm=3,
        update_due=dt.date(2026, 11, 24), status="live",
    )  # fmt: skip


@pytest.fixture
def accepted(people: Cast, hub: Pilot) -> Update:
    update = send(hub, people.bradford_officer)
    Update.objects.filter(pk=update.pk).update(public_sentence="Forty doors are open.")
    accept_update(update=update, by=people.pfpp_lead)
    update.refresh_from_db()
    return update


def correct(people: Cast, update: Update, why: str = "We had counted twice.", **typed: str) -> str:
    """Corrects it as its author; what the page says then."""
    client = signed_in(people.bradford_officer)
    data = filled(client, page_of(update, "correct"), why=why, **typed)
    return text_of(client.post(page_of(update, "correct"), data, follow=True))


def test_the_corrected_text_stands_and_the_old_one_stays_with_the_reason(
    people: Cast, accepted: Update
) -> None:
    assert "Correct" in text_of(signed_in(people.bradford_officer).get(page_of(accepted)))
    page = correct(people, accepted, public_sentence="Thirty doors are open.")
    assert "Update corrected." in page
    public = text_of(Client().get(page_of(accepted)))
    assert "We had counted twice." in public
    said, before = public.split("What it said before", 2)[1:]
    assert "Thirty doors are open." in said
    assert "Forty doors are open." in before
    accepted.refresh_from_db()
    assert (accepted.state, accepted.accepted_by) == ("accepted", people.pfpp_lead)


def test_the_public_reads_no_working_text_of_a_correction(people: Cast, accepted: Update) -> None:
    correct(people, accepted, happened="Blue doors were opened.", confidence="needs_help")
    public = text_of(Client().get(page_of(accepted)))
    assert "We had counted twice." in public
    for hidden in ("Doors were opened", "Blue doors", "On track", "Needs help", "officer"):
        assert hidden not in public
    whole = text_of(signed_in(people.outsider).get(page_of(accepted)))
    assert "Doors were opened." in whole
    assert "On track" in whole
    assert not UpdateCorrection.objects.visible_to(people.resident).exists()
    assert UpdateCorrection.objects.visible_to(people.outsider).exists()


def test_a_corrected_one_is_corrected_again(people: Cast, accepted: Update) -> None:
    correct(people, accepted, happened="Second.")
    page = correct(people, accepted, why="Still not right.", happened="Third.")
    order = ["What happened Third.", "Still not right.", "Second.", "Doors were opened."]
    found = [page.rindex(words) for words in order]
    assert found == sorted(found)
    assert UpdateCorrection.objects.count() == 2


def test_an_editor_of_the_place_corrects_it_too(people: Cast, accepted: Update) -> None:
    client = signed_in(people.bradford_editor)
    data = filled(client, page_of(accepted, "correct"), why="A slip.", happened="Right.")
    client.post(page_of(accepted, "correct"), data)
    assert UpdateCorrection.objects.get().created_by == people.bradford_editor


@pytest.mark.parametrize("who", ["pfpp_lead", "evaluator", "luton_officer", "outsider"])
def test_others_do_not(people: Cast, accepted: Update, who: str) -> None:
    client = signed_in(getattr(people, who))
    assert client.get(page_of(accepted, "correct")).status_code == 403
    assert client.post(page_of(accepted, "correct")).status_code == 403


def test_the_same_correction_from_two_windows_is_made_once(people: Cast, accepted: Update) -> None:
    client = signed_in(people.bradford_officer)
    address = page_of(accepted, "correct")
    windows = [filled(client, address, why="A slip.", happened="Right.") for _ in range(2)]
    client.post(address, windows[0])
    page = text_of(client.post(address, windows[1]))
    assert "You sent this a moment ago" in page
    assert UpdateCorrection.objects.count() == 1


def test_another_correction_from_a_second_window_asks_first(people: Cast, accepted: Update) -> None:
    client = signed_in(people.bradford_officer)
    address = page_of(accepted, "correct")
    one, other = (filled(client, address, why="A slip.", happened=said) for said in ("1.", "2."))
    client.post(address, one)
    response = client.post(address, other)
    assert "It was changed in another window" in text_of(response)
    accepted.refresh_from_db()
    assert accepted.happened == "1."
    client.post(address, values(response.content.decode()))
    accepted.refresh_from_db()
    assert accepted.happened == "2."


def test_it_needs_a_reason_and_a_change(people: Cast, accepted: Update) -> None:
    assert "Say why it is corrected" in correct(people, accepted, why="", happened="Right.")
    assert "Nothing is different from what it says now" in correct(people, accepted)
    assert not UpdateCorrection.objects.exists()


def test_what_is_not_accepted_yet_is_edited_instead(people: Cast, hub: Pilot) -> None:
    update = send(hub, people.bradford_officer)
    answer = signed_in(people.bradford_officer).get(page_of(update, "correct"))
    assert answer["Location"] == page_of(update, "edit")
    page = signed_in(people.bradford_editor).get(page_of(update, "correct"), follow=True)
    assert "Until then, its author can edit it." in text_of(page)


def test_another_period_counts_the_due_day_again(
    people: Cast, hub: Pilot, accepted: Update
) -> None:
    hub.refresh_from_db()
    assert hub.update_due == dt.date(2027, 2, 24)
    page = correct(people, accepted, period_end_month="8", period_end_day="31")
    assert "Period July to September 2026" in page
    hub.refresh_from_db()
    assert hub.update_due == dt.date(2026, 11, 24)
