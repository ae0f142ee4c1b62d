"""Somebody without a role asks for one: of whom, and what they are told."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Notice, User
from partnerships.models import Place
from tests import builders as make

pytestmark = pytest.mark.django_db
PATH = "/places/bradford/people/ask/"
TYPED = {"role": "contributor", "why": "I run the retrofit work at the council."}


@pytest.fixture
def bradford() -> Place:
    region = make.place("Yorkshire", "region")
    make.user("Connie Connector", ("connector", region))
    make.user("Adam Admin", ("administrator", None))
    return make.place("Bradford", "metropolitan_borough", within=region)


@pytest.fixture
def newcomer(client: Client) -> User:
    user = make.user("Nia New")
    client.force_login(user)
    return user


def told() -> list[str]:
    """Who was told of an ask."""
    return [str(notice.user) for notice in Notice.objects.order_by("id")]


def test_who_has_no_role_asks_the_editors_of_the_place(
    client: Client, newcomer: User, bradford: Place
) -> None:
    editor = make.user("Edith Editor", ("place_editor", bradford))
    assert 'href="/roles/ask/"' in client.get("/account/").content.decode()
    assert 'href="/roles/ask/"' in client.get("/").content.decode()
    assert client.get("/roles/ask/?place=Bradford").url == PATH
    assert "Choose one" in client.get("/roles/ask/?place=&programme=").content.decode()
    page = client.get(PATH).content.decode()
    assert "Goes to Edith Editor" in page
    answer = client.post(PATH, TYPED, follow=True).content.decode()
    assert "Asked: Edith Editor." in answer
    notice = Notice.objects.get()
    assert (notice.user, notice.by_mail) == (editor, False)  # it comes in the email of the day
    assert TYPED["why"] in notice.text
    again = client.post(PATH, TYPED).content.decode()
    assert "less than a week ago" in again
    client.force_login(editor)
    form = client.get(notice.url).content.decode()
    assert f">\n{newcomer.email}</textarea>" in form
    client.post(notice.url, {"emails": newcomer.email, "role": "contributor"})
    assert newcomer.assignments.get().words == "contributor, Bradford"
    client.force_login(newcomer)
    assert "You have this role here already" in client.post(PATH, TYPED).content.decode()


def test_where_nobody_gives_roles_administrators_are_asked_and_connectors_told(
    client: Client, newcomer: User, bradford: Place
) -> None:
    assert "Also told: Connie Connector" in client.get(PATH).content.decode()
    client.post(PATH, {**TYPED, "role": "place_editor"})
    assert told() == ["Adam Admin", "Connie Connector"]
    assert Notice.objects.get(user__full_name="Connie Connector").url == "/places/bradford/"


def test_nobody_is_told_that_a_place_with_an_editor_has_nobody_who_gives_roles(
    client: Client, newcomer: User, bradford: Place
) -> None:
    make.user("Edith Editor", ("place_editor", bradford))
    page = client.get(PATH).content.decode()
    assert "Goes to Edith Editor" in page
    assert "Nobody here can give this role yet" in page
    client.post(PATH, {**TYPED, "role": "place_editor"})
    assert told() == ["Adam Admin", "Connie Connector"]
    text = Notice.objects.get(user__full_name="Connie Connector").text
    assert "Nobody at Bradford can give this role yet, so we asked administrators: Adam" in text


def test_an_ask_for_a_programme_goes_to_who_can_give_the_role(
    client: Client, newcomer: User, bradford: Place
) -> None:
    programme = make.programme("PfPP")
    make.user("Lea Lead", ("programme_lead", programme))
    path = f"/programmes/{programme.slug}/people/ask/"
    client.post(path, {"role": "evaluator", "why": "I evaluate it."})
    client.post(path, {"role": "programme_lead", "why": "I lead it."})
    assert told() == ["Lea Lead", "Adam Admin"]
    wrong = client.post(path, TYPED)
    assert wrong.status_code == 200
    assert len(told()) == 2


def test_names_of_editors_are_for_who_is_signed_in(client: Client, bradford: Place) -> None:
    make.user("Edith Editor", ("place_editor", bradford))
    assert client.get(PATH).url.startswith("/account/sign-in/")
