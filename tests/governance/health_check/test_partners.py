"""Whoever keeps a partnership, with an accomplice, does not get to answer for its other members."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notice, User
from governance.health_check import actions, contacts, due
from governance.health_check.permissions import answers_for
from governance.models import HealthAnswer, HealthContact, Seat
from partnerships.models import Partnership
from people.models import JobRole, JobRoleHolder, Person
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.health_check.rounds import (
    LONG_AGO,
    OPENS,
    answer,
    at_bradford,
    bodies,
    officer_of,
    opened,
    page,
    sent,
)
from tests.governance.health_check.sweep import partnership
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
AT_OPENING = dt.datetime.combine(OPENS, dt.time(9), dt.UTC)


def address(of: Partnership) -> str:
    return f"{of.get_absolute_url()}health/open/"


def named_by_others(cast: Cast, of: Partnership) -> User:
    """An accomplice who holds a job role of each member, which sits for it on a board: all of that
    an editor of the place can write."""
    accomplice = builders.user("Accomplice")
    person = Person.objects.create(name="Accomplice", user=accomplice)
    sits_on = board(cast.bradford, visibility="public")
    for member in of.members.all():
        role = JobRole.objects.create(
            title="Director", organisation=member.organisation, visibility="public"
        )  # fmt: skip
        JobRoleHolder.objects.create(post=role, person=person)
        Seat.objects.create(board=sits_on, organisation=member.organisation, post=role)
    return accomplice


def test_a_job_role_and_a_seat_that_others_name_answer_for_nobody(cast: Cast) -> None:
    of = at_bradford(cast, 6)
    accomplice = named_by_others(cast, of)
    one = opened(cast, of)
    assert not answers_for(accomplice, one).exists()
    url = f"{one.get_absolute_url()}answer/"
    assert signed_in(accomplice).post(url, sent()).status_code == 404
    assert not HealthAnswer.objects.exists()


def test_who_keeps_the_partnership_cannot_say_who_answers_for_a_member(cast: Cast) -> None:
    of = partnership(cast.bradford, "Working together", *bodies(6))
    editor = signed_in(cast.bradford_editor)
    for member in of.members.all():
        builders.user(f"Officer of {member.organisation}", ("officer", member.organisation))
    told = text_of(editor.post(f"{of.get_absolute_url()}health/ask/", follow=True))
    assert "Question recorded. 6 people told in My work." in told
    contact = HealthContact.objects.filter(partnership=of).first()
    assert contact
    assert editor.post(contact.get_absolute_url(), {"person": ""}).status_code == 403
    assert not HealthContact.objects.confirmed().exists()


def test_its_officer_says_who_answers_and_it_is_asked_from_then_on(cast: Cast) -> None:
    of = at_bradford(cast, 5)
    late = bodies(1, name="Late")[0]
    of.members.create(organisation=late)
    of.members.update(created_at=LONG_AGO)
    officer = builders.user("Late officer", ("officer", late))
    contacts.ask(by=cast.bradford_editor, partnership=of)
    contact = HealthContact.objects.get(organisation=late)
    assert "Say who answers for Late 0 in Working together" in page(officer, "/?when=later")
    role = JobRole.objects.create(title="Chief", organisation=late)
    colleague = builders.user("Colleague")
    person = Person.objects.create(name="Colleague", user=colleague)
    JobRoleHolder.objects.create(post=role, person=person)
    client = signed_in(officer)
    told = client.post(contact.get_absolute_url(), {"person": colleague.pk}, follow=True)
    asked_then = "Late 0 can be asked from the next health check on, once it has been a member for"
    assert asked_then in text_of(told)
    one = opened(cast, of)
    asked = one.asked.get(organisation=late)
    assert asked.person == colleague
    assert list(answers_for(colleague, one)) == [asked]
    client.post(contact.get_absolute_url(), {"person": "", "leave": "1"})
    assert not HealthContact.objects.confirmed().filter(organisation=late).exists()


def test_who_was_added_just_now_is_not_asked_whatever_the_date_that_was_typed(cast: Cast) -> None:
    of = at_bradford(cast, 5)
    new = bodies(1, name="New")[0]
    of.members.create(organisation=new, valid_from=dt.date(2020, 1, 1))
    of.members.filter(organisation=new).update(created_at=AT_OPENING)
    accomplice = builders.user("Accomplice", ("officer", new))
    of.health_contacts.create(organisation=new, confirmed_on=OPENS, confirmed_by=accomplice)
    shown = page(cast.bradford_editor, address(of))
    assert "it was added less than two weeks ago. It can be asked from 4 December" in shown
    assert not opened(cast, of).asked.filter(organisation=new).exists()


def test_too_few_are_refused_before_the_button_by_name_with_what_to_do(cast: Cast) -> None:
    of = at_bradford(cast, 4)
    silent, nobody = bodies(1, name="Silent")[0], bodies(1, name="Nobody")[0]
    for body in (silent, nobody):
        of.members.create(organisation=body, created_at=LONG_AGO)
    builders.user("Silent officer", ("officer", silent))
    of.members.update(created_at=LONG_AGO)
    shown = page(cast.bradford_editor, address(of))
    assert "4 of 6 members can be asked today" in shown
    assert "its officers have not said who answers. Ask them on this page" in shown
    assert "nobody there has an account" in shown
    assert "Open it" not in shown
    assert "Ask those who have not said who answers" in shown
    with pytest.raises(ValidationError, match="4 of 6 members"):
        opened(cast, of)
    told = contacts.ask(by=cast.bradford_editor, partnership=of)
    assert (told.count, [one.name for one in told.missing]) == (1, ["Nobody 0"])
    shown = page(cast.bradford_editor, address(of))
    assert shown.count("nobody there has an account") == 1
    assert "have not said whether it takes part" in shown
    assert "Ask them on this page" not in shown


def test_called_off_after_an_answer_none_opens_for_a_quarter(cast: Cast) -> None:
    of = at_bradford(cast)
    one = opened(cast, of)
    actions.call_off(one=one, because="The list was wrong")
    one = opened(cast, of)  # nobody had answered
    answer(one, one.asked.all()[0], 3)
    actions.call_off(one=one, because="It did not suit")
    for kind in ("conditions", "equity"):
        with pytest.raises(ValidationError, match="can open on 19 February 2027"):
            opened(cast, of, kind=kind)
    assert "can open on 19 February 2027" in page(cast.bradford_editor, address(of))
    with time_machine.travel(dt.datetime(2027, 2, 19, 12, tzinfo=dt.UTC)):
        assert opened(cast, of, closes_on=dt.date(2027, 3, 19)).pk


def test_a_body_that_is_said_to_have_answered_is_told_like_all_who_are_asked(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    first, second = one.asked.all()[:2]
    answered, silent = officer_of(first, "First"), officer_of(second, "Second")
    answer(one, first, 3)
    assert not Notice.objects.filter(kind="health-check-noted").exists()
    for _ in range(2):
        due.run_due(OPENS)
    told = Notice.objects.filter(kind="health-check-noted")
    assert {answered, silent} <= {notice.user for notice in told}
    assert told.count() == 7, "once each"
    answer(one, second, 3)
    due.run_due(OPENS)
    assert told.count() == 7, "an unread one is replaced"
    url = one.get_absolute_url()
    assert f"We have an answer from {first}. If none of you sent it, ask" in page(answered, url)
    assert "We have an answer from" not in page(cast.bradford_editor, url)


def test_a_round_closes_with_the_hourly_job_when_all_have_answered(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast))
    for asked in one.asked.all():
        answer(one, asked, 3)
    one.refresh_from_db()
    assert one.state == "open"
    assert due.run_due(OPENS) == 1
