"""Teams: made and renamed where they belong, with members who are given their role and end it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from partnerships.models import Place
from people.models import Assignment, Team
from people.role.actions import give_role
from people.role.permissions import roles_to_give
from people.role.team_actions import end_team
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford", "metropolitan_borough", within=make.place("Yorkshire", "region"))


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


def test_an_editor_makes_a_team_names_its_members_and_lets_them_go(
    client: Client, editor: User, bradford: Place
) -> None:
    olive = make.user("Olive Officer")
    client.force_login(editor)
    answer = client.post("/places/bradford/people/teams/add/", {"name": "Retrofit team"})
    team = Team.objects.get()
    assert (team.place, team.created_by, answer.url) == (
        bradford,
        editor,
        f"/teams/{team.pk}/people/",
    )
    assert "Retrofit team" in client.get("/places/bradford/people/").content.decode()
    twice = client.post("/places/bradford/people/teams/add/", {"name": "retrofit team"})
    assert "There is a team of this name here already" in twice.content.decode()
    page = client.get(answer.url).content.decode()
    assert "Nobody has a role here yet" in page
    client.post(f"/teams/{team.pk}/people/add/", {"emails": olive.email, "role": "contributor"})
    role = olive.assignments.get()
    assert role.words == "contributor, Retrofit team"
    assert "Olive Officer" in client.get(answer.url).content.decode()
    Assignment.objects.update(valid_from=dt.date(2026, 1, 1))
    client.post(f"/roles/{role.pk}/end/")
    assert "Olive Officer" not in client.get(answer.url).content.decode()
    client.post(f"/teams/{team.pk}/name/", {"name": "Warm homes team", "version": team.version})
    team.refresh_from_db()
    assert team.name == "Warm homes team"


def test_a_team_is_kept_by_those_of_where_it_belongs_and_nobody_else(
    client: Client, editor: User, bradford: Place
) -> None:
    programme = make.programme("PfPP")
    lead = make.user("Lea Lead", ("programme_lead", programme))
    ours = Team.objects.create(name="Ours", place=bradford)
    theirs = Team.objects.create(name="Theirs", programme=programme)
    neither = Team.objects.create(name="Neither")
    member = make.user("Mia Member", ("contributor", ours))
    keeps = {
        who: [str(team) for team in (ours, theirs, neither) if roles_to_give(who, team)]
        for who in (editor, lead, member, make.user("Adam Admin", ("administrator", None)))
    }
    assert list(keeps.values()) == [["Ours"], ["Theirs"], [], ["Ours", "Theirs", "Neither"]]
    for who, team in ((lead, ours), (editor, theirs), (editor, neither), (member, ours)):
        with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
            Assignment.objects.create(
                user=member,
                role="contributor",
                team=team,
                valid_from=dt.date(2026, 1, 1),
                created_by=who,
            )
    for who, team in ((editor, ours), (lead, theirs)):
        make.give(make.user(f"New of {team}"), "contributor", team, created_by=who)
    client.force_login(lead)
    assert client.get(f"/teams/{ours.pk}/people/").status_code == 404
    client.force_login(member)
    assert client.get(f"/teams/{ours.pk}/people/").status_code == 403


def test_a_team_whose_work_is_done_ends_with_its_roles_and_opens_again(
    client: Client, editor: User, bradford: Place
) -> None:
    team = Team.objects.create(name="Retrofit team", place=bradford)
    olive = make.user("Olive Officer", ("contributor", team), ("contributor", bradford))
    invited = give_role(by=editor, email="x@example.test", role="contributor", scope=team)
    client.force_login(editor)
    end = f"/teams/{team.pk}/end/"
    assert end in client.get(f"/teams/{team.pk}/people/").content.decode()
    assert "The 1 role in it ends today" in client.get(end).content.decode()
    answer = client.post(end, {"open": "0"}, follow=True).content.decode()
    assert "Retrofit team has ended, and with it 1 role" in answer
    assert "Give a role" not in answer
    today = timezone.localdate()
    lasting = Assignment.objects.of(olive).lasting(today)
    assert [role.words for role in lasting] == ["contributor, Bradford"]
    assert Notice.objects.get(user=olive).subject.startswith("A role of yours has ended")
    invited.refresh_from_db()
    assert invited.withdrawn_at
    # Of two who end it the second is told, and nobody is given a role in it meanwhile.
    assert "has ended already" in client.post(end, {"open": "0"}, follow=True).content.decode()
    with pytest.raises(ValidationError, match="has ended"):
        give_role(by=editor, email=olive.email, role="contributor", scope=team)
    assert "ended " in client.get("/places/bradford/people/").content.decode()
    client.post(end, {"open": "1"})
    assert "has not ended" in client.post(end, {"open": "1"}, follow=True).content.decode()
    assert isinstance(
        give_role(by=editor, email=olive.email, role="contributor", scope=team), Assignment
    )
    outsider = make.user("Other Editor", ("place_editor", make.place("Luton")))
    with pytest.raises(PermissionDenied):
        end_team(by=outsider, team=team)


def test_a_team_belongs_to_a_place_or_a_programme(bradford: Place) -> None:
    with pytest.raises(IntegrityError, match="team_of_one_at_most"), transaction.atomic():
        Team.objects.create(name="Both", place=bradford, programme=make.programme("PfPP"))
