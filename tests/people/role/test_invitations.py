"""Invitations: how long a link is good, for whom, and what is said where no email goes out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import send_waiting
from partnerships.models import Place
from people.models import Assignment, Invitation
from people.role.actions import give_role
from people.role.invitation_actions import (
    forget_invitations,
    invited_by_token,
    send_again,
    token_of,
    withdraw,
)
from records.models import HistoryEntry
from tests import builders as make
from tests.clocks import stopped

pytestmark = pytest.mark.django_db
PASSWORD = "three-quiet-otters-swim"
PEOPLE = "/places/bradford/people/"


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford", "metropolitan_borough")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def invited(editor: User, bradford: Place) -> Invitation:
    given = give_role(by=editor, email="x@example.test", role="contributor", scope=bradford)
    assert isinstance(given, Invitation)
    return given


def test_a_link_is_good_for_seven_days_and_sending_anew_ends_it(
    client: Client, editor: User, bradford: Place
) -> None:
    with time_machine.travel("2026-03-01 12:00", tick=False):
        first = give_role(by=editor, email="x@example.test", role="contributor", scope=bradford)
        old = token_of(first)
        assert client.get(f"/invitation/{old}/").status_code == 200
    with time_machine.travel("2026-03-08 12:01", tick=False):
        assert client.get(f"/invitation/{old}/").status_code == 410
        send_again(by=editor, invitation=first)
        first.refresh_from_db()
        new = token_of(first)
        assert client.get(f"/invitation/{new}/").status_code == 200
        assert client.get(f"/invitation/{old}/").status_code == 410
        withdraw(by=editor, invitation=first)
        page = client.get(f"/invitation/{new}/")
        assert page.status_code == 410
        assert "This invitation no longer works" in page.content.decode()
    assert client.get("/invitation/none-such/").status_code == 410


def test_inviting_twice_sends_one_new_link(editor: User, bradford: Place) -> None:
    for _ in range(2):
        give_role(by=editor, email="x@example.test", role="contributor", scope=bradford)
    assert Invitation.objects.open().count() == 1
    assert Notice.objects.filter(email="x@example.test").count() == 1


def test_an_invitation_of_somebody_who_lost_the_right_is_not_taken_up(
    client: Client, editor: User, bradford: Place
) -> None:
    invited = give_role(by=editor, email="x@example.test", role="contributor", scope=bradford)
    editor.assignments.update(valid_to=timezone.localdate())
    typed = {"full_name": "X", "password": PASSWORD, "again": PASSWORD}
    text = client.post(f"/invitation/{token_of(invited)}/", typed).content.decode()
    assert "Who invited you can no longer give this role" in text
    assert not User.objects.filter(email="x@example.test").exists()


def test_a_link_works_for_nobody_who_is_signed_in_with_another_address(
    client: Client, invited: Invitation
) -> None:
    other = make.user("Olive Officer")
    client.force_login(other)
    page = client.get(f"/invitation/{token_of(invited)}/").content.decode()
    assert "This invitation is for another address" in page
    assert "x@example.test" not in page
    client.post(f"/invitation/{token_of(invited)}/")
    assert not other.assignments.exists()
    assert not User.objects.filter(email="x@example.test").exists()


def test_who_has_an_account_by_now_signs_in_and_takes_the_role(
    client: Client, invited: Invitation
) -> None:
    path = f"/invitation/{token_of(invited)}/"
    account = User.objects.create_user("x@example.test", PASSWORD, full_name="Xenia")
    page = client.get(path).content.decode()
    assert "/account/sign-in/?next=/invitation/" in page
    client.post(path, {"full_name": "Y", "password": PASSWORD, "again": PASSWORD})
    assert not account.assignments.exists()
    client.force_login(account)
    assert "Take the role" in client.get(path).content.decode()
    assert client.post(path).url == "/places/bradford/"
    assert [role.words for role in account.assignments.all()] == ["contributor, Bradford"]
    assert client.get(path).status_code == 410


def test_an_invitation_outlives_a_day_without_a_mail_server(
    client: Client, editor: User, invited: Invitation, settings: Any
) -> None:
    """The page says how far the email came, and the one that goes out holds the link of today."""
    client.force_login(editor)
    assert "Not yet sent" in client.get(PEOPLE).content.decode()
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.accounts.broken.Broken"
    began = timezone.now()
    for hours in range(25):
        send_waiting(stopped(began + dt.timedelta(hours=hours)))
    assert "Not yet sent" in client.get(PEOPLE).content.decode()
    settings.EMAIL_BACKEND = working
    assert send_waiting(stopped(began + dt.timedelta(hours=31))) == 1
    token = mail.outbox[0].body.split("/invitation/")[1].split("/")[0]
    assert invited_by_token(token) == invited
    page = client.get(PEOPLE).content.decode()
    assert ">Sent<" in page
    Notice.objects.all().delete()  # as run_due does a day later
    assert ">Sent<" in client.get(PEOPLE).content.decode()


def test_an_email_that_never_goes_out_is_said_and_takes_its_invitation_with_it(
    client: Client, editor: User, invited: Invitation, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken.Broken"
    for day in range(6):
        send_waiting(stopped(timezone.now() + dt.timedelta(days=3 * day)))
    client.force_login(editor)
    assert "Could not be sent" in client.get(PEOPLE).content.decode()
    client.force_login(make.user("Adam Admin", ("administrator", None)))
    invited.refresh_from_db()
    client.post(f"/emails/unsent/{invited.letter_id}/dismiss/")
    invited.refresh_from_db()
    assert invited.withdrawn_at
    assert Notice.objects.get(user=editor).subject.startswith("Your invitation could not be sent")


def test_who_sends_an_invitation_again_gives_the_role_where_its_first_giver_cannot(
    client: Client, editor: User, invited: Invitation, bradford: Place
) -> None:
    colleague = make.user("Colin Editor", ("place_editor", bradford))
    editor.assignments.update(valid_to=timezone.localdate())
    send_again(by=colleague, invitation=invited)
    invited.refresh_from_db()
    typed = {"full_name": "X", "password": PASSWORD, "again": PASSWORD}
    client.post(f"/invitation/{token_of(invited)}/", typed)
    assert Assignment.objects.get(user__email="x@example.test").created_by == colleague


def test_an_address_is_forgotten_three_months_after_its_last_link(
    invited: Invitation, editor: User
) -> None:
    other = give_role(by=editor, email="y@example.test", role="contributor", scope=invited.place)
    Invitation.objects.filter(pk=invited.pk).update(sent_at=timezone.now() - dt.timedelta(days=91))
    assert forget_invitations() == 1
    assert list(Invitation.objects.all()) == [other]
    kept = HistoryEntry.objects.filter(model="people.invitation")
    assert kept.exists()
    assert not [row for row in kept if "example.test" in f"{row.before} {row.after}"]
