"""What a monitor reads at /metrics, in the text format of Prometheus.

Requests are those of all processes together, on every server of the database, up to the last
minute; the rest is as it is now. No name, word or number of anybody is among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from django.db import connection
from django.utils import timezone

from accounts.models import Notice
from config.version import VERSION
from deploy.models import JobRun, RequestTotal
from deploy.request_counts import ENDLESS, WITHIN

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# A suffix of the name, labels and the number
Sample = tuple[str, dict[str, str], float]


def metrics() -> str:
    """All of them, each with what it says and of which kind it is."""
    return "".join(f"{line}\n" for part in PARTS for line in part())


def _metric(name: str, kind: str, says: str, samples: Iterable[Sample]) -> Iterator[str]:
    full = f"placebook_{name}"
    yield f"# HELP {full} {says}"
    yield f"# TYPE {full} {kind}"
    for suffix, labels, number in samples:
        told = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels.items())
        yield f"{full}{suffix}{{{told}}} {number}" if told else f"{full}{suffix} {number}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _one(number: float, **labels: str) -> list[Sample]:
    return [("", labels, number)]


def _version() -> Iterator[str]:
    yield from _metric("info", "gauge", "The version that answers.", _one(1, version=VERSION))


def _requests() -> Iterator[str]:
    asked: dict[tuple[str, str, int], int] = defaultdict(int)
    within: dict[str, dict[int, int]] = defaultdict(lambda: dict.fromkeys(WITHIN, 0))
    seconds: dict[str, float] = defaultdict(float)
    for row in RequestTotal.objects.order_by("view", "method", "status", "within"):
        asked[row.view, row.method, row.status] += row.times
        within[row.view][row.within] = within[row.view].get(row.within, 0) + row.times
        seconds[row.view] += row.seconds
    yield from _metric(
        "requests_total",
        "counter",
        "Requests by the name of the page, the method and the class of the answer.",
        (
            ("", {"view": view, "method": method, "status": f"{status}xx"}, times)
            for (view, method, status), times in asked.items()
        ),
    )
    yield from _metric(
        "request_duration_seconds",
        "histogram",
        "How long requests took, by the name of the page.",
        (one for view in within for one in _histogram(view, within[view], seconds[view])),
    )


def _histogram(view: str, within: dict[int, int], seconds: float) -> Iterator[Sample]:
    """Each bound with how many were answered within it, as a histogram is told."""
    bounds = sorted(within)
    added = list(accumulate(within[bound] for bound in bounds))
    for bound, times in zip(bounds, added, strict=True):
        told = "+Inf" if bound == ENDLESS else f"{bound / 1000:g}"
        yield "_bucket", {"view": view, "le": told}, times
    yield "_sum", {"view": view}, round(seconds, 6)
    yield "_count", {"view": view}, added[-1]


def _database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), current_setting('max_connections')::int"
        )
        size, most = cursor.fetchone()
        cursor.execute(
            "SELECT coalesce(state, 'unknown'), count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
        )
        states = cursor.fetchall()
    yield from _metric("database_size_bytes", "gauge", "The size of the database.", _one(size))
    yield from _metric(
        "database_connections",
        "gauge",
        "Connections to the database, by what they do.",
        (("", {"state": state}, times) for state, times in states),
    )
    yield from _metric(
        "database_connections_max",
        "gauge",
        "As many connections as the database’s server takes, for all its databases.",
        _one(most),
    )


def _emails() -> Iterator[str]:
    waits, gone = Notice.objects.unsent().count(), Notice.objects.given_up().count()
    yield from _metric("emails_waiting", "gauge", "Emails that are still to be sent.", _one(waits))
    yield from _metric(
        "emails_given_up",
        "gauge",
        "Emails that could not be sent, until an administrator dismisses them.",
        _one(gone),
    )


def _jobs() -> Iterator[str]:
    now = timezone.now()
    runs = [(job.value, run) for job in JobRun.Job if (run := JobRun.objects.latest_of(job))]
    yield from _metric(
        "job_seconds_since_start",
        "gauge",
        "How long ago the job began last; missing where it never ran.",
        (("", {"job": job}, (now - run.started_at).total_seconds()) for job, run in runs),
    )
    yield from _metric(
        "job_failed",
        "gauge",
        "1 where the job failed when it ran last, else 0.",
        (("", {"job": job}, int(bool(run.failed))) for job, run in runs),
    )


PARTS = (_version, _requests, _database, _emails, _jobs)
