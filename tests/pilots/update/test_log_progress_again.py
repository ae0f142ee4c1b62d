"""Log progress when something goes wrong, is said twice, or is left for later."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pilots.models import Actual, Pilot, Update
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import SAID, at, filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# A figure with a day of its own
OWN_DAY = {"f1-value": "12", "f1-as_of_year": "2026"}
NO_ANSWERS = ("perfect", "maybe", "nearly")


def refused(people: Cast, pilot: Pilot, **typed: str) -> str:
    """The page that comes back with what was typed; nothing was recorded."""
    client = signed_in(people.bradford_officer)
    before = Actual.objects.count()
    response = client.post(at(pilot), filled(client, at(pilot), **{**SAID, **typed}))
    assert response.status_code == 200
    page = response.content.decode()
    assert "<title>Error: " in page
    assert 'id="errors-head"' in page
    assert "No draft yet" not in page
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
        ({"happened": "x" * 10_000}, "Shorten “What happened?” to 5,000 characters"),
        ({"happened": "bad\x00text"}, "hidden character"),
        ({"public_sentence": "x" * 10_000}, "Shorten “One sentence for the public”"),
        ({"f1-value": "forty one"}, "Enter “Homes visited” as a number, such as 41"),
        ({"f1-value": "-5"}, "cannot be below zero"),
        ({"f1-value": "5\x00"}, "hidden character"),
        ({"f1-value": "9" * 40}, "too large to be right"),
        ({"f1-value": "12", "f1-qualifier": "nearly"}, "Choose from the answers listed"),
        ({"f1-value": "5 to 9", "f1-qualifier": "about"}, "Choose “exactly”"),
        ({"f1-unknown": "on"}, "Say why “Homes visited” is not known"),
        ({"f2-value": "12"}, "Say whether “Homes improved” counts the same thing as the plan"),
        ({"f2-value": "12", "f2-counts": "different"}, "Say what is different"),
        ({"f2-difference": "They are flats"}, "or clear what you wrote about it"),
        ({"f1-value": "12", "f1-as_of_year": "2099"}, "cannot be in the future"),
        ({"f1-value": "12", "f1-as_of_year": "1066"}, "Enter a year between"),
        (OWN_DAY | {"f1-as_of_day": "31", "f1-as_of_month": "2"}, "no 31 February"),
        (
            {"f1-value": "12", "as_of_day": "", "as_of_month": "", "as_of_year": ""},
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
    assert targets[:3] == ["id_confidence_0", "id_f1-value", "id_f2-counts"]
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
    return {**OWN_DAY, "f1-value": value, "f1-as_of_month": "6", "f1-as_of_day": "30", **typed}


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
    assert "You’d already sent this. We saved it once." in text_of(client.get(second["Location"]))


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


def test_the_second_of_two_tabs_on_one_update_is_told_what_happened(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    one, other = (filled(client, at(warm_homes), **SAID, **{"f1-value": "118"}) for _ in range(2))
    other["happened"] = "Said in the other"
    client.post("/drafts/save/", one)
    page = client.post(at(warm_homes), {**other, "draft": "1"}, follow=True)
    assert "You typed in this form in another tab or on another device too" in text_of(page)
    assert "Said in the other" in page.content.decode()

    client.post(at(warm_homes), one)
    told = client.post("/drafts/save/", {**other, "happened": "Said after it was sent"}).json()
    assert told["elsewhere"].startswith("You sent this form from another tab")
    assert told["url"] == Update.objects.get().get_absolute_url()
    refused = client.post(at(warm_homes), {**other, "happened": "Said after it was sent"})
    assert "You sent this form from another tab" in text_of(refused)
    assert "See what was sent" in text_of(refused)
    assert "Said after it was sent" in refused.content.decode()
    assert (Update.objects.count(), Draft.objects.count()) == (1, 1)


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


def test_a_typed_value_wins_over_not_known_yet(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    typed = {"f1-value": "12", "f1-unknown": "on", "f1-missing": "not_counted"}
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed))
    actual = Update.objects.get().actuals.get()
    assert (actual.value_low, actual.missing) == (12, "")


def test_unticking_not_known_yet_clears_its_reason(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    typed = {"f1-missing": "not_counted", "f2-missing": "nonsense"}
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed))
    assert Update.objects.get().actuals.count() == 0


def test_a_figure_that_is_recorded_for_the_day_is_not_asked_again(
    people: Cast, warm_homes: Pilot
) -> None:
    visited = warm_homes.indicators.get(number=1)
    client = signed_in(people.bradford_officer)
    builders.actual(visited, as_of=dt.date(2026, 9, 30))
    assert "f1-value" in filled(client, at(warm_homes)), "not counted yet: it may be by now"
    builders.actual(visited, 75, as_of=dt.date(2026, 10, 8), counts="same")
    data = filled(client, at(warm_homes))
    assert "f1-value" not in data
    assert "f2-value" in data
    said = text_of(client.get(at(warm_homes)))
    assert "Recorded already: Homes visited , 75 homes, 8 October 2026." in said


def test_what_was_typed_for_a_figure_recorded_meanwhile_is_not_lost(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, **{"f1-value": "77"})
    client.post(at(warm_homes), {**data, "draft": "1"})
    visited = warm_homes.indicators.get(number=1)
    builders.actual(visited, 75, as_of=dt.date(2026, 9, 30), counts="same")
    assert filled(client, at(warm_homes))["f1-value"] == "77"
    assert "already a figure for “Homes visited”" in text_of(client.post(at(warm_homes), data))


@pytest.mark.parametrize(
    ("status", "kind", "is_asked"),
    [
        ("live", {"chain": "activity"}, True),
        ("closed", {"chain": "activity"}, False),
        ("closed", {"chain": "input"}, False),
        ("closed", {"chain": "outcome"}, True),
        ("live", {"how_often": "once"}, False),
    ],
)
def test_a_closed_pilot_is_not_asked_for_what_it_did_before(
    people: Cast, warm_homes: Pilot, status: str, kind: dict[str, str], is_asked: bool
) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(status=status)
    weeks = builders.indicator(warm_homes, "Set-up period", "weeks")
    type(weeks).objects.filter(pk=weeks.pk).update(**kind)
    client = signed_in(people.bradford_officer)
    assert "f3-value" in filled(client, at(warm_homes)), "nobody said it yet"
    builders.actual(weeks, 12, as_of=None, counts="no_plan")
    assert ("f3-value" in filled(client, at(warm_homes))) is is_asked


# --- Not known yet --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        {"f1-value": "12", "f1-unknown": "on", "f1-missing": "not_counted"},
        {"f1-value": "12", "f1-missing": "not_counted"},
        {"f1-value": "12", "f1-unknown": "on"},
    ],
)
def test_a_number_that_was_typed_wins_over_not_known_yet(
    people: Cast, warm_homes: Pilot, typed: dict[str, str]
) -> None:
    client = signed_in(people.bradford_officer)
    client.post(at(warm_homes), filled(client, at(warm_homes), **SAID, **typed))
    figure = Update.objects.get().actuals.get()
    assert (figure.value_low, figure.missing) == (12, "")


@pytest.mark.parametrize("reason", ["not_counted", "no-such-reason"])
def test_not_known_yet_that_was_unticked_takes_its_reason_along(
    people: Cast, warm_homes: Pilot, reason: str
) -> None:
    client = signed_in(people.bradford_officer)
    data = filled(client, at(warm_homes), **SAID, **{"f1-missing": reason})
    client.post(at(warm_homes), data)
    assert not Update.objects.get().actuals.exists()


def test_not_known_yet_needs_its_reason(people: Cast, warm_homes: Pilot) -> None:
    assert "Say why “Homes visited” is not known" in refused(
        people, warm_homes, **{"f1-unknown": "on"}
    )
