"""Closing a barrier: how, what unlocked it, what was learned; and opening it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Notice
from barriers.closing import actions as closing_actions
from barriers.escalation import actions
from barriers.models import Barrier, Closing
from pilots.models import Lesson
from tests import builders
from tests.asked import energy
from tests.builders import TODAY, Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

DAY = {"on_day": "10", "on_month": "11", "on_year": "2026"}
SAID = {
    "status": "resolved",
    "how": "rule_cleared",
    "unlocked_by": "The regional team",
    "what": "Lists may be shown.",
    **DAY,
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Every test is on one day."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def barrier(cast: Cast) -> Barrier:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="public")
    return builders.barrier(
        cast.bradford, "We cannot see licences", pilot=pilot, visibility="place",
        created_by=cast.bradford_officer, category=builders.category(),
    )  # fmt: skip


def close(cast: Cast, barrier: Barrier, **changed: str) -> Any:
    client = signed_in(cast.bradford_editor)
    url = f"{barrier.get_absolute_url()}close/"
    return client.post(url, filled(client, url) | SAID | changed, follow=True)


def page_of(who: Any, barrier: Barrier) -> str:
    return text_of(signed_in(who).get(barrier.get_absolute_url()))


def test_a_barrier_closes_with_what_unlocked_it_and_a_lesson(cast: Cast, barrier: Barrier) -> None:
    close(cast, barrier, lesson="Ask which law it is.")
    page = page_of(cast.bradford_officer, barrier)
    for said in (
        "Resolved, 10 November 2026: the rule turned out to allow it.",
        "Unlocked by The regional team.",
        "Lists may be shown.",
        "Ask which law it is.",
    ):
        assert said in page
    lesson = Lesson.objects.get()
    assert (lesson.visibility, lesson.helps_with) == ("place", "data-sharing")
    barrier.refresh_from_db()
    assert (barrier.status, barrier.resolution) == ("resolved", "Lists may be shown.")
    told = Notice.objects.get(user=cast.bradford_officer)
    assert told.subject == f"Resolved: {barrier.reference}, We cannot see licences"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({}, "Write what others should know, or below why there is nothing"),
        ({"lesson": "This.", "no_lesson_because": "None."}, "Leave this empty, or take the lesson"),
        ({"lesson": "This.", "how": ""}, "Choose how it was resolved"),
        ({"lesson": "This.", "on_year": "2190"}, "in the future"),
        ({"lesson": "This.", "what": ""}, "What happened in the end?"),
    ],
)
def test_what_a_closing_lacks_is_said_and_nothing_is_saved(
    cast: Cast, barrier: Barrier, changed: dict[str, str], message: str
) -> None:
    page = text_of(close(cast, barrier, **changed))
    assert message in page
    assert not Closing.objects.exists()
    assert not Lesson.objects.exists()


def test_what_is_still_asked_is_taken_back(cast: Cast, barrier: Barrier) -> None:
    made = actions.escalate(
        by=cast.bradford_editor, barrier=barrier, rung="department", to=energy(), ask="Say why."
    )
    close(cast, barrier, no_lesson_because="A letter got lost.")
    made.refresh_from_db()
    assert made.state == "withdrawn"
    barrier.refresh_from_db()
    assert barrier.status == "resolved"


def test_a_second_closing_is_told_of_the_first(cast: Cast, barrier: Barrier) -> None:
    facts: dict[str, Any] = {
        "status": "closed_unresolved", "what": "Nobody could.", "on": TODAY,
        "no_lesson_because": "None.",
    }  # fmt: skip
    closing_actions.close_barrier(by=cast.bradford_editor, barrier=barrier, **facts)
    with pytest.raises(ValidationError, match="closed meanwhile"):
        closing_actions.close_barrier(by=cast.bradford_officer, barrier=barrier, **facts)


def test_opening_again_keeps_how_it_ended(cast: Cast, barrier: Barrier) -> None:
    close(cast, barrier, lesson="Ask which law it is.")
    client = signed_in(cast.bradford_editor)
    url = f"{barrier.get_absolute_url()}reopen/"
    client.post(url, filled(client, url) | {"why": "The list was closed again."})
    page = page_of(cast.bradford_officer, barrier)
    assert "Reopened on" in page
    assert "The list was closed again." in page
    assert "Lists may be shown." in page
    close(cast, barrier, no_lesson_because="The same lesson as before.", what="Now it is open.")
    page = page_of(cast.bradford_officer, barrier)
    assert "Now it is open." in page
    assert "Lists may be shown." not in page
    details = text_of(signed_in(cast.bradford_officer).get(f"{barrier.get_absolute_url()}details/"))
    assert details.index("Now it is open.") < details.index("Lists may be shown.")
    with pytest.raises(ValidationError, match="It is open already"):
        closing_actions.reopen_barrier(
            by=cast.bradford_editor,
            barrier=closing_actions.reopen_barrier(by=None, barrier=barrier, why="Again."),
            why="Twice.",
        )


def test_one_that_a_source_says_is_resolved_can_be_opened(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(
        status="resolved", resolution="They agreed.", ended_on=dt.date(2023, 3, 1)
    )
    assert "They agreed." in page_of(cast.bradford_officer, barrier)
    closing_actions.reopen_barrier(by=cast.bradford_editor, barrier=barrier, why="It came back.")
    page = page_of(cast.bradford_officer, barrier)
    assert "Resolved, 1 March 2023" in page
    assert "They agreed." in page


def test_a_lesson_that_a_reader_may_not_see_is_not_told(cast: Cast, barrier: Barrier) -> None:
    close(cast, barrier, lesson="Ask which law it is.")
    Lesson.objects.update(visibility="team")
    assert "Ask which law it is." not in page_of(cast.bradford_officer, barrier)
    assert "Lists may be shown." in page_of(cast.bradford_officer, barrier)


def test_without_a_pilot_what_was_learned_stands_with_the_closing(cast: Cast) -> None:
    alone = builders.barrier(cast.bradford, "Alone", visibility="place")
    page = text_of(close(cast, alone))
    assert "What can others learn from it?" in page
    close(cast, alone, no_lesson_because="Ask early.")
    assert "For others: Ask early." in page_of(cast.bradford_officer, alone)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("closing_says_what", {"what": ""}),
        ("closing_resolved_says_how", {"status": "resolved"}),
        ("closing_lesson_or_why_none", {"no_lesson_because": ""}),
        ("closing_reopened_says_why", {"reopened_on": TODAY}),
    ],
)
def test_the_database_keeps_closings_whole(
    barrier: Barrier, constraint: str, fields: dict[str, Any]
) -> None:
    usual = {
        "status": "closed_unresolved", "what": "It ended.", "on": TODAY, "no_lesson_because": "No.",
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Closing.objects.create(barrier=barrier, **usual | fields)
    Closing.objects.create(barrier=barrier, **usual)
    with pytest.raises(IntegrityError, match="closing_one_stands"), transaction.atomic():
        Closing.objects.create(barrier=barrier, **usual)


def test_it_does_not_end_before_it_was_logged(cast: Cast, barrier: Barrier) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(logged_on="2026-11-11")
    page = text_of(close(cast, barrier))
    assert "It was logged on 11 November 2026. Enter a day that is no earlier" in page


@pytest.mark.parametrize(
    ("what", "lesson", "is_public"),
    [
        ("Benefits Office gave way.", "Write early.", False),
        ("Lists may be shown.", "Benefits Office pays late.", False),
        ("Lists may be shown.", "Write early.", True),
    ],
)
def test_a_lesson_is_not_public_where_the_words_name_who_was_not_asked(
    cast: Cast, barrier: Barrier, what: str, lesson: str, is_public: bool
) -> None:
    builders.organisation("Benefits Office")
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public")
    close(cast, barrier, what=f"In the end the {what}", lesson=f"The {lesson}")
    row = Lesson.objects.get()
    assert row.text == f"The {lesson}"
    assert row.visibility == ("public" if is_public else "network")
