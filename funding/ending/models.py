from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.visibility import visibility_filter
from funding.flow.models import Flow
from partnerships.models import Organisation
from records.addresses import address
from records.columns import by_record
from records.dates import precision_field
from records.figures import in_words
from records.history import tracked
from records.models import (
    StandingManager,
    Tracked,
    Visibility,
    Withdrawable,
    withdrawn_with_reason,
)
from records.reading import ReadWithQuerySet

DECIDED_ENDING = ("goes_on", "other_money", "stops")
# From the narrowest to the widest of those that what is at risk can have
LEVELS = (Visibility.TEAM, Visibility.PLACE, Visibility.PROGRAMME, Visibility.NETWORK)


@tracked()
class Ending(Tracked):
    """What is to follow when a flow ends: who decides, by when, and what was decided.

    ``tell_by`` is the last day to tell the people who work with the money, such as the day on which
    notice letters go out: a decision after it comes too late for them. It is read with its flow.
    """

    VISIBLE_WITH = "flow"

    class Outcome(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        OPEN = "open", "not decided yet"
        GOES_ON = "goes_on", "it goes on"
        OTHER_MONEY = "other_money", "other money follows"
        STOPS = "stops", "it stops"

    UNDECIDED = (Outcome.NOT_KNOWN, Outcome.OPEN)
    DECIDED = (Outcome.GOES_ON, Outcome.OTHER_MONEY, Outcome.STOPS)

    flow = models.OneToOneField(Flow, models.CASCADE, related_name="ending")
    decider = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="who decides",
        related_name="endings_decided",
        help_text="The body that decides what follows",
    )
    decider_role = models.CharField(
        "who decides there",
        max_length=200,
        blank=True,
        help_text="The job role or board, never a person’s name",
    )
    decision_due = models.DateField(
        "decision due", null=True, blank=True, help_text="When it is to be decided"
    )
    tell_by = models.DateField(
        "people told by",
        null=True,
        blank=True,
        help_text="The last day to tell the people who work with it",
    )
    outcome = models.CharField(
        "what was decided",
        max_length=11,
        choices=Outcome,
        default=Outcome.NOT_KNOWN,
        help_text="What follows, as far as decided",
    )
    said = models.TextField("more about it", blank=True, help_text="What follows, in words")
    decided = models.DateField(
        "decided on", null=True, blank=True, help_text="When it was decided, as far as known"
    )
    decided_precision = precision_field()

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("decider_role", "said")

    class Meta(Tracked.Meta):
        ordering = ["flow"]
        indexes = [
            models.Index(
                fields=["decision_due", "id"],
                condition=~Q(outcome__in=DECIDED_ENDING),
                name="ending_waiting",
            ),
            models.Index(
                fields=["tell_by", "id"],
                condition=Q(tell_by__isnull=False) & ~Q(outcome__in=DECIDED_ENDING),
                name="ending_to_tell",
            ),
            models.Index(
                fields=["tell_by", "id"], condition=Q(outcome="stops"), name="ending_that_stops"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=("not_known", "open", *DECIDED_ENDING)),
                name="ending_outcome_known",
            ),
            models.CheckConstraint(
                condition=Q(decided=None) | Q(outcome__in=DECIDED_ENDING),
                name="ending_decided_has_outcome",
                violation_error_message="Say what was decided.",
            ),
        ]

    def __str__(self) -> str:
        return f"What follows: {self.flow}"

    def get_absolute_url(self) -> str:
        return address("flow_ending", self.flow_id)

    @property
    def decided_by(self) -> str:
        """Who decides: the role, and the body; empty where that is not known."""
        names = (self.decider_role, self.decider.name if self.decider else "")
        return ", ".join(name for name in names if name)

    @property
    def is_decided(self) -> bool:
        """Whether it was decided what follows."""
        return self.outcome in DECIDED_ENDING


class AtRiskQuerySet(models.QuerySet):
    """What stands at risk when money ends; never the public's to read."""

    def visible_to(self, user: Any) -> Self:
        """That of flows which this reader may see, at a level that admits them."""
        if not user.is_authenticated:
            return self.none()
        flows = Flow.objects.visible_to(user).order_by().values("pk")
        return self.filter(visibility_filter(user, through="flow__", level=""), flow__in=flows)

    def for_rows(self) -> Self:
        """With what a row names: the flow and who wrote it down."""
        return self.select_related("flow", "created_by")


AtRiskManager = StandingManager.from_queryset(AtRiskQuerySet)


@tracked()
class AtRisk(Withdrawable):
    """A post, a service or a building that stops when a flow ends and nothing follows.

    ``posts`` are full-time equivalents, ``people`` how many use it; either may be not known. People
    hear of such things from those they work with, not from a web page: the public never reads it,
    and its level is never wider than its flow's.
    """

    SCOPE = "flow"
    SIGNED_IN_ONLY = True

    class Kind(models.TextChoices):
        POST = "post", "post"
        SERVICE = "service", "service"
        BUILDING = "building", "building"
        OTHER = "other", "something else"

    flow = models.ForeignKey(Flow, models.CASCADE, related_name="at_risk")
    kind = models.CharField(max_length=8, choices=Kind, help_text="What kind of thing it is")
    what = models.CharField(
        "what stands at risk",
        max_length=200,
        help_text="The job role or the service, never a person’s name",
    )
    posts = models.DecimalField(
        "posts, full-time equivalent",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="How many full-time posts it is",
    )
    people = models.PositiveIntegerField(
        "people who use it", null=True, blank=True, help_text="How many people use it in a year"
    )
    note = models.TextField(blank=True, help_text="What would be lost, and what could be kept")
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PLACE)

    objects = AtRiskManager()
    with_withdrawn = AtRiskQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["flow", "id"]
        verbose_name_plural = "at risk"
        indexes = [models.Index(fields=["flow", "id"], name="at_risk_of_flow")]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=[level.value for level in LEVELS]),
                name="at_risk_never_public",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("post", "service", "building", "other")),
                name="at_risk_kind_known",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="at_risk_says_what"),
            models.CheckConstraint(
                condition=Q(posts=None) | Q(posts__gt=0), name="at_risk_posts_above_none"
            ),
            withdrawn_with_reason("at_risk_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return address("at_risk", self.pk)

    @property
    def size(self) -> str:
        """How much it is, as far as known: "2.5 posts, used by 120 people"."""
        use = "1 person uses it" if self.people == 1 else f"{self.people or 0:,} people use it"
        parts = (
            "" if self.posts is None else full_time(self.posts),
            "" if self.people is None else use,
        )
        return ", ".join(part for part in parts if part)


def full_time(posts: Decimal) -> str:
    """Posts in words: "1 full-time post", "2.5 full-time posts"."""
    said = in_words(posts.normalize())
    return f"{said} full-time {'post' if said == '1' else 'posts'}"
