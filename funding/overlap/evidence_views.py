"""The evidence of one overlap for the owner of a fund: a page to print, and its file."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from access.sharing import Sharing
from funding.flow.views import COLUMNS as FILE
from funding.models import Flow, FundOwner, Overlap
from funding.overlap.columns import ROWS
from funding.overlap.find import Found
from funding.overlap.one_views import OverlapPage
from funding.overlap.pairs import Pairs
from interface.columns import Column
from interface.pages import Page
from interface.words import count_words, date_words
from partnerships.models import Organisation

MOST = 500


def _verdicts(flow: Any) -> str:
    return "; ".join(
        f"{overlap.get_verdict_display()}, with row "
        f"{overlap.other_id if overlap.one_id == flow.pk else overlap.one_id}: {overlap.reason} "
        f"({overlap.judged_by}, {date_words(overlap.judged_at)})"
        for overlap in flow.verdicts
    )


def _not_known(found: Found, of: Pairs) -> list[str]:
    """What is missing, a sentence for each kind; nothing where nothing is."""
    said = (
        (found.unknown, f"The amount of {count_words(found.unknown, 'row')} of {found.flows}."),
        (found.undated, f"The whole period of {count_words(found.undated, 'row')}."),
        (found.unnamed, f"The recipient of {count_words(found.unnamed, 'row')}."),
        (found.unpaid, f"Both fund and programme of {count_words(found.unpaid, 'row')}."),
        (of.number, f"How {count_words(of.number, 'pair')} are related: nobody has said."),
    )
    return [words for number, words in said if number]


class Evidence(Page):
    """Everything known of an overlap on one day, in one piece that is made to be passed on."""

    closed_because = "programs read its rows in “Money of one overlap”"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sharing = Sharing(request)
        made = sharing.each(lambda reader: EvidenceFor.read_by(reader, sharing, request, **kwargs))
        if "format" in request.GET:
            return made[-1].answer()  # its rows say who may see them
        return sharing.page(made, lambda evidence: evidence.answer())


class EvidenceFor(OverlapPage):
    """The evidence as one reader sees it, drawn for whoever ``asks`` for it."""

    template_name = "funding/overlap/evidence.html"
    columns = (
        *ROWS,
        *FILE,
        Column(
            "verdicts",
            "Verdicts",
            "How somebody said it is related to another of these rows, why, who and when",
            _verdicts,
            blank="none",
        ),
    )
    size = MOST
    asks: HttpRequest
    sharing: Sharing

    @classmethod
    def read_by(cls, reader: Any, sharing: Sharing, asks: HttpRequest, **kwargs: Any) -> Self:
        """That of this reader, at the address that was asked for."""
        asked = copy(asks)
        asked.user = reader
        page = cls()
        page.setup(asked, **kwargs)
        page.asks, page.sharing = asks, sharing
        return page

    def answer(self) -> Any:
        """The page, or its file."""
        return self.get(self.request, **self.kwargs)

    @property
    def file(self) -> str:  # type: ignore[override]  # named after the two
        return f"evidence-{self.place.slug}-{self.topic.slug}"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        page = reverse("overlap", args=[self.place.slug, self.topic.slug])
        return [*self.parent_breadcrumbs(), (self.title, page), ("Evidence", "")]

    def table_columns(self) -> list[Any]:
        return super().table_columns()[:-1]  # what is put right is not printed

    def complete(self, rows: Any) -> Any:
        """Each with the verdicts on it that this reader sees."""
        for flow in rows:
            flow.verdicts = self.verdicts.get(flow.pk, [])
            yield flow

    @property
    def verdicts(self) -> dict[int, list[Overlap]]:
        """The verdicts on each row, read once."""
        if not hasattr(self, "_verdicts"):
            compared = self.chosen.asked.flows.order_by().values("pk")
            seen = Overlap.objects.visible_to(self.request.user)
            found: dict[int, list[Overlap]] = {}
            for overlap in seen.filter(one__in=compared, other__in=compared).select_related(
                "judged_by"
            ):
                for pk in (overlap.one_id, overlap.other_id):
                    found.setdefault(pk, []).append(overlap)
            self._verdicts = found
        return self._verdicts

    def get_context_data(self) -> dict[str, Any]:
        shown = super().get_context_data()
        return {
            **shown,
            "not_known": _not_known(shown["found"], shown["pairs"]) if shown["found"] else [],
            "made": date_words(timezone.now()),
            "made_by": self.asks.user,
            "sharing": self.sharing,
            "seen_by": self.sharing.seen_by,
            "owners": self.owners(),
            "most": MOST,
        }

    def owners(self) -> QuerySet[Organisation]:
        """The bodies that own a fund of these rows, as far as the reader sees the fund."""
        funds = {row.fund.pk for row in self.page_rows if row.fund}
        links = FundOwner.objects.filter(fund__in=funds).order_by().values("organisation")
        return Organisation.objects.filter(pk__in=links)

    def render_page(self, **context: Any) -> HttpResponse:
        self.page_rows: list[Flow] = list(context["page"].rows)
        values = {"breadcrumbs": self.breadcrumbs(), **context, **self.get_context_data()}
        return render(self.asks, self.template_name, values)
