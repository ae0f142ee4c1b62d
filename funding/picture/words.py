"""What a picture of flows says in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from funding.flow.totals import Leg, Total, bounds
from funding.picture.legs import NOT_KNOWN, DrawnLeg
from interface.words import count_words
from records.figures import NO_UPPER_END, Qualifier


def plain_sum(legs: Iterable[Leg]) -> Total:
    """The sum of amounts of one meaning that stand beside each other, none part of another."""
    lower, upper = Decimal(0), Decimal(0)
    flows = unknown = 0
    qualifiers = set()
    for leg in legs:
        flows += 1
        if leg.low is None:
            unknown += 1
            continue
        least, most = bounds(leg)
        lower, upper = lower + least, upper + (most or Decimal(0))
        qualifiers.add(leg.qualifier)
    return Total(
        flows=flows,
        unknown=unknown,
        lower=lower,
        upper=None if qualifiers & {*NO_UPPER_END} else upper,
        is_about=Qualifier.ABOUT in qualifiers,
        is_more=Qualifier.MORE_THAN in qualifiers,
    )


def sum_words(legs: Iterable[Leg]) -> str:
    """Their sum as a node says it: "about £60,000 + 1 not known"."""
    total = plain_sum(legs)
    if not total.known:
        return "Not known" if total.unknown < 2 else f"{total.unknown} not known"
    return f"{total} + {total.unknown} not known" if total.unknown else str(total)


def summary(legs: list[DrawnLeg], depths: Mapping[int, int]) -> str:
    """What the diagram shows: how many give to how many, who has most, what goes on."""
    first = [one for one in legs if depths[one.leg.key] == 0]
    onward = [one for one in legs if depths[one.leg.key] == 1]
    funders = {one.giver.key for one in first} - {NOT_KNOWN}
    recipients = {one.receiver.key for one in first} - {NOT_KNOWN}
    said = []
    if funders and recipients:
        who = count_words(len(recipients), "first recipient")
        pay = "pays" if len(funders) == 1 else "pay"
        said.append(f"{count_words(len(funders), 'funder')} {pay} {who}.")
    if most := _most(first) if len(recipients) > 1 else "":
        said.append(most)
    if onward:
        bodies = {one.receiver.key for one in onward}
        total = plain_sum(one.leg for one in onward)
        to = count_words(len(bodies), "more body", "more bodies")
        said.append(f"{_start(total)} passed on to {to}.")
    if unknown := sum(one.leg.low is None for one in legs):
        are = "is" if unknown == 1 else "are"
        said.append(f"{count_words(unknown, 'amount')} {are} not known.")
    return " ".join(said) or "No amount is known."


def _start(total: Total) -> str:
    if not total.known:
        return "An amount that is not known is"
    words = str(total)
    return f"{words[:1].upper()}{words[1:]} is"


def _most(first: list[DrawnLeg]) -> str:
    """Which first recipient receives most, where any amount is known."""
    sums: dict[str, Decimal] = {}
    for one in first:
        if one.leg.low is not None and one.receiver.key != NOT_KNOWN:
            sums[one.receiver.key] = sums.get(one.receiver.key, Decimal(0)) + one.leg.low
    if not sums:
        return ""
    key = max(sums, key=lambda name: (sums[name], name))
    legs = [one for one in first if one.receiver.key == key]
    return f"{legs[0].receiver.name} receives most: {sum_words(one.leg for one in legs)}."
