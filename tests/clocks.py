"""Clocks for what asks the time itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count

from django.utils import timezone


def stopped(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """Always the same moment."""
    return lambda: moment


def hourly(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """This moment first; each time that it is asked, an hour has gone by."""
    hours = count()
    return lambda: moment + dt.timedelta(hours=next(hours))


def shortly(days: int = 0, minutes: int = 5) -> dt.datetime:
    """So many days and minutes from now, and not in the first minutes of a day: then nobody is
    told anything yet that happened on the day before."""
    then = timezone.localtime() + dt.timedelta(days=days, minutes=minutes)
    return then + dt.timedelta(minutes=10) if (then.hour, then.minute // 10) == (0, 0) else then
