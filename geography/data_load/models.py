"""What was loaded of official data: by whom, when, from which file, and what it changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.visibility import reader_of
from geography.locality.models import LocalityRelease

FIGURES, PLACES, CARE_BOARDS = "figures", "places", "care_boards"
# How long a file that nobody loads is kept.
KEPT = dt.timedelta(days=2)


class DataLoadQuerySet(models.QuerySet):
    """Loads, waiting and done."""

    def visible_to(self, user: Any) -> Self:
        """What was loaded is open, as the data are; what waits is for administrators."""
        reader = reader_of(user)
        return self if reader and reader.is_administrator else self.loaded()

    def loaded(self) -> Self:
        """Those that were loaded."""
        return self.filter(loaded_at__isnull=False)

    def waiting(self) -> Self:
        """Those that nobody has loaded yet."""
        return self.filter(loaded_at=None)


class DataLoad(models.Model):
    """A file of official lists or figures: looked at by an administrator, then loaded whole.

    What it holds (``contents``) is kept until it is loaded or dropped, and no longer. Without a
    person and a file name it came with the program.
    """

    WHATS: ClassVar[list[tuple[str, str]]] = [
        *LocalityRelease.Table.choices,
        (FIGURES, "official figures"),
        (PLACES, "councils, counties, strategic authorities and care boards"),
        (CARE_BOARDS, "which councils lie in which care boards"),
    ]

    what = models.CharField(
        max_length=20,
        choices=WHATS,
        help_text="Which list it is",
    )
    release = models.CharField(max_length=200, help_text="What its publisher calls it")
    covers = models.JSONField(
        default=list, help_text="The list or measure and the name of each release in it"
    )
    file_name = models.CharField(
        "file", max_length=200, blank=True, help_text="Empty for what comes with the program"
    )
    rows = models.PositiveIntegerField(help_text="How many rows the file has")
    new = models.PositiveIntegerField(default=0, help_text="Rows that the record had not")
    changed = models.PositiveIntegerField(default=0, help_text="Rows that say something else")
    gone = models.PositiveIntegerField(default=0, help_text="Rows that the file has no more")
    preview = models.JSONField(default=dict, help_text="What it changes, as it was looked at")
    contents = models.JSONField(null=True, help_text="The file as read, until it is loaded")
    sent_at = models.DateTimeField(auto_now_add=True)
    loaded_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="sent by",
    )
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = DataLoadQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(loaded_at=None, contents__isnull=False)
                | Q(loaded_at__isnull=False, contents__isnull=True),
                name="data_load_contents_until_loaded",
            )
        ]

    def __str__(self) -> str:
        label = str(self.get_what_display())
        return f"{label[0].upper()}{label[1:]}: {self.release}"

    def get_absolute_url(self) -> str:
        return f"/about/data/loads/{self.pk}/"

    @property
    def preview_key(self) -> str:
        """The preview in a few letters: another one wherever a word or number of it is another."""
        return hashlib.sha256(json.dumps(self.preview, sort_keys=True).encode()).hexdigest()
