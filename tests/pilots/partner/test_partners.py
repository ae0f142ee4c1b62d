"""Partners over time: who joined and left when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Pilot, PilotPartner
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def partner(pilot: Pilot, **fields: Any) -> PilotPartner:
    return PilotPartner.objects.create(pilot=pilot, **fields)


def page(pilot: Pilot, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(reverse("pilot_partners", args=[pilot.slug])))


def test_those_who_joined_and_left_are_counted_from_day_to_day(
    people: Cast, warm_homes: Pilot
) -> None:
    partner(warm_homes, organisation=people.council, kind="lead")
    partner(warm_homes, description="Charity", start=dt.date(2026, 1, 1), end=dt.date(2026, 6, 30))
    partner(warm_homes, description="Schools", start=dt.date(2026, 3, 1))
    said = page(warm_homes)
    assert "1 January 2026 Charity Nobody at most 2" in said
    assert "1 March 2026 Schools Nobody at most 3" in said
    assert "1 July 2026 Nobody Charity at most 2" in said
    assert "We don’t know when 1 partner joined. We count it throughout" in said
    assert "It has 2 today." in said


def test_without_a_date_nothing_is_shown_over_time(people: Cast, warm_homes: Pilot) -> None:
    partner(warm_homes, organisation=people.council)
    said = page(warm_homes)
    assert "It has 1 partner today. We don’t know when they joined, so there is no chart." in said
    assert "Over time" not in said


def test_an_editor_says_that_a_partner_joined_and_later_that_it_left(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_editor)
    add = reverse("partner_add", args=[warm_homes.slug])
    typed = {"organisation": people.council.name, "kind": "partner", "role": "Opens doors"}
    typed |= {"start_day": "1", "start_month": "2", "start_year": "2026"}
    client.post(add, filled(client, add, **typed))
    made = PilotPartner.objects.get()
    edit = reverse("partner_edit", args=[warm_homes.slug, made.pk])
    left = {"end_day": "31", "end_month": "8", "end_year": "2026"}
    client.post(edit, filled(client, edit, **left))
    made.refresh_from_db()
    assert (made.organisation, made.end) == (people.council, dt.date(2026, 8, 31))
    assert "1 September 2026 Nobody City of Bradford" in page(warm_homes)


WRONG: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {
    "nobody": ({"description": ""}, {"organisation": ["Say who takes part"]}),
    "left on a day to come": (
        {"end_day": "1", "end_month": "1", "end_year": "2027"},
        {"end": ["This date is in the future. Enter it on or after that date"]},
    ),
    "left before it joined": (
        {"start_day": "1", "start_month": "2", "start_year": "2026"}
        | {"end_day": "1", "end_month": "1", "end_year": "2026"},
        {"end": ["It cannot leave before it joined. Check both dates"]},
    ),
    "there already": (
        {"description": "", "organisation": "City of Bradford Metropolitan District Council"},
        {"organisation": ["It already takes part in this role"]},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place(people: Cast, warm_homes: Pilot, case: str) -> None:
    partner(warm_homes, organisation=people.council)
    typed, expected = WRONG[case]
    client = signed_in(people.bradford_editor)
    add = reverse("partner_add", args=[warm_homes.slug])
    sent = {"description": "Local schools", "kind": "partner"} | typed
    response = client.post(add, filled(client, add, **sent))
    assert dict(response.context["form"].errors) == expected
    assert PilotPartner.objects.count() == 1


def test_who_is_named_only_is_shown_and_neither_counted_nor_told_of_visits(
    people: Cast, warm_homes: Pilot
) -> None:
    partner(warm_homes, organisation=people.council)
    named = partner(warm_homes, organisation=builders.organisation("Health centre"), kind="named")
    said = page(warm_homes)
    assert "Health centre Named only" in said
    assert "It has 1 partner today." in said
    assert list(warm_homes.partners.taking_part()) != list(warm_homes.partners.all())
    assert named not in warm_homes.partners.taking_part()
    place = text_of(Client().get("/places/bradford/partners/"))
    assert "Also named" in place
    assert "1 local partner" in place
