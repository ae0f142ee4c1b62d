from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from access.reach import parent_triggers
from funding.fund.models import Fund
from partnerships.models import OnTopic, Topic
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet

CHECKED_FOR = dt.timedelta(days=365)
MOST_WORDS = 6


class FundGuidanceQuerySet(ReadWithQuerySet):
    """Guidance on funds; read with its fund."""

    def overdue(self) -> Self:
        """Guidance that nobody has checked for a year, or of which it is not known."""
        return self.exclude(checked_on__gte=timezone.localdate() - CHECKED_FOR)

    def holding(self, text: str) -> Self:
        """Guidance that holds every word typed, in any order, or whose fund or topic does.

        People type what they look for: "guidance" is true of each.
        """
        rule = Q()
        links = FundGuidanceTopic.objects.filter(guidance=OuterRef("pk"))
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            if word.lower() == "guidance":
                continue
            said = Q(title__icontains=word) | Q(about__icontains=word)
            said |= Q(publisher__icontains=word) | Q(fund__name__icontains=word)
            rule &= said | Q(Exists(links.filter(topic__name__icontains=word)))
        return self.filter(rule)

    def on_topic(self, slug: str) -> Self:
        """Guidance about a topic or one below it."""
        links = FundGuidanceTopic.objects.filter(guidance=OuterRef("pk"))
        return self.filter(Exists(links.filter(Q(topic__slug=slug) | Q(topic__parent__slug=slug))))

    def listed(self) -> Self:
        """With fund, source and topics at hand, and whether it is made up: two queries."""
        rows = self.select_related("fund", "source").prefetch_related("topic_links__topic")
        return rows.annotate(is_example=F("fund__is_example"))


@tracked()
class FundGuidance(Tracked):
    """Published guidance on a fund: which version, where it can be read, when it was last checked.

    ``checked_on`` is the last day on which somebody looked whether this version still stands; where
    nobody did, it is not known. It is read with its fund.
    """

    VISIBLE_WITH = "fund"

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="guidance")
    title = models.CharField(max_length=200, help_text="What it is called")
    about = models.TextField(blank=True, help_text="What it is about, in our own words")
    publisher = models.CharField(max_length=200, blank=True, help_text="Who published it")
    edition = models.CharField(
        "version", max_length=100, blank=True, help_text="Its version or date, as it says itself"
    )
    url = models.URLField("address", max_length=500, blank=True, help_text="Where it can be read")
    checked_on = models.DateField(
        "last checked", null=True, blank=True, help_text="Whether this version still stands"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(
        Topic, through="FundGuidanceTopic", related_name="+", blank=True
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = FundGuidanceQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about", "publisher", "edition", "url")

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        verbose_name_plural = "guidance on funds"
        indexes = [models.Index(fields=["sort_key", "id"], name="fund_guidance_by_title")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="fund_guidance_has_title"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(checked_on__isnull=False),
                name="fund_guidance_checked_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def read_with(self) -> Fund:
        """The fund whose level it has."""
        return self.fund

    def get_absolute_url(self) -> str:
        return address("fund_guidance", self.pk)

    @property
    def is_overdue(self) -> bool:
        """Whether its last check lies more than a year back, or is not known."""
        return self.checked_on is None or self.checked_on < timezone.localdate() - CHECKED_FOR


@tracked()
class FundGuidanceTopic(OnTopic):
    """A topic that guidance on a fund is about."""

    guidance = models.ForeignKey(FundGuidance, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "guidance"], name="fund_guidance_topic_once")
        ]
        triggers = parent_triggers("funding_fundguidance", "guidance_id")
