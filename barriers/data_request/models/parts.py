from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from access.reach import parent_triggers, place_triggers
from barriers.barrier.models.barrier import Barrier
from barriers.data_request.models.data_request import DataRequest
from partnerships.models import Organisation, Place
from records.columns import by_record, by_signed_in
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet


@tracked()
class DataRequestPlace(Tracked):
    """A place that wants the data; the lead place's people keep the request."""

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="data_request_links")
    is_lead = models.BooleanField(default=False)

    class Meta(Tracked.Meta):
        ordering = ["request", "-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="data_request_place_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(is_lead=True), name="data_request_one_lead_place"
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("barriers_datarequest", "barriers_datarequestplace", "request_id"),
        ]


@tracked()
class DataRequestBarrier(models.Model):
    """A barrier that the data would take away.

    It does not raise the request's version, which would tell of links to hidden barriers: forms
    add and take off single links and never write all of them.
    """

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="barrier_links")
    removes = models.ForeignKey(Barrier, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["removes", "request"], name="data_request_names_a_barrier_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.removes)


@tracked()
class DataRequestParty(models.Model):
    """Who would give or get the data beside the holder: a body, or whom words describe.

    Voluntary groups are parties like any other.
    """

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    description = models.CharField(max_length=200, blank=True)

    READ_BY: ClassVar = by_record("description")

    class Meta:
        verbose_name_plural = "data request parties"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, description="")
                | Q(organisation__isnull=True) & ~Q(description=""),
                name="data_request_party_named_or_described",
                violation_error_message="Choose it by name or describe it, not both.",
            ),
            models.UniqueConstraint(
                fields=["request", "organisation"], name="data_request_party_once"
            ),
        ]
        triggers = parent_triggers("barriers_datarequest", "request_id")

    def __str__(self) -> str:
        return str(self.organisation or self.description)


@tracked()
class DataRequestStep(Tracked):
    """A change of where a request stands: from what, to what, on which day, and what was said.

    ``before`` is empty where it is not known; a day that is not known is empty too.
    """

    request = models.ForeignKey(DataRequest, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=DataRequest.Status, blank=True)
    after = models.CharField(max_length=10, choices=DataRequest.Status)
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field()
    said = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    READ_BY: ClassVar = by_record("said")

    class Meta(Tracked.Meta):
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return str(self.get_after_display())

    @property
    def day(self) -> DateWithPrecision | None:
        """When it was, as exactly as known."""
        return DateWithPrecision.of(self, "on")


class AdviceSessionQuerySet(ReadWithQuerySet):
    """Sessions have the level of what they were about."""

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

    VISIBLE_WITH = ("request", "barrier")

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

    # They are about data of bodies that are named: no public page shows them
    READ_BY: ClassVar = by_signed_in("who", "said")

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
        verbose_name_plural = "advice bodies"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "session"], name="advice_body_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
