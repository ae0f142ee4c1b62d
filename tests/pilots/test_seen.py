"""What the public must not see of an update and its figures, on any page or in any file."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Actual, Pilot, Update
from pilots.update.actions import accept_update
from tests import builders
from tests.builders import Cast
from tests.pilots.update.test_log_progress import signed_in

pytestmark = pytest.mark.django_db

JUNE, SEPTEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30)
PAGES = [
    ("pilot", ""),
    ("pilot_about", ""),
    ("pilot_updates", ""),
    ("pilot_updates", "?format=csv"),
    ("pilot_updates", "?format=json"),
    ("pilot_indicators", ""),
    ("pilot_indicators", "?format=csv"),
    ("pilot_indicators", "?format=json"),
    ("pilot_brief", ""),
    ("pilot_brief", "?format=txt"),
    ("pilot_history", ""),
    ("pilot_partners", ""),
    ("pilot_barriers", ""),
    ("pilots", ""),
    ("pilots", "?format=csv"),
    ("pilots", "?format=json"),
    ("pilot_figures", "?format=csv"),
    ("pilot_figures", "?format=json"),
    ("pilot_suggest", "?q=hub"),
]


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def hub(people: Cast) -> Pilot:
    """A public pilot: 60 homes accepted for June, 7,654 waiting for September and, for June,
    a correction to 6,543 that is not accepted."""
    pilot = builders.pilot(people.bradford, "Hub", programme=people.pfpp, slug="hub")
    homes = builders.indicator(pilot, "Homes visited", target_low=100)
    said = {
        "happened": "Secret doings.",
        "next_steps": "Secret plans.",
        "help_needed": "Secret help.",
        "confidence": "needs_help",
    }
    accepted = builders.update(
        pilot, people.bradford_officer, state="accepted", public_sentence="Homes are warm.", **said
    )
    waiting = builders.update(
        pilot, people.bradford_officer, public_sentence="Not yet public.", **said
    )
    june = builders.actual(homes, 60, as_of=JUNE, counts="same", update=accepted)
    builders.actual(homes, 6543, as_of=JUNE, counts="same", update=waiting, replaces=june)
    builders.actual(homes, 7654, as_of=SEPTEMBER, counts="same", update=waiting)
    return pilot


def addresses(pilot: Pilot) -> list[str]:
    """Every page and file that tells of the pilot."""
    whole = {"pilots", "pilot_figures", "pilot_suggest"}
    made = [reverse(n, args=[] if n in whole else [pilot.slug]) + query for n, query in PAGES]
    numbered = [reverse("indicator", args=[pilot.slug, 1])]
    return made + numbered + [reverse("pilot_update_page", args=[pilot.slug, 1])]


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode("utf-8-sig")


def test_nothing_that_waits_is_public(people: Cast, hub: Pilot) -> None:
    for address in addresses(hub):
        text = body(Client(), address)
        for hidden in ("7654", "7,654", "6543", "6,543", "Not yet public"):
            assert hidden not in text, f"{hidden} on {address}"
    waiting = reverse("pilot_update_page", args=[hub.slug, 2])
    assert Client().get(waiting).status_code == 404
    assert signed_in(people.outsider).get(waiting).status_code == 404
    assert signed_in(people.pfpp_lead).get(waiting).status_code == 200


def test_the_accepted_figure_stands_for_the_public_until_its_correction_is_accepted(
    people: Cast, hub: Pilot
) -> None:
    page = reverse("pilot", args=[hub.slug])
    assert "<b>60</b> of 100 homes" in body(Client(), page)
    assert "corrected since" not in body(Client(), reverse("indicator", args=[hub.slug, 1]))
    accept_update(update=Update.objects.get(number=2), by=people.pfpp_lead)
    after = body(Client(), page)
    assert "7,654 homes" in after
    assert "60 homes" not in after
    assert "corrected since" in body(Client(), reverse("indicator", args=[hub.slug, 1]))


def test_those_at_the_place_see_the_correction_at_once(people: Cast, hub: Pilot) -> None:
    standing = Actual.objects.standing_for(people.bradford_officer)
    assert sorted(standing.values_list("value_low", flat=True)) == [6543, 7654]
    public = Actual.objects.standing_for(people.resident)
    assert list(public.values_list("value_low", flat=True)) == [60]


def test_a_correction_of_a_correction_leaves_one_figure_for_each_date(
    people: Cast, hub: Pilot
) -> None:
    third = builders.update(hub, people.bradford_officer, state="accepted")
    second = Actual.objects.get(value_low=6543)
    builders.actual(second.indicator, 61, as_of=JUNE, update=third, replaces=second, counts="same")
    public = Actual.objects.standing_for(people.resident)
    assert list(public.values_list("value_low", flat=True)) == [61]


def test_confidence_and_the_working_text_are_never_public(people: Cast, hub: Pilot) -> None:
    Update.objects.filter(number=1).update(
        question="Secret question?", answer="Secret answer.", questioned_by=people.pfpp_lead
    )
    for address in addresses(hub):
        text = body(Client(), address).lower()
        for hidden in ("needs help", "needs_help", "secret", "bradford officer", "programme lead"):
            assert hidden not in text, f"{hidden} on {address}"


def test_residents_read_the_sentence_for_them(people: Cast, hub: Pilot) -> None:
    for name, args in (("pilot", ["hub"]), ("pilot_update_page", ["hub", 1])):
        assert "Homes are warm." in body(Client(), reverse(name, args=args))


def test_signed_in_readers_read_the_whole_update(people: Cast, hub: Pilot) -> None:
    client = signed_in(people.outsider)
    page = body(client, reverse("pilot_update_page", args=["hub", 1]))
    assert "Secret doings." in page
    assert "Needs help" in page
    assert "Needs help" in body(client, reverse("pilot", args=["hub"]))


def test_a_hidden_pilot_is_in_no_list_count_file_or_suggestion(people: Cast, hub: Pilot) -> None:
    Pilot.objects.filter(pk=hub.pk).update(visibility="place")
    for name, query in PAGES:
        if name in ("pilots", "pilot_figures", "pilot_suggest"):
            text = body(signed_in(people.luton_officer), reverse(name) + query)
            assert "Hub" not in text
            assert "Homes visited" not in text
    assert "No pilot" in body(signed_in(people.luton_officer), reverse("pilots"))
    assert "Hub" in body(signed_in(people.bradford_officer), reverse("pilots"))
