from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, Concat, Now

from access.visibility import reader_of
from partnerships.organisation.models import Organisation, short_name_of
from partnerships.place.models.place import Place
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.names import holding_words, name_key
from records.switches import unless_off

_ANY_BODY_MADE_UP = ExpressionWrapper(
    Q(giver__is_example=True) | Q(receiver__is_example=True) | Q(place__is_example=True),
    output_field=BooleanField(),
)


class SecondmentQuerySet(models.QuerySet):
    """People lent by one body to another."""

    def visible_to(self, user: Any) -> Self:
        """Everyone reads those under way and ended; what is only offered, those signed in."""
        rows = self.filter(unless_off("secondments"))
        return rows if user.is_authenticated else rows.filter(state__in=Secondment.BEGUN)

    def in_place(self, place: Place) -> Self:
        """Those that work for this place or for one within it."""
        return self.filter(place__reach_up__ancestor=place)

    def of_body(self, body: Organisation) -> Self:
        """Those from or to this body or one of its teams."""
        own = Q(giver=body) | Q(receiver=body)
        return self.filter(own | Q(giver__parent=body) | Q(receiver__parent=body))

    def found_by(self, text: str) -> Self:
        """Those whose aim or outcome holds these words."""
        matches = holding_words(Secondment.objects, text).order_by()
        return self.filter(pk__in=matches.values("pk"))

    def listed(self) -> Self:
        """With bodies and place at hand, whether it is made up, and a start to sort by."""
        return self.select_related("giver", "receiver", "place", "source").annotate(
            is_example=Coalesce(_ANY_BODY_MADE_UP, False),
            giver_short=short_name_of("giver"),
            receiver_short=short_name_of("receiver"),
            start_key=Coalesce("start", Value(dt.date(1, 1, 1))),
        )


@tracked()
class Secondment(Tracked):
    """Somebody from one body who works in another for a while, whatever sectors the two are of.

    It says which bodies, at what grade, for how long, to what end and what came of it. It never
    says who: the people concerned know.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "offered"
        AGREED = "agreed", "agreed"
        UNDER_WAY = "under_way", "under way"
        ENDED = "ended", "ended"

    AHEAD = (State.OFFERED, State.AGREED)
    BEGUN = (State.UNDER_WAY, State.ENDED)
    OPEN_TO_SIGNED_IN = True

    giver = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="from", related_name="seconded_out"
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="to", related_name="seconded_in"
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secondments",
        help_text="The place that it is for",
    )
    state = models.CharField(
        max_length=10, choices=State, help_text="Offered, agreed, under way or ended"
    )
    grade = models.CharField(max_length=80, blank=True, help_text="The grade of the person")
    months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many months, as planned or as it was"
    )
    start = models.DateField(null=True, blank=True, help_text="The first day, as far as known")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="The last day, as far as known")
    end_precision = precision_field()
    aim = models.TextField(help_text="What it is for")
    outcome = models.TextField(blank=True, help_text="What came of it")
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where this is from",
    )
    name_key = name_key(Concat("aim", Value(" "), "outcome", output_field=models.TextField()))

    objects = SecondmentQuerySet.as_manager()

    READ_BY: ClassVar = by_record("grade", "aim", "outcome")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="secondment_newest"),
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="secondment_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="secondment_between_two_bodies",
                violation_error_message="A secondment goes from one body to another.",
            ),
            in_order("secondment_dates_in_order"),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1), name="secondment_lasts_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} to {self.receiver}"

    def get_absolute_url(self) -> str:
        return address("secondment", self.pk)


class OpportunityQuerySet(models.QuerySet):
    """Offers of and wishes for somebody on secondment."""

    def visible_to(self, user: Any) -> Self:
        """Everyone: a board that nobody sees finds nobody. It names bodies, not people."""
        return self.filter(unless_off("secondments"))

    def open_on(self, day: dt.date) -> Self:
        """Neither closed nor past its last day."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), closed_at=None)

    def listed(self) -> Self:
        """With body and place at hand, whether it is made up, and whether its author still has an
        account."""
        return self.select_related("organisation", "place").annotate(
            is_example=F("organisation__is_example"),
            has_author=Coalesce("created_by__is_active", False),
        )


@tracked()
class Opportunity(Tracked):
    """A secondment that a body offers or wishes for: a card on the board.

    Who is interested says so; whoever put it there (``created_by``) is told.
    """

    OPEN_TO_SIGNED_IN = True

    class Kind(models.TextChoices):
        OFFER = "offer", "has somebody to lend"
        WISH = "wish", "looks for somebody"

    kind = models.CharField(max_length=5, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="opportunities")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="opportunities"
    )
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    grade = models.CharField(max_length=80, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OpportunityQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about", "grade")

    class Meta(Tracked.Meta):
        verbose_name_plural = "opportunities"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="opportunity_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1), name="opportunity_lasts_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("opportunity", self.pk)

    def is_open_on(self, day: dt.date) -> bool:
        """Neither closed nor past its last day."""
        return self.closed_at is None and (self.closes_on is None or self.closes_on >= day)


class InterestQuerySet(models.QuerySet):
    """Who is interested in what the board offers."""

    def visible_to(self, user: Any) -> Self:
        """One's own, and those in what one has put on the board; for officers of its body those in
        what somebody put there who has no account any more: they are told in their place."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        rule = Q(user=reader.user_id) | Q(opportunity__created_by=reader.user_id)
        if among := sorted(reader.organisations):
            left = Q(opportunity__created_by=None) | Q(opportunity__created_by__is_active=False)
            own = Q(opportunity__organisation__in=among)
            rule |= left & (own | Q(opportunity__organisation__parent__in=among))
        return self.filter(rule, unless_off("secondments"))


class Interest(models.Model):
    """Somebody said that they are interested; gone when they take it back."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="interests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    message = models.TextField(blank=True)
    said_at = models.DateTimeField(db_default=Now())

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "user"], name="interest_once_for_each_person"
            )
        ]

    def __str__(self) -> str:
        return f"Interest in {self.opportunity}"
