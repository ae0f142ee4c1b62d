"""Several addresses are given a role at once: all of them or none, with a word on each."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.notice.outbox import send_waiting
from partnerships.models import Place
from people.models import Assignment, Invitation
from people.role.actions import give_role
from people.role.forms import AddressesField
from records import drafts
from tests import builders as make
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db
ADD, PEOPLE = "/places/bradford/people/add/", "/places/bradford/people/"


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford", "metropolitan_borough")


@pytest.fixture
def editor(bradford: Place, client: Client) -> User:
    made = make.user("Edith Editor", ("place_editor", bradford))
    client.force_login(made)
    return made


def send(client: Client, emails: str, **typed: Any) -> Any:
    """What answers when the form is sent with these addresses."""
    return client.post(ADD, filled(client, ADD, emails=emails, **typed))


def refused(answer: Any) -> list[str]:
    """What is said at the box, of a form that was sent back with all that was typed in it."""
    assert answer.status_code == 200
    assert not Invitation.objects.exists()
    return list(answer.context["form"].errors["emails"])


@pytest.mark.parametrize(
    "typed",
    [
        "a@one.test, b@two.test, c@three.test",
        "a@one.test\nb@two.test\n\nc@three.test\n",
        "a@one.test;B@two.test;c@three.test;b@TWO.test",
        "Ada Lee <a@one.test>; Ben Example <b@two.test>, c@three.test",
    ],
)
def test_each_is_invited_to_the_same_role_by_a_letter_of_their_own(
    client: Client, editor: User, bradford: Place, typed: str
) -> None:
    answer = send(client, typed, valid_to_day="1", valid_to_month="2", valid_to_year="2090")
    assert answer["Location"] == PEOPLE
    rows = Invitation.objects.order_by("email")
    assert [row.email for row in rows] == ["a@one.test", "b@two.test", "c@three.test"]
    assert {(row.role, row.place, str(row.valid_to), row.created_by) for row in rows} == {
        ("contributor", bradford, "2090-02-02", editor)
    }
    send_waiting()
    assert sorted(letter.to[0] for letter in mail.outbox) == [row.email for row in rows]
    assert len({letter.body for letter in mail.outbox}) == 3, "each has a link of their own"
    said = client.get(PEOPLE).content.decode()
    assert "a@one.test, b@two.test and c@three.test are invited." in said


def test_the_faults_are_told_by_address_and_nothing_is_sent_until_they_are_mended(
    client: Client, editor: User
) -> None:
    typed = "a@one.test\nb@two\nc@three.test\nnobody"
    answer = send(client, typed, valid_to_day="1", valid_to_month="2", valid_to_year="2090")
    assert refused(answer) == [
        f"Check “{address}”: email can’t be sent to it. Type it like name@example.org"
        for address in ("b@two", "nobody")
    ]
    page = answer.content.decode()
    assert f">\n{typed}</textarea>" in page
    assert 'value="2090"' in page
    assert page.count("Check “nobody”") == 2, "above the form and at the box"
    send_waiting()
    assert mail.outbox == []


def test_one_account_that_is_closed_holds_all_of_it_up(client: Client, editor: User) -> None:
    closed = make.user("Cleo Closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    [said] = refused(send(client, f"a@one.test, {closed.email}"))
    assert said.startswith(f"The account of {closed.email} is closed. Leave it out")
    assert not Assignment.objects.filter(role="contributor").exists()


def test_who_has_an_account_an_invitation_or_the_role_is_told_apart(
    client: Client, editor: User, bradford: Place
) -> None:
    has_it = make.user("Holly Holder", ("contributor", bradford))
    joins = make.user("Jo Joiner")
    give_role(by=editor, email="b@two.test", role="contributor", scope=bradford)
    typed = f"{has_it.email}, a@one.test, {joins.email}, b@two.test"
    assert send(client, typed)["Location"] == PEOPLE
    said = client.get(PEOPLE).content.decode()
    assert "a@one.test is invited. The link works for 7 days." in said
    assert "b@two.test was invited before. There is a new link, and the earlier one" in said
    assert "Jo Joiner has the role now: contributor, Bradford." in said
    assert "Holly Holder has this role here already, so nothing changed for them." in said
    assert [role.words for role in joins.assignments.all()] == ["contributor, Bradford"]
    assert has_it.assignments.count() == 1
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "a@one.test",
        "b@two.test",
    ]


def test_where_all_have_the_role_nothing_is_sent_and_the_page_says_so(
    client: Client, editor: User, bradford: Place
) -> None:
    both = [make.user(name, ("contributor", bradford)).email for name in ("Holly H", "Hal H")]
    said = refused(send(client, ", ".join(both)))
    assert said == ["All of these people have that role here already."]
    assert refused(send(client, both[0])) == ["This person has that role here already."]


def test_no_more_than_fifty_go_at_once(client: Client, editor: User) -> None:
    many = [f"p{number}@one.test" for number in range(AddressesField.MOST + 1)]
    said = refused(send(client, "\n".join(many)))
    assert said == ["You can enter up to 50 addresses at once. You entered 51"]
    assert send(client, "\n".join(many[1:]))["Location"] == PEOPLE
    assert Invitation.objects.count() == AddressesField.MOST


def test_a_draft_keeps_all_of_them_and_a_request_fills_one_in(client: Client, editor: User) -> None:
    typed = "a@one.test\nb@two"
    client.post(ADD, filled(client, ADD, emails=typed, **{drafts.BUTTON: "1"}))
    page = client.get(ADD).content.decode()
    assert f">\n{typed}</textarea>" in page
    assert "can’t be sent" not in page
    drafts.Draft.objects.all().delete()
    asked = client.get(f"{ADD}?email=a%40one.test&role=contributor").content.decode()
    assert ">\na@one.test</textarea>" in asked


def test_several_become_administrators_at_once(client: Client) -> None:
    client.force_login(make.user("Adam Admin", ("administrator", None)))
    answer = client.post(
        "/people/add/", {"emails": "a@one.test b@two.test", "role": "administrator"}
    )
    assert answer["Location"] == "/people/"
    assert Invitation.objects.filter(role="administrator").count() == 2
