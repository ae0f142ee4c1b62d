"""The command that gives a new site its first administrator."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.adapter import POST
from accounts.models import User
from partnerships.models import Assignment, Role

pytestmark = pytest.mark.django_db


def test_a_new_administrator_can_ask_for_a_password(client: Client) -> None:
    call_command("make_administrator", "Ada@Example.org", name="Ada Example", verbosity=0)
    user = User.objects.get(email="ada@example.org")
    assert user.full_name == "Ada Example"
    assert [a.role for a in Assignment.objects.of(user)] == [Role.ADMINISTRATOR]
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    POST.submit(bool).result()  # letters go out one after the other, beside the answer
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_an_account_that_is_there_keeps_its_name(client: Client) -> None:
    User.objects.create_user("ada@example.org", full_name="Ada")
    call_command("make_administrator", "ada@example.org", verbosity=0)
    assert User.objects.get().full_name == "Ada"


@pytest.mark.parametrize(
    ("email", "why"), [("not an address", "not an e-mail"), ("ada@example.org", "already")]
)
def test_what_cannot_be_done_is_said(email: str, why: str) -> None:
    call_command("make_administrator", "ada@example.org", verbosity=0)
    with pytest.raises(CommandError, match=why):
        call_command("make_administrator", email, verbosity=0)
