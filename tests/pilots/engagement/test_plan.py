"""Visits planned from a pilot and from a place: who is told, who sees them, what is close."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from partnerships.models import Organisation
from pilots.models import Engagement, Pilot, PilotPartner
from tests import builders, engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = {"on_day": "1", "on_month": "12", "on_year": "2026"}
AHEAD = dt.date(2026, 12, 1)


def at_pilot(pilot: Pilot) -> str:
    return reverse("visit_plan", args=[pilot.slug])


def at_place(place: Any) -> str:
    return reverse("place_visit_plan", args=[place.slug])


def plan(who: Any, address: str, **typed: Any) -> Any:
    """The form of a plan as this person sends it."""
    client = signed_in(who)
    data = filled(client, address, **({"purpose": "See the homes"} | DAY | typed))
    return client.post(address, data)


def told() -> set[Any]:
    """Who was told of a visit."""
    return {notice.user for notice in Notice.objects.filter(kind="visit")}


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
    assert "Seen by: everyone signed in" in page, "the public reads it once it took place"
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
    "a day that is over": ({"on_year": "2025"}, "on", "This day is over"),
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
    assert f"{rents.name} is to visit Bradford on 10 December 2026" in page
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
    seen_by = "Seen by: this place"
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


def test_those_whom_it_concerns_are_told_and_nobody_who_may_not_see_it(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    PilotPartner.objects.create(pilot=warm_homes, organisation=desnz)
    response = plan(
        people.bradford_officer, at_pilot(warm_homes), **{"b0-description": "A minister"}
    )
    assert told() == {people.bradford_editor, people.desnz_official}
    notice = Notice.objects.filter(kind="visit").first()
    assert notice is not None
    assert notice.subject == "Visit to Bradford on 1 December 2026 is planned: See the homes"
    assert notice.url == response["Location"]
    assert not notice.by_mail, "it goes into the one email of the day, which one click ends"
    Notice.objects.all().delete()
    plan(
        people.bradford_officer,
        at_pilot(warm_homes),
        visibility="place",
        purpose="Hush",
        **{"b0-description": "A minister"},
    )
    assert told() == {people.bradford_editor}, "the partner’s officer may not see this one"


def test_officers_of_a_body_that_comes_are_told_and_read_it_at_every_level(
    people: Cast, desnz: Organisation
) -> None:
    plan(
        people.bradford_officer,
        at_place(people.bradford),
        pilot="",
        visibility="team",
        **{"b0-organisation": desnz.name},
    )
    assert told() == {people.bradford_editor, people.desnz_official}
    made = Engagement.objects.get()
    assert signed_in(people.desnz_official).get(made.get_absolute_url()).status_code == 200
    assert signed_in(people.outsider).get(made.get_absolute_url()).status_code == 404


def test_a_plan_that_is_moved_or_called_off_is_told_to_who_was_told(
    people: Cast, warm_homes: Pilot
) -> None:
    plan(people.desnz_official, at_pilot(warm_homes))
    made = Engagement.objects.get()
    Notice.objects.filter(user=people.bradford_editor).update(kind="visit")
    change = reverse("visit_change", args=[made.pk])
    plan(people.desnz_official, change, on_day="3")
    subjects = [row.subject for row in Notice.objects.filter(user=people.bradford_editor)]
    assert "Visit to Bradford on 1 December 2026 is now to Bradford, on 3 December 2026" in subjects
    Notice.objects.filter(kind="visit").exclude(user=people.bradford_editor).delete()
    count = Notice.objects.count()
    plan(people.desnz_official, change, purpose="See the new homes", on_day="3")
    assert Notice.objects.count() == count, "what nobody need act on is told to nobody"
    off = reverse("visit_call_off", args=[made.pk])
    client = signed_in(people.desnz_official)
    assert "Say why it will not take place" in text_of(client.post(off, {"because": ""}))
    client.post(off, {"because": "The minister is ill"})
    made.refresh_from_db()
    assert made.state == "called_off"
    newest = Notice.objects.filter(user=people.bradford_editor).latest("pk")
    assert newest.subject == (
        "Visit to Bradford on 3 December 2026 is called off: See the new homes"
    )
    assert newest.text == "The minister is ill"
    assert "The minister is ill" in text_of(client.get(made.get_absolute_url()))
    assert client.post(off, {"because": "Again"}).status_code == 404


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


@pytest.mark.parametrize("of_pilot", [True, False])
def test_who_planned_a_visit_is_asked_what_came_of_it_once_its_day_is_over(
    people: Cast, warm_homes: Pilot, of_pilot: bool
) -> None:
    made = engaged.visit(
        warm_homes if of_pilot else None,
        people.bradford,
        state="planned",
        on=dt.date(2026, 11, 20),
        purpose="See the homes",
        created_by=people.desnz_official,
    )
    client = signed_in(people.desnz_official)
    assert "Visit to Bradford" not in text_of(client.get("/")), "it is today"
    Engagement.objects.update(on=dt.date(2026, 11, 19))
    home = client.get("/").content.decode()
    assert "See the homes" in home
    edit = "engagement_edit" if of_pilot else "visit_edit"
    args = [warm_homes.slug, 1] if of_pilot else [made.pk]
    assert reverse(edit, args=args) in home
    assert "See the homes" not in text_of(signed_in(people.bradford_editor).get("/"))
    client.post(reverse(edit, args=args), filled(client, reverse(edit, args=args), state="held"))
    assert "See the homes" not in text_of(client.get("/"))
    month = {"on": dt.date(2026, 11, 1), "on_precision": "month", "state": "planned"}
    Engagement.objects.update(**month)
    assert "See the homes" not in text_of(client.get("/")), "the month goes on"


@pytest.mark.parametrize("of_pilot", [True, False])
def test_a_plan_that_is_withdrawn_is_told_to_who_was_told(
    people: Cast, warm_homes: Pilot, of_pilot: bool
) -> None:
    address = at_pilot(warm_homes) if of_pilot else at_place(people.bradford)
    plan(people.bradford_officer, address, **({} if of_pilot else {"pilot": ""}))
    made = Engagement.objects.get()
    name, args = (
        ("engagement_withdraw", [warm_homes.slug, 1]) if of_pilot else ("visit_withdraw", [made.pk])
    )
    client = signed_in(people.bradford_officer)
    client.post(reverse(name, args=args), {"because": "Wrong place"})
    assert not Engagement.objects.exists()
    newest = Notice.objects.filter(user=people.bradford_editor).latest("pk")
    assert newest.subject == (
        "The plan of a visit to Bradford on 1 December 2026 is withdrawn: See the homes"
    )
    assert newest.url == "", "nobody finds it any more"


def test_calendars_hold_the_visits_that_are_somebodys_own(
    people: Cast, warm_homes: Pilot, desnz: Organisation
) -> None:
    ahead = {"state": "planned", "on": AHEAD, "visibility": "network"}
    by_body = engaged.visit(None, people.luton, desnz, purpose="Of the body", **ahead)
    engaged.visit(None, people.bradford, purpose="To the place", **ahead)
    engaged.visit(
        None, people.luton, purpose="By oneself", created_by=people.bradford_officer, **ahead
    )
    engaged.visit(warm_homes, people.bradford, purpose="Of the pilot", **ahead)
    hush = {**ahead, "visibility": "team"}
    engaged.visit(warm_homes, people.bradford, purpose="Hush", **hush)
    expected = {
        "desnz_official": {"Of the body"},
        "bradford_officer": {"To the place", "By oneself", "Of the pilot"},
        "bradford_editor": {"To the place", "Of the pilot", "Hush"},
        "outsider": set(),
    }
    every = set().union(*expected.values())
    for name, purposes in expected.items():
        page = text_of(signed_in(getattr(people, name)).get("/calendar/", {"kind": "visits"}))
        assert {purpose for purpose in every if purpose in page} == purposes, name
    of_place = signed_in(people.outsider).get(reverse("place_calendar", args=["luton"]))
    assert by_body.purpose in text_of(of_place)
    assert by_body.purpose not in text_of(Client().get(of_place.request["PATH_INFO"]))
