"""Classes for the colours of a map: at most five, each with about as many areas as the others.

What is not known is in no class. The same figure is always in the same class, so a figure that
many areas share makes a class that is larger than the others. Those of counts end where figures
do; those of measured figures have round limits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

Value = Decimal | int | str
MOST = 5
# Which shades stand for how many classes, as far apart as can be; 5 is the darkest.
SHADES = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Class:
    """A class: what it says in the key, its shade (c1 to c5), and how many areas are in it."""

    label: str
    shade: str
    count: int


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of some figures, the lowest first."""

    steps: tuple[Class, ...]
    shade_of: dict[Value, str]

    def shade(self, value: Value | None) -> str:
        """The shade of a figure; empty for one that is not known."""
        return "" if value is None else self.shade_of[value]


def classes(
    values: Iterable[Value], said: Callable[[Value, Value], str], *, darkest_first: bool = False
) -> Classes:
    """The classes of these figures. ``said`` puts the least and the most of a class into words.

    ``darkest_first``: the lowest has the darkest shade, as the first rank of deprivation has.
    Words are classes of their own, in the order of the alphabet; of more than five nothing is made.
    """
    counted = Counter(values)
    groups = _groups(counted)
    if len(groups) > MOST:
        return Classes((), dict.fromkeys(counted, ""))
    shades = [f"c{number}" for number in SHADES.get(len(groups), ())]
    if darkest_first:
        shades.reverse()
    steps = tuple(
        Class(said(group[0], group[-1]), shade, sum(counted[value] for value in group))
        for group, shade in zip(groups, shades, strict=True)
    )
    return Classes(
        steps,
        {v: shade for group, shade in zip(groups, shades, strict=True) for v in group},
    )


def _groups(counted: Counter[Value]) -> list[list[Value]]:
    distinct = sorted(counted, key=lambda value: value)
    if len(distinct) <= MOST or isinstance(distinct[0], str):
        return [[value] for value in distinct]
    groups: list[list[Value]] = []
    left, full = sum(counted.values()), 0.0
    size = full
    for value in distinct:
        if size >= full:  # what is left is shared out among the classes that are left
            full, size = left / (MOST - len(groups)), 0
            groups.append([])
        groups[-1].append(value)
        size += counted[value]
        left -= counted[value]
    return groups


def round_classes(
    values: Iterable[Decimal | int],
    said: Callable[[Decimal], str],
    *,
    whole: bool = False,
    darkest_first: bool = False,
) -> Classes:
    """Classes of these numbers with round limits: "under 5%", "5% to under 10%", "10% or more".

    The limits are near those that would share the numbers out evenly. ``said`` puts a limit into
    words; of ``whole`` numbers a class ends one below the next: "5 to 9".
    """
    counted = Counter(Decimal(value) for value in values)
    limits = _limits(counted, whole=whole)
    if not limits:
        return classes(
            counted.elements(), lambda low, _: said(Decimal(low)), darkest_first=darkest_first
        )
    shades = [f"c{number}" for number in SHADES[len(limits) + 1]]
    if darkest_first:
        shades.reverse()
    shade_of: dict[Value, str] = {v: shades[bisect_right(limits, v)] for v in counted}
    steps = tuple(
        Class(words, shade, sum(counted[v] for v in counted if shade_of[v] == shade))
        for words, shade in zip(_between(limits, said, whole=whole), shades, strict=True)
    )
    return Classes(steps, shade_of)


def _limits(counted: Counter[Decimal], *, whole: bool) -> list[Decimal]:
    """Four round numbers between these; none where they are so few that each is its own class."""
    if len(counted) <= MOST:
        return []
    ordered = sorted(counted.elements())
    ideal = [ordered[len(ordered) * part // MOST] for part in range(1, MOST)]
    low, high = ordered[0], ordered[-1]
    for step in _steps((ideal[-1] - ideal[0]) / (MOST - 1) or (high - low) / MOST):
        limits = [(value / step).quantize(Decimal(1)) * step for value in ideal]
        fit = low < limits[0] and limits[-1] <= high and limits == sorted(set(limits))
        if fit or (whole and step <= 1):
            return sorted({limit for limit in limits if low < limit <= high})
    distinct = sorted(counted)
    return [distinct[len(distinct) * part // MOST] for part in range(1, MOST)]


def _steps(widest: Decimal) -> Iterator[Decimal]:
    """Steps between round numbers, from the widest to ever finer ones."""
    power = widest.adjusted()
    for exponent in range(power, power - 4, -1):
        for first in (5, 2, 1):
            if (step := Decimal(first).scaleb(exponent)) <= widest:
                yield step


def _between(
    limits: Sequence[Decimal], said: Callable[[Decimal], str], *, whole: bool
) -> Iterator[str]:
    """The words of the classes that these limits part."""
    yield f"under {said(limits[0])}"
    for low, high in pairwise(limits):
        if not whole:
            yield f"{said(low)} to under {said(high)}"
        else:
            yield said(low) if low == high - 1 else f"{said(low)} to {said(high - 1)}"
    yield f"{said(limits[-1])} or more"
