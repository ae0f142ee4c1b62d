from __future__ import annotations

from typing import Any

from access.permissions import leads_its_programme
from access.visibility import reader_of
from funding.flow.permissions import can_pass_on
from funding.models import Bid, BidLine
from funding.permissions import can_enter_money, can_keep_money

can_add_bid = can_enter_money
# Whoever may say where money goes on to may ask for more of it.
can_ask_about = can_pass_on


def can_edit_bid(user: Any, bid: Bid) -> bool:
    """Editors of its places, officers of who asks, leads of its programme, who wrote it down."""
    return can_keep_money(user, bid, bid.applicant_id)


def can_edit_line(user: Any, line: BidLine) -> bool:
    """Who keeps the bid that it is of."""
    return can_edit_bid(user, line.bid)


def can_record_decision(user: Any, bid: Bid) -> bool:
    """Who keeps it, and officers of the body that decides."""
    reader = reader_of(user)
    return can_edit_bid(user, bid) or bool(reader and bid.decider_id in reader.organisations)


def can_add_granted(user: Any, bid: Bid) -> bool:
    """Whoever may write down money at its places, of the body that decides or of its programme."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.contributed_places & set(bid.reach_ids)
            or bid.decider_id in reader.organisations
            or leads_its_programme(user, bid)
        )
    )
