from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from partnerships.levelled import OpenQuerySet
from partnerships.local_services.models import LocalService
from partnerships.place.models.place import Place
from records.history import tracked
from records.models import Tracked


class ServiceMergeQuerySet(OpenQuerySet):
    """What was merged on the map of services; as open as the map."""

    def standing(self) -> ServiceMergeQuerySet:
        """Those that nobody has undone."""
        return self.filter(undone_on=None)


@tracked()
class ServiceMerge(Tracked):
    """Two services of the map that somebody found to be one: ``service`` went into ``kept``.

    ``took`` is what that changed, so that it can be taken back: ``columns`` of the kept service
    with what stood there before and after, ``topics`` that it got, ``clashes`` that came over
    (number and side), ``settled`` clashes between the two, ``led`` services that had gone into
    ``service`` before.
    """

    service = models.ForeignKey(LocalService, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(LocalService, models.CASCADE, related_name="merges_into")
    took = models.JSONField(default=dict)
    undone_on = models.DateField(null=True, blank=True)

    objects = ServiceMergeQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(undone_on=None), name="service_merge_once"
            ),
            models.CheckConstraint(condition=~Q(service=F("kept")), name="service_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.service} into {self.kept}"

    @property
    def place(self) -> Place:
        """Where it is: the place of the service that was kept."""
        return self.kept.place

    def has_taken(self, what: str) -> list[Any]:
        """One list of ``took``; empty where there is nothing of it."""
        return list(self.took.get(what, []))
