"""What about an amount that was just written is probably wrong: said, and never in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum
from django.db.models.functions import Coalesce

from funding.flow.forms import at_most
from funding.models import Flow, Fund
from interface.words import pounds

COMPARED = (Flow.Meaning.COMMITTED, Flow.Meaning.PAID, Flow.Meaning.FORECAST)
# The second grant of a fund is often larger than the first; thousands typed as pounds are not.
WRONG_MAGNITUDE = 10
FAR_MORE_THAN_FUND = (
    "{amount} is more than ten times the largest amount known of its fund so far, {known}. "
    "Is it in pounds?"
)
MORE_THAN_WHOLE = (
    "With this, {parts} is passed on of {whole}, which is more than there is. Is each amount right?"
)


def doubts_about(flow: Flow, user: Any) -> Iterator[str]:
    """Why the amount may be wrong, from what this reader sees of the fund and the whole."""
    if flow.amount_low is None:
        return
    seen = Flow.objects.visible_to(user)
    if flow.parent_id is not None:
        yield from _beside_others(flow, seen)
    elif flow.kind == Flow.Kind.MONEY and flow.meaning in COMPARED:
        others = largest_of_funds(user, [flow.fund_id or 0], but=flow)
        for largest in others.values():
            if flow.amount_low > WRONG_MAGNITUDE * largest:
                yield far_more_than_fund(flow.amount_low, largest)


def largest_of_funds(
    user: Any, funds: Iterable[int], *, but: Flow | None = None
) -> dict[int, Decimal]:
    """The largest amount promised of each of these funds, as far as this reader sees them."""
    promised = Flow.objects.visible_to(user).filter(
        fund__in=Fund.objects.visible_to(user).filter(pk__in=list(funds)),
        parent=None,
        kind=Flow.Kind.MONEY,
        meaning=Flow.Meaning.COMMITTED,
    )
    if but is not None:
        promised = promised.exclude(pk=but.pk)
    largest = Max(Coalesce("amount_high", "amount_low"))
    rows = promised.order_by().values_list("fund").annotate(largest=largest)
    return {fund: amount for fund, amount in rows if amount}


def far_more_than_fund(amount: Decimal, largest: Decimal) -> str:
    """What is asked about an amount that is far above the largest of its fund."""
    return FAR_MORE_THAN_FUND.format(amount=pounds(amount), known=pounds(largest))


def _beside_others(flow: Flow, seen: Any) -> Iterator[str]:
    """All that is passed on of the whole is no more than the whole."""
    whole = seen.filter(pk=flow.parent_id, meaning=flow.meaning).first()
    most = None if whole is None else at_most(whole)
    parts = _sum(seen.filter(parent=flow.parent_id, meaning=flow.meaning))
    if most is not None and parts is not None and parts > most:
        yield MORE_THAN_WHOLE.format(parts=pounds(parts), whole=whole.amount)


def _sum(flows: Any) -> Decimal | None:
    """What is known of them, at least."""
    known: Decimal | None = flows.order_by().aggregate(sum=Sum("amount_low"))["sum"]
    return known
