"""How much waits for somebody and what they have not read, kept on their account for the header.

To count it takes as many queries as the page itself. So it is done when that page is opened, when
its reader changed something, and once an hour while they are here; all other pages read a number
that came with the account.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.models import MORE_WORK, MOST_UNREAD, UNREAD, User
from dashboards.my_work.listing import Listing, listing
from dashboards.my_work.page_data import sections_of

log = logging.getLogger(__name__)

OLD = dt.timedelta(hours=1)
MOST = 999


def note_count(user: Any, work: Listing, now: dt.datetime) -> None:
    """Keep the numbers, where one is another or has not been looked at for some time."""
    count = work.count
    number = min(count.count, MOST) + UNREAD * min(work.unread, MOST_UNREAD)
    if count.more or count.count > MOST:
        number += MORE_WORK
    if user.work_count == number and not _is_old(user, now):
        return
    user.work_count, user.work_counted_at = number, now
    User.objects.filter(pk=user.pk).update(work_count=number, work_counted_at=now)


def count_work(user: Any) -> None:
    """Count anew what waits for this account, with the roles that it has now."""
    now, fresh = timezone.now(), User.objects.get(pk=user.pk)
    today = timezone.localdate(now)
    note_count(fresh, listing(sections_of(fresh, today), today, {}), now)
    user.work_count, user.work_counted_at = fresh.work_count, fresh.work_counted_at


def _is_old(user: Any, now: dt.datetime) -> bool:
    return user.work_counted_at is None or now - user.work_counted_at > OLD


class WorkCountMiddleware:
    """Keeps the number in the header true for those who have opened *my work* before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD")
        if reads and _is_counted(request.user) and request.path != reverse("home"):
            if _is_old(request.user, timezone.now()):
                _count(request.user)
            return self.get_response(request)
        response = self.get_response(request)
        # Whatever changes something leads on to another page; what is typed is kept in between
        if not reads and response.status_code in (302, 303) and _is_counted(request.user):
            _count(request.user)
        return response


def _is_counted(user: Any) -> bool:
    return bool(user.is_authenticated and user.work_count is not None)


def _count(user: Any) -> None:
    try:
        count_work(user)
    except Exception:  # what they asked for is done or is to be shown, with an older number
        log.exception("the work of account %s could not be counted", user.pk)
