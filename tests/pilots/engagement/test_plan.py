"""Visits planned from a pilot and from a place: who is told, who sees them, what is close."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from interface.words import day_words
from partnerships.models import Organisation
from pilots.models import Engagement, Pilot
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.planned import AHEAD, DAY, at_pilot, at_place, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def rents() -> Organisation:
    return engaged.team("Rented homes")


@pytest.fixture
def desnz(people: Cast) -> Organisation:
    """The department of the official."""
    return Organisation.objects.get(name__startswith="Department for Energy")


def test_a_visit_is_planned_from_a_pilot_and_asks_nothing_that_only_the_day_can_tell(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.desnz_official)
    html = client.get(at_pilot(warm_homes)).content.decode()
    for question in ("How many", "learned", "decided", "promised", "How did people meet"):
        assert question not in html
    response = plan(people.desnz_official, at_pilot(warm_homes))
    made = Engagement.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.kind, made.state, made.place) == ("visit", "planned", people.bradford)
    assert made.visibility == warm_homes.visibility
    assert [body.organisation.name for body in made.bodies.all()] == [
        "Department for Energy Security and Net Zero"
    ]
    page = text_of(client.get(made.get_absolute_url()))
    assert "How many people" not in page
    assert "What was learned" not in page
    assert "Say what came of it" not in page, "its day is still to come"
    assert "Visible to: everyone signed in" in page, "the public reads it once it took place"
    for name in ("pilot_engagement", "pilot", "pilot_timeline"):
        assert "See the homes" in text_of(client.get(reverse(name, args=[warm_homes.slug])))


def test_a_visit_is_planned_from_a_place_over_a_pilot_of_it(
    people: Cast, warm_homes: Pilot
) -> None:
    builders.pilot(people.luton, "Elsewhere")
    builders.pilot(people.bradford, "Kept quiet", visibility="team")
    client = signed_in(people.desnz_official)
    page = text_of(client.get(at_place(people.bradford)))
    assert "To Bradford" in page
    assert "Warm homes" in page
    assert "The place itself, no pilot" in page
    assert "Elsewhere" not in page
    assert "Kept quiet" not in page
    plan(people.desnz_official, at_place(people.bradford), pilot=warm_homes.slug)
    made = Engagement.objects.get()
    assert (made.pilot, made.number, made.place) == (warm_homes, 1, people.bradford)


def test_the_day_of_a_planned_visit_stands_on_one_line_in_the_list(people: Cast) -> None:
    plan(people.desnz_official, at_place(people.bradford), pilot="", host="")
    html = signed_in(people.desnz_official).get(reverse("visits")).content.decode()
    assert f'<th scope="row" role="rowheader">{day_words(AHEAD)}</th>' in html


def test_a_visit_to_a_place_needs_no_pilot(people: Cast) -> None:
    response = plan(people.desnz_official, at_place(people.bradford), pilot="", host="")
    made = Engagement.objects.get()
    assert (made.pilot, made.place, made.visibility) == (None, people.bradford, "network")
    address = reverse("visit", args=[made.pk])
    assert response["Location"] == address
    page = text_of(signed_in(people.outsider).get(address))
    assert "See the homes" in page
    assert "Bradford" in page
    assert Client().get(address).status_code == 404, "what is planned is never the public’s"
    assert "See the homes" in text_of(
        signed_in(people.outsider).get(reverse("visits"), {"place": "bradford"})
    )


def test_who_neither_works_there_nor_for_a_body_plans_nothing(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.luton_editor)
    for address in (at_pilot(warm_homes), at_place(people.bradford)):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
    hidden = builders.pilot(people.bradford, "Kept quiet", visibility="team")
    assert signed_in(people.desnz_official).get(at_pilot(hidden)).status_code == 404
    assert not Engagement.objects.exists()


WRONG = {
    "no day": ({"on_day": "", "on_month": "", "on_year": ""}, "on", "Enter the day on which"),
    "a day that is over": ({"on_year": "2025"}, "on", "This date is in the past"),
    "a wrong year": ({"on_year": "2062"}, "on", "more than three years away"),
    "no purpose": ({"purpose": ""}, "purpose", "Say in one line what it is about"),
    "a level that is not offered": ({"visibility": "everybody"}, "visibility", "Choose from"),
    "a job role that is not there": ({"host": "King"}, "host", "King"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    people: Cast, warm_homes: Pilot, case: str
) -> None:
    typed, at, words = WRONG[case]
    response = plan(
        people.desnz_official, at_pilot(warm_homes), **{"b1-description": "A minister", **typed}
    )
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [at]
    assert words in str(form.errors[at])
    assert response.context["typed"].bodies[1]["description"].value() == "A minister"
    assert not Engagement.objects.exists()


def test_a_pilot_of_another_place_or_that_one_may_not_record_is_refused(
    people: Cast, warm_homes: Pilot
) -> None:
    other = builders.pilot(people.luton, "Elsewhere")
    hidden = builders.pilot(people.bradford, "Kept quiet", visibility="team")
    for pilot in (other, hidden):
        response = plan(people.desnz_official, at_place(people.bradford), pilot=pilot.slug)
        assert "pilot" in response.context["form"].errors
        assert "Kept quiet" not in text_of(response)
    assert not Engagement.objects.exists()


def test_another_visit_that_is_close_is_said_before_it_is_planned(
    people: Cast, warm_homes: Pilot, rents: Organisation
) -> None:
    engaged.visit(warm_homes, people.bradford, rents, state="planned", on=dt.date(2026, 12, 10))
    response = plan(people.desnz_official, at_pilot(warm_homes))
    page = text_of(response)
    assert f"{rents.name} plans to visit Bradford on 10 December 2026" in page
    assert "Another visit is close" in page
    assert Engagement.objects.count() == 1
    plan(people.desnz_official, at_pilot(warm_homes), anyway="on")
    assert Engagement.objects.count() == 2
    later = {"on_day": "20", "on_month": "1", "on_year": "2027"}
    plan(people.desnz_official, at_pilot(warm_homes), **later)
    assert Engagement.objects.count() == 3, "nothing is close to it"


@pytest.mark.parametrize("of_pilot", [True, False])
def test_a_hidden_visit_is_no_clash(
    people: Cast, warm_homes: Pilot, rents: Organisation, of_pilot: bool
) -> None:
    pilot: Any = warm_homes if of_pilot else None
    engaged.visit(
        pilot, people.bradford, rents, state="planned", on=AHEAD, visibility="team", purpose="Hush"
    )
    planned = {"pilot": ""} if not of_pilot else {}
    address = at_pilot(warm_homes) if of_pilot else at_place(people.bradford)
    response = plan(people.desnz_official, address, **planned)
    made = Engagement.objects.exclude(purpose="Hush").get()
    assert response["Location"] == made.get_absolute_url()
    client = signed_in(people.desnz_official)
    for page in (made.get_absolute_url(), f"{reverse('visits')}?place=bradford", "/calendar/"):
        text = client.get(page).content.decode()
        assert "Hush" not in text
        assert rents.name not in text
        assert "Close to another visit" not in text
    editors = signed_in(people.bradford_editor).get(made.get_absolute_url())
    assert "Close to another visit" in text_of(editors), "who keeps the place sees both"


LEVELS = {
    "team": {"author", "bradford_editor", "region_editor", "desnz_official"},
    "place": {"bradford_officer", "yorkshire_connector"},
    "network": {"outsider", "luton_editor", "pfpp_lead"},
}


@pytest.mark.parametrize("level", LEVELS)
def test_a_visit_of_no_pilot_is_read_at_its_level(
    people: Cast, level: str, desnz: Organisation
) -> None:
    made = engaged.visit(
        None,
        people.bradford,
        desnz,
        state="planned",
        on=AHEAD,
        visibility=level,
        created_by=people.author,
    )
    names = list(LEVELS)
    readers = set().union(*(LEVELS[name] for name in names[: names.index(level) + 1]))
    for name in set().union(*LEVELS.values()):
        expected = 200 if name in readers else 404
        client = signed_in(getattr(people, name))
        assert client.get(made.get_absolute_url()).status_code == expected, name
        listed = text_of(client.get(reverse("visits"), {"place": "bradford"}))
        assert (made.purpose in listed) == (name in readers), name


def test_a_visit_to_a_pilot_is_narrowed_by_its_own_level_and_never_wider_than_the_pilot(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    made = engaged.visit(
        warm_homes, people.bradford, desnz, state="planned", on=AHEAD, visibility="place"
    )
    address = made.get_absolute_url()
    seen_by = "Visible to: this place"
    assert seen_by in text_of(signed_in(people.bradford_editor).get(address))
    for name in ("bradford_officer", "bradford_editor", "desnz_official"):
        assert signed_in(getattr(people, name)).get(address).status_code == 200, name
    for name in ("outsider", "luton_editor", "pfpp_lead"):
        client = signed_in(getattr(people, name))
        assert client.get(address).status_code == 404, name
        assert "Meeting 1" not in text_of(client.get(warm_homes.get_absolute_url()))
        history = reverse("pilot_history", args=[warm_homes.slug])
        assert "Meeting 1" not in text_of(client.get(history)), name
    Pilot.objects.filter(pk=warm_homes.pk).update(visibility="team")
    assert signed_in(people.desnz_official).get(address).status_code == 404


def test_after_its_day_one_says_what_came_of_a_visit_of_no_pilot(
    people: Cast, desnz: Organisation
) -> None:
    made = engaged.visit(
        None,
        people.bradford,
        (desnz, None),
        state="planned",
        on=dt.date(2026, 11, 19),
        visibility="network",
        created_by=people.desnz_official,
    )
    client = signed_in(people.desnz_official)
    assert "Say what came of it" in text_of(client.get(made.get_absolute_url()))
    edit = reverse("visit_edit", args=[made.pk])
    assert "What came of it" in text_of(client.get(edit))
    assert "state" not in filled(client, edit), "whether it took place is what is asked"
    typed = {
        "state": "held",
        "findings": "Two clubs meet on one morning.",
        "b0-people": "6",
        "p0-text": "Name one contact",
        "p0-due_day": "1",
        "p0-due_month": "12",
        "p0-due_year": "2026",
        "p0-owner_said": "Policy official",
    }
    response = client.post(edit, filled(client, edit, **typed))
    assert response["Location"] == made.get_absolute_url()
    page = text_of(signed_in(people.outsider).get(made.get_absolute_url()))
    assert "Two clubs meet on one morning." in page
    assert "Name one contact" in page
    assert Client().get(made.get_absolute_url()).status_code == 404, "it is not the public’s"
    Engagement.objects.update(visibility="public")
    public = text_of(Client().get(made.get_absolute_url()))
    assert "Two clubs" not in public
    assert "Name one contact" not in public


def test_the_second_of_two_who_change_a_plan_sees_both_versions(
    people: Cast, warm_homes: Pilot
) -> None:
    made = engaged.visit(warm_homes, people.bradford, state="planned", on=AHEAD)
    change = reverse("visit_change", args=[made.pk])
    second = signed_in(people.bradford_editor)
    data = filled(second, change, purpose="Theirs")
    first = signed_in(people.bradford_officer)
    first.post(change, filled(first, change, purpose="Mine"))
    page = text_of(second.post(change, data))
    assert "Mine" in page
    assert "Theirs" in page
    made.refresh_from_db()
    assert made.purpose == "Mine"


def test_a_plan_sent_twice_is_planned_and_told_once(people: Cast, warm_homes: Pilot) -> None:
    client = signed_in(people.desnz_official)
    data = filled(client, at_pilot(warm_homes), purpose="See the homes", **DAY)
    for _ in range(2):
        client.post(at_pilot(warm_homes), data)
    assert Engagement.objects.count() == 1
    assert Notice.objects.filter(kind="visit", user=people.bradford_editor).count() == 1


def test_numbers_that_were_typed_before_it_was_said_to_be_planned_survive_a_mistake(
    people: Cast, warm_homes: Pilot
) -> None:
    client = signed_in(people.bradford_officer)
    address = reverse("engagement_add", args=[warm_homes.slug])
    typed = {"b0-description": "Two ministries", "b0-people": "31", "b0-first_time": "12"}
    planned = {"kind": "meeting", "state": "planned", **DAY, "purpose": ""}
    refused = client.post(address, filled(client, address, **planned, **typed))
    again = values(refused.content.decode())
    assert (again["b0-people"], again["b0-first_time"]) == ("31", "12")
    assert "How many of them did you meet" not in text_of(refused)
    client.post(address, again | {"purpose": "Damp", "b0-people": "none yet"})
    assert Engagement.objects.get().bodies.get().people is None, "of what is still to come"
