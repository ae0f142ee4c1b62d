"""What is promised at a meeting is part of its minutes: others read it once those were sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from collaboration.action_item.line import promises_url
from collaboration.models import ActionItem
from dashboards.agenda import ical
from dashboards.agenda.found import entries
from dashboards.organisation.joint_history import build
from governance.meeting import actions
from governance.models import Board, BoardMeeting
from people.models import JobRoleHolder, Person
from registry.calendar import Calendar
from search.find import find
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
SAID = "Zqpromise to the union"
LATER = dt.date(2026, 12, 15)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


@pytest.fixture
def given(cast: Cast, made: Board) -> ActionItem:
    """Promised at a meeting whose minutes are not sent, written down by its clerk; owed by a job
    role that somebody else holds."""
    meeting = b.held(made, cast.bradford_editor, visibility="public")
    owner = builders.post("Head of libraries", cast.council, visibility="public")
    person = Person.objects.create(name="Librarian", user=cast.luton_officer)
    JobRoleHolder.objects.create(post=owner, person=person)
    return ActionItem.objects.create(
        subject=meeting,
        text=SAID,
        owner=owner,
        owner_said="Head of libraries",
        due=LATER,
        created_by=cast.author,
    )


def meeting_of(given: ActionItem) -> BoardMeeting:
    return BoardMeeting.objects.get(pk=given.subject_id)


def send(cast: Cast, given: ActionItem) -> None:
    actions.send(by=cast.bradford_editor, meeting=meeting_of(given))


def pages(given: ActionItem) -> tuple[str, ...]:
    """Every page and file that tells of promises, and the place's."""
    meeting = meeting_of(given)
    return (
        "/promises/",
        "/promises/?place=bradford",
        "/promises/?format=csv",
        given.get_absolute_url(),
        f"{given.get_absolute_url()}history/",
        promises_url(meeting),
        meeting.get_absolute_url(),
        meeting.board.get_absolute_url(),
        "/",
        "/work/",
        "/places/bradford/",
        "/places/bradford/governance/",
        "/places/bradford/calendar/",
        "/calendar/",
        f"/organisations/{meeting.board.organisation.slug}/",
        "/search/?q=Zqpromise",
    )


def told(who: Any, given: ActionItem) -> set[str]:
    """The pages on which this reader finds it."""
    client, found = signed_in(who) if who.is_authenticated else Client(), set()
    for page in pages(given):
        answer = client.get(page, follow=True)
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        if SAID in text.replace("?q=Zqpromise", ""):
            found.add(page)
    return found


def found(who: Any) -> list[str]:
    """What search finds of it."""
    return [one.title for one in find(who, "Zqpromise").every]


def test_nobody_else_reads_it_before_the_minutes_are_sent(cast: Cast, given: ActionItem) -> None:
    for who in (cast.outsider, cast.luton_editor, cast.administrator, cast.resident):
        assert told(who, given) == set(), who
        assert found(who) == []
        assert not ActionItem.objects.visible_to(who).exists()


def test_they_read_it_once_the_minutes_are_sent(cast: Cast, given: ActionItem) -> None:
    send(cast, given)
    meeting = meeting_of(given)
    for who in (cast.outsider, cast.administrator):
        assert {*pages(given)[:4], *pages(given)[5:7]} <= told(who, given), who
        assert SAID in found(who)
    assert told(cast.resident, given) == set()
    assert meeting.get_absolute_url() in told(cast.outsider, given)


def test_who_keeps_the_board_who_sits_there_who_owes_it_and_who_wrote_it_read_it_at_once(
    cast: Cast, made: Board, given: ActionItem
) -> None:
    _, member = b.seat(made, cast.council)
    address = given.get_absolute_url()
    for who in (cast.bradford_editor, member, cast.luton_officer, cast.author):
        assert {"/promises/", address} <= told(who, given), who
    listed = promises_url(meeting_of(given))
    assert listed in told(cast.bradford_editor, given)
    assert listed in told(member, given)


def test_only_who_owes_it_has_it_in_their_work_and_calendar(cast: Cast, given: ActionItem) -> None:
    def feed(who: Any) -> str:
        found = entries(Calendar(user=who), ical.window())
        return ical.written("Mine", found, "https://placebook.example.test").decode()

    assert "Do what was promised: Zqpromise" in text_of(signed_in(cast.luton_officer).get("/"))
    assert "Zqpromise" in feed(cast.luton_officer)
    for who in (cast.outsider, cast.luton_editor):
        assert "Zqpromise" not in text_of(signed_in(who).get("/"))
        assert "Zqpromise" not in feed(who)


def test_how_many_are_to_do_is_told_to_others_of_sent_minutes_alone(
    cast: Cast, made: Board, given: ActionItem
) -> None:
    """Also in the one line of a drafted agenda, which everybody reads once it is called."""
    second = b.meeting(made, cast.bradford_editor, LATER, visibility="public")
    draft = f"{second.get_absolute_url()}agenda/"

    def counts() -> tuple[bool, bool]:
        page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
        drafted = text_of(signed_in(cast.bradford_editor).get(draft))
        return "1 to do" in page, "1 action to do" in drafted

    assert counts() == (False, False)
    send(cast, given)
    assert counts() == (True, True)


def test_what_two_bodies_did_together_tells_no_promise(
    cast: Cast, made: Board, given: ActionItem
) -> None:
    other = builders.organisation("Housing body")
    for body in (cast.council, other):
        b.seat(made, body)
    told = build(cast.outsider, cast.council, other).events
    assert not [one for one in told if "Zqhide" in f"{one.link}{one.what}"]
