"""Meetings, visits and promises: written down, read by level, kept from the public where small."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from collaboration.models import ActionItem
from partnerships.models import Organisation
from people.models import JobRole
from pilots.models import Engagement, EngagementTotal, Pilot
from records.models import Source
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MEETING = {
    "kind": "meeting",
    "state": "held",
    "on_day": "4",
    "on_month": "5",
    "on_year": "2026",
    "purpose": "Who deals with damp",
}


@pytest.fixture
def rents() -> Organisation:
    return engaged.team("Rented homes")


@pytest.fixture
def owner(people: Cast, rents: Organisation) -> JobRole:
    """A job role that the energy official holds."""
    post = builders.post("Rents lead", rents)
    held = builders.holder(post, "Energy official")
    held.person.user = people.desnz_official
    held.person.save()
    return post


def add(pilot: Pilot, who: Any, **typed: Any) -> tuple[Client, Any]:
    """The form as this person sends it."""
    client = signed_in(who)
    address = reverse("engagement_add", args=[pilot.slug])
    data = filled(client, address, **(MEETING | typed))
    return client, client.post(address, data)


def errors(response: Any) -> dict[str, Any]:
    """What the form says, at which field."""
    typed = response.context["typed"]
    found = {name: list(said) for name, said in typed.form.errors.items()}
    for part in typed.parts:
        found |= {part.add_prefix(name): list(said) for name, said in part.errors.items()}
    return found


def test_a_meeting_is_written_down_with_teams_and_what_was_promised(
    people: Cast, warm_homes: Pilot, rents: Organisation, owner: JobRole
) -> None:
    typed = {
        "b0-organisation": rents.name,
        "b0-people": "6",
        "b1-description": "The street team",
        "findings": "Three ministries have a part of it.",
        "p0-text": "Say what the grant may pay for",
        "p0-due_day": "1",
        "p0-due_month": "6",
        "p0-due_year": "2026",
        "p0-owner": owner.title,
    }
    client, response = add(warm_homes, people.bradford_officer, **typed)
    made = Engagement.objects.get()
    assert response["Location"] == made.get_absolute_url()
    page = text_of(client.get(made.get_absolute_url()))
    assert "Meeting on 4 May 2026" in page
    assert f"{rents.name} , 6 people" in page or f"{rents.name}, 6 people" in page
    assert "The street team" in page
    assert "Say what the grant may pay for" in page
    assert "Late was due 1 June 2026" in page
    told = Notice.objects.get(kind="promise")
    assert told.user == people.desnz_official
    assert "Say what the grant may pay for" in told.subject


def test_whoever_owes_a_promise_finds_it_in_my_work_and_says_that_it_is_done(
    people: Cast, warm_homes: Pilot, owner: JobRole
) -> None:
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="team")
    promise = engaged.promise(
        engaged.engagement(warm_homes), owner=owner, due=dt.date(2026, 11, 10)
    )
    client = signed_in(people.desnz_official)
    home = text_of(client.get("/"))
    assert "Send the data" in home
    assert "10 days late" in home
    page = client.get(promise.get_absolute_url())
    assert "A record that you cannot see" in text_of(page)
    assert warm_homes.name not in page.content.decode()
    client.post(promise.get_absolute_url(), {"state": "done", "outcome": "Sent."})
    promise.refresh_from_db()
    assert (promise.state, promise.outcome) == ("done", "Sent.")
    assert promise.ended_on == dt.date(2026, 11, 20)
    assert "Send the data" not in text_of(client.get("/"))


def test_what_will_not_happen_says_why(people: Cast, warm_homes: Pilot) -> None:
    promise = engaged.promise(engaged.engagement(warm_homes))
    client = signed_in(people.bradford_officer)
    response = client.post(promise.get_absolute_url(), {"state": "dropped", "outcome": ""})
    assert "Say why it will not happen" in text_of(response)
    promise.refresh_from_db()
    assert promise.state == ActionItem.State.OPEN


WRONG = {
    "a day to come that took place": (
        {"on_year": "2027"},
        {"on": ["This date is in the future. Choose “No, it is planned”"]},
    ),
    "a plan for a day that is over": (
        {"state": "planned"},
        {"on": ["This date is in the past. Say whether it took place"]},
    ),
    "a plan without a day": (
        {"state": "planned", "on_day": "", "on_month": "", "on_year": ""},
        {"on": ["Enter the day on which it is planned"]},
    ),
    "a visit to nowhere": (
        {"kind": "visit", "place": ""},
        {"place": ["Choose the place that is visited"]},
    ),
    "no number": (
        {"reached": "lots"},
        {"reached": ["Enter “How many people” as a number, such as 41, or choose “Not known yet”"]},
    ),
    "half a person": (
        {"reached": "4.5"},
        {"reached": ["Enter how many people came as a whole number"]},
    ),
    "people of nobody": (
        {"b0-people": "6"},
        {"b0-organisation": ["Say which team or organisation these people are from"]},
    ),
    "more new ones than came": (
        {"b0-description": "Team", "b0-people": "6", "b0-first_time": "7"},
        {
            "b0-first_time": [
                "You cannot have met more people for the first time than came. Check both numbers"
            ]
        },
    ),
    "one body twice": (
        {"b0-description": "Team", "b1-description": "Team"},
        {"b1-description": ["Team appears twice. Enter all its people on one line"]},
    ),
    "a promise of nobody": (
        {"p0-text": "Send it"},
        {
            "p0-due": ["Enter the day by which it is to be done"],
            "p0-owner": ["Say which job role is responsible"],
        },
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place_and_what_was_typed_stays(
    people: Cast, warm_homes: Pilot, case: str
) -> None:
    typed, expected = WRONG[case]
    _, response = add(warm_homes, people.bradford_officer, **typed)
    assert errors(response) == expected
    assert response.context["form"]["purpose"].value() == "Who deals with damp"
    assert not Engagement.objects.exists()


def test_a_meeting_sent_twice_is_written_down_once(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    address = reverse("engagement_add", args=[warm_homes.slug])
    data = filled(client, address, **MEETING)
    for _ in range(2):
        client.post(address, data)
    assert Engagement.objects.count() == 1


def test_the_second_of_two_who_change_a_meeting_sees_both_versions(
    people: Cast, warm_homes: Pilot
) -> None:
    made = engaged.engagement(warm_homes)
    address = reverse("engagement_edit", args=[warm_homes.slug, 1])
    second = signed_in(people.bradford_editor)
    data = filled(second, address, purpose="Theirs")
    first = signed_in(people.bradford_officer)
    first.post(address, filled(first, address, purpose="Mine"))
    page = text_of(second.post(address, data))
    assert "Mine" in page
    made.refresh_from_db()
    assert made.purpose == "Mine"


def test_a_planned_visit_warns_of_another_body_within_two_weeks(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    other = builders.pilot(people.bradford, "Jobs")
    engaged.visit(other, people.bradford, rents, state="planned", on=dt.date(2026, 12, 10))
    far = engaged.visit(other, people.bradford, rents, state="planned", on=dt.date(2027, 1, 31))
    mine = engaged.visit(
        warm_homes, people.bradford, people.council, state="planned", on=dt.date(2026, 12, 1)
    )
    client = signed_in(people.outsider)
    page = text_of(client.get(mine.get_absolute_url()))
    assert f"{rents.name} plans to visit Bradford on 10 December 2026" in page
    assert "Could you go together?" in page
    assert "31 January" not in page
    Engagement.objects.filter(pk=mine.pk).update(state="held")
    page = text_of(client.get(mine.get_absolute_url()))
    assert f"{rents.name} plans to visit Bradford on 10 December 2026" in page
    assert "go together" not in page, "it is over"
    assert "Close to another visit" not in text_of(client.get(far.get_absolute_url()))
    planner = text_of(client.get(reverse("visits"), {"place": "yorkshire-and-the-humber"}))
    assert "Close to another" in planner
    assert "No visits planned" in text_of(client.get(reverse("visits"), {"place": "luton"}))


def test_visits_of_one_body_do_not_clash(people: Cast, warm_homes: Pilot) -> None:
    for day in (1, 5):
        made = engaged.visit(
            warm_homes,
            people.bradford,
            people.council,
            state="planned",
            on=dt.date(2026, 12, day),
        )
    page = text_of(signed_in(people.outsider).get(made.get_absolute_url()))
    assert "Close to another visit" not in page


def test_the_public_reads_fewer_than_five_and_no_total_that_tells(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    jobs = engaged.team("Jobs")
    made = engaged.engagement(
        warm_homes, (rents, 70), (jobs, 3), reached_low=73, findings="A secret", decisions="Hush"
    )
    engaged.promise(made, "Send a secret")
    engaged.engagement(warm_homes, kind="outreach", method="event", reached_low=4)
    listed = reverse("pilot_engagement", args=[warm_homes.slug])
    pages = [
        text_of(Client().get(listed)),
        text_of(Client().get(made.get_absolute_url())),
        b"".join(Client().get(f"{listed}?format=csv")).decode(),
        text_of(Client().get(reverse("pilot_history", args=[warm_homes.slug]))),
        text_of(Client().get(warm_homes.get_absolute_url())),
    ]
    for page in pages:
        assert "73" not in page, "which no day and no minute of a history can be"
        assert "3 people" not in page
        assert "4 people" not in page
        assert "secret" not in page
        assert "Hush" not in page
    assert "fewer than 5" in pages[0]
    assert "at least 70" in pages[0]
    assert f"{jobs.name}, fewer than 5 people" in pages[1].replace(" , ", ", ")
    inside = text_of(signed_in(people.outsider).get(made.get_absolute_url()))
    assert "73 people" in inside
    assert "Send a secret" in inside


def test_what_a_source_says_in_all_is_shown_and_never_added(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:

    source = Source.objects.create(slug="guidance", title="Programme guidance")
    EngagementTotal.objects.create(
        pilot=warm_homes,
        people_low=26,
        people_qualifier="more_than",
        teams=10,
        departments=2,
        source=source,
    )
    EngagementTotal.objects.create(programme=people.pfpp, teams=114, departments=17, source=source)
    engaged.engagement(warm_homes, (rents, 7))
    page = text_of(Client().get(reverse("pilot_engagement", args=[warm_homes.slug])))
    assert "7 people in 1 team of 1 department" in page
    assert "More than 26 people in 10 teams of 2 departments" in page
    assert "Programme guidance" in page
    whole = text_of(Client().get(reverse("programme_meetings", args=[people.pfpp.slug])))
    assert "7 people in 1 team of 1 department" in whole
    assert "114 teams of 17 departments" in whole
    assert "More than 26 people in 10 teams of 2 departments" in whole
    leads_there = f'href="{reverse("programme_meetings", args=[people.pfpp.slug])}"'
    assert leads_there in Client().get(people.pfpp.get_absolute_url()).content.decode()


def test_a_team_says_which_pilots_met_it(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    hidden = builders.pilot(people.luton, "Hidden", visibility="team")
    for pilot in (warm_homes, hidden):
        engaged.engagement(pilot, rents)
    page = text_of(Client().get(rents.get_absolute_url()))
    assert "1 pilot met it, or a team within it Warm homes Bradford" in page
    assert "Hidden" not in page
    assert rents.parent is not None
    assert "Warm homes" in text_of(Client().get(rents.parent.get_absolute_url()))


def many(people: Cast, pilot: Pilot, count: int) -> None:
    host = builders.post("Host")
    for number in range(count):
        team = engaged.team(f"Team {number}")
        made = engaged.visit(pilot, people.bradford, (team, 6), host=host)
        engaged.promise(made)
        engaged.visit(
            pilot, people.bradford, team, state="planned", on=dt.date(2026, 12, 1), host=host
        )
        engaged.referral(pilot, 7)
        builders.pilot(people.bradford, programme=people.pfpp)


COST = {
    "pilot_engagement": (18, 9),
    "engagement": (14, 6),
    "pilot_referrals": (7, 4),
}


@pytest.mark.parametrize("count", [1, 30])
def test_pages_cost_the_same_for_thirty_meetings_as_for_one(
    people: Cast, warm_homes: Pilot, count: int, django_assert_num_queries: Any
) -> None:
    many(people, warm_homes, count)
    client = signed_in(people.bradford_officer)
    client.get(warm_homes.get_absolute_url())
    for name, (inside, outside) in COST.items():
        args: list[Any] = [warm_homes.slug, *([1] if name == "engagement" else [])]
        with django_assert_num_queries(inside):
            client.get(reverse(name, args=args))
        with django_assert_num_queries(outside):
            Client().get(reverse(name, args=args))


@pytest.mark.parametrize("count", [1, 30])
def test_the_planner_and_the_programme_cost_the_same_for_thirty_visits_as_for_one(
    people: Cast, warm_homes: Pilot, count: int, django_assert_num_queries: Any
) -> None:
    many(people, warm_homes, count)
    client = signed_in(people.outsider)
    client.get(reverse("visits"))
    with django_assert_num_queries(12):
        client.get(reverse("visits"))
    with django_assert_num_queries(8):
        Client().get(reverse("programme_meetings", args=[people.pfpp.slug]))


def test_what_is_planned_is_not_asked_how_many_came(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.bradford_officer)
    body = {"b0-description": "Two ministries"}
    typed = {"state": "planned", "reached": "40", "on_month": "12"}
    add(warm_homes, people.bradford_officer, kind="meeting", **typed, **body)
    made = Engagement.objects.get()
    assert made.reached_low is None, "typed where nobody asked"
    assert "How many people" not in text_of(client.get(made.get_absolute_url()))
    change = reverse("engagement_edit", args=[warm_homes.slug, made.number])
    assert "How many of them did you meet" not in client.get(change).content.decode()
    Engagement.objects.update(on=dt.date(2026, 11, 20))
    done = filled(client, change, state="held", reached="12", **{"b0-people": "3"})
    client.post(change, done)
    made.refresh_from_db()
    assert (made.state, made.reached_low, made.bodies.get().people) == ("held", 12, 3)


def test_a_total_that_small_numbers_would_give_away_is_not_called_unknown(
    warm_homes: Pilot,
) -> None:
    made = engaged.engagement(
        warm_homes, (builders.organisation("Jobs"), 4), (builders.organisation("Homes"), 3)
    )
    page = text_of(Client().get(made.get_absolute_url()))
    assert "How many people Not shown, because of small numbers" in page
    unknown = engaged.engagement(warm_homes, builders.organisation("Health"))
    assert "How many people Not known" in text_of(Client().get(unknown.get_absolute_url()))
