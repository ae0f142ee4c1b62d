from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.visibility import reader_of
from governance.health_check.models import kept_by
from partnerships.models import Organisation, Partnership
from records.addresses import address
from records.history import tracked
from records.models import Tracked


class HealthContactQuerySet(models.QuerySet):
    """Who answers the health checks of a partnership for its members."""

    def visible_to(self, user: Any) -> Self:
        """Of a body to its officers, and to whoever keeps the partnership."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(Q(organisation__in=sorted(reader.organisations)) | kept_by(reader))

    def confirmed(self) -> Self:
        """Those that the body itself has said."""
        return self.exclude(confirmed_on=None)


@tracked()
class HealthContact(Tracked):
    """Who answers the health checks of a partnership for one of its members: the officers of the
    body, and ``person`` where they name one.

    Whoever keeps the partnership asks for it; only an officer of the body says it
    (``confirmed_on``). Until then the body is asked in no health check.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="health_contacts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="health_contacts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who answers beside the officers",
    )
    confirmed_on = models.DateField("confirmed on", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = HealthContactQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["partnership", "organisation__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], name="health_contact_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="health_contact_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Who answers for {self.organisation}"

    def get_absolute_url(self) -> str:
        return address("health_contact", self.pk)

    @property
    def is_example(self) -> bool:
        """Whether it is made up."""
        return self.partnership.is_example
