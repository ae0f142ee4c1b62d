"""Referrals: counts in and out by source, with unknowns in sight."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, Referral
from tests import engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def listed(pilot: Pilot) -> str:
    return reverse("pilot_referrals", args=[pilot.slug])


def test_a_total_says_what_it_does_not_hold(people: Cast, warm_homes: Pilot) -> None:
    engaged.referral(warm_homes, 40, route="By themselves")
    engaged.referral(warm_homes, 3, route="By the police")
    engaged.referral(warm_homes, route="By schools", missing="not_published")
    inside = text_of(signed_in(people.outsider).get(listed(warm_homes)))
    assert "At least 43 people in all. Left out: 1 number not known." in inside
    assert "Not known: not published" in inside
    outside = text_of(Client().get(listed(warm_homes)))
    assert "At least 40 people in all." in outside
    assert "Left out: 1 number not known and 1 number of fewer than 5." in outside
    assert "fewer than 5 people" in outside
    file = b"".join(Client().get(f"{listed(warm_homes)}?format=csv")).decode()
    assert "fewer than 5 people" in file
    assert "3 people" not in file


def test_where_nothing_is_known_the_total_is_not_zero(warm_homes: Pilot) -> None:
    engaged.referral(warm_homes, missing="not_published")
    page = text_of(Client().get(listed(warm_homes)))
    assert "In all: not known ." in page
    assert "0 people" not in page


SENT = {"direction": "in", "route": "By themselves", "people": "about 40"}


def test_a_count_is_recorded_and_put_right(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    add = reverse("referral_add", args=[warm_homes.slug])
    client.post(add, filled(client, add, **SENT, period_end_year="2026", period_end_month="9"))
    made = Referral.objects.get()
    assert str(made.people) == "about 40 people"
    assert "until September 2026" in text_of(client.get(listed(warm_homes)))
    edit = reverse("referral_edit", args=[warm_homes.slug, made.pk])
    client.post(edit, filled(client, edit, people="", unknown="on", missing="cannot_share"))
    made.refresh_from_db()
    assert (made.people_low, made.missing) == (None, "cannot_share")
    assert filled(client, edit)["unknown"] == ["on"], "the form opens as it was said"
    client.post(edit, filled(client, edit, people="12"))
    made.refresh_from_db()
    assert (made.people_low, made.missing) == (12, ""), "a typed number wins"


def test_unticking_not_known_yet_clears_its_reason(people: Cast, warm_homes: Pilot) -> None:
    made = engaged.referral(warm_homes, missing="not_counted")
    edit = reverse("referral_edit", args=[warm_homes.slug, made.pk])
    client = signed_in(people.bradford_officer)
    typed = filled(client, edit, unknown=None)
    assert typed["missing"] == "not_counted", "its radio is still chosen, out of sight"
    answer = text_of(client.post(edit, typed))
    assert "Enter the number, or choose “Not known yet”" in answer
    client.post(edit, {**typed, "people": "7"})
    made.refresh_from_db()
    assert (made.people_low, made.missing) == (7, "")


WRONG: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "no source": (
        {"route": ""},
        {"organisation": ["Say where people came from, or where they were sent"]},
    ),
    "nothing said of the number": (
        {"people": ""},
        {"people": ["Enter the number, or choose “Not known yet”"]},
    ),
    "no reason": (
        {"people": "", "unknown": "on"},
        {"missing": ["Say why the number is not known"]},
    ),
    "a period to come": (
        {"period_start_year": "2027"},
        {"period_start": ["This date is in the future"]},
    ),
    "an end before its start": (
        {"period_start_year": "2025", "period_end_year": "2024"},
        {"period_end": ["The end can’t be before the start"]},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place(people: Cast, warm_homes: Pilot, case: str) -> None:
    typed, expected = WRONG[case]
    client = signed_in(people.bradford_officer)
    add = reverse("referral_add", args=[warm_homes.slug])
    response = client.post(add, filled(client, add, **(SENT | typed)))
    assert dict(response.context["form"].errors) == expected
    assert not Referral.objects.exists()
