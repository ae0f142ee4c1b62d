"""Cover during leave: who may set it up, what it opens, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from partnerships.models import Place
from people.cover.actions import set_up_cover
from people.hand_over.actions import hand_over
from people.models import Assignment, Team
from people.role.actions import end_role, give_role
from people.role.confirming_actions import confirm_roles, owners_of, review_roles
from people.role.permissions import roles_to_give
from tests import builders as make
from tests.pilots.forms import filled

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
def anna(bradford: Place) -> User:
    return make.user("Anna Ode", ("place_editor", bradford))


@pytest.fixture
def ben(bradford: Place) -> User:
    return make.user("Ben Bee", ("contributor", bradford))


@pytest.fixture
def region(yorkshire: Place) -> User:
    return make.user("Rita Region", ("place_editor", yorkshire))


def key(person: User) -> str:
    """How the form names their one role."""
    return f"role-{person.assignments.get(covers=None).pk}"


def typed(to: str, starts: dt.date, ends: dt.date, *rows: str) -> dict[str, Any]:
    """What somebody sends."""
    days = {
        f"{name}_{nth}": part
        for name, day in (("starts", starts), ("ends", ends))
        for nth, part in (("day", day.day), ("month", day.month), ("year", day.year))
    }
    return {"email": to, "rows": list(rows), **days}


def cover(by: User, person: User, to: User, days: int = 7, start: int = 0) -> Assignment:
    """Somebody covers the one role of another from today on."""
    starts = timezone.localdate() + start * DAY
    (made,) = set_up_cover(
        by=by, person=person, to=to, starts=starts, ends=starts + days * DAY, rows=[key(person)]
    )
    return made


def test_who_is_away_asks_a_colleague_who_has_the_role_until_they_are_back(
    client: Client, anna: User, ben: User, bradford: Place
) -> None:
    today = timezone.localdate()
    client.force_login(anna)
    assert "/account/cover/" in client.get("/account/").content.decode()
    sent = typed(ben.email, today + DAY, today + 8 * DAY, key(anna))
    page = client.post("/account/cover/", sent, follow=True).content.decode()
    assert "Ben Bee covers 1 role until" in page
    assert "1 person told in My work and by email." in page
    assert "Set up already" in page
    made = ben.assignments.get(covers=anna)
    assert (made.words, made.valid_from, made.valid_to) == (
        "place editor, Bradford",
        today + DAY,
        today + 8 * DAY,
    )
    assert Notice.objects.get(user=ben).subject == "You cover for Anna Ode"
    client.force_login(ben)
    assert client.get("/places/bradford/edit/").status_code == 403
    with time_machine.travel(timezone.now() + 2 * DAY):
        client.force_login(ben)
        assert client.get("/places/bradford/edit/").status_code == 200
        assert "covering for Anna Ode" in client.get("/account/").content.decode()
        assert "You are covering for Anna Ode until" in client.get("/").content.decode()
        assert client.get("/places/bradford/people/").status_code == 403
    with time_machine.travel(timezone.now() + 9 * DAY):
        client.force_login(ben)
        assert client.get("/places/bradford/edit/").status_code == 403
    client.force_login(make.user("Adam Admin", ("administrator", None)))
    assert "covering for Anna Ode" in client.get(f"/people/{ben.pk}/").content.decode()


def test_history_says_for_whom_something_was_done_where_it_was_covered(
    client: Client, anna: User, ben: User, bradford: Place, luton: Place
) -> None:
    adam = make.user("Adam Admin", ("administrator", None))
    give_role(by=adam, email=ben.email, role="place_editor", scope=luton)
    cover(anna, anna, ben)
    client.force_login(ben)
    for slug in ("bradford", "luton"):
        address = f"/places/{slug}/edit/"
        sent = filled(client, address, description="Hills, and a river.")
        assert client.post(address, sent).status_code == 302
    told = client.get("/places/bradford/history/").content.decode()
    assert "<b>Ben Bee, covering for Anna Ode</b>" in told
    elsewhere = client.get("/places/luton/history/").content.decode()
    assert "<b>Ben Bee</b>" in elsewhere
    assert "Anna Ode" not in elsewhere
    public = Client().get("/places/bradford/history/").content.decode()
    assert "Anna Ode" not in public


def test_where_somebody_has_the_same_role_they_act_for_themselves(
    client: Client, anna: User, ben: User, bradford: Place
) -> None:
    adam = make.user("Adam Admin", ("administrator", None))
    give_role(by=adam, email=ben.email, role="place_editor", scope=bradford)
    cover(anna, anna, ben)
    client.force_login(ben)
    address = "/places/bradford/edit/"
    client.post(address, filled(client, address, description="Hills, and a river."))
    told = client.get("/places/bradford/history/").content.decode()
    assert "<b>Ben Bee</b>" in told
    assert "covering" not in told.partition("<main")[2].partition("</main")[0]


def test_who_only_covers_finds_no_link_to_giving_roles(
    client: Client, anna: User, ben: User
) -> None:
    cover(anna, anna, ben)
    client.force_login(ben)
    for address, said in (
        ("/", "You are covering for Anna Ode"),
        ("/account/", "covering for Anna Ode"),
    ):
        page = client.get(address).content.decode()
        assert said in page
        assert "/places/bradford/people/" not in page
    client.force_login(anna)
    assert "/places/bradford/people/" in client.get("/account/").content.decode()


def test_cover_gives_no_right_to_give_roles_and_a_role_of_ones_own_does(
    anna: User, ben: User, region: User, bradford: Place
) -> None:
    cover(anna, anna, ben)
    assert roles_to_give(ben, bradford) == []
    with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
        Assignment.objects.create(
            user=make.user("Fred Friend"),
            role="contributor",
            place=bradford,
            valid_from=timezone.localdate(),
            created_by=ben,
        )
    give_role(by=region, email=ben.email, role="place_editor", scope=bradford)
    assert roles_to_give(User.objects.get(pk=ben.pk), bradford) == ["contributor"]


def test_nobody_chooses_a_stranger_but_who_gives_the_role_may(
    anna: User, region: User, luton: Place, bradford: Place
) -> None:
    stranger = make.user("Sam Stranger", ("contributor", luton))
    with pytest.raises(ValidationError, match="has no role of their own at Bradford"):
        cover(anna, anna, stranger)
    with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
        raw(stranger, anna, created_by=anna)
    assert cover(region, anna, stranger).created_by == region


@contextmanager
def at_once() -> Iterator[None]:
    """What the database asks when a transaction ends, it asks when this does."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def raw(to: User, person: User, **fields: Any) -> Assignment:
    """A row of cover as a program could write it."""
    own = person.assignments.get(covers=None)
    today = timezone.localdate()
    common = {"role": own.role, "place": own.place, "valid_from": today, "valid_to": today + DAY}
    return Assignment.objects.create(user=to, covers=person, **(common | fields))


