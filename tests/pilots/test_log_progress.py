"""Log progress, as a person does it: journeys J2 and J8, and everything that can go wrong."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Actual, Pilot, Update
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled

TODAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
SAID = {"report": "yes", "confidence": "on_track", "happened": "We opened the doors."}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def warm_homes(people: Cast) -> Pilot:
    """A live pilot that reports every quarter and owes an update on 24 November."""
    pilot = builders.pilot(
        people.bradford,
        "Warm homes",
        programme=people.pfpp,
        rhythm=3,
        update_due=dt.date(2026, 11, 24),
        slug="warm-homes",
    )
    visited = builders.indicator(pilot, "Homes visited", target_low=150)
    builders.indicator(pilot, "Homes improved", target_low=80, target_high=120)
    builders.actual(
        visited, 60, counts="same", as_of=dt.date(2026, 6, 30), source_said="Case records"
    )
    return pilot


def at(pilot: Pilot) -> str:
    return reverse("pilot_update", args=[pilot.slug])


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)
    return client


def text_of(response: object) -> str:
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


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
    assert "Warm homes, July to September 2026. Due 24 November 2026." in page
    assert "Five assessors were trained." in page
    assert "Visit the first homes." in page
    assert "exactly 60 homes, 30 June 2026" in page
    assert "Planned: 80 to 120 homes" in page
    assert "Dated 30 September 2026, from case records. Change" in page


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
    assert "Your update is submitted." in page
    assert "It is read by this place and its funder" in page
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
    lead.post(reverse("pilot_update_accept", args=[good_help_hub.slug, update.number]))
    names = ("pilot", "pilot_indicators", "pilot_brief")
    for name in names:
        page = text_of(Client().get(reverse(name, args=[good_help_hub.slug])))
        assert "100 people or families" in page
        assert "more than 550 people" in page
        assert re.search(r"do not count the same thing|Not the same measure|No These are", page)
        assert "%" not in page
        assert "per cent" not in page
    page = text_of(Client().get(reverse("pilot", args=[good_help_hub.slug])))
    assert "Not the same measure, so no percentage" in page
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


NO_ANSWERS = ("perfect", "maybe", "nearly")


def refused(people: Cast, pilot: Pilot, **typed: str) -> str:
    """The page that comes back with what was typed; nothing was recorded."""
    client = signed_in(people.bradford_officer)
    before = Actual.objects.count()
    response = client.post(at(pilot), filled(client, at(pilot), **{**SAID, **typed}))
    assert response.status_code == 200
    page = response.content.decode()
    assert "<title>Error: " in page
    assert "to put right" in page
    assert not Update.objects.exists()
    assert Actual.objects.count() == before
    for value in typed.values():
        if value not in ("", *NO_ANSWERS) and len(value) < 60 and "\x00" not in value:
            assert value.replace("<", "&lt;") in page
    return text_of(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"confidence": ""}, "Choose how confident you are in delivery"),
        ({"confidence": "perfect"}, "Choose from the answers listed"),
        ({"report": "maybe"}, "Choose from the answers listed"),
        ({"happened": "   "}, "Say what happened"),
        ({"happened": "x" * 10_000}, "Shorten “What happened?” to 5000 characters"),
        ({"happened": "bad\x00text"}, "hidden character"),
        ({"public_sentence": "x" * 10_000}, "Shorten “One sentence for the public”"),
        ({"f1-value": "forty one"}, "Enter “Homes visited” as a number, such as 41"),
        ({"f1-value": "-5"}, "cannot be below zero"),
        ({"f1-value": "5\x00"}, "hidden character"),
        ({"f1-value": "9" * 40}, "too large to be right"),
        ({"f1-value": "12", "f1-qualifier": "nearly"}, "Choose from the answers listed"),
        ({"f1-value": "5 to 9", "f1-qualifier": "about"}, "Choose “exactly”"),
        ({"f1-value": "12", "f1-unknown": "on"}, "but not both"),
        ({"f1-unknown": "on"}, "Say why “Homes visited” is not known"),
        ({"f2-value": "12"}, "Say whether “Homes improved” counts the same thing as the plan"),
        ({"f2-value": "12", "f2-counts": "different"}, "Say what is different"),
        ({"f2-difference": "They are flats"}, "or clear what you wrote about it"),
        ({"f1-value": "12", "f1-as_of_year": "2099"}, "cannot be in the future"),
        ({"f1-value": "12", "f1-as_of_year": "1066"}, "Enter a year between"),
        ({"f1-value": "12", "f1-as_of_day": "31", "f1-as_of_month": "2"}, "no 31 February"),
        (
            {"f1-value": "12", "f1-as_of_day": "", "f1-as_of_month": "", "f1-as_of_year": ""},
            "Enter the date of “Homes visited”",
        ),
        ({"f1-value": "12", "f1-source_said": "x" * 10_000}, "Shorten “Where is it from?”"),
        ({"period_end_year": "2099"}, "The period cannot end in the future"),
        ({"period_end_day": "99"}, "Enter a day from 1 to 31"),
        ({"period_end_day": "", "period_end_month": "", "period_end_year": ""}, "period ends"),
        ({"period_start_year": "2030"}, "must end after it starts"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    people: Cast, warm_homes: Pilot, typed: dict[str, str], said: str
) -> None:
    assert said in refused(people, warm_homes, **typed)


def test_each_mistake_leads_to_its_input(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(
        client, at(warm_homes), **{**SAID, "f1-value": "many", "f2-value": "12", "confidence": ""}
    )
    html = client.post(at(warm_homes), data).content.decode()
    targets = re.findall(r'<li><a href="#([^"]+)">', html.partition("errors-head")[2])
    assert targets[:3] == ["id_confidence_0", "id_f1-value", "id_f2-counts_0"]
    assert all(f'id="{target}"' in html for target in targets[:3])


def test_wrong_encoding_is_no_crash(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    body = b"report=yes&confidence=on_track&happened=caf\xe9&period_end_day=30"
    response = client.generic(
        "POST", at(warm_homes), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (200, 400)
    assert not Update.objects.exists()


# --- A figure for a date that has one ---------------------------------------------------------


def june(value: str, **typed: str) -> dict[str, str]:
    """A figure for 30 June, which has one already."""
    return {"f1-value": value, "f1-as_of_month": "6", "f1-as_of_day": "30", **typed}


def test_a_second_figure_for_a_date_asks_before_it_replaces_the_first(
    people: Cast, warm_homes: Pilot
) -> None:
    said = refused(people, warm_homes, **june("63"))
    assert "already a figure for “Homes visited” on 30 June 2026: 60 homes" in said
    assert "Replace the figure of 30 June 2026: 60 homes" in said


def test_a_confirmed_correction_replaces_the_figure_and_keeps_it_in_the_record(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, **june("63", **{"f1-replaces": "on"}))
    client.post(at(warm_homes), data)
    page = text_of(client.get(reverse("indicator", args=[warm_homes.slug, 1])))
    assert "63 homes a correction" in page
    assert "60 homes corrected since" in page
    assert Actual.objects.live().get().value_low == 63


def test_a_figure_that_somebody_else_recorded_meanwhile_is_asked_about(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, **{"f2-value": "41", "f2-counts": "same"})
    other = signed_in(people.bradford_editor)
    theirs = filled(other, at(warm_homes), **SAID, **{"f2-value": "39", "f2-counts": "same"})
    other.post(at(warm_homes), theirs)
    response = client.post(at(warm_homes), data)
    assert "already a figure for “Homes improved” on 30 September 2026: 39 homes" in text_of(
        response
    )
    assert Update.objects.count() == 1


# --- Sent twice, kept, signed out -------------------------------------------------------------


def test_two_submits_make_one_update(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, **{"f1-value": "118"})
    first, second = (client.post(at(warm_homes), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Update.objects.count() == 1
    assert "recorded once" in text_of(client.get(second["Location"]))


def test_a_draft_is_kept_and_carried_on(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(
        client, at(warm_homes), happened="Half a sent", draft="1", **{"f1-value": "forty"}
    )
    assert "Saved as a draft" in text_of(client.post(at(warm_homes), data, follow=True))
    assert Draft.objects.get().title == "Progress: Warm homes"
    again = client.get(at(warm_homes)).content.decode()
    assert "Half a sent" in again
    assert 'value="forty"' in again
    assert "Error: " not in again
    sent = filled(client, at(warm_homes), **SAID, **{"f1-value": ""})
    client.post(at(warm_homes), sent)
    assert not Draft.objects.exists()


def test_text_sent_after_the_session_expired_is_kept(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID)
    client.logout()
    response = client.post(at(warm_homes), data)
    assert response.status_code == 302
    assert not Update.objects.exists()
    client.force_login(people.bradford_officer)
    assert "We opened the doors." in client.get(at(warm_homes)).content.decode()


# --- Afterwards -------------------------------------------------------------------------------


def test_help_that_is_needed_can_become_a_barrier(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, help_needed="A named team for damp.")
    page = client.post(at(warm_homes), data, follow=True).content.decode()
    update = Update.objects.get()
    assert f"?update={update.pk}" in page
    assert "Turn the help you need into a barrier" in page
    barrier = client.get(reverse("barrier_log"), {"update": update.pk}).content.decode()
    assert "A named team for damp." in barrier


def test_an_ended_figure_and_one_about_the_area_are_not_due(
    people: Cast, warm_homes: Pilot
) -> None:
    warm_homes.indicators.filter(number=1).update(ended_on=timezone.localdate() - dt.timedelta(1))
    warm_homes.indicators.filter(number=2).update(is_context=True)
    page = text_of(signed_in(people.bradford_officer).get(at(warm_homes)))
    assert "Figures due" not in page


def test_only_those_who_may_log_reach_the_form(people: Cast, warm_homes: Pilot) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="place")
    assert signed_in(people.luton_officer).get(at(warm_homes)).status_code == 404
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="public")
    assert signed_in(people.luton_officer).get(at(warm_homes)).status_code == 403
    assert Client().get(at(warm_homes)).status_code == 302


@pytest.mark.parametrize("many", [1, 30])
def test_the_form_takes_as_many_queries_for_thirty_figures_as_for_one(
    people: Cast, many: int, django_assert_num_queries: object
) -> None:
    pilot = builders.pilot(people.bradford, "Counted", programme=people.pfpp, rhythm=3)
    for n in range(many):
        one = builders.indicator(pilot, f"Figure {n}", target_low=10)
        builders.actual(one, n, as_of=dt.date(2026, 6, 30), counts="same")
        builders.update(pilot, people.bradford_officer)
    client = signed_in(people.bradford_officer)
    with django_assert_num_queries(11):  # type: ignore[operator]
        client.get(at(pilot))
