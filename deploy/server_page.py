"""What an administrator sees of the server: what is wrong, what ran, and how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from accounts.models import Notice
from collaboration.models import Attachment
from config.version import VERSION
from deploy import checks
from deploy.day import Day, day
from deploy.models import JobRun
from interface.words import count_words

SHOWN = 20
# Those that ask the database and the disk alone: a page waits for no other machine
LOOKED_AT: dict[str, checks.Check] = {
    "database": checks.database_is_ready,
    "tables": checks.tables_are_there,
    "clock": checks.clock_is_right,
    "hourly job": checks.jobs_run,
    "backup": checks.backups_are_made,
}


@dataclass(frozen=True)
class ServerPage:
    """All that the page shows."""

    found: list[checks.Found]
    runs: list[JobRun]
    facts: list[dict[str, Any]]
    day: Day

    @property
    def wrong_words(self) -> str:
        """How much is not as it should be; empty where nothing is."""
        wrong = sum(one.wrong for one in self.found)
        return count_words(wrong, "thing") if wrong else ""


def server_page(on: str = "") -> ServerPage:
    """As it is now, with the day that was asked for."""
    found = [one for about, check in LOOKED_AT.items() for one in checks.tried(check, about)]
    return ServerPage(found, list(JobRun.objects.all()[:SHOWN]), list(_facts()), day(on))


def _facts() -> Iterator[dict[str, Any]]:
    yield {"label": "Version", "value": VERSION}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    yield {"label": "Database", "value": filesizeformat(size)}
    kept = Attachment.objects.filter(is_deleted=False).aggregate(n=Count("pk"), size=Sum("size"))
    files = count_words(kept["n"], "file")
    yield {"label": "Attached files", "value": f"{files}, {filesizeformat(kept['size'] or 0)}"}
    waits, gone = Notice.objects.unsent().count(), Notice.objects.given_up().count()
    yield {"label": "Emails waiting", "value": f"{waits:,}"}
    yield {
        "label": "Emails that could not be sent",
        "value": f"{gone:,}",
        "url": reverse("unsent_emails"),
    }
