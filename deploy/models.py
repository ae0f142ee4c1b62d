from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

KEPT_FOR = dt.timedelta(days=60)
DAYS_COUNTED = 7  # today among them
LONGEST = dt.timedelta(hours=12)  # then one without an end is no longer under way


class JobRunQuerySet(models.QuerySet):
    """Runs of jobs."""

    def latest_of(self, job: str) -> Any:
        """The last that began; None where none did."""
        return self.filter(job=job).order_by("-started_at", "-id").first()

    def of_long_ago(self) -> Self:
        """Those that nobody asks for any more."""
        return self.filter(started_at__lt=timezone.now() - KEPT_FOR)


class JobRun(models.Model):
    """One run of a job that nobody watches: when it began and ended, and what went wrong.

    An operator sees by it that the hourly job and the nightly backup still come. One without an
    end is under way, or was killed. ``said`` is what it printed, ``failed`` why it failed, empty
    where it did not. Kept for 60 days; it is no record that anybody edits.
    """

    class Job(models.TextChoices):
        DUE = "run_due", "what is due"
        BACKUP = "backup", "backup"

    job = models.CharField(max_length=10, choices=Job)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)
    failed = models.TextField(blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["job", "-started_at"], name="job_run_latest")]

    def __str__(self) -> str:
        return f"{self.get_job_display()}, {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"

    @property
    def took(self) -> str:
        """How long it ran; what became of it, where it has no end."""
        if self.ended_at is None:
            is_lost = timezone.now() - self.started_at > LONGEST
            return "no end: it was killed" if is_lost else "under way"
        return f"{(self.ended_at - self.started_at).total_seconds():,.0f} s"

    def say(self, line: str) -> None:
        """Note a line that it prints."""
        self.said += f"{line}\n"


@contextmanager
def noted(job: JobRun.Job) -> Iterator[JobRun]:
    """Note that a job runs within, and how it ended. Old runs are forgotten."""
    JobRun.objects.of_long_ago().delete()
    run = JobRun.objects.create(job=job)
    try:
        yield run
    except BaseException as problem:
        run.failed = str(problem) or type(problem).__name__
        raise
    finally:
        run.ended_at = timezone.now()
        run.save(update_fields=["ended_at", "said", "failed"])


class RequestTotal(models.Model):
    """How often a view answered so, within so many milliseconds, since the tables were made.

    It only grows, as a monitor expects of a counter. ``within`` is the bound of
    ``request_counts.WITHIN``; ``status`` the class, 2 for 200 to 299; ``view`` is empty where no
    page has the address. ``seconds`` is how long they took together.
    """

    view = models.CharField(max_length=100, blank=True)
    method = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField()
    within = models.PositiveIntegerField()
    times = models.PositiveBigIntegerField()
    seconds = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["view", "method", "status", "within"], name="request_total_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.view}, {self.status}xx within {self.within} ms: {self.times}"


class OfDaysQuerySet(models.QuerySet):
    """What is counted by day."""

    def of_long_ago(self) -> Self:
        """Those of days that nobody asks for any more."""
        oldest = timezone.localdate() - dt.timedelta(days=DAYS_COUNTED - 1)
        return self.filter(day__lt=oldest)


class DayRequests(models.Model):
    """How often a view was asked for on a day and answered within so many milliseconds."""

    day = models.DateField()
    view = models.CharField(max_length=100, blank=True)
    within = models.PositiveIntegerField()
    times = models.PositiveBigIntegerField()
    seconds = models.FloatField()

    objects = OfDaysQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "view", "within"], name="day_requests_once")
        ]

    def __str__(self) -> str:
        return f"{self.view} on {self.day}, within {self.within} ms: {self.times}"


class DayFault(models.Model):
    """What failed on a day: the class of an exception or the trouble of the database, the view, and
    the last line of ours; never its words, which may be a visitor's."""

    day = models.DateField()
    what = models.CharField(max_length=100)
    view = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    times = models.PositiveBigIntegerField()
    last_at = models.DateTimeField()

    objects = OfDaysQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "what"]
        constraints = [
            models.UniqueConstraint(fields=["day", "what", "view", "place"], name="day_fault_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} in {self.view} on {self.day}: {self.times}"


def forget_counts() -> None:
    """Forget what was counted of days that nobody asks for any more."""
    DayRequests.objects.of_long_ago().delete()
    DayFault.objects.of_long_ago().delete()
