from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from records.addresses import address
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models.tracked import Tracked

MOST_WORDS = 6


class SourceQuerySet(models.QuerySet):
    """Sources are public: they were published."""

    def visible_to(self, user: object) -> Self:
        """Every source; said aloud so that every list asks the same question."""
        return self

    def found_by(self, text: str) -> Self:
        """Sources whose title or publisher holds every word typed, in any order."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            rule &= Q(sort_key__contains=Lower(Value(word))) | Q(publisher__icontains=word)
        return self.filter(rule)


@tracked()
class Source(Tracked):
    """A published document or page that a figure or claim came from.

    Sources are public by nature: text that somebody typed about where a figure is from stays with
    the figure and is no Source.
    """

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    published = models.DateField(null=True, blank=True)
    published_precision = precision_field()
    read_on = models.DateField(null=True, blank=True)
    how_read = models.CharField(
        max_length=200, blank=True, help_text="For example: opening section only, mirror copy"
    )
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
    )

    objects = SourceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="source_by_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("source", self.slug)

    @property
    def published_words(self) -> str:
        """When it was published, as precisely as known; empty where it is not known."""
        return str(DateWithPrecision.of(self, "published") or "")
