from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import parent_triggers
from partnerships.models import OnTopic, Organisation, Topic
from people.models import JobRole
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, period_words, precision_field
from records.figures import in_words
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.names import PlainKey, holding_words


class Restriction(models.TextChoices):
    """What the money may be used for."""

    NOT_KNOWN = "not_known", "not known"
    NONE = "none", "no restriction"
    PERMITTED_USE = "permitted_use", "for a stated use"
    RING_FENCED = "ring_fenced", "ring-fenced"


class Moving(models.TextChoices):
    """Whether money may be moved, as the rule of its fund says."""

    NOT_KNOWN = "not_known", "not known"
    NO = "no", "no"
    WITH_CONSENT = "with_consent", "with consent"
    YES = "yes", "yes"


def _moving(label: str) -> models.CharField:
    return models.CharField(
        label,
        max_length=12,
        choices=Moving,
        default=Moving.NOT_KNOWN,
        db_default=Moving.NOT_KNOWN,
    )


class FundQuerySet(HasVisibilityQuerySet):
    """Pots of money."""

    def found_by(self, text: str) -> Self:
        """Funds whose name holds these words. There are few enough to look at each."""
        keyed = Fund.objects.annotate(name_key=PlainKey("name"))
        return self.filter(pk__in=holding_words(keyed, text).order_by().values("pk"))

    def across_government(self) -> Self:
        """Pots into which two departments or more put money."""
        departments = FundOwner.objects.filter(
            fund=OuterRef("pk"), organisation__sector=Organisation.Sector.CENTRAL_GOVERNMENT
        )
        counted = departments.order_by().values("fund").annotate(count=Count("pk"))
        return self.filter(Exists(counted.filter(count__gte=2)))

    def with_owners(self) -> Self:
        """With the bodies whose money it is, and the part of each; one query more."""
        links = FundOwner.objects.select_related("organisation")
        return self.prefetch_related(Prefetch("owner_links", links))


@tracked()
class Fund(HasVisibility):
    """A pot of money with owners and rules, from which flows come.

    Its rules say how it is given out, what it may be used for (``restriction``) and what of it may
    be moved; its ``shape`` whether it is one pot or several, each of which pays for an outcome.

    A fund stands at no place, so its level is the team's, the programme's, or wider.
    """

    class Award(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        COMPETED = "competed", "competed"
        FORMULA = "formula", "formula"
        DIRECT = "direct", "direct award"

    class Shape(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        SINGLE = "single", "single pot"
        OUTCOMES = "outcomes", "outcome pots"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=150, unique=True)
    description = models.TextField(blank=True)
    award = models.CharField(max_length=9, choices=Award, default=Award.NOT_KNOWN)
    restriction = models.CharField(
        max_length=13, choices=Restriction, default=Restriction.NOT_KNOWN
    )
    permitted_use = models.TextField(
        "what it may be used for", blank=True, default="", db_default=""
    )
    restriction_text = models.TextField("what the rule says", blank=True)
    move_years = _moving("may be moved between years")
    move_uses = _moving("may be moved between uses")
    move_places = _moving("may be moved between places")
    moving_text = models.TextField(
        "what the rule says of moving it", blank=True, default="", db_default=""
    )
    shape = models.CharField(
        "one pot or several",
        max_length=9,
        choices=Shape,
        default=Shape.NOT_KNOWN,
        db_default=Shape.NOT_KNOWN,
    )
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    owners = models.ManyToManyField(Organisation, through="FundOwner", related_name="funds_owned")
    contact = models.ForeignKey(
        JobRole,
        models.PROTECT,
        verbose_name="who to ask about it",
        null=True,
        blank=True,
        related_name="+",
        help_text="A job role of a body that owns it",
    )
    contact_said = models.CharField(
        "who to ask, in words", max_length=200, blank=True, default="", db_default=""
    )
    topics = models.ManyToManyField(Topic, through="FundTopic", related_name="funds", blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)
    sort_key = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = FundQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "description", "permitted_use", "restriction_text", "moving_text", "contact_said"
    )

    class Meta(HasVisibility.Meta):
        ordering = ["sort_key", "id"]
        constraints = [
            known_level("fund_level_known"),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PLACE), name="fund_level_needs_no_place"
            ),
            in_order("fund_dates_in_order"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": values}), name=f"fund_{name}_known"
                )
                for name, values in (
                    ("move_years", Moving.values),
                    ("move_uses", Moving.values),
                    ("move_places", Moving.values),
                    ("shape", ("not_known", "single", "outcomes")),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("fund", self.slug)

    @property
    def period(self) -> str:
        """From when to when, as precisely as known; empty where neither is."""
        return period_words(self)

    @property
    def departments(self) -> int:
        """How many central departments put money into it: two or more make it cross-government."""
        central = Organisation.Sector.CENTRAL_GOVERNMENT
        return sum(link.organisation.sector == central for link in self.owner_links.all())

    @property
    def part_unsaid(self) -> str:
        """The part of which nobody says whose it is, where each other part is known."""
        links = self.owner_links.all()
        known = [link.share for link in links if link.share is not None]
        unsaid = 1 - sum(known, Decimal(0))
        return percent_words(unsaid) if known and len(known) == len(links) and unsaid > 0 else ""


@tracked()
class FundOwner(Tracked):
    """An organisation that puts money into a fund, and its share where that is known."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="owner_links")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="fund_links")
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta(Tracked.Meta):
        ordering = ["fund", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "organisation"], name="fund_owner_once"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1),
                name="fund_owner_share_is_part",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *parent_triggers("funding_fund", "fund_id")]

    @property
    def percent(self) -> str:
        """Its part in per cent; empty where that is not known."""
        return "" if self.share is None else percent_words(self.share)


def percent_words(part: Decimal) -> str:
    """0.125 is "12.5%"."""
    return f"{in_words((part * 100).normalize())}%"


@tracked()
class FundTopic(OnTopic):
    """A topic that a fund is for."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        db_table = "funding_fund_topics"
        constraints = [models.UniqueConstraint(fields=["fund", "topic"], name="fund_topic_once")]
