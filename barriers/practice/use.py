"""How often entries of the library are opened, from where, and never by whom.

Only pages that somebody who is signed in opens count: no robots, nothing that a browser fetches
ahead of time, no reloading of a page that is open. Nothing is kept of the person, in their browser
neither (docs/decisions, 29). One statement writes the count.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from barriers.models import Believed, Guidance, Practice, PracticeDay
from interface.words import count_words, date_words

From = PracticeDay.From
Entry = Practice | Guidance | Believed
NAMES: dict[type[Any], str] = {Practice: "practice", Guidance: "guidance", Believed: "believed"}
AHEAD_OF_TIME = ("prefetch", "prerender", "preview")
RELOADED = ("max-age=0", "no-cache")
SQL = """
INSERT INTO barriers_practiceday ({entry}_id, day, came_from, opened) VALUES (%s, %s, %s, 1)
ON CONFLICT ({entry}_id, day, came_from)
DO UPDATE SET opened = barriers_practiceday.opened + 1
"""


@dataclass(frozen=True)
class Opened:
    """How often an entry was opened, since when, and how often while somebody logged a barrier."""

    total: int
    logging: int
    since: dt.date | None

    @property
    def words(self) -> str:
        """ "Opened 12 times since 3 November 2026, 5 while logging."; empty if it never was."""
        if self.since is None:
            return ""
        said = f"Opened {count_words(self.total, 'time')} since {date_words(self.since)}"
        return f"{said}, {self.logging} while logging." if self.logging else f"{said}."


def opened(entry: Entry) -> Opened:
    """How often this entry was opened; one query."""
    days = PracticeDay.objects.filter(**{NAMES[type(entry)]: entry}).order_by()
    logging = Sum("opened", filter=Q(came_from=From.LOGGING), default=0)
    found = days.aggregate(total=Sum("opened", default=0), logging=logging, since=Min("day"))
    return Opened(**found)


def with_opened(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries with ``opened``, and for each origin with ``opened_logging`` and the like."""
    name = NAMES[entries.model]
    return entries.annotate(
        opened=_total(name), **{f"opened_{one.value}": _total(name, one) for one in From}
    )


def _total(name: str, came_from: From | None = None) -> Coalesce:
    days = PracticeDay.objects.filter(**{name: OuterRef("pk")}).order_by()
    if came_from is not None:
        days = days.filter(came_from=came_from)
    total = days.values(name).annotate(total=Sum("opened")).values("total")
    return Coalesce(Subquery(total), 0)


def count(request: HttpRequest, entry: Entry) -> None:
    """Count that somebody opened an entry; ``?from=`` says from where."""
    if not _is_real(request):
        return
    came_from = origin_of(request, From.LIBRARY.value)
    with connection.cursor() as cursor:
        sql = SQL.format(entry=NAMES[type(entry)])
        cursor.execute(sql, [entry.pk, timezone.localdate(), came_from])


def origin_of(request: HttpRequest, otherwise: str) -> str:
    """From where a page of the library is opened, as its address says."""
    said = request.GET.get("from", "")
    return said if said in From.values else otherwise


def _is_real(request: HttpRequest) -> bool:
    """Whether a person opened the page: not a browser ahead of time, nor once more."""
    said = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    ahead = any(word in said.lower() for word in AHEAD_OF_TIME)
    again = any(word in request.headers.get("Cache-Control", "") for word in RELOADED)
    return request.method == "GET" and request.user.is_authenticated and not (ahead or again)
