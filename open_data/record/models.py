from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from access.levelled import PublicQuerySet
from open_data.record.narrowed import narrowed_since


def store() -> Storage:
    """Where it is kept: with the files that people attach."""
    return storages["attachments"]


# Of files of before this was kept it is known when they were done, and none took an hour
_HOLDS_FROM = Coalesce("holds_from", models.F("made_at") - dt.timedelta(hours=1))


class PublicRecordQuerySet(PublicQuerySet):
    """Files of days, the last first."""

    def given_out(self) -> Self:
        """Those that hold nothing that somebody hid, withdrew or removed since: no others.

        Asks the history of records when it is called, where there are any files.
        """
        oldest = self.order_by().aggregate(first=models.Min(_HOLDS_FROM))["first"]
        if oldest is None or (last := narrowed_since(oldest)) is None:
            return self
        return self.newer_than(last)

    def newer_than(self, moment: dt.datetime) -> Self:
        """Those of which all was read after a moment."""
        return self.alias(first=_HOLDS_FROM).filter(first__gt=moment)

    def hold(self, moment: dt.datetime) -> bool:
        """Whether one may hold what was public until a moment."""
        return self.alias(first=_HOLDS_FROM).filter(first__lte=moment).exists()


class PublicRecord(models.Model):
    """All that everybody could read on a day, as one file; a few are kept, the last of them made
    in the last night.

    ``file`` is its name in the storage. It is no ``FileField``: backups leave it out, since it can
    be made again. ``rows`` says how many rows each list had, by the name of its file.
    ``holds_from`` is the moment from which on a change may not be in it: when it was begun, or, if
    others were writing then, when the first of these had begun.
    """

    day = models.DateField(unique=True)
    file = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="In bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    rows = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())
    holds_from = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PublicRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"The public record of {self.day:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("public_record", args=[self.day.isoformat()])

    @property
    def name(self) -> str:
        """What it is called when it is taken away."""
        return name_of(self.day)


def name_of(day: dt.date) -> str:
    """What the file of a day is called."""
    return f"placebook-{day.isoformat()}.zip"
