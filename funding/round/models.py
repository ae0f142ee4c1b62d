from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from funding.fund.models import Fund
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, in_order, last_day, months_on, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.reading import ReadWithQuerySet

NEVER = dt.date(9999, 12, 31)
# A round that closes at no known date stands after all that do
CLOSES_KEY = Coalesce("closes", Value(NEVER))
MOST_WORDS = 6


class FundRoundQuerySet(ReadWithQuerySet):
    """Rounds in which a fund takes applications; read with their fund."""

    def found_by(self, text: str) -> Self:
        """Rounds that hold every word typed, in their own name or in that of their fund."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            rule &= Q(name__icontains=word) | Q(fund__name__icontains=word)
        return self.filter(rule)

    def in_state(self, state: str) -> Self:
        """Rounds that are open, to come or closed today, as their dates say; and all others."""
        today = timezone.localdate()
        rows = self.annotate(opens_last=last_day("opens"))
        if state == FundRound.State.CLOSED:
            return rows.filter(closes__lt=today)
        rows = rows.filter(Q(closes=None) | Q(closes__gte=today))
        match state:
            case FundRound.State.OPEN:
                return rows.filter(opens_last__lte=today)
            case FundRound.State.TO_COME:
                return rows.filter(opens__gt=today)
        return rows.filter(Q(opens=None) | Q(opens__lte=today, opens_last__gt=today))

    def open_now(self) -> Self:
        """Rounds that take applications today, as far as their dates say."""
        return self.in_state(FundRound.State.OPEN)

    def closing_within(self, months: int) -> Self:
        """Rounds whose known deadline is today or lies at most some months ahead."""
        today = timezone.localdate()
        return self.filter(closes__gte=today, closes__lte=months_on(today, months))

    def listed(self) -> Self:
        """With the fund at hand, whether that is made up, and what they are sorted by."""
        rows = self.select_related("fund", "source")
        return rows.annotate(is_example=F("fund__is_example"), closes_key=CLOSES_KEY)


@tracked()
class FundRound(Tracked):
    """A window in which a fund takes applications: when it opens and closes, who may apply, where.

    Whether it is open follows from its dates, each as precisely as it is known; ``decision`` is
    when an answer is expected. It is read with its fund.
    """

    VISIBLE_WITH = "fund"

    class State(models.TextChoices):
        OPEN = "open", "open"
        TO_COME = "to_come", "opens later"
        CLOSED = "closed", "closed"
        NOT_KNOWN = "not_known", "not known"

    AHEAD = (State.OPEN, State.TO_COME, State.NOT_KNOWN)
    ENDED = (State.CLOSED,)

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="rounds")
    name = models.CharField("round", max_length=200, help_text="What it is called")
    opens = models.DateField(null=True, blank=True, help_text="Its first day, as far as known")
    opens_precision = precision_field()
    closes = models.DateField(
        null=True, blank=True, help_text="The deadline: its last day, as far as known"
    )
    closes_precision = precision_field()
    decision = models.DateField(
        "decision expected", null=True, blank=True, help_text="When an answer is expected"
    )
    decision_precision = precision_field()
    who_may = models.TextField("who may apply", blank=True, help_text="Whom it is open to")
    where_to = models.CharField(
        "where to apply", max_length=300, blank=True, help_text="In words: a form, a mailbox"
    )
    link = models.URLField("its web page", max_length=500, blank=True)
    note = models.TextField(blank=True, help_text="What else one must know")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = FundRoundQuerySet.as_manager()

    READ_BY: ClassVar = by_record("who_may", "where_to", "link", "note")

    class Meta(Tracked.Meta):
        ordering = ["closes", "id"]
        indexes = [
            models.Index(CLOSES_KEY, F("id"), name="fund_round_by_deadline"),
            models.Index(fields=["sort_key", "id"], name="fund_round_by_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="fund_round_has_name"),
            in_order(
                "fund_round_dates_in_order",
                "opens",
                "closes",
                says="It can’t close before it opens.",
            ),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(opens=None) | Q(decision__gte=F("opens")),
                name="fund_round_decided_after_it_opens",
                violation_error_message="The decision can’t come before it opens.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def read_with(self) -> Fund:
        """The fund whose level it has."""
        return self.fund

    def get_absolute_url(self) -> str:
        return address("fund_round", self.pk)

    @property
    def state(self) -> State:
        """Whether it takes applications today, as far as its dates say."""
        today = timezone.localdate()
        if self.closes and self.closes < today:
            return self.State.CLOSED
        opens = DateWithPrecision.of(self, "opens")
        if opens and opens.first > today:
            return self.State.TO_COME
        if opens and opens.last <= today:
            return self.State.OPEN
        return self.State.NOT_KNOWN

    @property
    def deadline(self) -> str:
        """When it closes, in words; empty where that is not known."""
        return str(DateWithPrecision.of(self, "closes") or "")


def next_first(rounds: list[FundRound]) -> list[FundRound]:
    """The next deadline first, then those without one, then what is closed, the latest first."""
    closed = [one for one in rounds if one.state in FundRound.ENDED]
    ahead = [one for one in rounds if one.state in FundRound.AHEAD]
    ahead.sort(key=lambda one: (one.closes or NEVER, one.pk))
    return ahead + sorted(closed, key=lambda one: (one.closes, one.pk), reverse=True)
