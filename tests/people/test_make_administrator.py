"""The command that gives a new site its first administrator."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Notice, User
from people.models import Assignment, Invitation, Role

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
PASSWORD = "a long and quiet sentence"


def run(*email: str) -> str:
    said = io.StringIO()
    call_command("make_administrator", *email, stdout=said)
    return said.getvalue()


def link_in(said: str) -> str:
    return next(line for line in said.splitlines() if line.startswith("http"))


def take_up(client: Client, said: str) -> Any:
    typed = {"full_name": "Ada Example", "job_title": "", "password": PASSWORD, "again": PASSWORD}
    return client.post(link_in(said), typed, follow=True)


def test_who_is_named_chooses_a_password_by_the_link_and_manages_people(client: Client) -> None:
    said = run("Ada@Example.org")
    assert "ada@example.org is invited." in said
    letter = Notice.objects.get(email=ADA)
    assert letter.text.startswith("You are invited to Placebook")
    assert letter.url in link_in(said)
    assert not User.objects.exists()
    page = take_up(client, said)
    assert "Welcome. Your role: administrator." in page.content.decode()
    assert client.get("/people/").status_code == 200
    assert client.login(username=ADA, password=PASSWORD)


def test_a_second_call_gives_a_new_link_and_then_says_that_the_role_is_there(
    client: Client,
) -> None:
    first, second = run(ADA), run(ADA)
    assert "was invited before. The earlier link has ended" in second
    assert Invitation.objects.count() == 1
    assert client.get(link_in(first)).status_code == 410
    take_up(client, second)
    third = run(ADA)
    assert third == "ada@example.org is an administrator already, with the account it has.\n"
    assert Assignment.objects.count() == 1


def test_an_account_that_is_there_gets_the_role_and_keeps_its_name() -> None:
    User.objects.create_user(ADA, full_name="Ada")
    assert "is an administrator, with the account" in run(ADA)
    assert Assignment.objects.get().role == Role.ADMINISTRATOR
    assert User.objects.get().full_name == "Ada"
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="closed"):
        run(ADA)


def test_the_address_is_asked_where_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ada@example.org\n"))
    assert "ada@example.org is invited." in run()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="Say whom"):
        run()
    with pytest.raises(CommandError, match="not an email address"):
        run("not an address")
    assert Invitation.objects.count() == 1
