"""An invitation to a role that is over by now must not stand in the way of any other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from partnerships.models import Place
from people.models import Invitation, Team
from people.role.invitation_actions import send_again, token_of
from tests import builders as b
from tests.accounts.sign_on.identity_provider import IdentityProvider
from tests.pages.test_sweep import faults

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "new@example.test", "three-quiet-otters-swim"
FORM = {"full_name": "Ada King", "job_title": "", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def place() -> Place:
    return b.place("Bradford")


@pytest.fixture
def editor(place: Place) -> User:
    """Whoever invites, to Bradford and to Luton."""
    luton = b.place("Luton")
    return b.user("Edith Editor", ("place_editor", place), ("place_editor", luton))


def invite(by: User, **fields: Any) -> Invitation:
    usual = {"role": "contributor", "sent_at": timezone.now(), "created_by": by, "email": EMAIL}
    return Invitation.objects.create(**(usual | fields))


def days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def ended(by: User, place: Place, how: str) -> Invitation:
    """An invitation whose role ended: on its day, today, or with its team."""
    if how == "team":
        team = Team.objects.create(name="Hub team", place=place)
        made = invite(by, team=team)
        Team.objects.filter(pk=team.pk).update(ended_on=days(0))
        return made
    luton = Place.objects.get(name="Luton")
    return invite(by, place=luton, valid_to=days(0 if how == "today" else -2))


HOW = pytest.mark.parametrize("how", ["long ago", "today", "team"])


@HOW
def test_the_others_of_the_address_are_taken_up_and_this_one_is_named(
    client: Client, editor: User, place: Place, how: str
) -> None:
    over = ended(editor, place, how)
    open_one = invite(editor, place=place)
    answer = client.post(f"/invitation/{token_of(open_one)}/", FORM, follow=True)
    assert answer.status_code == 200
    made = User.objects.get(email=EMAIL)
    assert [role.words for role in made.assignments.all()] == ["contributor, Bradford"]
    shown = answer.content.decode()
    assert "so you cannot take it up: " in shown
    assert over.words in shown
    assert faults(shown) == []


@HOW
def test_its_own_link_says_why_and_the_other_link_still_works(
    client: Client, editor: User, place: Place, how: str
) -> None:
    over, open_one = ended(editor, place, how), invite(editor, place=place)
    for answer in (
        client.get(f"/invitation/{token_of(over)}/"),
        client.post(f"/invitation/{token_of(over)}/", FORM),
    ):
        assert answer.status_code == 410
        assert "so you cannot take it up" in answer.content.decode()
        assert faults(answer.content.decode()) == []
    assert not User.objects.filter(email=EMAIL).exists()
    assert client.post(f"/invitation/{token_of(open_one)}/", FORM).status_code == 302
    assert User.objects.filter(email=EMAIL).exists()


@HOW
def test_who_has_an_account_by_now_takes_up_the_others(
    client: Client, editor: User, place: Place, how: str
) -> None:
    new = b.user("New")
    assert new.email == EMAIL
    ended(editor, place, how)
    open_one = invite(editor, place=place)
    client.force_login(new)
    answer = client.post(f"/invitation/{token_of(open_one)}/", follow=True)
    assert answer.status_code == 200
    assert "so you cannot take it up" in answer.content.decode()
    assert new.assignments.count() == 1


@HOW
@pytest.mark.parametrize("first", [True, False])
def test_by_single_sign_on_the_others_are_taken_up(
    client: Client, editor: User, place: Place, idp: IdentityProvider, how: str, *, first: bool
) -> None:
    makes = [lambda: ended(editor, place, how), lambda: invite(editor, place=place)]
    for make in makes if first else reversed(makes):
        make()
    idp.claims["email"] = EMAIL
    answer = idp.sign_on(client)
    assert answer.status_code == 302
    assert User.objects.get(email=EMAIL).assignments.count() == 1


def test_by_single_sign_on_an_ended_one_alone_lets_nobody_in(
    client: Client, editor: User, place: Place, idp: IdentityProvider
) -> None:
    ended(editor, place, "today")
    idp.claims["email"] = EMAIL
    assert idp.sign_on(client).status_code == 403
    assert not User.objects.filter(email=EMAIL).exists()


@HOW
def test_it_is_not_sent_again_and_the_list_says_why(
    client: Client, editor: User, place: Place, how: str
) -> None:
    over = ended(editor, place, how)
    with pytest.raises(ValidationError, match="nobody could take it up"):
        send_again(by=editor, invitation=over)
    client.force_login(editor)
    where = f"/teams/{over.team_id}/people/" if over.team_id else "/places/luton/people/"
    shown = client.get(where).content.decode()
    assert "Can no longer be taken up" in shown
    assert "Send again" not in shown
