"""How often each page was asked for, how long it took and what failed, counted as pages are served.

A request adds to numbers in memory and asks no database. Once a minute, and as it ends, each
process adds its numbers to those of all (docs/decisions/0106). Nothing of who asked, what for or
with which words is kept: a page is the name of its view, a fault its class and the line of ours.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from traceback import walk_tb
from typing import Any, NamedTuple

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import Error, connection, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from deploy.models import DayFault, DayRequests, RequestTotal

log = logging.getLogger(__name__)

EVERY = 60  # seconds
LONGEST = 100  # characters of a name; twice as many of a place
ENDLESS = 2**31 - 1
# Milliseconds: a request is counted at the first of these within which it was answered
WITHIN = (
    *(10, 25, 50, 100, 150, 200, 300, 500, 750),
    *(1_000, 1_500, 2_500, 5_000, 10_000, 30_000, ENDLESS),
)
# Anybody can send a method of their own making: those would be numbers without end
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
ANOTHER = "other"


class Asked(NamedTuple):
    """A page and how it was answered; ``view`` is empty where no page has the address."""

    view: str
    method: str
    status: int  # the class: 2 for 200 to 299
    within: int


class Fault(NamedTuple):
    """What failed, and where: the view, and the line of ours that came last."""

    what: str
    view: str
    place: str


@dataclass
class Sum:
    """So many requests, which took so long together."""

    times: int = 0
    seconds: float = 0.0


class Counts:
    """What a process has counted since it last added it to what all have."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._asked: dict[Asked, Sum] = defaultdict(Sum)
        self._faults: dict[Fault, int] = defaultdict(int)

    def note(self, asked: Asked, seconds: float, fault: Fault | None = None) -> None:
        """Count one request."""
        with self._turn:
            self._add(asked, 1, seconds)
            if fault is not None:
                self._faults[fault] += 1

    def keep(self) -> bool:
        """Add them to what all processes have counted; False where the database takes none now,
        and then they wait for the next time."""
        with self._turn:
            asked, faults = self._asked, self._faults
            self._asked, self._faults = defaultdict(Sum), defaultdict(int)
        try:
            _write(asked, faults)
        except Error as problem:
            log.warning("counts of requests could not be kept: %s", problem)
            with self._turn:
                for key, found in asked.items():
                    self._add(key, found.times, found.seconds)
                for fault, times in faults.items():
                    self._faults[fault] += times
            return False
        return True

    def _add(self, asked: Asked, times: int, seconds: float) -> None:
        found = self._asked[asked]
        found.times += times
        found.seconds += seconds


COUNTS = Counts()


class CountMiddleware:
    """Counts what is answered after it: pages, and neither files for browsers nor redirects to
    https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        match = request.resolver_match
        view = match.view_name[:LONGEST] if match else ""
        method = request.method if request.method in METHODS else ANOTHER
        within = WITHIN[bisect_left(WITHIN, seconds * 1000)]
        asked = Asked(view, str(method), response.status_code // 100, within)
        COUNTS.note(asked, seconds, _fault(request, response, view))
        return response


def _fault(request: Any, response: Any, view: str) -> Fault | None:
    """What the database kept from us is known by its name; what broke, by where it was raised."""
    if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    if (trouble := getattr(response, "trouble", "")) or not hasattr(request, "broke"):
        return Fault((trouble or response.reason_phrase)[:LONGEST], view, "")
    what, place = request.broke
    return Fault(what[:LONGEST], view, place[-2 * LONGEST :])


@receiver(got_request_exception)
def _note_where(request: Any = None, **of: Any) -> None:
    kind, _, trace = sys.exc_info()
    if request is not None and kind is not None:
        request.broke = kind.__name__, _place(trace)


def _place(trace: Any) -> str:
    """The last line of ours that an exception came through, as ``records/views.py, line 12``."""
    last = ""
    for frame, line in walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts:
            last = f"{path.relative_to(settings.BASE_DIR)}, line {line}"
    return last


def _write(asked: dict[Asked, Sum], faults: dict[Fault, int]) -> None:
    """All of it or nothing. In the order of their keys, so that no two processes wait for each
    other."""
    if not asked:
        return
    today = timezone.localdate()
    rows = [(*key, found.times, found.seconds) for key, found in sorted(asked.items())]
    broke = [(*fault, times) for fault, times in sorted(faults.items())]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ADD_TOTALS, _columns(rows))
        cursor.execute(_ADD_DAY, [today, *_columns(rows)])
        if broke:
            cursor.execute(_ADD_FAULTS, [today, timezone.now(), *_columns(broke)])


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


_GIVEN = (
    "unnest(%s::text[], %s::text[], %s::int[], %s::int[], %s::bigint[], %s::float8[]) "
    "AS given (view, method, status, within, times, seconds)"
)
_MORE = "times = kept.times + EXCLUDED.times, seconds = kept.seconds + EXCLUDED.seconds"
_ADD_TOTALS = f"""
    INSERT INTO {RequestTotal._meta.db_table} AS kept (view, method, status, within, times, seconds)
    SELECT * FROM {_GIVEN}
    ON CONFLICT (view, method, status, within) DO UPDATE SET {_MORE}
"""  # noqa: S608 - names of our own
_ADD_DAY = f"""
    INSERT INTO {DayRequests._meta.db_table} AS kept (day, view, within, times, seconds)
    SELECT %s, view, within, sum(times), sum(seconds) FROM {_GIVEN}
    GROUP BY view, within ORDER BY view, within
    ON CONFLICT (day, view, within) DO UPDATE SET {_MORE}
"""  # noqa: S608 - names of our own
_ADD_FAULTS = f"""
    INSERT INTO {DayFault._meta.db_table} AS kept (day, last_at, what, view, place, times)
    SELECT %s, %s, * FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[])
    ON CONFLICT (day, what, view, place) DO UPDATE
    SET times = kept.times + EXCLUDED.times, last_at = EXCLUDED.last_at
"""  # noqa: S608 - names of our own


def keep_counting() -> None:
    """Add what this process counts to what all have, once a minute from now on: for a process that
    serves, once it is of its own (gunicorn's ``post_worker_init``). A read node's copy takes none.
    """
    if settings.READ_NODE:
        return
    threading.Thread(target=_keep_each_minute, name="request counts", daemon=True).start()


def _keep_each_minute() -> None:
    while True:
        time.sleep(EVERY)
        keep_now()


def keep_now() -> None:
    """The same at once, with a connection that is not held; for a process that ends, too."""
    try:
        COUNTS.keep()
    except Exception:  # a thread's fault is seen nowhere else
        log.exception("counts of requests could not be kept")
    finally:
        connection.close()
