"""Small grants: how many there are under a threshold that the reader sets, and to how many."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.http import HttpResponse

from funding.flow.facts import MEANINGS
from funding.flow.views import COLUMNS as FILE
from funding.models import Flow, MonitoringReturn
from funding.overlap.columns import ROWS, SORTS, rows_for
from funding.overlap.filters import SmallGrantFilter
from funding.overlap.find import is_too_many
from funding.overlap.views import MONEY, OVERLAPS
from interface.pages import Empty, ListPage
from interface.querystring import replaced
from interface.words import capitalised, date_words, pounds
from records.figures import Qualifier, Quantity


@dataclass(frozen=True, slots=True)
class Reporting:
    """The returns that some grants ask for, and the hours of those that say any.

    ``unknown`` of the returns say none; of ``unsaid`` grants no return is recorded; ``vague`` say
    them not exactly.
    """

    returns: int
    low: Decimal
    high: Decimal
    unknown: int
    unsaid: int
    vague: int

    @property
    def hours(self) -> str:
        """The hours that are known, no more exactly than each of them; empty where no return says
        any."""
        if self.returns == self.unknown:
            return ""
        high = self.high if self.high > self.low else None
        exact = Qualifier.ABOUT if self.vague else Qualifier.EXACTLY
        return str(Quantity(self.low, high, exact, unit="hours"))


@dataclass(frozen=True, slots=True)
class OfMeaning:
    """The small grants of one meaning; ``unknown`` more are of unknown amount. For ``undated`` of
    them it is not fully known when they run. ``reporting`` is for those who are signed in."""

    label: str
    means: str
    grants: int
    recipients: int
    unnamed: int
    unknown: int
    undated: int
    url: str
    reporting: Reporting | None = None

    @property
    def is_told(self) -> bool:
        """Whether a count of none says that there is none."""
        return bool(self.grants or not self.unknown)


UNTOLD = Empty(
    "We can’t tell whether any of this money is a small grant, because amounts are not known."
)


class SmallGrants(ListPage):
    """Money under the threshold that is in force on one day."""

    public = True
    closed_because = "programs read its rows in “Money”, and hold amounts against their own bound"
    template_name = "funding/overlap/small.html"
    model, filters, columns, sorts = Flow, SmallGrantFilter, (*ROWS, *FILE), SORTS
    title, noun, file = "Small grants", "small grant", "small-grants"
    lead = (
        "Money under a threshold that you set, running on one day. Money that is passed on "
        "and the money it came from are both counted."
    )
    empty = Empty("No small grant that you can see is running on that day.")
    is_told = True  # whether an empty list says that there is none

    @property
    def none_match(self) -> str:
        return super().none_match if self.is_told else UNTOLD.text

    def nothing(self) -> Empty:
        return super().nothing() if self.is_told else UNTOLD

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, OVERLAPS]

    def get_queryset(self) -> QuerySet[Flow]:
        return rows_for(self.request.user)

    def render_page(self, **context: Any) -> HttpResponse:
        """With how many there are of each meaning."""
        chosen = context["filter"]
        too_many = not chosen.errors and (
            chosen.qs is None or is_too_many(chosen.compared, chosen.said("place"))
        )
        meanings = [] if too_many or chosen.errors else self.meanings(chosen)
        unknown = sum(row.unknown for row in meanings)
        if unknown and not any(row.grants for row in meanings):
            self.is_told = False
            context["counted"] = "Whether there are small grants is not known"
        return super().render_page(
            **context,
            unknown=unknown,
            day=date_words(chosen.day),
            under=pounds(chosen.threshold),
            too_many=too_many,
            meanings=meanings,
        )

    def meanings(self, chosen: SmallGrantFilter) -> list[OfMeaning]:
        """The counts of each meaning, never added to one another. Two queries."""
        said = NullIf(Lower("receiver_said"), Value(""))
        whom = Coalesce(Cast("receiver", CharField()), said)
        small = chosen.is_small
        rows = (
            Flow.objects.filter(pk__in=chosen.compared.order_by().values("pk"))
            .order_by()
            .values("meaning")
            .annotate(
                grants=Count("pk", filter=small),
                recipients=Count(whom, filter=small, distinct=True),
                unnamed=Count("pk", filter=small & Q(receiver=None, receiver_said="")),
                unknown=Count("pk", filter=Q(amount_low=None)),
                undated=Count("pk", filter=small & (Q(start=None) | Q(end=None))),
            )
        )
        by_meaning = {row["meaning"]: row for row in rows}
        grants = {meaning: row["grants"] for meaning, row in by_meaning.items()}
        reporting = self.reporting(chosen, grants)
        return [
            OfMeaning(
                capitalised(meaning.label),
                MEANINGS[meaning],
                row["grants"],
                row["recipients"],
                row["unnamed"],
                row["unknown"],
                row["undated"],
                replaced(self.request.GET, meaning=meaning.value),
                reporting.get(meaning.value),
            )
            for meaning in Flow.Meaning
            if (row := by_meaning.get(meaning.value))
        ]

    def reporting(self, chosen: SmallGrantFilter, grants: dict[str, int]) -> dict[str, Reporting]:
        """What the small grants of each meaning ask to be reported, as far as the reader sees it.
        One query; none for the public, who read no returns."""
        if not self.request.user.is_authenticated:
            return {}
        small = chosen.compared.filter(chosen.is_small).order_by().values("pk")
        rows = MonitoringReturn.objects.visible_to(self.request.user).filter(flow__in=small)
        low = Coalesce("took_low", "hours_low")
        took = Q(took_low__isnull=False)
        high = Case(When(took, then="took_high"), default="hours_high")
        qualifier = Case(When(took, then="took_qualifier"), default="hours_qualifier")
        sums = (
            rows.filter(state__in=MonitoringReturn.WANTED)
            .annotate(low=low, high=Coalesce(high, low), qualifier=qualifier)
            .order_by()
            .values("flow__meaning")
            .annotate(
                returns=Count("pk"),
                hours_from=Coalesce(Sum("low"), Decimal(0)),
                hours_to=Coalesce(Sum("high"), Decimal(0)),
                unknown=Count("pk", filter=Q(low=None)),
                said=Count("flow", distinct=True),
                vague=Count("pk", filter=~Q(low=None) & ~Q(qualifier=Qualifier.EXACTLY)),
            )
        )
        by_meaning: dict[str, Any] = {row["flow__meaning"]: row for row in sums}
        none: dict[str, Any] = {"hours_from": Decimal(0), "hours_to": Decimal(0)}
        none |= dict.fromkeys(("returns", "unknown", "said", "vague"), 0)
        return {
            meaning: Reporting(
                row["returns"],
                row["hours_from"],
                row["hours_to"],
                row["unknown"],
                count - row["said"],
                row["vague"],
            )
            for meaning, count in grants.items()
            for row in [by_meaning.get(meaning) or none]
        }
