from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class LoadedEntry(models.Model):
    """Which entry of the data files a row came from, so that loading again finds it.

    ``digest`` is of the entry as it was when loaded: an entry that has not changed is left alone,
    whatever people have done to its row since. It is bookkeeping, no record that anybody edits.
    """

    key = models.CharField(max_length=200, primary_key=True)
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    model = models.CharField(max_length=100)
    object_id = models.PositiveBigIntegerField()
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "loaded entries"

    def __str__(self) -> str:
        return self.key
