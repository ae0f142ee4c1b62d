from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from partnerships.levelled import OpenQuerySet
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.history import tracked


@tracked()
class FormerAddress(models.Model):
    """An address that a place or organisation had before; it leads to the page of today."""

    slug = models.SlugField(max_length=200)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    since = models.DateTimeField(db_default=Now())

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, organisation=None)
                | Q(place=None, organisation__isnull=False),
                name="former_address_of_one_record",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(place__isnull=False),
                name="former_address_of_place_once",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(organisation__isnull=False),
                name="former_address_of_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
