"""Who is told of a visit, in whose calendar it stands, and who is asked what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, User
from partnerships.models import Organisation
from people.models import Assignment, Role
from pilots.models import Engagement, Pilot, PilotPartner
from tests import engaged
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.planned import AHEAD, DAY, at_pilot, at_place, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def told() -> set[Any]:
    """Who was told of a visit."""
    return {notice.user for notice in Notice.objects.filter(kind="visit")}


@pytest.fixture
def desnz(people: Cast) -> Organisation:
    """The department of the official."""
    return Organisation.objects.get(name__startswith="Department for Energy")


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


def test_where_nobody_edits_the_place_its_contributors_are_told_and_where_nobody_is_it_says_so(
    people: Cast, warm_homes: Pilot
) -> None:
    no_editor = Assignment.objects.filter(user=people.bradford_editor)
    no_editor.update(role=Role.CONTRIBUTOR)
    client = signed_in(people.desnz_official)
    address = at_pilot(warm_homes)
    data = filled(client, address, purpose="See the homes", **DAY)
    page = text_of(client.post(address, data, follow=True))
    above = User.objects.get(full_name="Region editor")
    assert told() == {people.bradford_officer, people.bradford_editor, above}
    assert "Visit planned. 3 people told in My work." in page
    Assignment.objects.filter(role__in=[Role.CONTRIBUTOR, Role.PLACE_EDITOR]).delete()
    Notice.objects.all().delete()
    data = filled(client, address, purpose="See the boilers", **(DAY | {"on_month": "2"}))
    page = text_of(client.post(address, data | {"on_year": "2027"}, follow=True))
    assert told() == set()
    assert "Visit planned. Nobody was told. Nobody here edits Bradford: tell them yourself." in page
    assert "told in My work" not in page


def test_an_editor_who_plans_at_their_own_place_is_not_sent_to_tell_it(people: Cast) -> None:
    client, address = signed_in(people.bradford_editor), at_place(people.bradford)
    page = text_of(
        client.post(address, filled(client, address, purpose="See us", **DAY), follow=True)
    )
    assert "Visit planned." in page
    assert "Nobody was told" not in page


def test_a_change_that_nobody_need_act_on_does_not_say_that_they_are_told(
    people: Cast, warm_homes: Pilot
) -> None:
    plan(people.desnz_official, at_pilot(warm_homes))
    client = signed_in(people.desnz_official)
    change = reverse("visit_change", args=[Engagement.objects.get().pk])
    page = client.post(change, filled(client, change, purpose="See the new homes"), follow=True)
    assert "Plan saved." in text_of(page)
    assert "told in My work" not in text_of(page)
    page = client.post(change, filled(client, change, on_day="3"), follow=True)
    assert "Plan saved. 1 person told in My work." in text_of(page)


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
        "Visit to Bradford on 3 December 2026 has been called off: See the new homes"
    )
    assert newest.text == "The minister is ill"
    assert "The minister is ill" in text_of(client.get(made.get_absolute_url()))
    assert client.post(off, {"because": "Again"}).status_code == 404


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
    assert newest.subject == ("The plan of a visit to Bradford on 1 December 2026 is withdrawn")
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
    for_place = signed_in(people.outsider).get(reverse("place_calendar", args=["luton"]))
    assert by_body.purpose in text_of(for_place)
    assert by_body.purpose not in text_of(Client().get(for_place.request["PATH_INFO"]))
