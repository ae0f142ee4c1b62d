"""Twice a year each list of people is confirmed; what nobody confirms ends, after warnings."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice, User
from interface.words import date_words
from partnerships.models import Place
from people.models import Assignment, Team
from people.role.account_actions import close_account
from people.role.confirming_actions import _end_one, review_roles
from people.role.team_actions import end_team
from tests import builders as make

pytestmark = pytest.mark.django_db
START = dt.date(2026, 1, 5)
CONFIRM = "/places/bradford/people/confirm/"


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford", "metropolitan_borough")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def officer(bradford: Place) -> User:
    return make.user("Olive Officer", ("contributor", bradford))


def on(day: dt.date) -> tuple[int, int]:
    """What ``run_due`` does on a day, twice."""
    with time_machine.travel(dt.datetime.combine(day, dt.time(9), dt.UTC), tick=False):
        did = review_roles(day)
        assert review_roles(day) == (0, 0)
    return did


def test_a_role_ends_after_three_warnings_that_nobody_heeded(editor: User, officer: User) -> None:
    assert on(START) == (0, 0)
    ends = Assignment.objects.get(user=officer).review_by
    assert ends
    assert START + days(182) <= ends <= START + days(182 + 59)
    assert on(ends - days(31)) == (0, 0)
    assert [on(ends - days(before))[0] for before in (30, 14, 3)] == [1, 1, 1]
    warnings = Notice.objects.filter(kind="roles_to_confirm")
    assert {str(notice.user) for notice in warnings} == {"Edith Editor"}
    assert warnings.count() == 3
    assert "2 roles at Bradford will end if nobody confirms that they are" in warnings[0].text
    assert f"the first on {date_words(ends)}." in warnings[0].text
    assert on(ends - days(1)) == (0, 0)
    assert on(ends) == (0, 2)
    assert not Assignment.objects.lasting(ends).exists()
    assert not Notice.objects.unread().filter(kind="roles_to_confirm").exists(), "no list is theirs"
    ended = Notice.objects.get(user=officer)
    assert "Nobody confirmed in time" in ended.text
    assert ended.url == "/places/bradford/people/ask/"


def test_who_lost_a_role_reads_why_and_asks_for_it_again(
    client: Client, editor: User, officer: User
) -> None:
    roles = Assignment.objects.filter(user=officer)
    roles.update(review_by=START + days(30))
    Assignment.objects.filter(user=editor).update(review_by=START + days(100))
    assert [on(START + days(day)) for day in (0, 16, 27, 30)] == [(1, 0)] * 3 + [(0, 1)]
    assert "1 role at Bradford will end if nobody confirms that it is still right, on" in (
        Notice.objects.filter(user=editor).latest("pk").text
    )
    with time_machine.travel(START + days(30), tick=False):
        client.force_login(officer)
        work = client.get("/").content.decode()
        assert "A role of yours has ended: contributor, Bradford" in work
        assert "You don’t have a role, so" in work
        assert "Log progress" not in work
        asking = client.get(Notice.objects.get(user=officer).url).content.decode()
        assert "Ask for a role" in asking
        assert "Edith Editor" in asking
        client.force_login(make.user("Adam Admin", ("administrator", None)))
        ended = client.get("/people/roles/?state=ended").content.decode()
        assert "Olive Officer" in ended
        assert "unless confirmed" not in ended.split("<tbody")[1]


def test_a_list_is_confirmed_on_one_page(client: Client, editor: User, officer: User) -> None:
    today = dt.date(2026, 7, 1)
    Assignment.objects.update(review_by=today + days(20))
    with time_machine.travel("2026-07-01 10:00", tick=False):
        review_roles(today)
        client.force_login(editor)
        work = client.get("/").content.decode()
        assert "Confirm the people of Bradford" in work
        assert f'href="{CONFIRM}"' in work
        role = officer.assignments.get()
        assert "Olive Officer" in client.get(CONFIRM).content.decode()
        nothing = client.post(CONFIRM, follow=True).content.decode()
        assert "No role was ticked" in nothing
        client.post(CONFIRM, {"role": [role.pk, "x", "9" * 30]})
        role.refresh_from_db()
        assert (role.confirmed_on, role.confirmed_by) == (today, editor)
        assert role.review_by == today + days(182)
        own = editor.assignments.get()
        assert own.confirmed_on is None
        client.post(CONFIRM, {"all": "1", "shown": [role.pk, own.pk]})
        own.refresh_from_db()
        assert own.confirmed_on == today
        assert "Confirm the people" not in client.get("/").content.decode()


@pytest.fixture
def long_list(bradford: Place, editor: User) -> list[Assignment]:
    """230 roles at Bradford beside the editor's own, in the order in which they end."""
    people = User.objects.bulk_create(
        User(email=f"officer{number}@example.org", full_name=f"Officer {number:03}")
        for number in range(230)
    )
    said: dict[str, Any] = {"role": "contributor", "place": bradford, "valid_from": START}
    Assignment.objects.bulk_create(
        Assignment(user=person, review_by=START + days(40), **said) for person in people
    )
    return list(Assignment.objects.exclude(user=editor).order_by("review_by", "pk"))


