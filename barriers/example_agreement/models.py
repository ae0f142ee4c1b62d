from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from access.levelled import PublicQuerySet
from partnerships.models import Place
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked


class ExampleAgreementQuerySet(PublicQuerySet):
    """Agreements that were published, for others to copy from."""

    def for_rows(self) -> Self:
        """With the source and the places that signed it; one query more."""
        return self.select_related("source").prefetch_related("place_links__place")


@tracked()
class ExampleAgreement(Tracked):
    """A published agreement to share data that others can start from: what it covers, and where.

    Everybody reads it, so it holds only what its source says in public.
    """

    title = models.CharField(max_length=200)
    covers = models.TextField(help_text="Which data, between whom, for what")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="example_agreements"
    )
    is_example = models.BooleanField(default=False)
    places = models.ManyToManyField(Place, through="ExampleAgreementPlace", related_name="+")

    objects = ExampleAgreementQuerySet.as_manager()

    READ_BY: ClassVar = by_record("covers")

    class Meta(Tracked.Meta):
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(covers=""), name="example_agreement_says_what"
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(is_example=True),
                name="example_agreement_has_source",
                violation_error_message="Say where it was published.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class ExampleAgreementPlace(models.Model):
    """A place in which an example agreement was made."""

    agreement = models.ForeignKey(ExampleAgreement, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "agreement"], name="agreement_place_once")
        ]

    def __str__(self) -> str:
        return str(self.place)
