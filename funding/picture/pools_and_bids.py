"""What stands beside the money of a place: the pools for its people, and what was asked for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Value, When
from django.urls import reverse

from access.subqueries import first_of
from funding.bid.clock import clock_words, decided_words
from funding.models import Bid, Pool
from funding.picture.selection import here_of
from interface.cut import Cut
from interface.words import capitalised
from partnerships.models import Place, short_name_of
from records.dates import DateWithPrecision

SHOWN, MOST = 5, 100
# What a line says of a pool and of a bid; nothing else of them is read.
OF_POOL = ("name", "basis", "manager", "end", "end_precision", "host__name", "host__slug")
OF_BID = (
    *("title", "kind", "state", "decision_due", "applicant__name", "applicant__slug"),
    *(f"{name}_{part}" for name in ("amount", "granted") for part in ("low", "high", "qualifier")),
    *("sent", "sent_precision", "decided", "decided_precision"),
)


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool, and until when it runs; ``until`` is empty where that is not known."""

    pool: Pool
    until: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class BidLine:
    """A bid, and what is known of its decision: since when it waits, or when it was made."""

    bid: Bid
    decision: str

    @property
    def state(self) -> str:
        """How far it is."""
        return capitalised(str(self.bid.get_state_display()))


@dataclass(frozen=True, slots=True)
class Beside:
    """The first few pools and bids that the reader sees, and how many there are."""

    pools: Cut
    bids: Cut


def beside_of(user: Any, place: Place | None, today: dt.date) -> Beside:
    """The pools that run before those that are over, the bids that wait before all others. Two
    queries."""
    over = Case(When(end__lt=today, then=Value(1)), default=Value(0))
    pools = here_of(user, place, Pool.objects.visible_to(user))
    pools = pools.select_related("host").annotate(host_short=short_name_of("host")).only(*OF_POOL)
    kept, pool_count = first_of(
        pools.order_by(over, F("end").asc(nulls_last=True), "id"), SHOWN, most=MOST
    )
    state = Bid.State
    turn = Case(
        When(state=state.SENT, then=Value(0)),
        When(state=state.PREPARING, then=Value(1)),
        default=Value(2),
    )
    bids = here_of(user, place, Bid.objects.visible_to(user))
    bids = bids.annotate(applicant_short=short_name_of("applicant"))
    bids = bids.select_related("applicant").only(*OF_BID)
    in_order = (F("decision_due").asc(nulls_last=True), F("decided").desc(nulls_last=True), "-id")
    asked, bid_count = first_of(bids.order_by(turn, *in_order), SHOWN, most=MOST)
    return Beside(
        Cut([_pool(pool, today) for pool in kept], pool_count, _list("pools", place)),
        Cut([_bid(bid, today) for bid in asked], bid_count, _list("bids", place)),
    )


def _pool(pool: Pool, today: dt.date) -> PoolLine:
    until = str(DateWithPrecision.of(pool, "end") or "")
    return PoolLine(pool, until, pool.end is not None and pool.end < today)


def _bid(bid: Bid, today: dt.date) -> BidLine:
    return BidLine(bid, clock_words(bid, today) or decided_words(bid))


def _list(name: str, place: Place | None) -> str:
    return reverse(name) if place is None else f"{reverse(name)}?place={place.slug}"