def boxes(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'name="role" value="(\d+)"', page)]


def button(page: str, words: str) -> dict[str, str]:
    """What pressing the button with these words sends."""
    buttons = re.findall(r'<button class="[^"]+" name="(\w+)" value="([^"]*)">(.*?)</button>', page)
    return {name: unescape(value) for name, value, said in buttons if words in said}


def test_a_long_list_goes_on_by_pages_and_keeps_what_was_ticked(
    client: Client, editor: User, long_list: list[Assignment]
) -> None:
    numbers = [role.pk for role in long_list]
    client.force_login(editor)
    with time_machine.travel(dt.datetime(2026, 1, 6, 10, tzinfo=dt.UTC), tick=False):
        first = client.get(CONFIRM).content.decode()
        assert boxes(first) == numbers[:100]
        assert "Roles not confirmed yet: 231 of 231." in first
        assert "Previous" not in first
        sent = {"role": numbers[2:5], "shown": numbers[:100], **button(first, "Next")}
        second = client.post(CONFIRM, sent, follow=True).content.decode()
        assert boxes(second) == numbers[100:200]
        assert "3 roles confirmed for half a year. 228 roles are not confirmed yet." in second
        assert set(confirmed()) == set(numbers[2:5])

        sent = {"role": [numbers[150]], **button(second, "Previous")}
        back = client.post(CONFIRM, sent, follow=True).content.decode()
        assert boxes(back) == [*numbers[:2], *numbers[5:100]], "what is confirmed has left it"
        assert set(confirmed()) == {*numbers[2:5], numbers[150]}

        sent = {"shown": boxes(back), **button(back, "Confirm all 97 of these")}
        third = client.post(CONFIRM, sent, follow=True).content.decode()
        assert "Roles not confirmed yet: 130 of 231." in third
        assert boxes(third)[0] == numbers[100]
        sent = {"shown": boxes(third), **button(third, "Confirm all 100 of these")}
        last = client.post(CONFIRM, sent, follow=True).content.decode()
        assert boxes(last) == [*numbers[201:], editor.assignments.get().pk]
        sent = {"shown": boxes(last), **button(last, "Confirm all of these")}
        done = client.post(CONFIRM, sent, follow=True)
        assert done.redirect_chain[-1][0] == "/places/bradford/people/"
        assert "Everybody here is confirmed." in client.get(CONFIRM).content.decode()
    assert len(confirmed()) == 231
    with time_machine.travel(dt.datetime(2026, 4, 6, 10, tzinfo=dt.UTC), tick=False):
        assert len(boxes(client.get(CONFIRM).content.decode())) == 100, "the next review"


def confirmed() -> list[int]:
    rows = Assignment.objects.filter(confirmed_on__isnull=False)
    return list(rows.values_list("pk", flat=True))


def test_going_on_with_nothing_ticked_confirms_nothing(
    client: Client, editor: User, long_list: list[Assignment]
) -> None:
    client.force_login(editor)
    first = client.get(CONFIRM).content.decode()
    sent = button(first, "Next")
    second = client.post(CONFIRM, sent, follow=True)
    assert "No role was ticked" not in second.content.decode()
    assert boxes(second.content.decode())[0] == long_list[100].pk
    asked = f"{CONFIRM}{sent['go']}"
    same = client.post(asked, button(first, "Confirm those that are ticked"), follow=True)
    assert "No role was ticked" in same.content.decode()
    assert boxes(same.content.decode())[0] == long_list[100].pk, "the same page again"
    assert not confirmed()
    for broken in ("//example.org/", "?after=x", "?after=%00~1", "a=1&b=2"):
        answer = client.post(CONFIRM, {"go": broken})
        assert answer["Location"].startswith(CONFIRM)
        assert client.get(answer["Location"]).status_code == 200


