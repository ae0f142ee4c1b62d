"""Giving roles within one's own scope, inviting, taking up, ending; one administrator stays."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notice.outbox import send_waiting
from partnerships.models import Place
from people.models import Assignment, Invitation
from people.role.actions import end_role, give_role
from tests import builders as make
from tests.locks import locks_administrators

pytestmark = pytest.mark.django_db
PASSWORD = "three-quiet-otters-swim"


@pytest.fixture
def yorkshire() -> Place:
    return make.place("Yorkshire", "region")


@pytest.fixture
def bradford(yorkshire: Place) -> Place:
    return make.place("Bradford", "metropolitan_borough", within=yorkshire)


@pytest.fixture
def luton() -> Place:
    return make.place("Luton")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def administrator() -> User:
    return make.user("Adam Admin", ("administrator", None))


def roles_of(user: User) -> list[str]:
    """The roles of today, in words."""
    return [role.words for role in Assignment.objects.of(user).on(timezone.localdate())]


def asked(client: Client, email: str) -> Any:
    """The page that the link of the last email to this address leads to."""
    send_waiting()
    letter = next(letter for letter in reversed(mail.outbox) if letter.to == [email])
    path = re.search(r"https?://[^/]+(/invitation/\S+)", letter.body)
    assert path, letter.body
    return client.get(path[1]), path[1]


def test_an_editor_invites_an_officer_who_chooses_a_password_and_begins(
    client: Client, editor: User, bradford: Place
) -> None:
    client.force_login(editor)
    page = client.get("/places/bradford/people/add/")
    assert "Which role?" in page.content.decode()
    answer = client.post(
        "/places/bradford/people/add/", {"emails": "New@Council.test", "role": "contributor"}
    )
    assert answer.url == "/places/bradford/people/"
    listed = client.get("/places/bradford/people/").content.decode()
    assert "new@council.test is invited" in listed
    assert "Link works until" in listed
    client.logout()
    page, path = asked(client, "new@council.test")
    text = page.content.decode()
    assert "Edith Editor invites you: contributor, Bradford." in text
    typed = {"full_name": "Nia New", "job_title": "Officer", "password": PASSWORD}
    wrong = client.post(path, {**typed, "again": "another"}).content.decode()
    assert "The two passwords are not the same" in wrong
    assert 'value="Nia New"' in wrong
    answer = client.post(path, {**typed, "again": PASSWORD})
    assert answer.url == "/places/bradford/"
    account = User.objects.get(email="new@council.test")
    assert roles_of(account) == ["contributor, Bradford"]
    assert account.check_password(PASSWORD)
    assert client.get("/account/").status_code == 200
    client.logout()
    assert client.get(path).status_code == 410


def test_somebody_with_an_account_has_the_role_at_once_and_is_told(
    editor: User, bradford: Place
) -> None:
    officer = make.user("Olive Officer")
    given = give_role(
        by=editor, email="OLIVE-officer@example.test", role="contributor", scope=bradford
    )
    assert isinstance(given, Assignment)
    assert given.created_by == editor
    told = Notice.objects.get(user=officer)
    assert told.subject == "You have a role: contributor, Bradford"
    with pytest.raises(ValidationError, match="has that role here already"):
        give_role(by=editor, email=officer.email, role="contributor", scope=bradford)


@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("place_editor", "bradford"),
        ("contributor", "luton"),
        ("contributor", "yorkshire"),
        ("administrator", ""),
    ],
)
def test_nobody_gives_a_role_beyond_their_own_scope(
    editor: User, bradford: Place, luton: Place, role: str, where: str
) -> None:
    scope = Place.objects.get(slug=where) if where else None
    with pytest.raises(PermissionDenied):
        give_role(by=editor, email="x@example.test", role=role, scope=scope)
    friend = make.user("Fred Friend")
    with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
        Assignment.objects.create(
            user=friend, role=role, place=scope, valid_from=dt.date(2026, 1, 1), created_by=editor
        )
    with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
        Invitation.objects.create(
            email="x@example.test",
            role=role,
            place=scope,
            sent_at=timezone.now(),
            created_by=editor,
        )


def test_the_database_refuses_a_role_beyond_its_giver_whoever_writes_it(
    editor: User, luton: Place
) -> None:
    row = {"user": editor.pk, "by": editor.pk, "place": luton.pk}
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match="assignment_within_reach"),
        transaction.atomic(),
    ):
        cursor.execute(
            "INSERT INTO people_assignment (role, user_id, place_id, valid_from, "
            "created_by_id, version) VALUES ('place_editor', %(user)s, %(place)s, current_date, "
            "%(by)s, 1)",
            row,
        )


def test_an_editor_of_a_region_makes_editors_within_it(yorkshire: Place, bradford: Place) -> None:
    above = make.user("Rita Region", ("place_editor", yorkshire))
    officer = make.user("Olive Officer")
    give_role(by=above, email=officer.email, role="place_editor", scope=bradford)
    assert roles_of(officer) == ["place editor, Bradford"]


def test_a_lead_gives_evaluators_and_an_officer_their_own_body(bradford: Place) -> None:
    programme = make.programme("PfPP")
    lead = make.user("Lea Lead", ("programme_lead", programme))
    body = make.organisation("Energy department", "central_government")
    team = make.organisation("Homes team", "central_government", parent=body)
    official = make.user("Omar Official", ("officer", body))
    olive = make.user("Olive Officer")
    give_role(by=lead, email=olive.email, role="evaluator", scope=programme)
    give_role(by=official, email=olive.email, role="officer", scope=team)
    assert roles_of(olive) == ["evaluator, PfPP", "department officer, Homes team"]
    with pytest.raises(PermissionDenied):
        give_role(by=lead, email=olive.email, role="programme_lead", scope=programme)


def test_an_editor_ends_a_role_and_the_person_is_told(
    client: Client, editor: User, bradford: Place
) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    role = officer.assignments.get()
    client.force_login(editor)
    assert "It is their last role" in client.get(f"/roles/{role.pk}/end/").content.decode()
    said = client.post(f"/roles/{role.pk}/end/", follow=True).content.decode()
    assert "1 person told in My work and by email." in said
    assert roles_of(officer) == []
    assert Notice.objects.get(user=officer).subject == (
        "A role of yours has ended: contributor, Bradford"
    )
    client.force_login(officer)
    assert client.get(f"/roles/{role.pk}/end/").status_code == 200


def test_an_editor_may_end_their_own_last_role_and_is_warned(
    client: Client, editor: User, administrator: User
) -> None:
    client.force_login(editor)
    role = editor.assignments.get()
    asks = client.get(f"/roles/{role.pk}/end/").content.decode()
    assert "This is your last role" in asks
    assert "Nobody else has this role here" in asks
    # Nobody else at the place, nor above it: an administrator gives it, and they are named.
    assert f"First ask Adam Admin ({administrator.email}) to give it to somebody else." in asks
    assert "Give it to somebody else first" not in asks
    answer = client.post(f"/roles/{role.pk}/end/", follow=True)
    assert answer.status_code == 200
    assert roles_of(editor) == []


def test_the_last_administrator_stays(client: Client, administrator: User) -> None:
    role = administrator.assignments.get()
    with pytest.raises(ValidationError, match="last administrator"):
        end_role(by=administrator, assignment=role)
    client.force_login(administrator)
    asks = client.get(f"/roles/{role.pk}/end/").content.decode()
    assert "This is the last administrator" in asks
    assert 'href="/people/add/"' in asks
    assert "End the role" not in asks
    text = client.post(f"/roles/{role.pk}/end/", follow=True).content.decode()
    assert "This is the last administrator" in text
    make.user("Bea Admin", ("administrator", None))
    with CaptureQueriesContext(connection) as asked:
        end_role(by=administrator, assignment=role)
    assert locks_administrators(asked)
    assert roles_of(administrator) == []


def test_a_role_given_today_and_ended_today_is_taken_back(editor: User, bradford: Place) -> None:
    officer = make.user("Olive Officer")
    role = give_role(by=editor, email=officer.email, role="contributor", scope=bradford)
    assert isinstance(role, Assignment)
    end_role(by=editor, assignment=role)
    assert not officer.assignments.exists()


def test_who_may_not_give_a_role_learns_nothing_of_it(
    client: Client, bradford: Place, luton: Place
) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    client.force_login(make.user("Lou Editor", ("place_editor", luton)))
    assert client.get(f"/roles/{officer.assignments.get().pk}/end/").status_code == 404
    assert client.get("/places/bradford/people/").status_code == 403


def test_an_administrator_closes_the_account_of_somebody_who_left(
    client: Client, administrator: User, bradford: Place
) -> None:
    officer = make.user("Olive Officer", ("contributor", bradford))
    client.force_login(administrator)
    client.post(f"/people/{officer.pk}/close/")
    assert not User.objects.get(pk=officer.pk).is_active
    assert roles_of(officer) == []
    text = client.get(f"/people/{officer.pk}/").content.decode()
    assert "It is closed" in text
    client.post(f"/people/{officer.pk}/close/", {"open": "1"})
    assert User.objects.get(pk=officer.pk).is_active
    own = client.post(f"/people/{administrator.pk}/close/", follow=True).content.decode()
    assert "You cannot close your own account" in own


def test_people_are_found_by_role_and_by_how_long_they_are_away(
    client: Client, administrator: User, bradford: Place
) -> None:
    make.user("Olive Officer", ("contributor", bradford), last_seen_at=timezone.now())
    away = make.user("Abe Away", ("contributor", bradford))
    long_ago = timezone.now() - dt.timedelta(days=91)
    User.objects.filter(pk=away.pk).update(last_seen_at=long_ago, created_at=long_ago)
    make.user("Rob Roleless")
    client.force_login(administrator)

    def names(query: str) -> list[str]:
        text = client.get(f"/people/?{query}").content.decode()
        return [
            name for name in ("Abe Away", "Olive Officer", "Rob Roleless") if f">{name}<" in text
        ]

    assert names("") == ["Abe Away", "Olive Officer", "Rob Roleless"]
    assert names("q=oli") == ["Olive Officer"]
    assert names("role=contributor") == ["Abe Away", "Olive Officer"]
    assert names("state=asleep") == ["Abe Away"]
    assert names("state=roleless") == ["Rob Roleless"]
