from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from access.subqueries import AmongAll
from access.visibility import reader_of
from funding.flow.ends import end_of_money
from funding.flow.models import Flow
from funding.fund.models import Fund, FundOwner
from funding.reporting_duty.models import ReportingDuty
from interface.words import count_words, date_words
from partnerships.models import (
    Organisation,
    OrganisationPlace,
    Place,
    PlaceReach,
    short_name_of,
)
from partnerships.organisation.permissions import bodies_of
from records.addresses import address
from records.dates import DateWithPrecision, in_order
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import StandingManager, Tracked, Withdrawable, withdrawn_with_reason
from records.reading import looked_up
from records.switches import unless_off

MOST_WORDS = 6
# Where no day is known a return stands last
NEVER = Value(dt.date(9999, 12, 31), output_field=models.DateField())


class MonitoringReturnQuerySet(models.QuerySet):
    """What is to be reported to those who give money, and what was."""

    def visible_to(self, user: Any) -> Self:
        """Returns to a fund that this reader may see, on money that they may see; never the
        public's."""
        if not user.is_authenticated:
            return self.none()
        of_seen_fund = looked_up(Fund.objects.visible_to(user), "duty__fund")
        of_seen_money = looked_up(Flow.objects.visible_to(user), "flow")
        rule = Q(flow=None) | of_seen_money
        return self.filter(rule, of_seen_fund, unless_off("returns"))

    def reported_by(self, user: Any) -> Self:
        """Those that it is for this reader to send: for their places, or for their bodies."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        below = PlaceReach.objects.filter(ancestor__in=sorted(reader.contributed_places))
        # Each read once as an array, beside all else that a return is joined to
        mine = Q(AmongAll("place_id", below.order_by().values("place")))
        if reader.organisations:
            mine |= Q(AmongAll("body_id", bodies_of(reader).order_by().values("pk")))
        return self.filter(mine)

    def in_place(self, place: Place) -> Self:
        """Those that this place, or one within it, must send; and those of a body that governs one
        of them, where they name no place."""
        within = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
        governs = OrganisationPlace.objects.standing().filter(
            role=OrganisationPlace.Role.GOVERNS, place__in=within
        )
        of_council = Q(place=None, body__in=governs.order_by().values("organisation"))
        return self.filter(Q(place__in=within) | of_council)

    def to_send(self) -> Self:
        """Those that are neither sent nor said to be not needed."""
        return self.filter(state=MonitoringReturn.State.DUE)

    def found_by(self, text: str) -> Self:
        """Returns that hold every word typed: in what is asked, by which fund, or of whom."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            asked = Q(duty__what__icontains=word) | Q(duty__fund__name__icontains=word)
            rule &= asked | Q(body__name__icontains=word) | Q(place__name__icontains=word)
        return self.filter(rule)

    def listed(self) -> Self:
        """With all that a row says of them, in two queries; whether its fund is made up."""
        owners = FundOwner.objects.select_related("organisation")
        return (
            self.select_related("duty__fund", "body", "place", "flow")
            .annotate(is_example=F("duty__fund__is_example"), body_short=short_name_of("body"))
            .prefetch_related(Prefetch("duty__fund__owner_links", owners))
        )


MonitoringReturnManager = StandingManager.from_queryset(MonitoringReturnQuerySet)


