"""Small grants: how many there are under a threshold that the reader sets, and to how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.http import HttpResponse

from funding.flow.facts import MEANINGS
from funding.flow.pages import COLUMNS as FILE
from funding.models import Flow
from funding.overlap.columns import ROWS, SORTS, rows_for
from funding.overlap.filters import SmallGrantFilter
from funding.overlap.find import is_too_many
from funding.overlap.pages import MONEY, OVERLAPS
from interface.pages import Empty, ListPage
from interface.querystring import replaced
from interface.words import capitalised, date_words, pounds


@dataclass(frozen=True, slots=True)
class OfMeaning:
    """The small grants of one meaning; ``unknown`` more are of unknown amount."""

    label: str
    means: str
    grants: int
    recipients: int
    unnamed: int
    unknown: int
    url: str


class SmallGrants(ListPage):
    """Money under the threshold that is in force on one day."""

    public = True
    template_name = "funding/overlap/small.html"
    model, filters, columns, sorts = Flow, SmallGrantFilter, (*ROWS, *FILE), SORTS
    heading, noun, file = "Small grants", "small grant", "small-grants"
    lead = (
        "Money under a threshold that you set, in force on one day. A row and the one that hands "
        "it on are both counted."
    )
    empty = Empty("No small grant that you can see is in force on that day.")

    def above(self) -> list[tuple[str, str]]:
        return [MONEY, OVERLAPS]

    def rows(self) -> QuerySet[Flow]:
        return rows_for(self.request.user)

    def shown(self, **context: Any) -> HttpResponse:
        """With how many there are of each meaning."""
        chosen = context["filter"]
        too_many = not chosen.errors and (chosen.qs is None or is_too_many(chosen.compared))
        return super().shown(
            **context,
            day=date_words(chosen.day),
            under=pounds(chosen.threshold),
            too_many=too_many,
            meanings=[] if too_many or chosen.errors else self.meanings(chosen),
        )

    def meanings(self, chosen: SmallGrantFilter) -> list[OfMeaning]:
        """The counts of each meaning, never added to one another. One query."""
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
            )
        )
        by_meaning = {row["meaning"]: row for row in rows}
        return [
            OfMeaning(
                capitalised(meaning.label),
                MEANINGS[meaning],
                row["grants"],
                row["recipients"],
                row["unnamed"],
                row["unknown"],
                replaced(self.request.GET, meaning=meaning.value),
            )
            for meaning in Flow.Meaning
            if (row := by_meaning.get(meaning.value))
        ]
