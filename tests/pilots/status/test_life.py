"""Where a pilot stands: the steps it may take, its phases, its end, and what is kept right."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from pilots.models import Legacy, Lesson, Phase, Pilot, StatusChange, TargetOutcome
from pilots.status.actions import Ahead, Closing, change_status, close_pilot
from records.dates import DateWithPrecision
from tests import builders, learned, lived
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MAY = DateWithPrecision(dt.date(2026, 5, 4))
JUNE = DateWithPrecision(dt.date(2026, 6, 1), "month")


def new(people: Cast, **fields: Any) -> Pilot:
    return builders.pilot(people.bradford, "Street games", **{"status": "proposed", **fields})


def life(pilot: Pilot, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(reverse("pilot_life", args=[pilot.slug])))


def day(prefix: str, on: str) -> dict[str, str]:
    """A day as its three boxes send it."""
    year, month, number = on.split("-")
    return {f"{prefix}_day": number, f"{prefix}_month": month, f"{prefix}_year": year}


def test_a_pilot_goes_from_proposed_to_closed_and_each_step_is_kept(people: Cast) -> None:
    pilot, by = new(people, rhythm=3), people.bradford_editor
    for to, on in (
        ("setting_up", "2026-01-12"), ("live", "2026-04-06"), ("extended", "2026-07-01"),
        ("closed", "2026-09-30"),
    ):  # fmt: skip
        at = DateWithPrecision(dt.date.fromisoformat(on))
        change_status(pilot=pilot, to=to, on=at, why="Agreed", by=by)
    pilot.refresh_from_db()
    assert (pilot.status, pilot.start, pilot.end) == (
        "closed",
        dt.date(2026, 4, 6),
        dt.date(2026, 9, 30),
    )
    kinds = pilot.phases.order_by("start").values_list("kind", "start", "end")
    assert list(kinds) == [
        ("set_up", dt.date(2026, 1, 12), dt.date(2026, 4, 5)),
        ("delivery", dt.date(2026, 4, 6), dt.date(2026, 6, 30)),
        ("extension", dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
    ]
    assert "Closed since 30 September 2026" in life(pilot)


def test_a_set_up_is_planned_for_twelve_weeks_unless_said(people: Cast) -> None:
    one, other, by = new(people), new(people), people.bradford_editor
    change_status(pilot=one, to="setting_up", on=MAY, by=by)
    change_status(pilot=other, to="setting_up", on=MAY, by=by, ahead=Ahead(until=JUNE))
    assert "Set-up Change the phase set-up From 4 May 2026 Not known" not in life(one)
    assert one.phases.get().planned_end == dt.date(2026, 7, 26)
    assert other.phases.get().planned == "to June 2026"


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a step that does not follow": ({}, {"to": "extended"}, "to"),
    "a closed one is not closed again": ({"status": "closed"}, {"to": "stopped"}, "to"),
    "an end without a reason": ({"status": "live"}, {"to": "stopped", "why": " "}, "why"),
    "begun again without a reason": ({"status": "closed"}, {"to": "live", "why": ""}, "why"),
    "a day to come": ({}, {"on": DateWithPrecision(dt.date(2026, 11, 21))}, "on"),
    "an end before it started": (
        {"status": "live", "start": dt.date(2026, 6, 1)},
        {"to": "closed"},
        "on",
    ),
    "planned to end before it begins": (
        {},
        {"ahead": Ahead(until=DateWithPrecision(dt.date(2026, 5, 1)))},
        "until",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_step_that_cannot_be_is_refused_at_its_place(people: Cast, case: str) -> None:
    fields, step, place = REFUSED[case]
    pilot = new(people, **fields)
    asked = {"to": "setting_up", "on": MAY, "why": "Agreed", **step}
    with pytest.raises(ValidationError) as refused:
        change_status(pilot=pilot, by=people.bradford_editor, **asked)
    assert set(refused.value.message_dict) == {place}
    assert not StatusChange.objects.exists()
    assert not Phase.objects.exists()


def test_a_step_is_never_before_the_one_that_went_before_it(people: Cast) -> None:
    pilot = new(people)
    change_status(pilot=pilot, to="setting_up", on=JUNE, by=people.bradford_editor)
    with pytest.raises(ValidationError, match="It became setting up on June 2026"):
        change_status(pilot=pilot, to="live", on=MAY, by=people.bradford_editor)


def test_only_an_editor_opens_an_ended_pilot_again(people: Cast) -> None:
    pilot = new(people, status="closed", team=people.team, end=dt.date(2026, 3, 31))
    again = {"pilot": pilot, "to": "live", "on": MAY, "why": "The board found money"}
    with pytest.raises(PermissionDenied):
        change_status(by=people.teammate, **again)
    change_status(by=people.bradford_editor, **again)
    pilot.refresh_from_db()
    assert (pilot.status, pilot.end) == ("live", None)
    assert "Live again: The board found money" in life(pilot)


def test_a_pilot_that_ends_owes_no_update_and_one_that_begins_again_does(
    people: Cast, warm_homes: Pilot
) -> None:
    by = people.bradford_editor
    change_status(pilot=warm_homes, to="stopped", on=MAY, why="No staff", by=by)
    warm_homes.refresh_from_db()
    assert (warm_homes.rhythm, warm_homes.update_due) == (3, None)
    change_status(pilot=warm_homes, to="live", on=JUNE, why="New staff", by=by)
    warm_homes.refresh_from_db()
    assert warm_homes.update_due == dt.date(2027, 2, 20)


def test_one_stopped_before_its_planned_start_never_started(people: Cast) -> None:
    pilot = new(people, start=dt.date(2026, 9, 1), end=dt.date(2027, 8, 31))
    change_status(pilot=pilot, to="stopped", on=MAY, why="No money", by=people.bradford_editor)
    pilot.refresh_from_db()
    assert (pilot.start, pilot.end) == (None, dt.date(2026, 5, 4))


def test_who_may_not_edit_changes_nothing(people: Cast, warm_homes: Pilot) -> None:
    for who in (people.bradford_officer, people.luton_editor, people.pfpp_lead):
        with pytest.raises(PermissionDenied):
            change_status(pilot=warm_homes, to="closed", on=MAY, why="Over", by=who)


def test_the_page_takes_a_pilot_on_and_says_who_pays_for_an_extension(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_status", args=[warm_homes.slug])
    typed = {"to": "extended", **day("on", "2026-10-01"), **day("until", "2026-12-31")}
    typed |= {"paid_by": people.council.name, "amount_said": "£20,000 agreed in July 2026"}
    client.post(at, filled(client, at, **typed))
    said = life(warm_homes)
    assert "To 31 December 2026" in said
    assert f"{people.council.name} £20,000 agreed in July 2026" in said
    warm_homes.refresh_from_db()
    assert (warm_homes.status, warm_homes.end) == ("extended", dt.date(2026, 12, 31))


def test_where_it_stands_is_no_longer_changed_among_the_other_answers(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_edit", args=[warm_homes.slug])
    client.post(at, filled(client, at, status="closed", summary="Warm."))
    warm_homes.refresh_from_db()
    assert (warm_homes.status, warm_homes.summary) == ("live", "Warm.")
    assert "It is live now." in text_of(client.get(at))


def closing(pilot: Pilot, **fields: Any) -> Closing:
    return Closing(**{"to": "closed", "on": JUNE, "why": "The grant ended", **fields})


def test_closing_keeps_targets_lessons_and_what_goes_on(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_close", args=[warm_homes.slug])
    visited, improved = (
        one.plans.get() for one in warm_homes.indicators.order_by("number").prefetch_related()
    )
    typed = {
        "to": "closed", **day("on", "2026-10-31"), "why": "The grant ended",
        f"outcome_{visited.pk}": "partly", f"outcome_{improved.pk}": "not_known",
        f"note_{improved.pk}": "Nobody counted them", "watch": "Count from the first day.",
        "what_1": "The advice desk", "funder_1": people.council.name,
        **day("until_1", "2027-03-31"), "follow_up": "6",
    }  # fmt: skip
    response = client.post(at, filled(client, at, **typed), follow=True)
    said = text_of(response)
    assert "Homes visited 150 homes Partly reached" in said
    assert "Not known Nobody counted them" in said
    assert "Until 31 March 2027" in said
    warm_homes.refresh_from_db()
    assert (warm_homes.status, warm_homes.rhythm) == ("closed", 6)
    assert warm_homes.update_due == dt.date(2027, 5, 20)
    lesson = warm_homes.lessons.get()
    assert (lesson.kind, lesson.text) == ("warning", "Count from the first day.")
    about = reverse("pilot_about", args=[warm_homes.slug])
    assert "The advice desk" in text_of(Client().get(about))


def test_nothing_is_saved_where_one_answer_is_wrong(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_close", args=[warm_homes.slug])
    typed = {"to": "closed", **day("on", "2026-10-31"), "why": "Over", "what_1": "The desk"}
    response = client.post(at, filled(client, at, **typed))
    wrong = response.context["form"].errors
    assert wrong["no_lessons_because"] == ["Add a lesson, or say why there is none yet"]
    assert "Say what became of the target for Homes improved" in text_of(response)
    warm_homes.refresh_from_db()
    assert warm_homes.status == "live"
    for kind in (Legacy, Lesson, Phase):
        assert not kind.objects.exists()


def test_an_end_that_fails_halfway_leaves_nothing_behind(people: Cast, warm_homes: Pilot) -> None:
    too_long = Legacy(what="x" * 301)
    with pytest.raises(Exception, match="too long"):
        close_pilot(
            pilot=warm_homes,
            closing=closing(warm_homes, no_lessons_because="Later", legacy=[too_long]),
            by=people.bradford_editor,
        )
    warm_homes.refresh_from_db()
    assert warm_homes.status == "live"
    assert not StatusChange.objects.exists()


def test_lessons_that_are_there_are_enough(people: Cast, warm_homes: Pilot) -> None:
    learned.lesson(warm_homes)
    close_pilot(pilot=warm_homes, closing=closing(warm_homes), by=people.bradford_editor)
    warm_homes.refresh_from_db()
    assert warm_homes.status == "closed"


@pytest.mark.parametrize(
    ("value", "counts", "direction", "offered"),
    [
        (160, "same", "up", "reached"),
        (60, "same", "up", "partly"),
        (0, "same", "up", "not_reached"),
        (160, "different", "up", ""),
        (160, "not_sure", "up", ""),
        (160, "same", "neither", ""),
        (None, "same", "up", ""),
    ],
)
def test_an_answer_is_filled_in_only_where_the_figures_give_it(
    people: Cast, value: int | None, counts: str, direction: str, offered: str
) -> None:
    pilot = new(people, status="live")
    figure = builders.indicator(pilot, "Visits", target_low=150)
    figure.direction = direction
    figure.save()
    extra = {"difference": "Other homes"} if counts == "different" else {}
    builders.actual(figure, value, counts=counts, **extra)
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_close", args=[pilot.slug])
    assert filled(client, at)[f"outcome_{figure.plans.get().pk}"] == offered


def test_a_pilot_that_never_ran_can_only_be_stopped(people: Cast) -> None:
    pilot = new(people)
    client = signed_in(people.bradford_editor)
    at = reverse("pilot_close", args=[pilot.slug])
    typed = {"to": "closed", **day("on", "2026-10-31"), "why": "Over"}
    response = client.post(at, filled(client, at, **typed, no_lessons_because="Never ran"))
    assert "Choose from the answers listed" in text_of(response)
    client.post(at, filled(client, at, **typed | {"to": "stopped"}, no_lessons_because="It"))
    pilot.refresh_from_db()
    assert pilot.status == "stopped"


def test_a_follow_up_is_due_again_after_it_is_logged(people: Cast, warm_homes: Pilot) -> None:
    due = dt.date(2026, 12, 1)
    follow = closing(warm_homes, no_lessons_because="Later", follow_up=6, update_due=due)
    close_pilot(pilot=warm_homes, closing=follow, by=people.bradford_editor)
    client = signed_in(people.bradford_officer)
    at = reverse("pilot_update", args=[warm_homes.slug])
    client.post(at, filled(client, at, report="no_change"))
    warm_homes.refresh_from_db()
    assert warm_homes.updates.count() == 1
    assert warm_homes.update_due is not None
    assert warm_homes.update_due > due


def test_the_hidden_pilot_that_a_legacy_became_is_not_named(people: Cast) -> None:
    pilot = new(people, status="closed")
    child = builders.pilot(people.bradford, "Secret desk", visibility="team", parent=pilot)
    lived.legacy(pilot, "The desk", child=child)
    assert "Secret desk" not in life(pilot)
    assert "Secret desk" not in text_of(Client().get(pilot.get_absolute_url()))
    assert "Became Secret desk" in life(pilot, people.bradford_editor)


def test_what_becomes_of_a_target_is_said_once(people: Cast, warm_homes: Pilot) -> None:
    plan = warm_homes.indicators.get(number=1).plans.get()
    for outcome in ("partly", "reached"):
        Pilot.objects.filter(pk=warm_homes.pk).update(status="live", update_due=None)
        end = closing(warm_homes, no_lessons_because="Later", targets=[(plan, outcome, "")])
        close_pilot(pilot=warm_homes, closing=end, by=people.bradford_editor)
    assert TargetOutcome.objects.get().outcome == "reached"


def test_the_history_tells_steps_phases_and_what_goes_on(people: Cast, warm_homes: Pilot) -> None:
    ended = closing(warm_homes, no_lessons_because="Later", legacy=[Legacy(what="The desk")])
    change_status(pilot=warm_homes, to="extended", on=MAY, by=people.bradford_editor)
    close_pilot(pilot=warm_homes, closing=ended, by=people.bradford_editor)
    said = text_of(Client().get(reverse("pilot_history", args=[warm_homes.slug])))
    for words in ("extended", "closed", "extension", "The desk"):
        assert words in said
    assert "Legacy" in said


@pytest.mark.parametrize("ahead", [Ahead(until=JUNE), Ahead()])
def test_a_phase_that_begins_before_it_was_planned_to_is_planned_anew(
    people: Cast, ahead: Ahead
) -> None:
    pilot = new(people)
    lived.phase(pilot, "set_up", start=None, planned_start=dt.date(2027, 3, 1))
    change_status(pilot=pilot, to="setting_up", on=MAY, ahead=ahead, by=people.bradford_editor)
    [phase] = pilot.phases.all()
    end = ahead.until or DateWithPrecision(dt.date(2026, 7, 26))
    assert phase.planned == f"{MAY} to {end}"


def test_phases_stand_in_the_order_of_what_is_known_of_each(people: Cast) -> None:
    pilot = new(people)
    lived.phase(pilot, "follow_up", start=None)
    lived.phase(pilot, "extension", start=dt.date(2026, 4, 1))
    lived.phase(pilot, "set_up", start=None, end=dt.date(2026, 1, 31))
    page = life(pilot, people.bradford_editor)
    told = [page.index(f"Change the phase {kind}") for kind in ("set-up", "extension", "follow-up")]
    assert told == sorted(told)


def test_the_brief_says_what_goes_on_and_who_pays(people: Cast, warm_homes: Pilot) -> None:
    at = reverse("pilot_brief", args=[warm_homes.slug])
    assert "WHAT GOES ON" not in text_of(Client().get(at))
    lived.legacy(warm_homes, "The advice desk.", funder=people.council)
    lived.legacy(warm_homes, "Courses", state="not_known")
    hidden = builders.pilot(people.bradford, "Hidden", visibility="team", parent=warm_homes)
    lived.legacy(warm_homes, "A club", state="ended", child=hidden)
    said = text_of(Client().get(at))
    payer = f"Paid by {people.council.name}."
    assert f"- The advice desk. Goes on; until when is not known. {payer}" in said
    assert "- Courses. Whether it goes on is not known. Who pays is not known." in said
    assert "- A club. Ended. Who pays is not known." in said
    assert "Hidden" not in said
