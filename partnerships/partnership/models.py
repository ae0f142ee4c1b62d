from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from partnerships.organisation.claim_models import Claim
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, dates_in_order
from records.addresses import address
from records.columns import by_record
from records.dates import Precision, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.taking_back import is_just_added


class PartnershipQuerySet(PublicQuerySet):
    """Partnerships; the directory is public."""

    def at(self, place: Place) -> Self:
        """Those that work for just this place, also those that ended."""
        return self.filter(place_links__place=place)


@tracked()
class Partnership(Tracked):
    """Organisations that work together for one or more places. It says who belongs; a board
    says who decides."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=150, unique=True)
    kind = models.CharField(max_length=80, blank=True)
    legal_status = models.CharField(max_length=200, blank=True)
    vision = models.TextField(blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships_hosted"
    )
    places = models.ManyToManyField(Place, through="PartnershipPlace", related_name="partnerships")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField("the day on which it ended", null=True, blank=True)
    is_example = models.BooleanField(default=False)

    objects = PartnershipQuerySet.as_manager()

    READ_BY: ClassVar = by_record("kind", "legal_status", "vision")

    class Meta(Tracked.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("partnership", self.slug)


@tracked()
class PartnershipPlace(models.Model):
    """A place that a partnership works for."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="partnership_links")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "place"], name="partnership_place_once")
        ]
        triggers = parent_triggers("partnerships_partnership", "partnership_id")

    def __str__(self) -> str:
        return self.place.name


@tracked()
class Member(Claim, Tracked):
    """An organisation that belongs to a partnership, in which role and from when.

    Leads come from any sector. ``commitment`` runs from 0 (named only) to 4 (fully committed): that
    of today, since when and why; its history tells the ones before.
    """

    COMMITMENTS = (
        *("named only", "kept informed", "takes part", "gives staff or money"),
        "fully committed",
    )

    class Role(models.TextChoices):
        LEAD = "lead", "lead"
        CO_LEAD = "co_lead", "co-lead"
        MEMBER = "member", "member"
        EVALUATOR = "evaluator", "evaluator"
        HOST = "host", "host"
        ADVISER = "adviser", "adviser"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    is_voting = models.BooleanField(null=True, blank=True)
    commitment = models.PositiveSmallIntegerField(null=True, blank=True)
    commitment_since = models.DateField("committed so since", null=True, blank=True)
    commitment_reason = models.CharField(
        "why it is committed so", max_length=300, blank=True, default="", db_default=""
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_from_precision = precision_field(db_default=Precision.DAY)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    CLAIM_SAYS = (
        *("partnership_id", "organisation_id", "role", "is_voting", "commitment"),
        "valid_to",
    )
    READ_BY: ClassVar = by_record("commitment_reason")

    class Meta(Tracked.Meta):
        ordering = ["partnership", "role", "id"]
        constraints = [
            dates_in_order("member_dates_in_order"),
            models.CheckConstraint(
                condition=Q(commitment=None) | Q(commitment__lte=4), name="member_commitment_0_to_4"
            ),
            models.UniqueConstraint(
                fields=["partnership", "organisation", "role"],
                condition=Q(valid_to=None),
                name="member_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def commitment_words(self) -> str:
        """How far it is committed: "takes part (2 of 4)"; empty where that is not known."""
        if self.commitment is None:
            return ""
        return f"{self.COMMITMENTS[self.commitment]} ({self.commitment} of 4)"

    @property
    def is_new(self) -> bool:
        """Whether it was added so lately that it may be taken back."""
        return is_just_added(self)

    @property
    def is_over(self) -> bool:
        """Whether it belonged and does no more."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()
