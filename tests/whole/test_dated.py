"""A day on which something is to happen stands in a calendar, and in my work where somebody must
act by it; or its subject says why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from functools import cache
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from access.visibility import Reader
from accounts.models import User
from dashboards.my_work.registrations import _few_of_each
from governance.models import Board
from partnerships.models import Place, Programme
from pilots.models import Pilot
from pilots.subjects import LOGGED, PILOTS
from records.absent import Whole
from records.history import tracked_models
from records.subjects import registered
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Reading, Window
from registry.waiting import TaskQuery, TaskSections, Work
from tests.whole.reasons import absent, label, overused

pytestmark = pytest.mark.django_db
# By its name a day is of what happened, or of what began or is as it was then; every other one is
# of something to come
PAST = re.compile(
    r"(^|_)(\w*ed|sent|said|read|did|\w*done|gone|told|made|begun|came|withdrawn|set_up|given_up|off|back)"
    r"(_on|_at)?$"
    r"|^(on|at|before|after|quarter|last_login|seen_before_at|last_seen_at)$"
    r"|^(claim|letter|outcome)_on$|^(as|baseline)_at$"
    r"|(^|_)(of|from|since|start|period_end)$|^(created|updated)_at$"
)
TODAY = dt.date(2027, 5, 3)
SUBJECTS = (None, *(kind(pk=1) for kind in (Place, Programme, Pilot, Board)))
Day = tuple[Any, str]


def everywhere() -> User:
    """Somebody with a role of each kind, made without a database."""
    user, some = User(pk=1), frozenset({1})
    ids = {one.name: some for one in fields(Reader) if "frozenset" in str(one.type)}
    user.reader = Reader(1, **ids)
    user.boards_sat = user.followed_places = some
    return user


def ahead() -> Iterator[Day]:
    """Each day that is to come."""
    for model in tracked_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.DateField) and not PAST.search(field.name):
                yield model, field.name


def name_of(day: Any) -> str:
    """ "pilots.Risk.review_on"."""
    return f"{label(day[0])}.{day[1]}"


def found(*, with_late: bool) -> Iterator[tuple[CalendarEvents, DatedQuery]]:
    """What each kind asks for, of each sort of calendar; nothing is asked."""
    window = Window(TODAY, TODAY + dt.timedelta(days=90), with_late)
    for kind in registered(CalendarEvents):
        for subject in SUBJECTS:
            calendar, asked = Calendar(everywhere(), subject), {PILOTS: [1]}
            dated = kind.dated(Reading(calendar, window, TODAY, 10, asked))
            if dated is not None:
                yield kind, dated


def days_of(dated: DatedQuery) -> Iterator[Day]:
    """The columns that say when it is."""
    for part in dated.parts:
        at = part.annotate(at=dated.day).query.annotations["at"]
        for one in at.flatten():
            if isinstance(getattr(one, "target", None), models.DateField):
                yield one.target.model, one.target.name


def said(rows: models.QuerySet[Any]) -> str:
    """The statement; empty where there can be no rows."""
    with suppress(EmptyResultSet):
        return str(rows.query)
    return ""


@cache
def in_calendar() -> set[Day]:
    return {day for _, dated in found(with_late=False) for day in days_of(dated)}


@cache
def to_do() -> set[Day]:
    """Days by which somebody must act: what is late of them is told too."""
    both = zip(found(with_late=False), found(with_late=True), strict=True)
    return {
        day
        for (_, near), (_, late) in both
        if [*map(said, near.parts)] != [*map(said, late.parts)]
        for day in days_of(late)
    }


def statements_of_work(user: User) -> Iterator[str]:
    """What each section of my work asks; of what is read whole, the conditions."""
    work = Work(user, user.reader, TODAY, asked={LOGGED: [1]})
    for kind in registered(TaskQuery):
        yield said(kind.rows(work, *kind.depends_on(work)))
    for sections in registered(TaskSections):
        if sections.sections is not _few_of_each:
            with CaptureQueriesContext(connection) as asked:
                list(sections.sections(work))
            for one in asked.captured_queries:
                yield one["sql"].partition(" FROM ")[2]


def names_day(statement: str, table: str, column: str) -> bool:
    """Whether it names this column under a name of this table; what one subquery calls U0 may be
    another table in the next."""
    called = {f'"{table}"', *re.findall(rf'"{table}" (\w+)', statement)}
    return any(f'{one}."{column}"' in statement for one in called)


AHEAD = sorted(ahead(), key=name_of)


def test_the_days_are_found() -> None:
    assert len(AHEAD) > 75
    assert (Pilot, "end") in in_calendar()
    assert {name for model, name in in_calendar() if model is Pilot} == {"end", "update_due"}


def why_not(at: Whole) -> dict[Day, str]:
    return {(one.model, field): one.why for one in absent(at) for field in one.fields}


@pytest.mark.parametrize("day", AHEAD, ids=name_of)
def test_a_day_stands_in_a_calendar_or_says_why_not(day: Day) -> None:
    why = why_not(Whole.CALENDAR).get(day, "")
    assert bool(why) != (day in in_calendar()), why or "in no calendar"


def test_what_is_to_be_done_by_a_day_stands_in_my_work_or_says_why_not() -> None:
    user = everywhere()
    user.save(force_insert=True)
    asked = list(statements_of_work(user))
    in_work = {
        (model, name)
        for model, name in to_do()
        if any(names_day(one, model._meta.db_table, name) for one in asked)
    }
    assert {*map(name_of, to_do() - in_work)} == {*map(name_of, why_not(Whole.WORK))}


def test_reasons_are_of_days_to_come_and_none_serves_for_everything() -> None:
    assert [name_of(day) for day in why_not(Whole.CALENDAR) if day not in AHEAD] == []
    for at in (Whole.CALENDAR, Whole.WORK):
        whys = {(one.model, one.why) for one in absent(at)}
        assert overused(why for _, why in whys) == {}


def test_kinds_that_know_of_boards_say_so_and_no_others() -> None:
    board = Board(pk=987_654_321)
    reading = Reading(Calendar(everywhere(), board), Window(TODAY, TODAY), TODAY, 10, {PILOTS: [1]})
    asked = {kind.key: kind.dated(reading) for kind in registered(CalendarEvents)}
    know = {
        key
        for key, dated in asked.items()
        if dated and all(str(board.pk) in said(part) for part in dated.parts)
    }
    assert know == {kind.key for kind in registered(CalendarEvents) if kind.of_boards}
    assert len(know) == 12
