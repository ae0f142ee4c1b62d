"""Two people record the same step or phase; nobody writes for more readers than they may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pilots.models import Lesson, Pilot
from pilots.status.actions import Closing, change_status, close_pilot
from records.drafts import AGAIN
from tests import lived
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.pilots.status.test_life import MAY, day, new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_of_two_who_record_a_step_the_second_reads_of_the_first(
    people: Cast, warm_homes: Pilot
) -> None:
    first, second = signed_in(people.bradford_editor), signed_in(people.region_editor)
    step = reverse("pilot_status", args=[warm_homes.slug])
    typed = {"to": "extended", **day("on", "2026-06-01"), "paid_by_said": "Nobody knows"}
    late = filled(second, step, **typed)
    paid = {"paid_by_said": "Both councils", "why": "It helps"}
    first.post(step, filled(first, step, **typed | paid | day("on", "2026-05-04")))
    answer = second.post(step, late)
    said = text_of(answer)
    assert "Somebody changed this while you were typing." in said
    for words in ("4 May 2026", "1 June 2026", "Both councils", "Nobody knows"):
        assert words in said
    assert warm_homes.phases.count() == 1
    second.post(step, values(answer.content.decode()))
    assert [str(one.start) for one in warm_homes.phases.order_by("start")] == [
        "2026-05-04",
        "2026-06-01",
    ]


def test_one_step_is_recorded_once(people: Cast, warm_homes: Pilot) -> None:
    by = people.bradford_editor
    change_status(pilot=warm_homes, to="extended", on=MAY, by=by)
    with pytest.raises(ValidationError, match="is recorded already"):
        change_status(pilot=warm_homes, to="extended", on=MAY, by=by)
    editor = signed_in(people.region_editor)
    step = reverse("pilot_status", args=[warm_homes.slug])
    answer = editor.post(step, filled(editor, step, to="extended", **day("on", "2026-05-04")))
    assert "That it became extended on 4 May 2026 is recorded already" in text_of(answer)
    assert warm_homes.phases.count() == 1


def test_a_step_that_no_longer_follows_says_where_the_pilot_stands(people: Cast) -> None:
    pilot = new(people)
    editor = signed_in(people.bradford_editor)
    step = reverse("pilot_status", args=[pilot.slug])
    late = filled(editor, step, to="setting_up", why="All agree", **day("on", "2026-05-04"))
    change_status(pilot=pilot, to="setting_up", on=MAY, by=people.bradford_editor)
    said = text_of(editor.post(step, late))
    assert "It is setting up now. Choose what comes after that" in said
    assert "All agree" in said


def test_one_phase_is_written_down_once(people: Cast, warm_homes: Pilot) -> None:
    editor = signed_in(people.bradford_editor)
    add = reverse("phase_add", args=[warm_homes.slug])
    typed = filled(editor, add, kind="extension", **day("start", "2026-05-04"))
    change_status(pilot=warm_homes, to="extended", on=MAY, by=people.bradford_editor)
    said = text_of(editor.post(add, typed))
    assert "Extension from 4 May 2026 is recorded already. Change that one" in said
    assert warm_homes.phases.count() == 1
    editor.post(add, filled(editor, add, kind="follow_up"))
    answer = editor.post(add, filled(editor, add, kind="follow_up") | {AGAIN: "1"})
    assert "Follow-up without a day on which it begins is recorded already" in text_of(answer)


def test_a_step_takes_the_phase_that_was_written_down_for_its_day(
    people: Cast, warm_homes: Pilot
) -> None:
    lived.phase(warm_homes)
    lived.phase(warm_homes, "extension", start=MAY.day)
    change_status(pilot=warm_homes, to="extended", on=MAY, by=people.bradford_editor)
    phases = warm_homes.phases.order_by("start").values_list("kind", "start", "end")
    assert list(phases) == [
        ("delivery", lived.SPRING, dt.date(2026, 5, 3)),
        ("extension", MAY.day, None),
    ]


@pytest.mark.parametrize(
    ("of_pilot", "of_lesson", "said"),
    [
        ("public", "public", "Only an editor of the place can show it to everyone"),
        ("place", "network", "More people would be able to see it than can see the pilot"),
    ],
)
def test_lessons_of_the_end_are_read_by_no_more_than_may_be(
    people: Cast, of_pilot: str, of_lesson: str, said: str
) -> None:
    pilot = new(people, status="live", visibility=of_pilot, team=people.team)
    lesson = Lesson(kind="lesson", text="Ask first", visibility=of_lesson)
    closing = Closing(to="closed", on=MAY, why="Done", lessons=[lesson])
    with pytest.raises(ValidationError, match=said):
        close_pilot(pilot=pilot, closing=closing, by=people.teammate)
    assert not Lesson.objects.exists()
