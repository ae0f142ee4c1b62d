"""Risks are kept short, read by those who are signed in, looked at again and closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, Risk
from pilots.risk.views import Risks
from tests import builders, coursed
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HasFile, HasHistory, OfPilot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

SAID = {
    "what": "Assessors leave",
    "likelihood": "3",
    "effect": "2",
    "effect_said": "Fewer visits",
    "owner_said": "Housing manager",
    "review_on_day": "1",
    "review_on_month": "2",
    "review_on_year": "2027",
}


class TestRisk(OfPilot, HasHistory, HasFile):
    """A risk of a pilot; its history is that of the pilot."""

    kind, history_not_for = Risks, "resident"
    typed = {
        **SAID,
        "response": "Train three more",
        "owner": "",
    }
    saved = {
        "pilot.name": "Warm homes",
        "what": "Assessors leave",
        "likelihood": 3,
        "effect": 2,
        "effect_said": "Fewer visits",
        "response": "Train three more",
        "owner": None,
        "owner_said": "Housing manager",
        "review_on": dt.date(2027, 2, 1),
        "state": "open",
        "created_by.full_name": "Bradford officer",
    }
    shown = (
        *("Assessors leave It would mean: Fewer visits", "High likelihood high, effect medium"),
        *("Train three more", "Housing manager", "1 February 2027"),
    )
    listed = "Assessors leave"
    refused = [
        ({"what": ""}, "id_what-err"),
        ({"owner_said": ""}, "Say which job role looks after it"),
        ({"owner": "No such role"}, "id_owner-err"),
        ({"likelihood": "9"}, "id_likelihood-err"),
        ({"review_on_year": "2026"}, "That day has passed. Enter the next one"),
        ({"review_on_day": "31"}, "id_review_on-err"),
    ]
    change = ("effect_said", "Fewer visits", "No visits at all")
    columns = "what state likelihood effect effect_said response owner review_on state_said"
    cells = {
        "what": "Assessors leave",
        "state": "open",
        "effect_said": "Fewer visits",
        "owner": "Housing manager",
    }

    def one(self, pilot: Pilot, **says: Any) -> Risk:
        return coursed.risk(pilot, **says)

    def history_at(self, record: Risk) -> str:
        return reverse("pilot_history", args=[self.pilot.slug])


def listed(of: Pilot) -> str:
    return reverse("pilot_risks", args=[of.slug])


def sent(who: Any, address: str, **typed: Any) -> str:
    client = signed_in(who)
    return text_of(client.post(address, filled(client, address, **typed), follow=True))


def test_an_officer_adds_one_and_whoever_is_signed_in_reads_it(
    people: Cast, warm_homes: Pilot
) -> None:
    page = sent(people.bradford_officer, reverse("risk_add", args=[warm_homes.slug]), **SAID)
    assert "Assessors leave It would mean: Fewer visits" in page
    assert "High likelihood high, effect medium" in page
    page = text_of(signed_in(people.outsider).get(listed(warm_homes)))
    assert "Housing manager" in page
    assert "never by the public" in page
    assert "Freedom of Information" in page


def test_the_public_reads_none_of_them_however_public_the_pilot_is(
    people: Cast, warm_homes: Pilot
) -> None:
    coursed.risk(warm_homes, "Assessors leave")
    assert Client().get(listed(warm_homes)).status_code == 302
    for address in (warm_homes.get_absolute_url(), reverse("pilot_history", args=["warm-homes"])):
        page = text_of(Client().get(address))
        assert "Assessors" not in page
        assert "Risks" not in page
    assert "Risks 1 open" in text_of(signed_in(people.outsider).get(warm_homes.get_absolute_url()))
    history = signed_in(people.bradford_officer).get(reverse("pilot_history", args=["warm-homes"]))
    assert "Assessors leave" in text_of(history)


def test_the_most_serious_stands_first_then_the_next_review(
    people: Cast, warm_homes: Pilot
) -> None:
    coursed.risk(warm_homes, "Low", likelihood=1, effect=2)
    coursed.risk(warm_homes, "Later", likelihood=3, effect=3)
    coursed.risk(warm_homes, "Sooner", likelihood=3, effect=3, review_on="2026-11-01")
    page = text_of(signed_in(people.bradford_officer).get(listed(warm_homes)))
    assert page.index("Sooner") < page.index("Later") < page.index("Low It would")
    assert "1 November 2026 Review due" in page


def test_a_closed_one_says_why_and_stays(people: Cast, warm_homes: Pilot) -> None:
    risk = coursed.risk(warm_homes)
    address = reverse("risk_edit", args=[warm_homes.slug, risk.pk])
    page = sent(people.bradford_officer, address, state="passed")
    assert "Say briefly what happened" in page
    page = sent(people.bradford_officer, address, state="passed", state_said="All hired")
    assert "No longer open Assessors leave Passed All hired" in page


def test_a_job_role_that_a_reader_may_not_see_is_not_named_and_stays(
    people: Cast, warm_homes: Pilot
) -> None:
    role = builders.post("Secret fixer", people.council, people.luton, visibility="team")
    risk = coursed.risk(warm_homes, owner=role, owner_said="")
    page = signed_in(people.bradford_officer)
    assert "A job role that you cannot see" in text_of(page.get(listed(warm_homes)))
    assert "Secret" not in page.get(f"{listed(warm_homes)}?format=csv").getvalue().decode()
    address = reverse("risk_edit", args=[warm_homes.slug, risk.pk])
    sent(people.bradford_officer, address, what="Assessors move on")
    risk.refresh_from_db()
    assert (risk.what, risk.owner) == ("Assessors move on", role)
