from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from access.levelled import HasVisibility, HasVisibilityQuerySet, known_level
from funding.flow.choices import Payments, Regrant
from funding.flow.ends import FOLLOWS_PROGRAMME, end_triggers
from funding.flow.part_models import FlowPlace, FlowYear
from funding.flow.standing_alone import ALONE, leg_triggers
from funding.fund.models import Fund, Restriction
from funding.price_year import price_year_field, price_year_known
from partnerships.models import Organisation, Place, Topic, name_then, short_name_of
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.dates import in_order, period_words, precision_field
from records.figures import (
    Qualifier,
    Quantity,
    figure_field,
    figure_in_order,
    qualifier_field,
)
from records.history import tracked
from records.models import Source, bookkeeping
from records.typed_words import typed_words

PASSED_BACK = "This money is itself passed on from here. Choose where it first comes from."
# What lists of flows are sorted by, never null: no known end comes after all ends, no known amount
# before all amounts.
END_KEY = Coalesce("end", Value(dt.date(9999, 12, 31)))
AMOUNT_KEY = Coalesce("amount_low", Value(Decimal(-1)))
# What adding up asks of a flow: who may see it, how much, from when to when
SUMMED = (
    *("visibility", "created_by", "team", "programme", "reach_ids", "amount_low", "amount_high"),
    *("amount_qualifier", "start", "end", "is_payment"),
)


# The day of a flow: the first of these that is known
DAYS = ("awarded_on", "start", "as_of")


class FlowQuerySet(HasVisibilityQuerySet):
    """Flows of money and of what is given in kind."""

    def payments(self, which: str = Payments.APART) -> Self:
        """Without payments to suppliers, with them, or these alone.

        The one rule of lists, totals, years, places, exports and open data: decision 91.
        """
        if which == Payments.TOGETHER:
            return self
        return self.filter(is_payment=which == Payments.ALONE)

    def found_by(self, text: str) -> Self:
        """Flows whose description holds these words; an index holds the same expression."""
        query = typed_words(text)
        return self.annotate(said=SearchVector("description", config="english")).filter(said=query)

    def ending(self, *, after: dt.date, by: dt.date) -> Self:
        """Flows whose stated end lies after one day and not after another, the soonest first."""
        return self.filter(end__gte=after, end__lte=by).order_by("end", "id")

    def falling_in(self, year: int) -> Self:
        """Flows whose profile, or else whose whole period, lies in a financial year."""
        first, last = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
        profile = FlowYear.objects.filter(flow=OuterRef("pk"))
        whole = Q(start__gte=first, start__lte=last, end__gte=first, end__lte=last)
        return self.filter(Q(Exists(profile.filter(year=year))) | (whole & ~Q(Exists(profile))))

    def in_force(self, on: dt.date) -> Self:
        """Flows whose stated period covers a day; one without a known end goes on."""
        return self.filter(Q(end=None) | Q(end__gte=on), start__lte=on)

    def with_amount_known(self, is_known: bool) -> Self:
        """Flows whose amount is known, or is not."""
        return self.filter(amount_low__isnull=not is_known)

    def with_names_then(self) -> Self:
        """With what giver and receiver were called on the day of each, where not as today."""
        return self.annotate(
            giver_then=name_then("giver", *DAYS), receiver_then=name_then("receiver", *DAYS)
        )

    def with_short_names(self) -> Self:
        """With what giver and receiver are called for short, today and on the day of each."""
        return self.annotate(
            giver_short=short_name_of("giver"),
            receiver_short=short_name_of("receiver"),
            giver_short_then=name_then("giver", *DAYS, said="short_name"),
            receiver_short_then=name_then("receiver", *DAYS, said="short_name"),
        )

    def as_rows(self, user: Any, on: dt.date | None = None) -> Self:
        """Everything that a row of a list shows to this reader, in three queries.

        ``passed_on`` is how much of it goes on in flows of the same meaning that the reader sees
        (None: none known); ``passes_on_vaguely`` how many of these amounts
        are not known or not exact; ``is_passed_on`` whether it comes from a flow that the reader
        sees. A fund that the reader may not see is left out. With ``on`` only flows in
        force on that day pass anything on.
        """
        visible = Flow.objects.visible_to(user)
        visible = visible if on is None else visible.in_force(on)
        # One look at the parent of each row shown: EXISTS would read every visible flow first
        parent = Subquery(visible.filter(pk=OuterRef("parent_id")).values("pk")[:1])
        onward = visible.filter(parent=OuterRef("pk"), meaning=OuterRef("meaning"))
        vague = Q(amount_low=None) | ~Q(amount_high=None) | ~Q(amount_qualifier=Qualifier.EXACTLY)
        each = onward.order_by().values("parent")
        sums = each.annotate(sum=Sum("amount_low")).values("sum")
        vaguely = each.annotate(count=Count("pk", filter=vague)).values("count")
        return (
            self.with_names_then()
            .select_related("giver", "receiver", "programme", "source")
            .defer(*bookkeeping("giver", "receiver", "programme", "source"))
            .annotate(
                passed_on=Subquery(sums),
                passes_on_vaguely=Subquery(vaguely),
                is_passed_on=IsNull(parent, False),
            )
            .prefetch_related(
                Prefetch("place_links", FlowPlace.objects.with_place()),
                Prefetch("fund", Fund.objects.visible_to(user)),
            )
        )