def test_nobody_confirms_roles_of_another_scope(client: Client, editor: User) -> None:
    other = make.user("Lou", ("contributor", make.place("Luton"))).assignments.get()
    client.force_login(editor)
    client.post(CONFIRM, {"role": [other.pk]})
    other.refresh_from_db()
    assert other.confirmed_on is None
    assert client.post("/places/luton/people/confirm/", {"role": [other.pk]}).status_code == 403
    assert client.post("/people/confirm/").status_code == 403


def test_where_warnings_were_missed_a_role_ends_that_much_later(
    editor: User, officer: User
) -> None:
    """Nothing ran for months: everybody still has 30 days."""
    Assignment.objects.update(review_by=START - days(100))
    assert on(START) == (1, 0)
    assert set(Assignment.objects.values_list("review_by", flat=True)) == {START + days(30)}
    assert on(START + days(29)) == (1, 0)  # two warnings fell due while nothing ran
    assert on(START + days(31)) == (0, 0)
    assert on(START + days(32)) == (0, 2)


def test_a_role_with_an_end_agreed_and_the_last_administrator_are_left(
    client: Client, officer: User
) -> None:
    officer.assignments.update(valid_to=START + days(100), review_by=START + days(150))
    administrator = make.user("Adam Admin", ("administrator", None)).assignments.get()
    Assignment.objects.filter(pk=administrator.pk).update(review_by=START + days(30))
    assert [on(START + days(day)) for day in (0, 16, 27)] == [(1, 0)] * 3
    assert on(START + days(40)) == (0, 0)
    assert Assignment.objects.lasting(START + days(40)).filter(pk=administrator.pk).exists()
    with time_machine.travel(START + days(40), tick=False):
        client.force_login(administrator.user)
        work = client.get("/").content.decode()
    assert "Confirm the administrators" in work
    assert '<span class="due late">10 days late</span>' in work


def test_where_a_place_has_no_editor_those_above_are_warned_else_administrators(
    officer: User, bradford: Place
) -> None:
    make.user("Adam Admin", ("administrator", None))
    role = Assignment.objects.filter(user=officer)
    role.update(review_by=START + days(30))
    assert on(START) == (1, 0)
    notice = Notice.objects.get(kind="roles_to_confirm")
    assert str(notice.user) == "Adam Admin"
    assert f"Bradford: 1 role, on {date_words(START + days(30))}" in notice.text
    assert notice.url == "/people/roles/?state=due"


def test_administrators_are_locked_before_the_role_that_nobody_confirmed_ends() -> None:
    """Else two that end at once would each find the other, and none would stay."""
    first, second = (make.user(name, ("administrator", None)) for name in ("Ada", "Bo"))
    today = dt.date(2026, 7, 1)
    Assignment.objects.filter(user__in=[first, second]).update(review_by=today)
    role = Assignment.objects.get(user=second)
    with CaptureQueriesContext(connection) as asked:
        _end_one(role.pk, today)
    locks = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    assert "\"role\" = 'administrator' ORDER BY" in locks[0]
    assert len(locks) == 3, "administrators, the role, and the keys that end with it"


def waiting_for(user: User) -> list[Notice]:
    return list(Notice.objects.filter(user=user, kind="roles_to_confirm").unread())


def warn_twice(editor: User, officer: User) -> dt.date:
    """The editor has opened neither of two warnings of one list; gives the day of the second."""
    Assignment.objects.update(review_by=START + days(30))
    assert [on(START + days(day))[0] for day in (0, 16)] == [1, 1]
    assert len(waiting_for(editor)) == 1, "the second takes the place of the first"
    assert Notice.objects.filter(user=editor, kind="roles_to_confirm").count() == 2
    return START + days(16)


