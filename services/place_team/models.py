"""The posts of the team that works for a place: what it is, who employs it, who lends its time."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from access.levelled import PublicQuerySet
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.dates import Lasts, LastsRows, in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked


class TeamPostQuerySet(LastsRows, PublicQuerySet):
    """Posts of place teams; public, and without a name."""

    def lent(self) -> Self:
        """Those whose time a body lends."""
        return self.filter(lent_by__isnull=False)

    def size(self) -> dict[str, Any]:
        """How many posts, and their time as far as known; of those that are lent the same."""
        lent = Q(lent_by__isnull=False)
        return self.order_by().aggregate(
            posts=Count("pk"),
            time=Sum("fte"),
            timed=Count("fte"),
            lent=Count("pk", filter=lent),
            lent_time=Sum("fte", filter=lent),
            lent_timed=Count("fte", filter=lent),
            lenders=Count("lent_by", distinct=True),
        )


@tracked()
class TeamPost(Lasts, Tracked):
    """A post of the team that works for a place: what it is, who employs it, and how much of its
    time is the team's. Never who holds it.

    ``lent_by`` is the body that lends that time, where it is lent.
    """

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="team_posts", help_text="The place of the team"
    )
    title = models.CharField("post", max_length=200, help_text="What the post is called")
    employer = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="place_posts",
        help_text="The body that employs it",
    )
    fte = models.DecimalField(
        "full-time equivalents",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="How much of a full-time post is the team’s: 1 is one full-time post",
    )
    lent_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="place_posts_lent",
        help_text="The body that lends this time, where it is lent",
    )
    start = models.DateField(null=True, blank=True, help_text="Since when, as far as known")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="Its last day, as far as known")
    end_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TeamPostQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = "post of a place team"
        verbose_name_plural = "posts of place teams"
        ordering = ["place", F("end").desc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="team_post_has_title"),
            models.CheckConstraint(
                condition=Q(fte=None) | Q(fte__gt=0),
                name="team_post_fte_above_none",
                violation_error_message="The time of a post is more than 0.",
            ),
            in_order("team_post_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title
