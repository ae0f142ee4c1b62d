"""What partners do together about their workforce: training and developing staff, and where these
work."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from access.levelled import PublicQuerySet
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.columns import by_record
from records.dates import Lasts, LastsRows, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked


class WorkforceActionQuerySet(LastsRows, PublicQuerySet):
    """What is done together about the workforce; public."""

    def in_place(self, place: Place) -> Self:
        """What is done at this place or at one within it."""
        return self.filter(place__reach_up__ancestor=place)

    def listed(self) -> Self:
        """With its place, its source and its partners at hand."""
        rows = self.select_related("place", "source")
        return rows.prefetch_related("partner_links__organisation")

    def counted(self) -> dict[str, Any]:
        """How much of it is development and how much deployment, and how many staff, as far as
        known."""
        development = Q(kind__in=WorkforceAction.DEVELOPMENT)
        return self.order_by().aggregate(
            all=Count("pk"),
            development=Count("pk", filter=development),
            people=Sum("staff"),
            known=Count("staff"),
        )


@tracked()
class WorkforceAction(Lasts, Tracked):
    """Something that partners do together about their workforce at a place: how they train and
    develop staff, or where these work. It counts staff and names none.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", "training together"
        APPRENTICES = "apprentices", "shared apprenticeships"
        RECRUITING = "recruiting", "recruiting together"
        DEVELOPING = "developing", "other development"
        LENT = "lent", "staff lent"
        JOINT_POSTS = "joint_posts", "joint posts"
        ROTA = "rota", "shared rota"
        DEPLOYING = "deploying", "other deployment"

    DEVELOPMENT = (Kind.TRAINING, Kind.APPRENTICES, Kind.RECRUITING, Kind.DEVELOPING)
    DEPLOYMENT = (Kind.LENT, Kind.JOINT_POSTS, Kind.ROTA, Kind.DEPLOYING)

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="workforce_actions", help_text="Where it is done"
    )
    kind = models.CharField(max_length=11, choices=Kind, help_text="What is done")
    what = models.CharField("what it is", max_length=200)
    staff = models.PositiveIntegerField(
        "how many staff",
        null=True,
        blank=True,
        help_text="How many staff take part, of all partners",
    )
    start = models.DateField(null=True, blank=True, help_text="Since when, as far as known")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="Its last day, as far as known")
    end_precision = precision_field()
    outcome = models.TextField("what came of it", blank=True, help_text="What came of it so far")
    partners = models.ManyToManyField(
        Organisation, through="WorkforcePartner", related_name="workforce_actions"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WorkforceActionQuerySet.as_manager()

    READ_BY: ClassVar = by_record("what", "outcome")

    class Meta(Tracked.Meta):
        ordering = ["place", F("end").desc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="workforce_action_says_what"),
            in_order("workforce_action_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def side(self) -> str:
        """Whether it develops staff or deploys them, in a word."""
        return "development" if self.kind in self.DEVELOPMENT else "deployment"


@tracked()
class WorkforcePartner(Tracked):
    """A body that takes part in it."""

    action = models.ForeignKey(WorkforceAction, models.CASCADE, related_name="partner_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="workforce_links")

    class Meta(Tracked.Meta):
        verbose_name = "partner in workforce action"
        verbose_name_plural = "partners in workforce actions"
        ordering = ["action", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "organisation"], name="workforce_partner_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