@tracked()
class Flow(HasVisibility):
    """Money, staff, estate or data that goes from one organisation to another for some places.

    The amount is what its meaning says (committed, paid, forecast …), never added to amounts of
    another meaning; a missing amount is not known, never zero. ``parent`` is the flow that this one
    passes on: a leg counts its amount less its visible children, so nothing is counted twice.
    ``only_place``, ``passes_on`` and ``has_years``, kept by the database, say which stand alone.
    """

    class Meaning(models.TextChoices):
        COMMITTED = "committed", "committed"
        PAID = "paid", "paid"
        FORECAST = "forecast", "forecast"
        IN_KIND = "in_kind", "in kind"
        INFLUENCEABLE = "influenceable", "influenceable"
        ESTIMATE = "estimate", "estimate"
        HANDED_BACK = "handed_back", "handed back"

    # What figures tell even where there is none
    FIRM = (Meaning.COMMITTED, Meaning.PAID)

    class Kind(models.TextChoices):
        MONEY = "money", "money"
        STAFF = "staff", "staff"
        ESTATE = "estate", "buildings and land"
        DATA = "data", "data"

    description = models.CharField(max_length=300, blank=True)
    giver = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="flows_out"
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="flows_in"
    )
    receiver_said = models.CharField(
        max_length=200, blank=True, help_text="Who receives it, where the source names no body"
    )
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="flows")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="children"
    )
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    price_year = price_year_field()
    meaning = models.CharField(max_length=13, choices=Meaning)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.MONEY)
    restriction = models.CharField(
        max_length=13, choices=Restriction, default=Restriction.NOT_KNOWN
    )
    restriction_text = models.TextField(blank=True)
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    as_of = models.DateField(null=True, blank=True)
    as_of_precision = precision_field()
    awarded_on = models.DateField("the day on which it was awarded", null=True, blank=True)
    regrant = models.CharField(
        "given to be given on",
        max_length=6,
        choices=Regrant,
        blank=True,
        default="",
        db_default="",
        help_text="As its funder says it. What is passed on stands in flows of its own",
    )
    identifier = models.CharField(
        "what those who publish it call it",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="For example 360G-exampletrust-123",
    )
    receiver_number = models.CharField(
        "the official number of who receives it",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="As a file gives it, of a body that is not in the directory",
    )
    giver_number = models.CharField(
        "the number by which its funder names itself",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="As a file of grants gives it",
    )
    receiver_postcode = models.CharField(
        "postcode of who receives it", max_length=10, blank=True, default="", db_default=""
    )
    fund_said = models.CharField(
        "programme of its funder",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="As a file of grants calls it, where it is no fund that is recorded",
    )
    months = models.PositiveSmallIntegerField("planned duration in months", null=True, blank=True)
    end_is_worked_out = models.BooleanField(
        "the end is calculated",
        default=False,
        db_default=False,
        help_text="From the start and the months of its duration; nobody said the day",
    )
    end_follows = models.BooleanField(
        "it ends with its programme",
        default=False,
        db_default=False,
        editable=False,
        help_text="Nobody said when it ends, so it is the end of its programme",
    )
    is_payment = models.BooleanField(
        "payment to a supplier",
        default=False,
        db_default=False,
        help_text="A line of what a body publishes of its spending. Lists and totals keep it "
        "separate from other money",
    )
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="flows")
    source_said = models.CharField(max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, through="FlowTopic", related_name="flows", blank=True)
    places = models.ManyToManyField(Place, through="FlowPlace", related_name="flows")
    only_place = models.BigIntegerField(null=True, editable=False)
    passes_on = models.BooleanField(default=False, db_default=True, editable=False)
    has_years = models.BooleanField(default=False, db_default=True, editable=False)

    # Filled in by ``with_names_then`` and ``with_short_names``
    giver_then: str | None = None
    receiver_then: str | None = None
    giver_short = receiver_short = giver_short_then = receiver_short_then = ""

    objects = FlowQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "description",
        "receiver_said",
        "restriction_text",
        "identifier",
        "receiver_number",
        "giver_number",
        "receiver_postcode",
        "fund_said",
        "note",
        "source_said",
    )

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            *HasVisibility.level_indexes("flow", "meaning"),
            models.Index(fields=["end", "id"], condition=Q(end__isnull=False), name="flow_by_end"),
            models.Index(
                fields=["id"],
                include=["visibility", "created_by", "team", "programme", "reach_ids"],
                condition=Q(end=None),
                name="flow_without_end",
            ),
            # With all that adding up asks of a flow, so that hundreds of places are one pass
            models.Index(
                fields=["meaning", "only_place"],
                include=SUMMED,
                condition=ALONE,
                name="flow_alone_to_add_up",
            ),
            models.Index(
                fields=["meaning"],
                include=[*SUMMED, *("id", "parent", "only_place", "passes_on", "has_years")],
                condition=~ALONE,
                name="flow_linked_to_add_up",
            ),
            models.Index(
                fields=["parent"],
                include=[*SUMMED[:8], "id", "meaning"],
                condition=Q(parent__isnull=False),
                name="flow_child",
            ),
            GinIndex(SearchVector("description", config="english"), name="flow_search"),
            # The orders of the list of flows: unknown ends and amounts stand last
            models.Index(END_KEY, F("id"), name="flow_in_order_of_end"),
            models.Index(AMOUNT_KEY, F("id"), name="flow_in_order_of_amount"),
        ]
        constraints = [
            known_level("flow_level_known"),
            figure_in_order("amount", "flow_amount_in_order"),
            models.CheckConstraint(
                condition=Q(amount_low=None) | Q(amount_low__gte=0), name="flow_amount_not_negative"
            ),
            price_year_known("flow_price_year_is_a_year"),
            in_order("flow_dates_in_order"),
            models.CheckConstraint(condition=FOLLOWS_PROGRAMME, name="flow_end_follows_programme"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="flow_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(end_is_worked_out=False)
                | Q(start__isnull=False, end__isnull=False, months__isnull=False),
                name="flow_end_worked_out_of_months",
            ),
            models.CheckConstraint(
                condition=Q(giver=None) | Q(receiver=None) | ~Q(giver=F("receiver")),
                name="flow_between_two",
            ),
        ]
        triggers = [
            *HasVisibility.Meta.triggers,
            no_cycle("funding_flow", "parent", name="flow_no_cycle", message=PASSED_BACK),
            *leg_triggers(),
            *end_triggers(),
        ]

    def clean(self) -> None:
        """Money is never passed on from what it is passed on to."""
        refuse_cycle(self, "parent", PASSED_BACK)

    def __str__(self) -> str:
        return self.description or f"{self.get_meaning_display()}: {self.amount}"

    def get_absolute_url(self) -> str:
        return address("flow", self.pk)

    @property
    def amount(self) -> Quantity:
        """How much, in pounds."""
        return Quantity.of(self, "amount", "£")

    @property
    def giver_name(self) -> str:
        """Who gives it, by the name of its day; empty where that is not known."""
        return self.giver_then or (self.giver.name if self.giver else "")

    @property
    def receiver_name(self) -> str:
        """Who receives it, by the name of its day, or as the source says it."""
        return self.receiver_then or (self.receiver.name if self.receiver else self.receiver_said)

    @property
    def called(self) -> str:
        """What a list calls it: what it is for, or who receives it."""
        to = self.receiver_name
        return self.description or (f"To {to}" if to else str(self))

    @property
    def giver_in_short(self) -> str:
        """Who gives it, as a list says it; empty where that is not known."""
        short = self.giver_short_then if self.giver_then else self.giver_short
        return short or self.giver_name

    @property
    def receiver_in_short(self) -> str:
        """Who receives it, as a list says it; empty where that is not known."""
        short = self.receiver_short_then if self.receiver_then else self.receiver_short
        return short or self.receiver_name

    @property
    def period(self) -> str:
        """From when to when, as precisely as known; empty where neither is."""
        return period_words(self)
