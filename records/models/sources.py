from __future__ import annotations

from django.db import models
from django.urls import reverse

from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models.tracked import Tracked


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

    class Meta(Tracked.Meta):
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    @property
    def published_words(self) -> str:
        """When it was published, as precisely as known; empty where it is not known."""
        return str(DateWithPrecision.of(self, "published") or "")
