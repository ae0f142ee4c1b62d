from __future__ import annotations

from django.db import models

from partnerships.models import OpenQuerySet
from records.history import tracked
from records.models import Source, Tracked


@tracked()
class Category(Tracked):
    """A kind of barrier: the published guidance's five, and power, accountability and capacity.

    ``concerns_rules`` marks the kinds that claim that some rule stands in the way; only those have
    a nature. ``hint`` is the one line of help on the form.
    """

    key = models.SlugField(max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=60)
    short_name = models.CharField(max_length=20)
    hint = models.CharField(max_length=120)
    definition = models.TextField()
    concerns_rules = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OpenQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["number"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name