@pytest.mark.parametrize(
    ("beyond", "constraint"),
    [
        ({"place": "yorkshire"}, "cover_is_held"),
        ({"role": "connector"}, "cover_is_held"),
        ({"valid_from": dt.date(2019, 12, 1), "valid_to": dt.date(2020, 6, 1)}, "cover_is_held"),
        ({"valid_to": dt.date(2199, 1, 1)}, "cover_in_bounds"),
        ({"valid_to": None}, "cover_in_bounds"),
        ({"role": "administrator", "place": None}, "cover_in_bounds"),
    ],
)
def test_the_database_refuses_cover_beyond_what_the_covered_person_holds(
    anna: User, ben: User, beyond: dict[str, Any], constraint: str
) -> None:
    fields = dict(beyond)
    if fields.get("place"):
        fields["place"] = Place.objects.get(slug=fields["place"])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), at_once():
        raw(ben, anna, **fields)
    # Nor is one stretched afterwards beyond the role that it stands in for
    made = raw(ben, anna)
    anna.assignments.update(valid_to=timezone.localdate() + 3 * DAY)
    with pytest.raises(IntegrityError, match="cover_is_held"), transaction.atomic(), at_once():
        Assignment.objects.filter(pk=made.pk).update(valid_to=timezone.localdate() + 5 * DAY)


def test_cover_ends_with_the_role_that_it_stands_in_for(
    anna: User, ben: User, region: User, bradford: Place
) -> None:
    later = cover(anna, anna, ben, start=3)
    new = make.user("Nia New")
    moves = timezone.localdate() + 5 * DAY
    hand_over(by=region, person=anna, to=new, on=moves, rows=[key(anna)])
    later.refresh_from_db()
    assert later.valid_to == moves
    end_role(by=region, assignment=anna.assignments.get())
    assert not Assignment.objects.exclude(covers=None).exists()


