from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partnerships.models import Organisation, Programme
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked


class CampaignQuerySet(models.QuerySet):
    """Campaigns of communications."""

    def visible_to(self, user: Any) -> Self:
        """Everybody may read what somebody says in public."""
        return self.all()

    def listed(self) -> Self:
        """With the body, the programme and the source at hand, and whether it is made up."""
        rows = self.select_related("organisation", "programme", "source")
        return rows.annotate(is_example=F("organisation__is_example"))

    def found_by(self, text: str) -> Self:
        """Campaigns whose title, audience, channels or message holds these words."""
        columns = ("title", "audience", "channels", "message")
        rule = Q()
        for column in columns:
            rule |= Q(**{f"{column}__icontains": text})
        return self.filter(rule)


@tracked()
class Campaign(Tracked):
    """A campaign of communications: who runs it, for whom, by which channels and when; afterwards
    what came of it.

    Everybody reads it, and who writes one is told so.
    """

    OPEN_TO_SIGNED_IN = True

    title = models.CharField(max_length=200, help_text="What it is called")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="run by",
        related_name="campaigns",
        help_text="The organisation that runs it",
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        help_text="The programme that it is for",
    )
    audience = models.CharField("who it is for", max_length=300, help_text="Whom it is to reach")
    channels = models.CharField(
        max_length=300, blank=True, help_text="By what it reaches them, as far as known"
    )
    message = models.TextField("what it says", blank=True, help_text="In a few sentences")
    start = models.DateField(null=True, blank=True, help_text="The first day, as far as known")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="The last day, as far as known")
    end_precision = precision_field()
    outcome = models.TextField(
        "what came of it", blank=True, help_text="Whom it reached, and what they did then"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = CampaignQuerySet.as_manager()

    READ_BY: ClassVar = by_record("audience", "channels", "message", "outcome")

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="campaign_by_title")]
        constraints = [
            in_order("campaign_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(audience=""),
                name="campaign_says_what_and_for_whom",
                violation_error_message="Say what it is called and who it is for.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("campaign", self.pk)
