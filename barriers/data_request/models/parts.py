from __future__ import annotations

from django.db import models
from django.db.models import Q

from barriers.barrier.models.barrier import Barrier
from barriers.data_request.models.data_request import DataRequest
from partnerships.models import Organisation, Place
from partnerships.reach import parent_triggers, place_triggers
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Source, Tracked


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

    class Meta:
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

    class Meta(Tracked.Meta):
        ordering = ["request", "id"]

    def __str__(self) -> str:
        return str(self.get_after_display())

    @property
    def day(self) -> DateWithPrecision | None:
        """When it was, as exactly as known."""
        return DateWithPrecision.of(self, "on")
