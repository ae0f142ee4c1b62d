"""Bids: the list, and one of them with its clock and the lines of the case for it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from funding.bid.clock import clock_words, decided_words
from funding.bid.forms import BidFilter, EditBid
from funding.bid.permissions import (
    can_add_bid,
    can_add_granted,
    can_edit_bid,
    can_record_decision,
)
from funding.flow.permissions import can_edit_flow
from funding.flow.totals import Leg, add_up
from funding.models import Bid, BidLine, BidPlace, Fund
from funding.write_views import KindOfMoney
from interface.cells import called, linked, links, names, status
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty, PageAction
from interface.parts import Theme
from interface.words import NOT_KNOWN, capitalised
from partnerships.programme.asked import asked_slug
from records.copied import CopyRule
from records.dates import DateWithPrecision, Precision, known_day

BIDS = ("Bids", "/funding/bids/")
COPIED = CopyRule(
    model=Bid,
    fields=("title", "kind", "asked", "applicant", "decider", "decider_role", "fund", "programme"),
    also=lambda bid, _: {"places": list(bid.places.all())},
    left_out="Enter again how much is asked for, until when, and what stage it is at.",
)
LINES = 200
RECORD_DECISION, CHANGE_DECISION = "Record the decision", "Change the decision"


def _places(bid: Bid) -> list[Any]:
    return [link.place for link in bid.place_links.all()]


def granted_money_url(bid: Bid) -> str:
    """Where money that was granted is added, with what the bid says of it filled in."""
    places, until = _places(bid), DateWithPrecision.of(bid, "granted_until")
    says = {
        "description": bid.title,
        "giver": bid.decider and bid.decider.slug,
        "receiver": bid.applicant and bid.applicant.slug,
        "fund": bid.fund and bid.fund.slug,
        "programme": bid.programme and bid.programme.slug,
        "place": places[0].slug if len(places) == 1 else "",
        "amount": str(bid.granted) if bid.granted.known else "",
        "end": until.day.isoformat() if until and until.precision == Precision.DAY else "",
    }
    return f"{reverse('flow_add')}?{urlencode({name: said for name, said in says.items() if said})}"


COLUMNS = (
    NUMBER,
    Column(
        *("title", "Bid", "What is asked for", attrgetter("title")),
        cell=lambda bid: linked(
            bid.title, bid.get_absolute_url(), capitalised(bid.get_kind_display())
        ),
        head=True,
        sort="newest",
    ),
    Column(
        "kind",
        "Kind",
        "New money, or a change to money that is already running",
        Bid.get_kind_display,
    ),
    Column(
        *("state", "Stage", "What stage it is at", Bid.get_state_display),
        cell=lambda bid: status(capitalised(bid.get_state_display())),
    ),
    Column(
        "asked_by",
        "Asked by",
        "The body that asks",
        lambda bid: bid.applicant.name if bid.applicant else "",
        cell=lambda bid: called(bid.applicant, bid.applicant_short) or NOT_KNOWN,
    ),
    Column(
        *("decided_by", "Decided by", "Who decides", attrgetter("decided_by")),
        cell=lambda bid: called(bid.decider, bid.decider_short) or bid.decider_role or NOT_KNOWN,
    ),
    Column(
        "fund",
        "Fund",
        "The fund asked, where you can see it",
        lambda bid: bid.fund and bid.fund.name,
    ),
    Column(
        "amount",
        "Asked for",
        "How much is asked, in words",
        lambda bid: str(bid.amount) if bid.amount.known else "",
        cell=lambda bid: bid.amount if bid.amount.known else NOT_KNOWN,
    ),
    Column(
        "granted",
        "Granted",
        "How much was granted, in words",
        lambda bid: str(bid.granted) if bid.granted.known else "",
    ),
    Column(
        "amount_low",
        "Asked, in pounds",
        "Or the low end",
        attrgetter("amount_low"),
        pounds=True,
    ),
    Column(
        "amount_high",
        "Asked, high end",
        "Only for a range",
        attrgetter("amount_high"),
        pounds=True,
    ),
    Column(
        "granted_low",
        "Granted, in pounds",
        "Or the low end",
        attrgetter("granted_low"),
        pounds=True,
    ),
    Column(
        "granted_high",
        "Granted, high end",
        "Only for a range",
        attrgetter("granted_high"),
        pounds=True,
    ),
    Column.of(Bid, "price_year"),
    known_day("until", "Asked until", "When it would end"),
    known_day("sent", "Sent", "When it was sent"),
    Column.of(Bid, "decision_due"),
    known_day("decided", "Decided", "When it was decided"),
    Column(
        *("days", "Days to decide", "From sending to decision, where both days are known"),
        attrgetter("days_to_decide"),
    ),
    Column.of(Bid, "reason"),
    Column(
        *("places", "Places", "The places that it is for", attrgetter("where")),
        cell=lambda bid: names(_places(bid)),
    ),
    Column(
        "programme",
        "Programme",
        "The programme that it is part of",
        lambda bid: bid.programme.name if bid.programme else "",
    ),
    Column("source", "Source", "Where it is from", lambda bid: bid.source and bid.source.title),
    Column("visibility", "Visible to", "Who can see this row", Bid.get_visibility_display),
    ADDRESS,
)


def _led(label: str, record: Any) -> dict[str, Any]:
    return {
        "label": label,
        "value": str(record) if record else None,
        "url": record.get_absolute_url() if record else "",
    }


def _by_kind(lines: list[BidLine]) -> list[tuple[str, Any]]:
    """What each kind of cost comes to. What is not known is in no sum, and is counted."""
    legs = [
        Leg(line.pk, line.kind, line.amount_low, line.amount_high, line.amount_qualifier)
        for line in lines
    ]
    sums = add_up(legs, legs)
    return [(capitalised(kind.label), sums[kind]) for kind in BidLine.Kind if kind in sums]


class Bids(KindOfMoney):
    """What was asked of those who give money, and what came of it, as far as the reader sees."""

    api = True
    model, form, path, title, noun = Bid, EditBid, "funding/bids", "Bids", "bid"
    may_add, may_edit, filters, columns = can_add_bid, can_edit_bid, BidFilter, COLUMNS
    empty = Empty("No bid that you can see is recorded yet.")
    menu = {
        "label": "Add a bid",
        "says": "A request for new money, more time or different terms",
        "theme": Theme.MONEY,
        "order": 135,
        "words": "bid application extension change request new",
    }

    @classmethod
    def as_rows(cls, rows: Any, user: Any) -> QuerySet[Any]:
        read: QuerySet[Any] = rows.as_rows(user)
        return read

    class List(KindOfMoney.List):
        template_name = "funding/list.html"
        lead = (
            "Requests to funders for new money, more time or different terms, and what was "
            "decided. They stay here to help the next person who asks."
        )

    class Page(KindOfMoney.Page):
        """One bid: what is asked, how long it waits, what came of it, what it would pay for."""

        template_name = "funding/bid/record.html"
        texts = {"asked": "What it is for"}

        @property
        def empty_hint(self) -> str:  # type: ignore[override]
            can_edit = can_edit_bid(self.request.user, self.record)
            return "Choose Change to add it." if can_edit else super().empty_hint

        def facts(self) -> list[dict[str, Any]]:
            bid = self.record
            facts = [
                {"label": "Kind", "value": capitalised(bid.get_kind_display())},
                _led("Asked by", bid.applicant),
                {"label": "Decided by", "value": bid.decided_by or None},
                _led("Fund", bid.fund),
                _led("About", bid.flow),
                {"label": "In prices of", "value": bid.price_year},
                {"label": "Asked until", "value": DateWithPrecision.of(bid, "until")},
                {"label": "Places", "value": links(_places(bid)) or None},
                _led("Programme", bid.programme),
            ]
            optional = ("Fund", "About", "In prices of", "Programme")
            return [fact for fact in facts if fact["value"] or fact["label"] not in optional]

        def get_actions(self) -> Sequence[PageAction]:
            user, bid = self.request.user, self.record
            ways: list[PageAction] = []
            if bid.state in Bid.MAY_BE_DECIDED and can_record_decision(user, bid):
                words = CHANGE_DECISION if bid.state in Bid.DECIDED else RECORD_DECISION
                ways.append(PageAction(words, reverse("bid_decide", args=[bid.pk])))
            # Of money that the reader may not see nothing is said, not even that it is there
            if bid.state in Bid.GRANTED and bid.flow is None and can_add_granted(user, bid):
                ways.append(PageAction("Add the money", granted_money_url(bid)))
            elif bid.state in Bid.GRANTED and bid.flow and can_edit_flow(user, bid.flow):
                url = reverse("flow_edit", args=[bid.flow.pk])
                ways.append(PageAction("Change the money", url))
            ways += super().get_actions()
            if can_add_bid(user):
                ways.append(COPIED.action(bid, "bid_add"))
            return ways

        def get_context_data(self) -> dict[str, Any]:
            bid, today = self.record, timezone.localdate()
            lines = list(bid.lines.all())
            return {
                **super().get_context_data(),
                "clock": clock_words(bid, today),
                "decided": decided_words(bid),
                "is_granted": bid.state in Bid.GRANTED,
                "granted_until": DateWithPrecision.of(bid, "granted_until"),
                "lines": lines[:LINES],
                "more_lines": max(len(lines) - LINES, 0),
                "by_kind": _by_kind(lines),
                "may_edit": can_edit_bid(self.request.user, bid),
                "example": any(place.is_example for place in _places(bid)),
            }

    class Add(KindOfMoney.Add):
        """``?fund=`` fills in what is known, too."""

        copies = COPIED
        lead = (
            "What is asked for, who is asked, which place it is for, and when an answer is "
            "promised."
        )

        def known(self) -> dict[str, Any]:
            funds = Fund.objects.visible_to(self.request.user)
            fund = funds.filter(slug=asked_slug(self.request, "fund")).first()
            return {"kind": Bid.Kind.NEW, **super().known(), "fund": fund}

    class History(KindOfMoney.History):
        """Who changed what of a bid and of the case for it."""

    class TakeBack(KindOfMoney.TakeBack):
        parts = ((BidPlace, "bid"), (BidLine, "bid"))
