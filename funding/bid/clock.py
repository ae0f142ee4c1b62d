"""How long a bid waits for its decision, in words."""

from __future__ import annotations

import datetime as dt

from funding.models import Bid
from interface.words import count_words, date_words
from records.dates import DateWithPrecision, Precision


def clock_words(bid: Bid, today: dt.date) -> str:
    """How long a decision has been waited for and when one is due; empty where none is."""
    if bid.state != Bid.State.SENT:
        return ""
    parts = [_since(bid, today), _due(bid, today)]
    return ". ".join(part for part in parts if part) + "."


def decided_words(bid: Bid) -> str:
    """When it was decided and how long that took; empty before."""
    if bid.state not in Bid.DECIDED:
        return ""
    when = DateWithPrecision.of(bid, "decided")
    if when is None:
        return "When it was decided is not known."
    days = bid.days_to_decide
    if days is None:
        return f"Decided {when}."
    took = f"{count_words(days, 'day')} after it was sent" if days else "on the day it was sent"
    return f"Decided {when}, {took}."


def _since(bid: Bid, today: dt.date) -> str:
    sent = DateWithPrecision.of(bid, "sent")
    if sent is None:
        return "When it was sent is not known"
    if sent.precision != Precision.DAY:
        return f"Sent {sent}"
    days = (today - sent.day).days
    return f"Sent {sent}, {count_words(days, 'day')} ago" if days else "Sent today"


def _due(bid: Bid, today: dt.date) -> str:
    if bid.decision_due is None:
        return "No date was promised for a decision"
    day = date_words(bid.decision_due)
    if late := bid.days_late(today):
        return f"A decision was due on {day}, {count_words(late, 'day')} ago"
    left = (bid.decision_due - today).days
    return f"A decision is due on {day}, " + (f"in {count_words(left, 'day')}" if left else "today")
