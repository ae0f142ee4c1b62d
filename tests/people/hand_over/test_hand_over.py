"""Handing over what somebody holds: what moves, who may, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import send_waiting
from collaboration.models import ActionItem
from partnerships.models import Place
from people.hand_over.actions import hand_over
from people.models import Assignment, JobRoleHolder, Person
from people.role.actions import end_role
from tests import builders as make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


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


@pytest.fixture
def anna(bradford: Place, luton: Place) -> User:
    return make.user("Anna Ode", ("contributor", bradford), ("contributor", luton))


@pytest.fixture
def ben() -> User:
    return make.user("Ben Bee")


def roles_of(user: User, day: dt.date | None = None) -> list[str]:
    """The roles of a day, in words."""
    rows = Assignment.objects.of(user).on(day or timezone.localdate())
    return sorted(role.words for role in rows)


def keys(*rows: Any) -> list[str]:
    """How the form names these."""
    return [f"{'post' if isinstance(row, JobRoleHolder) else 'role'}-{row.pk}" for row in rows]


def typed(to: str, on: dt.date, rows: list[str]) -> dict[str, Any]:
    """What somebody sends."""
    return {"email": to, "on_day": on.day, "on_month": on.month, "on_year": on.year, "rows": rows}


def test_an_editor_hands_over_what_is_theirs_to_give_and_learns_of_nothing_else(
    client: Client, editor: User, anna: User, ben: User, bradford: Place
) -> None:
    luton = Place.objects.get(slug="luton")
    late = timezone.localdate() - DAY
    for place, name in ((bradford, "Warm homes"), (luton, "Night buses")):
        make.pilot(place, name, update_due=late, rhythm=1, visibility="public")
    council = make.organisation("Bradford Council")
    post = make.post("Housing lead", council, bradford)
    person = Person.objects.create(name="Anna Ode", email=anna.email, user=anna)
    held = JobRoleHolder.objects.create(post=post, person=person, valid_from=dt.date(2024, 1, 1))
    elsewhere = make.post("Bus lead", make.organisation("Luton Council"), luton)
    JobRoleHolder.objects.create(post=elsewhere, person=person)
    client.force_login(editor)
    listed = client.get("/places/bradford/people/").content.decode()
    assert f"/people/{anna.pk}/hand-over/" in listed

    page = client.get(f"/people/{anna.pk}/hand-over/").content.decode()
    assert "Contributor, Bradford" in page
    assert "Housing lead, Bradford Council (job role)" in page
    assert '<a href="/pilots/?due=any&amp;place=bradford">1</a>' in page
    assert "Luton" not in page
    assert "Bus lead" not in page

    role = anna.assignments.get(place=bradford)
    today = timezone.localdate()
    sent = typed("BEN-bee@example.test", today, keys(role, held))
    done = client.post(f"/people/{anna.pk}/hand-over/", sent, follow=True)
    assert "2 roles of Anna Ode handed over to Ben Bee" in done.content.decode()
    assert "told in My work and by email." in done.content.decode()
    assert "handed over from Anna Ode" in done.content.decode()
    assert roles_of(anna) == ["contributor, Luton"]
    assert roles_of(ben) == ["contributor, Bradford"]
    holders = JobRoleHolder.objects.filter(post=post).order_by("pk")
    assert [(row.person.name, row.valid_from, row.valid_to) for row in holders] == [
        ("Anna Ode", dt.date(2024, 1, 1), today),
        ("Ben Bee", today, None),
    ]
    assert Person.objects.get(user=ben).email == ben.email
    history = client.get(f"/job-roles/{post.pk}/history/").content.decode()
    assert "Edith Editor" in history
    assert "handed over from" in history
    send_waiting()
    assert {letter.to[0] for letter in mail.outbox} == {anna.email, ben.email}

    again = client.post(f"/people/{anna.pk}/hand-over/", sent)
    assert again.status_code == 200
    assert "There is nothing to hand over" in again.content.decode()
    assert Assignment.objects.of(ben).count() == 1


def test_promises_of_a_job_role_are_counted_and_go_with_it(
    administrator: User, anna: User, ben: User, bradford: Place, client: Client
) -> None:
    post = make.post("Housing lead", make.organisation("Bradford Council"), bradford)
    person = Person.objects.create(name="Anna Ode", user=anna)
    held = JobRoleHolder.objects.create(post=post, person=person)
    ActionItem.objects.create(
        subject=make.pilot(bradford, "Warm homes", visibility="public"),
        text="Send the list",
        owner=post,
        owner_said="Housing lead",
        due=timezone.localdate(),
        created_by=administrator,
    )
    client.force_login(administrator)
    page = client.get(f"/people/{anna.pk}/hand-over/").content.decode()
    assert "Actions promised" in page
    assert ActionItem.objects.get().text in page
    assert ActionItem.objects.get().get_absolute_url() in page
    today = timezone.localdate()
    hand_over(by=administrator, person=anna, to=ben, on=today, rows=keys(held))
    assert ActionItem.objects.owed_by(ben).exists()
    assert not ActionItem.objects.owed_by(anna).exists()


def test_roles_change_hands_on_the_day_that_is_chosen(
    administrator: User, anna: User, ben: User
) -> None:
    day = timezone.localdate() + 7 * DAY
    rows = list(anna.assignments.all())
    hand_over(by=administrator, person=anna, to=ben, on=day, rows=keys(*rows))
    for account, before, after in ((anna, 2, 0), (ben, 0, 2)):
        assert len(roles_of(account, day - DAY)) == before
        assert len(roles_of(account, day)) == after
    assert {role.handed_from for role in ben.assignments.all()} == {anna}
    with pytest.raises(ValidationError, match="ends on"):  # twice the same
        hand_over(by=administrator, person=anna, to=ben, on=day, rows=keys(*rows))


def test_a_role_that_the_receiver_has_is_kept_once_for_the_longer_time(
    editor: User, anna: User, ben: User, bradford: Place
) -> None:
    today = timezone.localdate()
    make.give(ben, "contributor", bradford, valid_to=today + DAY)
    role = anna.assignments.get(place=bradford)
    hand_over(by=editor, person=anna, to=ben, on=today, rows=keys(role))
    kept = ben.assignments.get()
    assert (kept.valid_from, kept.valid_to) == (dt.date(2020, 1, 1), None)
    assert kept.handed_from == anna


def test_the_last_administrator_hands_over_and_there_is_always_one(
    administrator: User, ben: User
) -> None:
    today = timezone.localdate()
    role = administrator.assignments.get()
    hand_over(by=administrator, person=administrator, to=ben, on=today + DAY, rows=keys(role))
    for day, who in ((today, administrator), (today + DAY, ben)):
        lasting = Assignment.objects.on(day).filter(role="administrator")
        assert [row.user for row in lasting] == [who]


def test_an_officer_hands_over_their_own_role_and_lands_where_they_may_read(
    client: Client, ben: User
) -> None:
    desnz = make.organisation("Department for Energy")
    officer = make.user("Olive Officer", ("officer", desnz))
    client.force_login(officer)
    address = f"/people/{officer.pk}/hand-over/"
    form = client.get(address).content.decode()
    assert "Hand over what you have" in form
    assert "What is waiting for you" in form
    sent = typed(ben.email, timezone.localdate(), keys(officer.assignments.get()))
    after = client.post(address, sent, follow=True)
    assert after.status_code == 200
    assert "1 role of Olive Officer handed over to Ben Bee" in after.content.decode()
    assert (roles_of(officer), roles_of(ben)) == ([], ["department officer, Department for Energy"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "nobody@example.test"}, "this address. Invite them first</a></li>"),
        ({"email": "anna-ode@example.test"}, "This is the same person"),
        ({"email": "clo-closed@example.test"}, "The account of this person is closed"),
        ({"on_year": 2020}, "Enter today or a later day"),
        ({"on_year": 2099}, "Enter a day within the next year"),
        ({"rows": []}, "Tick at least one"),
        ({"rows": ["role-0"]}, "has ended or was handed over meanwhile"),
        ({"rows": ["post-zzz"]}, "has ended or was handed over meanwhile"),
    ],
)
def test_what_cannot_be_handed_over_so_is_said_and_nothing_moves(
    client: Client, editor: User, anna: User, change: dict[str, Any], words: str
) -> None:
    make.user("Clo Closed", is_active=False)
    ben = make.user("Ben Bee")
    role = anna.assignments.get(place__slug="bradford")
    client.force_login(editor)
    sent = typed(ben.email, timezone.localdate(), keys(role)) | change
    page = client.post(f"/people/{anna.pk}/hand-over/", sent).content.decode()
    assert words in page
    assert len(roles_of(anna)) == 2
    assert roles_of(ben) == []


def test_roles_beyond_the_givers_scope_and_those_ended_meanwhile_do_not_move(
    client: Client, editor: User, administrator: User, anna: User, luton: Place
) -> None:
    ben = make.user("Ben Bee")
    today = timezone.localdate()
    for role in anna.assignments.all():
        if role.place != luton:
            end_role(by=administrator, assignment=role)
        with pytest.raises(ValidationError, match="has ended or was handed over"):
            hand_over(by=editor, person=anna, to=ben, on=today, rows=keys(role))
    assert roles_of(anna) == ["contributor, Luton"]
    stranger = make.user("Sam Stranger", ("contributor", luton))
    client.force_login(editor)
    assert client.get(f"/people/{stranger.pk}/hand-over/").status_code == 404
    assert client.get(f"/people/{10**30}/hand-over/").status_code == 404
