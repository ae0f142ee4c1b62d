from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from access.levelled import PublicQuerySet


def store() -> Storage:
    """Where it is kept: with the files that people attach."""
    return storages["attachments"]


class PublicRecord(models.Model):
    """All that everybody could read on a day, as one file; a few are kept, the last of them made
    in the last night.

    ``file`` is its name in the storage. It is no ``FileField``: backups leave it out, since it can
    be made again. ``rows`` says how many rows each list had, by the name of its file.
    """

    day = models.DateField(unique=True)
    file = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="In bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    rows = models.JSONField()
    made_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[Any] = PublicQuerySet.as_manager()

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
