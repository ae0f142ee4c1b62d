"""Log progress, as a person does it: journeys J2 and J8."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from pilots.models import Actual, Pilot, Update
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_form_knows_the_pilot_the_period_and_what_was_said_last_time(
    people: Cast, warm_homes: Pilot
) -> None:
    builders.update(
        warm_homes,
        people.bradford_officer,
        happened="Five assessors were trained.",
        next_steps="Visit the first homes.",
        period_start=dt.date(2026, 4, 1),
        period_end=dt.date(2026, 6, 30),
    )
    page = text_of(signed_in(people.bradford_officer).get(at(warm_homes)))
    assert "How is it going? July to September 2026. Due 24 November 2026." in page
    assert "Five assessors were trained." in page
    assert "Visit the first homes." in page
    assert "Last time: 60 homes, 30 June 2026" in page
    assert "Planned: 80 to 120 homes" in page
    assert "From case records. Change" in page
    assert "All as at Day Month Year" in page


def test_an_update_is_recorded_with_its_figures(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(
        client,
        at(warm_homes),
        **SAID,
        **{"f1-value": "118", "f2-value": "over 41", "f2-counts": "same"},
        next_steps="More visits.",
    )
    response = client.post(at(warm_homes), data, follow=True)
    page = text_of(response)
    assert "Update sent." in page
    assert "This place and its funder can read it" in page
    assert "118 homes" in page
    assert "more than 41 homes" in page
    update = Update.objects.get()
    assert (update.period_start, update.period_end) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert update.created_by == people.bradford_officer
    first, second = update.actuals.order_by("indicator__number")
    assert (first.value_low, first.counts, first.source_said) == (118, "same", "Case records")
    assert (second.value_qualifier, second.as_of) == ("more_than", dt.date(2026, 9, 30))
    warm_homes.refresh_from_db()
    assert warm_homes.update_due == dt.date(2027, 2, 24)


def test_no_change_finishes(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), report="no_change")
    page = text_of(client.post(at(warm_homes), data, follow=True))
    assert "No change" in page
    update = Update.objects.get()
    assert (update.no_change, update.confidence, update.actuals.count()) == (True, "", 0)
    warm_homes.refresh_from_db()
    assert warm_homes.update_due == dt.date(2027, 2, 24)


@pytest.mark.parametrize("typed", [{"happened": "A lot."}, {"f1-value": "118"}])
def test_no_change_never_throws_away_what_was_written(
    people: Cast, warm_homes: Pilot, typed: dict[str, str]
) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), report="no_change", **typed)
    response = client.post(at(warm_homes), data)
    assert "there is something written below" in text_of(response)
    assert next(iter(typed.values())) in response.content.decode()
    assert not Update.objects.exists()


def test_a_figure_left_blank_is_no_figure_and_never_zero(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID))
    assert Update.objects.get().actuals.count() == 0
    assert Actual.objects.count() == 1


def test_zero_is_a_figure(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **{"f1-value": "0"}))
    assert Update.objects.get().actuals.get().value_low == 0


def test_not_known_yet_is_recorded_with_its_reason(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(
        client, at(warm_homes), **SAID, **{"f1-unknown": "on", "f1-missing": "not_counted"}
    )
    page = text_of(client.post(at(warm_homes), data, follow=True))
    assert "Not known: not counted yet" in page
    actual = Update.objects.get().actuals.get()
    assert (actual.value_low, actual.missing) == (None, "not_counted")


def test_a_range_is_recorded_as_a_range(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    typed = {"f1-value": "7,000 to 15,000"}
    page = text_of(
        client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed), follow=True)
    )
    assert "7,000 to 15,000 homes" in page
    actual = Update.objects.get().actuals.get()
    assert (actual.value_low, actual.value_high) == (Decimal(7000), Decimal(15000))


# --- J2: Liverpool ---------------------------------------------------------------------------


@pytest.fixture
def good_help_hub(people: Cast) -> Pilot:
    pilot = builders.pilot(
        people.bradford,
        "Good Help Hub",
        programme=people.pfpp,
        status="closed",
        slug="good-help-hub",
        team=people.team,
    )
    helped = builders.indicator(
        pilot,
        "People helped",
        unit="people",
        target_low=100,
        definition="Intensive work with the most complex individuals or families",
    )
    helped.plans.update(unit="people or families")
    return pilot


def test_j2_plan_and_actual_that_count_different_things_stand_side_by_side(
    people: Cast, good_help_hub: Pilot
) -> None:
    # A partner from a housing association, on the pilot's team and no council officer
    client = signed_in(people.teammate)
    page = text_of(client.get(at(good_help_hub)))
    assert "Log a follow-up" in page
    assert "Planned: 100 people or families (intensive work with the most complex" in page
    data = filled(
        client,
        at(good_help_hub),
        report="yes",
        confidence="on_track",
        happened="Far more people came than were planned for.",
        period_end_day="31",
        period_end_month="3",
        period_end_year="2023",
        **{
            "f1-qualifier": "more_than",
            "f1-value": "550",
            "f1-counts": "different",
            "f1-difference": "These are people who came to enquire about services",
            "f1-as_of_day": "31",
            "f1-as_of_month": "3",
            "f1-as_of_year": "2023",
        },
    )
    client.post(at(good_help_hub), data)
    update = Update.objects.get()
    lead = signed_in(people.pfpp_lead)
    address = reverse("pilot_update_accept", args=[good_help_hub.slug, update.number])
    lead.post(address, {"version": update.version})
    names = ("pilot", "pilot_indicators", "pilot_brief")
    for name in names:
        page = text_of(Client().get(reverse(name, args=[good_help_hub.slug])))
        assert "100 people or families" in page
        assert "more than 550 people" in page
        assert re.search(
            r"do not count the same thing|count different things|Not compared|No These are", page
        )
        assert "%" not in page
        assert "per cent" not in page
    page = text_of(Client().get(reverse("pilot", args=[good_help_hub.slug])))
    assert "Not compared." in page
    assert "These are people who came to enquire about services" in page
    assert "31 March 2023" in page


def test_what_a_figure_counts_is_said_once_and_carried_on(
    people: Cast, good_help_hub: Pilot
) -> None:
    helped = good_help_hub.indicators.get()
    builders.actual(
        helped,
        550,
        as_of=dt.date(2023, 3, 31),
        counts="different",
        difference="Enquiries",
        definition="People using the Hub to enquire",
    )
    client = signed_in(people.teammate)
    data = filled(client, at(good_help_hub), **SAID, **{"f1-value": "560"})
    assert data["f1-counts"] == "different"
    assert data["f1-difference"] == "Enquiries"
    client.post(at(good_help_hub), data)
    assert Update.objects.get().actuals.get().definition == "People using the Hub to enquire"


# --- What is wrong is said, and nothing is lost -----------------------------------------------