@tracked()
class MonitoringReturn(Withdrawable):
    """One report that a body or a place owes to a fund, by a day, about a period.

    It is of a reporting duty, and of the money that it is owed for where that is known. ``hours``
    is what it is expected to take, ``took`` what it took: a figure that nobody knows is not known,
    and no zero. One that is due after the end of its money says why (``after_end``). It is read by
    whoever is signed in and sees its fund and its money.
    """

    SIGNED_IN_ONLY = True

    class State(models.TextChoices):
        DUE = "due", "to be sent"
        SENT = "sent", "sent"
        NOT_NEEDED = "not_needed", "not needed"

    WANTED = (State.DUE, State.SENT)
    ENDED = (State.SENT, State.NOT_NEEDED)

    duty = models.ForeignKey(
        ReportingDuty, models.PROTECT, related_name="returns", db_index=False, verbose_name="what"
    )
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="body that reports",
        related_name="returns",
        help_text="Who must send it",
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="returns",
        help_text="The place it is for, or that must send it",
    )
    flow = models.ForeignKey(
        Flow,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="money that it is about",
        related_name="returns",
        help_text="The money it is owed for",
    )
    period_start = models.DateField(
        "period from", null=True, blank=True, help_text="The first day that it is about"
    )
    period_end = models.DateField(
        "period to", null=True, blank=True, help_text="The last day that it is about"
    )
    due = models.DateField(null=True, blank=True, help_text="The day by which it must be sent")
    due_key = models.GeneratedField(
        expression=Coalesce("due", NEVER), output_field=models.DateField(), db_persist=True
    )
    after_end = models.CharField(
        "why it is asked after the money’s end", max_length=300, blank=True
    )
    hours_low = figure_field()
    hours_high = figure_field()
    hours_qualifier = qualifier_field()
    state = models.CharField(
        max_length=10, choices=State, default=State.DUE, help_text="Whether it was sent"
    )
    sent_on = models.DateField(null=True, blank=True, help_text="The day on which it was sent")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="said to be sent by",
        help_text="Who said so here",
    )
    took_low = figure_field()
    took_high = figure_field()
    took_qualifier = qualifier_field()
    because = models.CharField("why it is not needed", max_length=300, blank=True)
    note = models.TextField("what else to know", blank=True)

    objects = MonitoringReturnManager()
    with_withdrawn = MonitoringReturnQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["due_key", "id"]
        indexes = [
            models.Index(fields=["due_key", "id"], name="return_by_day"),
            models.Index(
                fields=["due", "id"],
                condition=Q(state="due", withdrawn_at=None),
                name="return_to_send",
            ),
            models.Index(
                fields=["place", "due"],
                condition=Q(state__in=["due", "sent"], withdrawn_at=None),
                name="return_of_place",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "due", "body", "place", "flow"],
                condition=Q(due__isnull=False),
                nulls_distinct=False,
                name="return_once",
                violation_error_message="There is already a return for that date.",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(place__isnull=False),
                name="return_by_somebody",
                violation_error_message="Say which body or place must send it.",
            ),
            in_order(
                "return_period_in_order",
                "period_start",
                "period_end",
                says="The period can’t end before it begins.",
            ),
            figure_in_order("hours", "return_hours_in_order"),
            figure_in_order("took", "return_took_in_order"),
            models.CheckConstraint(
                condition=(Q(hours_low=None) | Q(hours_low__gte=0))
                & (Q(took_low=None) | Q(took_low__gte=0)),
                name="return_hours_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state="sent") | Q(sent_on=None, sent_by=None, took_low=None),
                name="return_sent_where_it_was",
            ),
            models.CheckConstraint(
                condition=(Q(state="not_needed") & ~Q(because=""))
                | (~Q(state="not_needed") & Q(because="")),
                name="return_not_needed_with_reason",
                violation_error_message="Say why it is not needed.",
            ),
            withdrawn_with_reason("return_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.duty.what}, due {self.due_words}" if self.due else self.duty.what

    def get_absolute_url(self) -> str:
        return address("monitoring_return", self.pk)

    @property
    def due_words(self) -> str:
        """The day by which it must be sent; empty where that is not known."""
        return date_words(self.due) if self.due else ""

    @property
    def period(self) -> str:
        """What it is about: "1 April 2026 to 30 June 2026"; empty where that is not known."""
        days = [date_words(day) if day else "" for day in (self.period_start, self.period_end)]
        if all(days):
            return " to ".join(days)
        return f"from {days[0]}" if days[0] else f"to {days[1]}" if days[1] else ""

    @property
    def hours(self) -> Quantity:
        """What it is expected to take."""
        return Quantity.of(self, "hours", "hours")

    @property
    def took(self) -> Quantity:
        """What it took."""
        return Quantity.of(self, "took", "hours")

    @property
    def reporter(self) -> str:
        """Who must send it: "Exampleshire County Council, for Exampleshire"."""
        if self.body and self.place:
            return f"{self.body.name}, for {self.place.name}"
        return str(self.body.name if self.body else self.place and self.place.name)

    @property
    def reporter_in_short(self) -> str:
        """The same as a list says it; of rows that are ``listed``."""
        name = self.body_short or (self.body.name if self.body else "")
        return f"{name}, for {self.place.name}" if name and self.place else name or self.reporter

    @property
    def askers(self) -> list[Organisation]:
        """The bodies that ask for it: those whose money it is."""
        return [link.organisation for link in self.duty.fund.owner_links.all()]

    def days_late(self, today: dt.date) -> int:
        """How many days it is late; 0 where it is not, or its day is not known."""
        if self.state != self.State.DUE or self.due is None:
            return 0
        return max((today - self.due).days, 0)

    @property
    def state_words(self) -> str:
        """How it stands: "Sent", "Sent 3 days late", "5 days late", "To be sent", "Not needed"."""
        if self.state == self.State.NOT_NEEDED:
            return "Not needed"
        if self.state == self.State.SENT:
            late = (self.sent_on - self.due).days if self.sent_on and self.due else 0
            return f"Sent {count_words(late, 'day')} late" if late > 0 else "Sent"
        late = self.days_late(timezone.localdate())
        return f"{count_words(late, 'day')} late" if late else "To be sent"

    @property
    def shape(self) -> str:
        """The shape that stands before how it stands."""
        if self.state == self.State.DUE:
            return "help" if self.days_late(timezone.localdate()) else "early"
        return "good" if self.state == self.State.SENT else "done"

    @property
    def money_end(self) -> DateWithPrecision | None:
        """When its money ends: that which it is about, else that of the fund; None if not known."""
        return end_of_money(self.flow, self.duty.fund)

    @property
    def after_words(self) -> str:
        """That it is due after the end of its money, and when that was; empty where it is not."""
        end = self.money_end
        if end is None or self.due is None or self.due <= end.last:
            return ""
        return f"Due after the end of its money, {end}"
