"""What else is on is told while the day of a visit is chosen, as far as its planner may know."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from partnerships.models import Organisation
from pilots.engagement.views import LOOK
from pilots.models import Engagement, Pilot
from records.models import Draft
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.planned import AHEAD, DAY, at_pilot, at_place, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FREE = "We know of no other visit there within two weeks, and of nothing else on that day."
MINISTRY = "Department for Energy Security and Net Zero"


@pytest.fixture
def rents() -> Organisation:
    return engaged.team("Rented homes")


def told(who: Any, address: str, **typed: Any) -> str:
    """The part of a page that answers while somebody fills in the form: its words."""
    response = signed_in(who).get(address, {LOOK: "1", **DAY, **typed})
    assert response.status_code == 200
    html = response.content.decode()
    assert "<main" not in html
    assert 'class="err"' not in html, "nobody is told off while they type"
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_visit_close_by_is_told_as_the_day_changes_and_can_be_meant_at_once(
    people: Cast, rents: Organisation
) -> None:
    engaged.visit(None, people.bradford, rents, state="planned", on=dt.date(2026, 12, 10))
    here = at_place(people.bradford)
    page = told(people.desnz_official, here)
    assert "Close to another visit." in page
    assert "Rented homes plans to visit Bradford on 10 December 2026" in page
    assert "Plan it all the same" in page
    assert told(people.desnz_official, here, on_month="1", on_year="2027") == FREE
    assert not Engagement.objects.filter(purpose="See the homes").exists()
    assert plan(people.desnz_official, here, anyway="on").status_code == 302


def test_of_a_pilot_that_no_place_leads_nothing_is_told_until_one_is_chosen(
    people: Cast, warm_homes: Pilot
) -> None:
    warm_homes.place_links.all().delete()
    assert told(people.desnz_official, at_pilot(warm_homes)) == ""


@pytest.mark.parametrize(
    "typed",
    [
        {"on_day": ""},
        {"on_day": "", "on_month": "", "on_year": ""},
        {"on_day": "31", "on_month": "2"},
        {"on_year": "2025"},
        {"on_day": "\x00", "host": "\x00", "b0-organisation": "\x00"},
    ],
)
def test_of_what_is_no_whole_day_to_come_nothing_is_said(
    people: Cast, rents: Organisation, typed: dict[str, str]
) -> None:
    engaged.visit(None, people.bradford, rents, state="planned", on=AHEAD)
    assert told(people.desnz_official, at_place(people.bradford), **typed) == ""


def test_what_those_who_come_have_elsewhere_that_day_is_told(
    people: Cast, rents: Organisation
) -> None:
    ministry = Organisation.objects.get(name=MINISTRY)
    team = engaged.team("Heat team", ministry)
    engaged.visit(None, people.luton, team, state="planned", on=AHEAD, purpose="Boilers")
    here = at_place(people.bradford)
    assert told(people.desnz_official, here) == FREE
    page = told(people.desnz_official, here, **{"b0-organisation": MINISTRY})
    assert page == "Also that day Visit in Luton: Boilers (Heat team)"
    assert told(people.desnz_official, here, **{"b1-organisation": rents.name}) == FREE


@pytest.mark.parametrize("level", ["team", "network"])
def test_a_meeting_there_that_day_is_told_to_who_may_see_it(
    people: Cast, warm_homes: Pilot, rents: Organisation, level: str
) -> None:
    meeting = engaged.engagement(
        warm_homes, rents, place=people.bradford, state="planned", on=AHEAD, visibility=level
    )
    page = told(people.desnz_official, at_pilot(warm_homes))
    shown = f"Also that day Meeting in Bradford: {meeting.purpose} (Rented homes)"
    assert page == (FREE if level == "team" else shown)
    Engagement.objects.update(state="called_off")
    assert told(people.desnz_official, at_pilot(warm_homes)) == FREE


def test_what_the_planner_may_not_see_is_neither_listed_nor_counted(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    hidden = builders.pilot(people.bradford, "Kept quiet", visibility="team")
    post = builders.post("Housing lead", None, people.bradford)
    for of in (None, hidden):
        engaged.visit(
            of, people.bradford, rents, state="planned", on=AHEAD, visibility="team", host=post
        )
    typed = {"b0-organisation": rents.name, "host": post.title, "host_pick": str(post.pk)}
    builders.holder(post)
    assert told(people.desnz_official, at_place(people.bradford), **typed) == FREE
    assert "Close to other visits." in told(people.bradford_editor, at_place(people.bradford))


def test_the_role_that_receives_visitors_is_taken_or_held_by_nobody(
    people: Cast, rents: Organisation
) -> None:
    post = builders.post("Housing lead", None, people.bradford, people.luton)
    typed = {"host": post.title, "host_pick": str(post.pk)}
    here = at_place(people.bradford)
    leaves = {"valid_from": dt.date(2026, 1, 1), "valid_to": AHEAD}
    held = builders.holder(post, **leaves)
    nobody = "Nobody is recorded as Housing lead on 1 December 2026"
    assert told(people.desnz_official, here, **typed) == f"Also that day {nobody}"
    assert told(people.desnz_official, here, **typed, on_day="30", on_month="11") == FREE
    held.valid_to = None
    held.save()
    assert told(people.desnz_official, here, **typed) == FREE
    engaged.visit(None, people.luton, rents, state="planned", on=AHEAD, host=post, purpose="Rents")
    assert "Visit in Luton: Rents (Rented homes)" in told(people.desnz_official, here, **typed)


def test_who_is_away_is_told_to_themselves_and_to_who_gives_roles_there(people: Cast) -> None:
    post = builders.post("Housing lead", None, people.bradford)
    holder = builders.holder(post)
    holder.person.user = people.bradford_officer
    holder.person.save()
    covered = {"covers": people.bradford_officer, "valid_from": dt.date(2026, 11, 25)}
    builders.give(
        people.teammate, "contributor", people.bradford, valid_to=dt.date(2026, 12, 2), **covered
    )
    typed = {"host": post.title, "host_pick": str(post.pk)}
    here = at_place(people.bradford)
    away, by = people.bradford_officer, people.teammate
    assert told(people.bradford_officer, here) == f"Also that day You’re away: {by} covers for you"
    editors = told(people.bradford_editor, here, **typed)
    assert editors == f"Also that day {away} is away: {by} covers for them"
    assert told(people.bradford_editor, here, **typed, on_day="2") == FREE
    assert told(people.desnz_official, here, **typed) == FREE, "whose cover is not theirs to know"


def test_the_button_tells_it_without_scripts_and_keeps_what_was_typed(
    people: Cast, rents: Organisation
) -> None:
    engaged.visit(None, people.bradford, rents, state="planned", on=AHEAD)
    here, client = at_place(people.bradford), signed_in(people.desnz_official)
    typed = {"purpose": "", "b1-description": "A minister", **DAY, LOOK: "1"}
    response = client.post(here, filled(client, here, **typed))
    page = text_of(response)
    assert "Rented homes plans to visit Bradford on 1 December 2026" in page
    assert "Plan it all the same" in page
    assert not response.context["form"].errors
    assert "Say in one line" not in page
    assert response.context["typed"].bodies[1]["description"].value() == "A minister"
    assert response.context["form"]["on"].value().day == "1"
    assert Engagement.objects.count() == 1
    assert not Draft.objects.exists()
    nothing = client.post(here, filled(client, here, **{LOOK: "1"}))
    assert "Enter a full date in the future." in text_of(nothing)
    sent = client.post(here, filled(client, here, purpose="Homes", anyway="on", **DAY))
    assert sent.status_code == 302, "what was looked at can still be sent"


def test_a_plan_that_stands_says_what_is_around_it_and_not_itself(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    made = engaged.visit(warm_homes, people.bradford, rents, state="planned", on=AHEAD)
    change = reverse("visit_change", args=[made.pk])
    client = signed_in(people.bradford_editor)
    assert FREE in text_of(client.get(change))
    other = engaged.team("Boilers")
    engaged.visit(warm_homes, people.bradford, other, state="planned", on=dt.date(2026, 12, 3))
    assert "Boilers plans to visit Bradford on 3 December 2026" in text_of(client.get(change))
    assert "Boilers" in told(people.bradford_editor, change)
