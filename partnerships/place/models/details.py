from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from access.levelled import PublicQuerySet
from partnerships.place.models.place import Place
from records.columns import by_record
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked


@tracked()
class PlaceFigure(Tracked):
    """One published figure about a place as a whole: how many people, how deprived, how large.

    Always with unit, release and as-of date. A figure that is not known is not a row, or a row
    without value where a release says that it has none.
    """

    class Measure(models.TextChoices):
        POPULATION = "population", "population"
        AREA = "area", "area"
        DEPRIVATION_RANK = "deprivation_rank", "deprivation rank (1 is the most deprived)"
        DEPRIVATION_SCORE = "deprivation_score", "deprivation score"
        OTHER = "other", "another figure"

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="figures", help_text="The place as a whole"
    )
    measure = models.CharField(max_length=20, choices=Measure)
    name = models.CharField(max_length=120, blank=True, help_text="What another figure counts")
    value = models.DecimalField(
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="As published; empty where not known",
    )
    unit = models.CharField(max_length=40, help_text="Of what")
    release = models.CharField(max_length=120, blank=True, help_text="Of which release")
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PublicQuerySet.as_manager()

    READ_BY: ClassVar = by_record("unit", "release")

    class Meta(Tracked.Meta):
        ordering = ["place", "measure", "-as_of", "id"]
        indexes = [models.Index(fields=["measure", "value"], name="place_figure_by_value")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "measure", "name", "release"], name="place_figure_once"
            ),
            models.CheckConstraint(
                condition=~Q(measure="other") | ~Q(name=""),
                name="place_figure_says_what",
                violation_error_message="Say what the figure counts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_measure_display()}: {self.value}"


@tracked()
class FormerAddress(models.Model):
    """An address that a place or organisation had before; it leads to the page of today."""

    slug = models.SlugField(max_length=200)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    organisation = models.ForeignKey(
        "partnerships.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="former_addresses",
    )
    since = models.DateTimeField(db_default=Now())

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former addresses"
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
