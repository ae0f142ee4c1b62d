from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Prefetch, Q

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from access.reach import place_triggers
from funding.flow.models import Flow
from funding.fund.models import Fund
from funding.price_year import price_year_field, price_year_known
from partnerships.models import Organisation, Place, short_name_of
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, Precision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet
from records.switches import unless_off


class BidQuerySet(HasVisibilityQuerySet):
    """What was asked of those who give money."""

    def visible_to(self, user: Any) -> Self:
        """By level."""
        return super().visible_to(user).filter(unless_off("bids"))

    def waiting(self) -> Self:
        """Those that were sent and not decided yet."""
        return self.filter(state=Bid.State.SENT)

    def as_rows(self, user: Any) -> Self:
        """With all that a row says; a fund or money that this reader may not see is left out."""
        rows = self.select_related("applicant", "decider", "programme", "source").annotate(
            applicant_short=short_name_of("applicant"), decider_short=short_name_of("decider")
        )
        return rows.prefetch_related(
            Prefetch("fund", Fund.objects.visible_to(user)),
            Prefetch("flow", Flow.objects.visible_to(user)),
            "place_links__place",
        )


@tracked()
class Bid(HasVisibility):
    """What is asked of somebody who gives money: new money, or more time or other terms for some.

    ``sent`` starts its clock, ``decision_due`` is when an answer was promised, ``decided`` ends it.
    ``granted`` is what was said yes to: less, as much or another amount than was asked. Whatever
    came of it, it stays: the next who ask can read how long it took and why it was declined.
    """

    class Kind(models.TextChoices):
        NEW = "new", "bid for new money"
        EXTENSION = "extension", "more time or money for something that is running"
        CHANGE = "change", "change of the terms"

    class State(models.TextChoices):
        PREPARING = "preparing", "being prepared"
        SENT = "sent", "sent, waits for a decision"
        GRANTED = "granted", "granted"
        GRANTED_IN_PART = "granted_in_part", "granted in part"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"
        NOT_KNOWN = "not_known", "outcome not known"

    # What a bid can be before anybody decided
    WAITING = (State.PREPARING, State.SENT)
    UNDECIDED = (*WAITING, State.WITHDRAWN, State.NOT_KNOWN)
    GRANTED = (State.GRANTED, State.GRANTED_IN_PART)
    DECIDED = (*GRANTED, State.DECLINED)
    # One being prepared or withdrawn waits for no decision
    MAY_BE_DECIDED = (State.SENT, State.NOT_KNOWN, *DECIDED)

    title = models.CharField("what is asked", max_length=300, help_text="In a few words")
    kind = models.CharField(
        max_length=9,
        choices=Kind,
        help_text="New money, or a change to money that is already running",
    )
    asked = models.TextField("what it is for", blank=True, help_text="What would be done with it")
    applicant = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="asked by",
        related_name="bids",
        help_text="The body that asks",
    )
    decider = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="decided by",
        related_name="bids_decided",
        help_text="The body that decides",
    )
    decider_role = models.CharField(
        "who decides there",
        max_length=200,
        blank=True,
        help_text="The job role or board, never a person’s name",
    )
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="bids")
    flow = models.ForeignKey(
        Flow,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="money that it is about",
        related_name="bids",
        help_text="The money that is already running, if more time, more money or different terms "
        "are asked for",
    )
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    price_year = price_year_field()
    until = models.DateField("asked until", null=True, blank=True, help_text="When it would end")
    until_precision = precision_field()
    state = models.CharField(
        max_length=15, choices=State, default=State.PREPARING, help_text="How far it is"
    )
    sent = models.DateField("sent on", null=True, blank=True, help_text="When it was sent")
    sent_precision = precision_field()
    decision_due = models.DateField(
        "decision due", null=True, blank=True, help_text="When an answer is promised"
    )
    decided = models.DateField("decided on", null=True, blank=True, help_text="When it was decided")
    decided_precision = precision_field()
    granted_low = figure_field()
    granted_high = figure_field()
    granted_qualifier = qualifier_field()
    granted_until = models.DateField(
        "granted until", null=True, blank=True, help_text="When what was granted ends"
    )
    granted_until_precision = precision_field()
    reason = models.TextField("reason given", blank=True, help_text="In the words of the decision")
    places = models.ManyToManyField(Place, through="BidPlace", related_name="bids")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="bids")

    objects = BidQuerySet.as_manager()

    READ_BY: ClassVar = by_record("asked", "decider_role", "reason")

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            *HasVisibility.level_indexes("bid"),
            models.Index(
                fields=["decision_due", "id"], condition=Q(state="sent"), name="bid_waiting"
            ),
        ]
        constraints = [
            known_level("bid_level_known"),
            figure_in_order("amount", "bid_amount_in_order"),
            figure_in_order("granted", "bid_granted_in_order"),
            models.CheckConstraint(
                condition=(Q(amount_low=None) | Q(amount_low__gte=0))
                & (Q(granted_low=None) | Q(granted_low__gte=0)),
                name="bid_amounts_not_negative",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="bid_has_title"),
            price_year_known("bid_price_year_is_a_year"),
            models.CheckConstraint(
                condition=Q(decided=None) | Q(state__in=("granted", "granted_in_part", "declined")),
                name="bid_decided_has_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(granted_low=None) & Q(granted_until=None))
                | Q(state__in=("granted", "granted_in_part")),
                name="bid_granted_where_it_was",
            ),
            models.CheckConstraint(
                condition=Q(sent=None)
                | Q(decided=None)
                | ~Q(decided_precision="day")
                | Q(decided__gte=F("sent")),
                name="bid_dates_in_order",
                violation_error_message="It cannot be decided before it was sent.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("bid", self.pk)

    @property
    def amount(self) -> Quantity:
        """How much is asked, in pounds."""
        return Quantity.of(self, "amount", "£")

    @property
    def granted(self) -> Quantity:
        """How much was granted, in pounds."""
        return Quantity.of(self, "granted", "£")

    @property
    def granted_words(self) -> str:
        """What was granted and until when: "£40,000 until 30 April 2027"; empty where neither is
        known."""
        until = DateWithPrecision.of(self, "granted_until")
        amount = str(self.granted) if self.granted.known else ""
        return " ".join(part for part in (amount, f"until {until}" if until else "") if part)

    @property
    def where(self) -> str:
        """Its places, by name."""
        return ", ".join(link.place.name for link in self.place_links.all())

    @property
    def decided_by(self) -> str:
        """Who decides: the body, and who in it; empty where that is not known."""
        names = (self.decider_role, self.decider.name if self.decider else "")
        return ", ".join(name for name in names if name)

    @property
    def days_to_decide(self) -> int | None:
        """From sending to decision; None where either day is not known as a day."""
        days = (DateWithPrecision.of(self, "sent"), DateWithPrecision.of(self, "decided"))
        exact = [one.day for one in days if one and one.precision == Precision.DAY]
        return (exact[1] - exact[0]).days if len(exact) == 2 else None

    def days_late(self, today: dt.date) -> int:
        """How many days its decision is late; 0 where it is not, or no day was promised."""
        if self.state != self.State.SENT or self.decision_due is None:
            return 0
        return max((today - self.decision_due).days, 0)


@tracked()
class BidPlace(Tracked):
    """A place for which something is asked."""

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="bid_links")

    class Meta(Tracked.Meta):
        ordering = ["bid", "id"]
        constraints = [models.UniqueConstraint(fields=["bid", "place"], name="bid_place_once")]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("funding_bid", "funding_bidplace", "bid_id"),
        ]


