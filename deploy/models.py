from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

KEPT_FOR = dt.timedelta(days=60)
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