def test_no_warning_waits_for_a_list_that_was_confirmed_or_ended_by_hand(
    client: Client, editor: User, officer: User
) -> None:
    day = warn_twice(editor, officer)
    with time_machine.travel(dt.datetime.combine(day, dt.time(10), dt.UTC), tick=False):
        client.force_login(editor)
        client.post(CONFIRM, {"role": [editor.assignments.get().pk]})
        assert len(waiting_for(editor)) == 1, "one role is left"
        client.post(f"/roles/{officer.assignments.get().pk}/end/")
        assert officer.assignments.get().valid_to == day
        assert not waiting_for(editor)
        assert "Roles to confirm: Bradford" not in client.get("/").content.decode()


def test_no_warning_waits_once_its_roles_ended_unconfirmed(editor: User, officer: User) -> None:
    Assignment.objects.filter(user=editor).update(review_by=START + days(200))
    Assignment.objects.filter(user=officer).update(review_by=START + days(30))
    assert [on(START + days(day)) for day in (0, 16, 27)] == [(1, 0)] * 3
    assert len(waiting_for(editor)) == 1
    assert on(START + days(30)) == (0, 1)
    assert not waiting_for(editor)


def test_no_warning_waits_of_the_roles_of_a_closed_account(editor: User, officer: User) -> None:
    warned = warn_twice(editor, officer)
    Assignment.objects.filter(user=editor).update(review_by=START + days(200))
    with time_machine.travel(dt.datetime.combine(warned, dt.time(10), dt.UTC), tick=False):
        close_account(by=make.user("Adam Admin", ("administrator", None)), user=officer)
        assert not waiting_for(editor)


def test_no_warning_waits_of_the_roles_of_a_team_that_ended(editor: User, bradford: Place) -> None:
    team = Team.objects.create(name="Hub team", place=bradford)
    make.user("Tara Team", ("contributor", team))
    Assignment.objects.filter(user=editor).update(review_by=START + days(200))
    Assignment.objects.exclude(user=editor).update(review_by=START + days(30))
    assert on(START) == (1, 0)
    assert len(waiting_for(editor)) == 1
    with time_machine.travel(dt.datetime.combine(START, dt.time(10), dt.UTC), tick=False):
        end_team(by=editor, team=team)
        assert not waiting_for(editor)


def test_a_later_warning_counts_all_that_will_end(editor: User, officer: User) -> None:
    Assignment.objects.filter(user=officer).update(review_by=START + days(30))
    Assignment.objects.filter(user=editor).update(review_by=START + days(32))
    assert [on(START + days(day))[0] for day in (0, 2)] == [1, 1]
    (waits,) = Notice.objects.unread().filter(kind="roles_to_confirm")
    assert waits.text.startswith("2 roles at Bradford will end")
    assert f"the first on {date_words(START + days(30))}." in waits.text


def test_a_warning_of_another_list_still_waits(client: Client, editor: User, officer: User) -> None:
    leeds = make.place("Leeds", "metropolitan_borough")
    Assignment.objects.create(user=editor, role="place_editor", place=leeds, valid_from=START)
    day = START + days(30)
    Assignment.objects.update(review_by=day)
    assert on(START)[0] == 2
    with time_machine.travel(dt.datetime.combine(START, dt.time(10), dt.UTC), tick=False):
        client.force_login(editor)
        here = Assignment.objects.filter(place=officer.assignments.get().place)
        client.post(CONFIRM, {"role": [role.pk for role in here]})
    assert [notice.url for notice in waiting_for(editor)] == ["/places/leeds/people/confirm/"]


def test_warnings_and_lists_name_a_body_as_a_sentence_does(client: Client) -> None:
    desnz = make.organisation("Department for Energy Security", "central_government")
    official = make.user("Ofira Official", ("officer", desnz))
    Assignment.objects.update(review_by=START + days(30))
    assert on(START)[0] == 1
    said = Notice.objects.get(user=official, kind="roles_to_confirm").text
    assert "1 role at the Department for Energy Security will end" in said
    client.force_login(official)
    people = client.get(f"/organisations/{desnz.slug}/people/").content.decode()
    assert "Who may do what at the Department for Energy Security" in people
    visits = client.get(f"/organisations/{desnz.slug}/visits/").content.decode()
    assert "No visit by the Department for Energy Security that you can see" in visits
