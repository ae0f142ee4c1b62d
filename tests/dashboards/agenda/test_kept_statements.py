"""A calendar of one's own is asked for by statements that are kept for all who may see alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from access.stand_ins import StandInDay, own
from accounts.models import User
from dashboards.agenda import keys, statements
from dashboards.agenda.found import KINDS
from demo.sign_ins import SIGN_INS
from governance.models import Board
from partnerships.models import Place, Programme
from pilots.models import Pilot
from records.statements import OfNoShapeError
from registry.calendar import Calendar, Reading, Window

DAY = dt.timedelta(days=1)
SOME = ("", "officer.exampleshire@demo.test", "lead.exampleshire@demo.test")


def readings(email: str, subject: Any = None) -> list[Reading]:
    """With what is late and without, of some months and of a week long ago."""
    today = timezone.localdate()
    user = User.objects.get(email=email) if email else AnonymousUser()
    windows = (
        Window(today - 60 * DAY, today + 180 * DAY, with_late=True),
        Window(today - 400 * DAY, today - 393 * DAY),
    )
    return [
        Reading(Calendar(user, subject), one, today, most) for one in windows for most in (10, 300)
    ]


def told(reading: Reading) -> list[Any]:
    """The keys and the entries of all kinds."""
    asked = statements.Statements(reading)
    found = keys.nearest(asked, KINDS, 11)
    by_kind = keys.by_kind(found).items()
    entries = [asked.entries(KINDS[key], [one.pk for one in some]) for key, some in by_kind]
    return [found, [sorted(some, key=str) for some in entries]]


def test_they_find_what_one_that_is_written_for_each_finds(
    kept_demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = 0
    slugs = {"slug__in": ("exampleshire", "exampleshire-together", "warm-homes")}
    subjects = [one for kind in (Place, Programme, Pilot) for one in kind.objects.filter(**slugs)]
    asked: list[tuple[str, Any]] = [(email, None) for email, _ in SIGN_INS]
    asked += [(email, one) for one in (*subjects, Board.objects.first()) for email in SOME]
    for email, subject in asked:
        for reading in readings(email, subject):
            kept = told(reading)
            with monkeypatch.context() as anew:
                anew.setattr(statements, "_kept", lambda kind, alike: None)
                assert kept == told(reading), (email, subject)
            found += len(kept[0])
    assert (len(subjects), found > 300) == (3, True)


def test_nothing_is_written_again_for_who_may_see_alike(
    kept_demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(readings(SOME[1])[0])[0]
    monkeypatch.setattr(statements, "_lanes", None)
    monkeypatch.setattr(statements, "_told", None)
    assert told(readings(SOME[1])[0])[0]


@pytest.mark.parametrize(
    "made_of",
    [
        lambda day: day < dt.date(2026, 1, 1),
        lambda day: dt.date(2026, 1, 1) > day,
        lambda day: day == dt.date(2026, 1, 1),
        lambda day: StandInDay.of("end") - day,
        lambda day: dt.date(2026, 1, 1) - day,
        lambda day: day.replace(day=2),
        lambda day: day.month,
        lambda day: own("%s", [dt.date(day.year, 1, 1)]),
        lambda day: own("%s", [f"{day.year}-01-01"]),
        lambda day: own("%s", [(day,)]),
        lambda day: own("%s", [dt.datetime.combine(day, dt.time(9))]),
    ],
)
def test_what_is_made_of_a_day_that_is_not_known_is_refused(
    made_of: Callable[[StandInDay], Any],
) -> None:
    with pytest.raises(OfNoShapeError):
        made_of(StandInDay.of("start"))


def test_some_days_after_or_before_a_day_are_counted_from_the_one_that_is_asked_for() -> None:
    start, end = StandInDay.of("start"), StandInDay.of("end")
    _, said = own("%s %s %s", [start, start - 366 * DAY, end + 30 * DAY])
    days = {"start": dt.date(2026, 3, 1), "end": dt.date(2026, 5, 1)}
    assert [one.of(days) for one in said] == [
        dt.date(2026, 3, 1),
        dt.date(2025, 2, 28),
        dt.date(2026, 5, 31),
    ]
