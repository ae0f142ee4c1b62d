"""Writing a bid, what came of it and the case for it; its history; taking it back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from funding.bid.forms import DecideBid, EditBid, EditLine
from funding.bid.notices import tell_asker
from funding.bid.permissions import (
    can_ask_about,
    can_edit_bid,
    can_edit_line,
    can_record_decision,
)
from funding.bid.views import BIDS, CHANGE_DECISION, RECORD_DECISION
from funding.flow.ends import end_words
from funding.models import Bid, BidLine, Flow
from funding.write_views import MONEY
from interface.paging import row_number
from partnerships.programme.at_places_views import WriteAtPlaces
from records import drafts
from records.form_views import EditPage
from registry.kind_of_part import KindOfPart


def _load(user: Any, pk: str, may: Any) -> Bid:
    bid = get_object_or_404(Bid.objects.visible_to(user), pk=row_number(pk))
    if not may(user, bid):
        raise PermissionDenied
    return bid


def _asks_about(user: Any, pk: str) -> Flow:
    flow = get_object_or_404(Flow.objects.visible_to(user), pk=row_number(pk))
    if not can_ask_about(user, flow):
        raise PermissionDenied
    return flow


ASK = drafts.register_one("flow-ask", "Request about", "flow_ask", _asks_about)
DECIDE = drafts.register_one(
    "bid-decide",
    "Decision on",
    "bid_decide",
    lambda user, pk: _load(user, pk, can_record_decision),
)


class AskAboutFlow(WriteAtPlaces, EditPage):
    """More time, more money or other terms for money that runs: what is known is filled in."""

    model, form, permission, draft = Flow, EditBid, can_ask_about, ASK
    page_title = title = "Ask for more time or other terms"
    success_message = "Request added."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        flow = self.record
        ends = f", ends {end_words(flow)}" if flow.end else ", end date not known"
        self.lead = f"About “{flow}”: {flow.amount}, {flow.get_meaning_display()}{ends}."

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]

    def instance(self) -> Bid:
        flow = self.record
        by: Any = self.request.user
        return Bid(
            flow=flow,
            kind=Bid.Kind.EXTENSION,
            applicant_id=flow.receiver_id,
            decider_id=flow.giver_id,
            fund_id=flow.fund_id,
            programme_id=flow.programme_id,
            created_by=by,
        )

    def arguments(self) -> dict[str, Any]:
        flow = self.record
        initial = {"places": list(flow.places.all()), "visibility": flow.visibility}
        return {**super().arguments(), "initial": initial}


def _asks_for(bid: Bid) -> str:
    """Who asks, for how much, what for; of the first two what is known."""
    who = f"{bid.applicant} asks" if bid.applicant else "We don’t know who asks"
    amount = f" for {bid.amount}" if bid.amount.known else ""
    return f"{who}{amount}: {bid.title}."


class Decide(EditPage):
    """What came of it."""

    model, form, permission, draft = Bid, DecideBid, can_record_decision, DECIDE
    success_message = "Decision saved."

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("applicant")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, BIDS]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        is_decided = self.record.state in Bid.DECIDED
        self.page_title = self.title = CHANGE_DECISION if is_decided else RECORD_DECISION
        self.lead = _asks_for(self.record)

    def write(self, form: Any) -> Bid:
        bid: Bid = super().write(form)
        if form.has_changed():
            tell_asker(bid, by=self.request.user)
        return bid


class Lines(KindOfPart):
    """Lines of the case for a bid."""

    model, form, key, path, noun = BidLine, EditLine, "bid_line", "lines", "line"
    link, whole_path, trail = "bid", "funding/bids", (MONEY, BIDS)
    may_add, may_edit = can_edit_bid, can_edit_line
    draft_words, add_message = "Line of a bid", "Line saved."
