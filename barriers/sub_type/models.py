from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from access.levelled import PublicQuerySet
from barriers.barrier.models.kind import Category
from records.history import tracked
from records.models import Source, Tracked


class SubTypeQuerySet(PublicQuerySet):
    """The finer kinds of barriers."""

    def in_use(self) -> Self:
        """Those that barriers can be given: not those merged into another."""
        return self.filter(merged_into=None)


@tracked()
class SubType(Tracked):
    """A finer kind within a category; administrators add to the list.

    Two that mean the same are merged: barriers of the one are of the other from then on, and the
    one stays (``merged_into``), so that saved addresses and history still say what it was.
    """

    category = models.ForeignKey(Category, models.CASCADE, related_name="sub_types")
    name = models.CharField(max_length=80)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubTypeQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["category", "name"]
        constraints = [
            models.UniqueConstraint(fields=["category", "name"], name="sub_type_once"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="sub_type_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name