@tracked()
class BidLine(Tracked):
    """One line of the case for a bid: what a part of the money would pay for.

    The cost of working together and of finding out whether it works has its own kinds, so that it
    is asked for and not taken from what people were promised.
    """

    VISIBLE_WITH = "bid"

    class Kind(models.TextChoices):
        DELIVERY = "delivery", "delivery"
        COORDINATION = "coordination", "coordination"
        EVALUATION = "evaluation", "evaluation"
        OTHER = "other", "something else"

    bid = models.ForeignKey(Bid, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=12, choices=Kind, help_text="What kind of cost it is")
    item = models.CharField(max_length=200, help_text="What it pays for")
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    year = models.PositiveSmallIntegerField(
        "financial year",
        null=True,
        blank=True,
        help_text="The year in which it begins: 2026 is April 2026 to March 2027",
    )

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("item")

    class Meta(Tracked.Meta):
        ordering = ["bid", "year", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(item=""), name="bid_line_has_item"),
            figure_in_order("amount", "bid_line_amount_in_order"),
            models.CheckConstraint(
                condition=Q(amount_low=None) | Q(amount_low__gte=0),
                name="bid_line_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1990, year__lte=2100),
                name="bid_line_year_is_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.item

    def get_absolute_url(self) -> str:
        return f"{self.bid.get_absolute_url()}#lines"

    @property
    def amount(self) -> Quantity:
        """How much, in pounds."""
        return Quantity.of(self, "amount", "£")

    @property
    def year_words(self) -> str:
        """The financial year: "2026 to 2027"; empty where it is not said."""
        return f"{self.year} to {self.year + 1}" if self.year else ""
