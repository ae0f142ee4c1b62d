from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from funding.flow.models import Flow
from partnerships.place.examples import is_made_up
from records.addresses import address
from records.history import tracked
from records.models import Tracked


class OverlapQuerySet(models.QuerySet):
    """What people say of two flows that overlap."""

    def visible_to(self, user: Any) -> Self:
        """Those of which this reader, who is signed in, may see both flows: nobody is told half."""
        if not user.is_authenticated:
            return self.none()
        seen = Flow.objects.visible_to(user).order_by().values("pk")
        return self.filter(one__in=seen, other__in=seen)

    def with_flows(self) -> Self:
        """With what a page says of both flows and of who decided."""
        return self.select_related(
            *(f"{side}__{body}" for side in ("one", "other") for body in ("giver", "receiver")),
            *("one__programme", "other__programme", "one__source", "other__source", "judged_by"),
        )


@tracked()
class Overlap(Tracked):
    """What somebody says two flows for one topic and place are to each other, and why.

    The pair stands once, the flow that was recorded first as ``one``. Read by who reads both flows
    and is signed in: it is a judgement of bodies that are named. ``judged_by`` and ``judged_at``
    are whose it is now, and since when.
    """

    SIGNED_IN_ONLY = True

    class Verdict(models.TextChoices):
        DUPLICATE = "duplicate", "duplicate"
        COMPLEMENTARY = "complementary", "complementary"
        PASSED_ON = "passed_on", "the same money, passed on"
        UNCLEAR = "unclear", "unclear"

    one = models.ForeignKey(Flow, models.PROTECT, related_name="overlaps")
    other = models.ForeignKey(Flow, models.PROTECT, related_name="overlaps_with")
    verdict = models.CharField("How they are related", max_length=13, choices=Verdict)
    reason = models.TextField("Why")
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Decided by"
    )
    judged_at = models.DateTimeField("Decided")

    objects = OverlapQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="overlap_pair_in_order"),
            models.UniqueConstraint(fields=["one", "other"], name="overlap_pair_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="overlap_has_reason"),
            models.CheckConstraint(
                condition=Q(verdict__in=["duplicate", "complementary", "passed_on", "unclear"]),
                name="overlap_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"

    def get_absolute_url(self) -> str:
        return address("overlap_verdict", self.pk)


class OverlapCallQuerySet(models.QuerySet):
    """Calls to those who are paid for one thing."""

    def visible_to(self, user: Any) -> Self:
        """Those of which this reader, who is signed in, may see every row."""
        if not user.is_authenticated:
            return self.none()
        seen = Flow.objects.visible_to(user).order_by().values("pk")
        rows = OverlapCall.flows.through.objects.filter(overlapcall=OuterRef("pk"))
        return self.filter(Exists(rows), ~Exists(rows.exclude(flow__in=seen)))

    def about_any(self, flows: Iterable[int]) -> Self:
        """Those about any of these rows."""
        rows = OverlapCall.flows.through.objects.filter(overlapcall=OuterRef("pk"))
        return self.filter(Exists(rows.filter(flow__in=list(flows))))


@tracked()
class OverlapCall(Tracked):
    """A call to which those are invited who are paid for one topic in one place.

    ``flows`` are the rows that it is about; who receives them is invited. What is to be done, by
    whom and by when is promised at it. Read by who is signed in and reads every one of the rows.
    """

    SIGNED_IN_ONLY = True

    about = models.CharField("What it is about", max_length=320)
    flows = models.ManyToManyField(Flow, related_name="calls", verbose_name="Rows")

    objects = OverlapCallQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(about=""), name="overlap_call_says_what"),
        ]

    def __str__(self) -> str:
        return f"Coordination call: {self.about}"

    def get_absolute_url(self) -> str:
        return address("overlap_call", self.pk)

    @property
    def is_made_up(self) -> bool:
        """Whether it is about money of an example."""
        flow = self.flows.first()
        return flow is not None and is_made_up(flow)
