"""What is promised to a place, by when it ends: parts of one sum, which add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.urls import reverse

from access.kept import kept
from funding.flow.for_place import MOST_ON_DASHBOARD, flows_in
from funding.flow.sums import Totals, groups_statement, of_groups
from funding.flow.totals import ZERO, Total
from funding.models import Flow
from interface.words import capitalised
from partnerships.models import Place
from records.dates import DateWithPrecision, Precision, months_on
from records.statements import Written

COMMITTED, PAID = Flow.Meaning.COMMITTED, Flow.Meaning.PAID
OVER, UNKNOWN = "ended already", "end date not known"
# How each part is drawn, the soonest darkest; what has no date is outlined
SHADES = ("b1", "b2", "b3")
SHADE_OF = {OVER: "k2", UNKNOWN: "b4"}
# Of what is promised, so much ending within a year is said first
BIG = Decimal("0.25")
YEAR = 12
PRECISIONS = Precision.values  # Django lists them anew each time that they are asked for
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Part:
    """What ends on one day, or in one time: how much, and where it stands on the bar, in per
    cent."""

    total: Total
    words: str
    shade: str
    share: Decimal
    at: Decimal

    @property
    def amount(self) -> str:
        """How much it is; the amounts that are not known are said, and not drawn."""
        return str(self.total)

    @property
    def is_known(self) -> bool:
        """Whether any of it is known, however small a part of the bar that is."""
        return most_of(self.total) > 0


@dataclass(frozen=True, slots=True)
class Promised:
    """The money of a place: what is promised, by when it ends, and beside it what is paid.

    ``others`` are totals of other meanings, each by itself: meanings are never added together.
    """

    total: Total
    paid: Total
    parts: Sequence[Part]
    next_end: DateWithPrecision | None
    next_total: Total
    is_big: bool
    others: Sequence[tuple[str, Total]]
    flows: int
    too_many: bool
    url: str

    def __bool__(self) -> bool:
        return self.too_many or self.flows > 0

    @property
    def drawn(self) -> list[Part]:
        """The parts of the bar, where there are several; one alone says nothing."""
        parts = [part for part in self.parts if part.is_known]
        return parts if len(parts) > 1 else []

    @property
    def next_words(self) -> str:
        """When the next of it ends: "on 31 March 2027"."""
        return _said(self.next_end) if self.next_end else ""

    @property
    def total_words(self) -> str:
        """What is promised, as the beginning of a sentence."""
        return capitalised(str(self.total))

    @property
    def paid_words(self) -> str:
        """What is paid, likewise."""
        return capitalised(str(self.paid))

    @property
    def only_words(self) -> str:
        """When it ends, where all of it ends at one time: then there is no bar."""
        known = [part for part in self.parts if part.is_known]
        return known[0].words if len(known) == 1 else ""

    @property
    def in_words(self) -> str:
        """The bar for who hears the page."""
        return "; ".join(f"{part.amount} {part.words}" for part in self.parts)


def promised_to(user: Any, place: Place, today: dt.date) -> Promised:
    """The flows for a place and those within it that the reader sees. One query."""
    groups = of_groups(_by_end(user, place=place))
    by_day = {end_of(key): totals for key, totals in groups.items()}
    summed = {meaning: _added(t.of(meaning) for t in groups.values()) for meaning in Flow.Meaning}
    dated = {end: totals.of(COMMITTED) for end, totals in by_day.items()}
    parts = _parts(dated, today)
    within = [end for end in dated if end and today <= end.last <= months_on(today, YEAR)]
    soonest = min((end for end in within if dated[end].known), key=_last, default=None)
    ending = dated[soonest] if soonest else Total()
    return Promised(
        total=summed[COMMITTED],
        paid=summed[PAID],
        parts=parts,
        next_end=soonest,
        next_total=ending,
        is_big=most_of(ending) >= BIG * most_of(summed[COMMITTED]) > 0,
        others=[
            (str(meaning.label), total)
            for meaning, total in summed.items()
            if meaning != COMMITTED and total.flows
        ],
        flows=sum(totals.flows for totals in groups.values()),
        too_many=any(totals.too_many for totals in groups.values()),
        url=reverse("place_funding", args=[place.slug]),
    )


@kept
def _by_end(user: Any, *, place: Any) -> Written:
    seen = Flow.objects.visible_to(user)
    return groups_statement(flows_in(user, place), seen, place, "end", most=MOST_ON_DASHBOARD)


def end_of(key: int) -> DateWithPrecision | None:
    """The end that a group of ``totals_of_groups`` is of; None for one that is not known."""
    day, precision = divmod(key, 10)
    if not day:
        return None
    year, rest = divmod(day, 10_000)
    return DateWithPrecision(dt.date(year, *divmod(rest, 100)), PRECISIONS[precision - 1])


def most_of(total: Total) -> Decimal:
    """The most that a sum is known to be, for its length on a bar."""
    if not total.known:
        return ZERO
    return total.lower if total.upper is None else total.upper


def _said(end: DateWithPrecision) -> str:
    return f"{'on' if end.precision == Precision.DAY else 'in'} {end}"


def _last(end: DateWithPrecision) -> dt.date:
    return end.last


def have_ended(parts: list[Part]) -> bool:
    """Whether all of what is promised has ended, as far as known."""
    return bool(parts) and all(part.words == OVER for part in parts)


def promised_words(total: Total, parts: list[Part], *, of: str = "") -> str:
    """ "£5,000,000 is promised." or, where it has all ended, that it was; ``of`` says of when."""
    said = capitalised(str(total))
    if have_ended(parts):
        return f"{said} was promised{of}. It has all ended."
    return f"{said} is promised{of}."


def promised_by_end(groups: dict[int, Totals], today: dt.date) -> list[Part]:
    """The parts of what is promised, of the groups by their end that ``totals_of_groups`` gives."""
    return _parts({end_of(key): t.of(COMMITTED) for key, t in groups.items()}, today)


def _parts(every: dict[DateWithPrecision | None, Total], today: dt.date) -> list[Part]:
    """What ended, the next end, what ends later in its year, all after that, and what has no
    date."""
    dated = {end: total for end, total in every.items() if total.flows}
    ahead = sorted((end for end in dated if end and end.last >= today), key=_last)
    words: dict[str, list[Total]] = {}
    for end, total in sorted(dated.items(), key=lambda one: _last(one[0]) if one[0] else today):
        if end is None or end.last < today:
            continue
        if end == ahead[0]:
            said = f"ends {_said(end)}"
        elif end.last.year == ahead[0].last.year:
            said = f"ends later in {end.last.year}"
        else:
            said = f"ends after {ahead[0].last.year}"
        words.setdefault(said, []).append(total)
    words[OVER] = [total for end, total in dated.items() if end and end.last < today]
    words[UNKNOWN] = [dated[None]] if None in dated else []
    shades = iter(SHADES)
    made = [
        Part(_added(totals), said, SHADE_OF.get(said) or next(shades), ZERO, ZERO)
        for said, totals in words.items()
        if totals
    ]
    return _placed(made)


def _placed(parts: list[Part]) -> list[Part]:
    """The same, each as long as it is of all of them."""
    full = sum((most_of(part.total) for part in parts), ZERO)
    placed, at = [], ZERO
    for part in parts:
        share = most_of(part.total) / full * 100 if full else ZERO
        share = share.quantize(HUNDREDTH, ROUND_DOWN)  # together no more than the whole
        placed.append(replace(part, share=share, at=at))
        at += share
    return placed


def _added(totals: Iterable[Total]) -> Total:
    """Sums of one meaning that have nothing in common, as one."""
    parts = list(totals)
    uppers = [part.upper for part in parts]
    return Total(
        flows=sum(part.flows for part in parts),
        unknown=sum(part.unknown for part in parts),
        lower=sum((part.lower for part in parts), ZERO),
        upper=None if None in uppers else sum((upper for upper in uppers if upper), ZERO),
        is_about=any(part.is_about for part in parts),
        is_more=any(part.is_more for part in parts),
    )
