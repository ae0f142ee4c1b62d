"""How amounts of money are added up: the rules, in plain Python.

- Amounts of different meanings (committed, paid, forecast …) are never added together.
- An amount that is not known is in no sum; it is counted as not known, never as 0.
- Money that is passed on is counted once: a leg counts its amount less what its visible children
  pass on, and the children count their own. A child of another meaning, or of an unknown amount,
  takes nothing off; what such a child passes on in turn still belongs to the leg above it.
- Where the children are said to pass on more than the leg received, the leg counts nothing.
- A sum is as exact as its parts: it has a lower and an upper end, and is "about" where one is.

``funding.flow.sums`` does the same for many rows in one query; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from records.figures import NO_UPPER_END, Qualifier, in_words

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Leg:
    """One flow as far as adding up needs it. ``low`` is None where the amount is not known."""

    key: int
    meaning: str
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = Qualifier.EXACTLY
    parent: int | None = None

    @classmethod
    def of(cls, flow: Any) -> Leg:
        """The leg of a flow's row."""
        return cls(
            flow.pk,
            flow.meaning,
            flow.amount_low,
            flow.amount_high,
            flow.amount_qualifier,
            flow.parent_id,
        )

    @property
    def stated(self) -> Decimal:
        """The most that the stated figure itself can be."""
        return self.low if self.high is None else self.high  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of amounts of one meaning, from ``lower`` to ``upper`` (None: no upper end).

    ``flows`` rows were looked at, the amounts of ``unknown`` of them are not known. It has what
    pages ask of a quantity: ``known``, ``number``, ``qualifier_words``, ``unit_words``.
    ``passes_on``: a part of it, not exactly known, is passed on elsewhere and was not taken off.
    """

    flows: int = 0
    unknown: int = 0
    lower: Decimal = ZERO
    upper: Decimal | None = ZERO
    is_about: bool = False
    is_more: bool = False
    passes_on: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it is not one number."""
        return self.upper is None or self.lower < self.upper

    @property
    def known(self) -> bool:
        """Whether anything can be said about the sum at all."""
        return self.flows > self.unknown and not (self.upper is None and self.lower <= 0)

    @property
    def qualifier_words(self) -> str:
        """What stands before the number."""
        if self.upper is None:
            words = [Qualifier.MORE_THAN if self.is_more else Qualifier.AT_LEAST]
        else:
            words = [Qualifier.AT_MOST] if self.lower < self.upper and self.lower <= 0 else []
        if self.is_about:
            words.append(Qualifier.ABOUT)
        return " ".join(word.label for word in words)

    @property
    def number(self) -> str:
        """The sum, or its two ends."""
        if not self.known:
            return "Not known"
        if self.upper is None:
            return in_words(self.lower, "£")
        if self.lower < self.upper and self.lower > 0:
            return f"{in_words(self.lower, '£')} to {in_words(self.upper, '£')}"
        return in_words(self.upper, "£")

    unit_words = ""

    def __str__(self) -> str:
        if not self.flows:
            return "none recorded"
        if not self.known:
            return self.number
        return f"{self.qualifier_words} {self.number}".strip()


def bounds(leg: Leg) -> tuple[Decimal, Decimal | None]:
    """The least and the most that a known amount can be; None where there is no most."""
    assert leg.low is not None  # noqa: S101 - callers pass known amounts only
    if leg.qualifier in NO_UPPER_END:
        return leg.low, None
    return (ZERO if leg.qualifier == Qualifier.AT_MOST else leg.low), leg.stated


def passed_on(leg: Leg, children: dict[int, list[Leg]]) -> Iterator[Leg]:
    """The nearest known legs of the same meaning that pass on money of this one."""
    waiting, seen = list(children.get(leg.key, ())), {leg.key}
    while waiting:
        child = waiting.pop()
        if child.key in seen:
            continue
        seen.add(child.key)
        if child.meaning == leg.meaning and child.low is not None:
            yield child
        else:
            waiting += children.get(child.key, ())


def add_up(chosen: Iterable[Leg], visible: Iterable[Leg]) -> dict[str, Total]:
    """The total of each meaning over ``chosen``, for a reader who sees ``visible``.

    What a chosen leg passes on by a leg that is not chosen is taken off, because it is counted
    there; the totals of any two halves of a list therefore add up to that of the whole.
    """
    legs = {leg.key: leg for leg in chosen}
    children: dict[int, list[Leg]] = {}
    for leg in visible:
        if leg.parent is not None:
            children.setdefault(leg.parent, []).append(leg)
    sums: dict[str, _Sum] = {}
    for leg in legs.values():
        meaning_sum = sums.setdefault(leg.meaning, _Sum())
        meaning_sum.count(leg)
        if leg.low is None:
            continue
        taken = list(passed_on(leg, children))
        if sum((child.low or ZERO for child in taken), ZERO) > (leg.stated or ZERO):
            meaning_sum.add_nothing(leg)
            continue
        meaning_sum.add(leg)
        for child in taken:
            meaning_sum.take_off(child)
    return {meaning: total.total() for meaning, total in sums.items()}


class _Sum:
    """A running sum. A leg that is added and taken off again leaves no trace of its vagueness."""

    def __init__(self) -> None:
        self.flows = self.unknown = 0
        self.added: dict[int, Leg] = {}
        self.taken: dict[int, Leg] = {}
        self.spent: list[Leg] = []

    def count(self, leg: Leg) -> None:
        self.flows += 1
        self.unknown += leg.low is None

    def add(self, leg: Leg) -> None:
        self.added[leg.key] = leg

    def add_nothing(self, leg: Leg) -> None:
        self.spent.append(leg)

    def take_off(self, leg: Leg) -> None:
        self.taken[leg.key] = leg

    def total(self) -> Total:
        plus = [leg for key, leg in self.added.items() if key not in self.taken]
        minus = [leg for key, leg in self.taken.items() if key not in self.added]
        lower, upper = ZERO, ZERO
        open_above = open_below = False
        for leg in plus:
            least, most = bounds(leg)
            lower += least
            upper += most or ZERO
            open_above |= most is None
        for leg in minus:
            least, most = bounds(leg)
            lower -= most or ZERO
            upper -= least
            open_below |= most is None
        spent = [leg for leg in self.spent if leg.key not in self.taken]
        open_above |= any(leg.qualifier in NO_UPPER_END for leg in spent)
        return Total(
            flows=self.flows,
            unknown=self.unknown,
            lower=ZERO if open_below else max(lower, ZERO),
            upper=None if open_above else max(upper, ZERO),
            is_about=any(leg.qualifier == Qualifier.ABOUT for leg in (*plus, *minus)),
            is_more=any(leg.qualifier == Qualifier.MORE_THAN for leg in plus),
        )
