"""Bids: what is asked of those who give money, and the lines of the case for it."""

from __future__ import annotations

from typing import Any

from funding.models import Bid, BidLine, BidPlace
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, PAST, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level


def _line_address(record: Any) -> list[Any]:
    return [record.bid_id, record.pk]


FAMILIES = {
    "bid": Family(readers.BY_LEVEL, by_number),
    "bid_line": Family(readers.BY_LEVEL, _line_address),
}

ADDS = frozenset(
    {
        *("bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor", "desnz_official", "pfpp_lead"),
    }
)
EDITS = readers.EDITORS | {"pfpp_lead"}
ASKS = EDITS | {"bradford_officer"}

ROWS = [
    Row("bids", public=True),
    Row("bids", public=True, query="?place=bradford&kind=new&state=sent"),
    Row("bids", public=True, query="?format=csv", page=False),
    Row("bid", "bid", public=True),
    Row("bid_add", permission=ADDS),
    Row("bid_add", permission=ADDS, query="?place=bradford", page=False),
    post("bid_add", permission=ADDS),
    Row("flow_ask", "flow", permission=ASKS),
    post("flow_ask", "flow", permission=ASKS),
    Row("bid_edit", "bid", permission=EDITS),
    post("bid_edit", "bid", permission=EDITS),
    Row("bid_decide", "bid", permission=EDITS),
    post("bid_decide", "bid", permission=EDITS),
    Row("bid_history", "bid", public=True),
    Row("bid_take_back", "bid", permission=EDITS),
    post("bid_take_back", "bid", permission=EDITS),
    Row("bid_line_add", "bid", permission=EDITS),
    post("bid_line_add", "bid", permission=EDITS),
    Row("bid_line_edit", "bid_line", permission=EDITS),
    post("bid_line_edit", "bid_line", permission=EDITS),
]


def bid(place: Any, **fields: Any) -> Bid:
    """More time asked for a place, with one line of the bid for it."""
    made = Bid.objects.create(**{"title": "Three more months", "kind": "extension", **fields})
    BidPlace.objects.create(bid=made, place=place)
    return Bid.objects.get(pk=made.pk)


def at_level(at: Level) -> dict[str, Any]:
    """One of Bradford, with a line."""
    made = bid(at.cast.bradford, title=f"Bid {at.level}", amount_low=1000, **at.common)
    line = BidLine.objects.create(bid=made, kind="delivery", item="Workers", amount_low=1000)
    return {"bid": made, "bid_line": line}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of Bradford that waits for its decision."""
    made = bid(
        seen.cast.bradford,
        amount_low=4000,
        applicant=seen.cast.council,
        state="sent",
        sent=PAST,
        decision_due=AHEAD,
        source=seen.source,
        **seen.at_bradford.at("public"),
    )
    line = BidLine.objects.create(bid=made, kind="coordination", item="A coordinator")
    return {"bid": [made], "bid_line": [line]}


def hide_at(at: HiddenAt) -> None:
    """One that waits for its decision, with a line."""
    made = bid(
        at.scope.place,
        amount_low=900,
        applicant=at.seen.cast.council,
        state="sent",
        decision_due=AHEAD,
        source=at.seen.source,
        **said("title", "asked", "reason", "decider_role"),
        **at.common,
    )
    line = BidLine.objects.create(bid=made, kind="delivery", amount_low=900, **said("item"))
    at.hidden["bid"].append(made)
    at.hidden["bid_line"].append(line)


def fill(more: More) -> None:
    """One that waits, and one more line of the first."""
    seen = more.seen
    bid(
        seen.cast.bradford,
        title=f"Bid {more.number}",
        amount_low=10,
        applicant=more.body,
        state="sent",
        decision_due=AHEAD,
        source=seen.source,
        programme=seen.cast.pfpp,
        **OPEN,
    )
    BidLine.objects.create(bid=seen.first("bid"), kind="delivery", item=f"Item {more.number}")
