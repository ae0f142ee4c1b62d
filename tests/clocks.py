"""Clocks for what asks the time itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count


def stopped(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """Always the same moment."""
    return lambda: moment


def hourly(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """This moment first; each time that it is asked, an hour has gone by."""
    hours = count()
    return lambda: moment + dt.timedelta(hours=next(hours))