def test_cover_ends_with_a_role_that_nobody_confirms_and_is_not_asked_about(
    client: Client, anna: User, ben: User, bradford: Place
) -> None:
    made, today = cover(anna, anna, ben, days=200), timezone.localdate()
    review_roles(today)
    client.force_login(anna)
    listed = client.get("/places/bradford/people/confirm/").content.decode()
    assert listed.count("Ben Bee") == 1  # their own role, and not that which they cover
    assert confirm_roles(by=anna, scope=bradford, roles=[made.pk]) == 0
    anna.assignments.update(review_by=today + 40 * DAY)
    for days in (10, 26, 37, 40):  # three warnings, and the end
        day = today + days * DAY
        with time_machine.travel(dt.datetime.combine(day, dt.time(9), dt.UTC), tick=False):
            review_roles(day)
            made.refresh_from_db()
            assert (made.valid_to == day) is (days == 40)
            assert owners_of(bradford) == ([] if days == 40 else [anna])  # not who covers


def test_the_role_in_a_team_is_covered_by_its_members_and_who_says_who_is_in_it(
    bradford: Place, yorkshire: Place, anna: User, ben: User
) -> None:
    programme = make.programme("PfPP")
    lead = make.user("Lea Lead", ("programme_lead", programme))
    ours = Team.objects.create(name="Ours", place=bradford)
    theirs = Team.objects.create(name="Theirs", programme=programme)
    for team, may, may_not in ((ours, anna, lead), (theirs, lead, anna)):
        member = make.user(f"Mia {team}", ("contributor", team))
        fellow = make.user(f"Fay {team}", ("contributor", team))
        for stranger in (ben, may_not):
            with pytest.raises(ValidationError, match="has no role of their own"):
                cover(member, member, stranger)
            with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
                raw(stranger, member, team=team, created_by=member)
        assert cover(member, member, fellow).team == team
        assert cover(member, member, may, start=7).team == team


def test_two_covers_of_one_role_do_not_overlap_and_one_may_follow(anna: User, ben: User) -> None:
    cover(anna, anna, ben)
    carl = make.user("Carl Cole", ("contributor", ben.assignments.get(covers=None).place))
    with pytest.raises(ValidationError, match="Ben Bee covers this role already"):
        cover(anna, anna, carl, start=6)
    cover(anna, anna, carl, start=7)


@pytest.mark.parametrize("who", ["ben", "anna", "region"])
def test_those_whom_it_concerns_end_it_early_and_nobody_else(
    client: Client, anna: User, ben: User, region: User, who: str
) -> None:
    made = cover(region, anna, ben)
    Assignment.objects.filter(pk=made.pk).update(valid_from=timezone.localdate() - 2 * DAY)
    client.force_login(make.user("Lou Editor", ("place_editor", make.place("Luton"))))
    assert client.post(f"/cover/{made.pk}/end/").status_code == 404
    client.force_login({"ben": ben, "anna": anna, "region": region}[who])
    done = client.post(f"/cover/{made.pk}/end/", {"back": "https://elsewhere.test/"})
    assert done.url == "/account/cover/"
    made.refresh_from_db()
    assert made.valid_to == timezone.localdate()
    twice = client.post(f"/cover/{made.pk}/end/", follow=True).content.decode()
    assert "This role has ended already" in twice
    assert Notice.objects.filter(subject__startswith="Cover for Anna Ode has ended").count() == (
        2 if who == "region" else 1
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_year": 2020}, "Enter a day after the first day away"),
        ({"ends_year": 2099}, "Cover lasts a year at most"),
        ({"starts_year": 2020}, "Enter today or a later day"),
        ({"email": "anna-ode@example.test"}, "This is the same person"),
        ({"email": "nobody@example.test"}, "Ask the people who give roles there to invite"),
        ({"rows": ["role-0"]}, "has ended or was handed over meanwhile"),
    ],
)
def test_wrong_days_and_people_are_said_with_what_was_typed(
    client: Client, anna: User, ben: User, change: dict[str, Any], words: str
) -> None:
    today = timezone.localdate()
    client.force_login(anna)
    sent = typed(ben.email, today, today + DAY, key(anna)) | change
    page = client.post("/account/cover/", sent).content.decode()
    assert words in page
    assert f'value="{sent["email"]}"' in page
    assert not Assignment.objects.exclude(covers=None).exists()


def test_an_administrator_is_not_covered_and_others_learn_of_no_roles_elsewhere(
    client: Client, anna: User, ben: User, region: User, luton: Place
) -> None:
    boss = make.user("Adam Admin", ("administrator", None))
    client.force_login(boss)
    assert "There is no role to cover" in client.get("/account/cover/").content.decode()
    make.give(anna, "contributor", luton)
    client.force_login(region)
    page = client.get(f"/people/{anna.pk}/cover/").content.decode()
    assert "Place editor, Bradford" in page
    assert "Luton" not in page
    client.force_login(ben)
    assert client.get(f"/people/{anna.pk}/cover/").status_code == 404
