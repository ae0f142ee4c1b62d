from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from barriers.barrier.models.barrier import Barrier
from barriers.data_request.models.data_request import DataRequest
from partnerships.models import OpenQuerySet, Organisation, Place
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, Tracked


class AdviceSessionQuerySet(models.QuerySet):
    """Sessions have the level of what they were about."""

    def visible_to(self, user: Any) -> Self:
        """Sessions about requests and barriers that this reader may see."""
        requests = DataRequest.objects.visible_to(user)
        barriers = Barrier.objects.visible_to(user)
        return self.filter(Q(request__in=requests) | Q(barrier__in=barriers))

    def with_all(self) -> Self:
        """With the bodies that advised and the source; one query more."""
        bodies = AdviceBody.objects.select_related("organisation")
        return self.select_related("source").prefetch_related(Prefetch("bodies", bodies))


@tracked()
class AdviceSession(Tracked):
    """Somebody who knows the rules or the data was asked how it could be shared.

    It is about one request, or about a barrier while there is no request yet. ``who`` took part, as
    job roles or teams; ``said`` is what was advised, empty where it is not known.
    """

    request = models.ForeignKey(
        DataRequest, models.CASCADE, null=True, blank=True, related_name="advice"
    )
    barrier = models.ForeignKey(
        Barrier, models.CASCADE, null=True, blank=True, related_name="data_advice"
    )
    who = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    said = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AdviceSessionQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["request", "barrier", F("on").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=True, barrier__isnull=False)
                | Q(request__isnull=False, barrier__isnull=True),
                name="advice_about_request_or_barrier",
            ),
        ]

    def __str__(self) -> str:
        return self.said[:80] or "Advice"

    @property
    def day(self) -> DateWithPrecision | None:
        """When it was, as exactly as known."""
        return DateWithPrecision.of(self, "on")


@tracked()
class AdviceBody(models.Model):
    """A body that advised."""

    session = models.ForeignKey(AdviceSession, models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "session"], name="advice_body_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ExampleAgreementQuerySet(OpenQuerySet):
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
