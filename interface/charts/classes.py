"""Classes for the colours of a map: at most five, each with about as many areas as the others.

What is not known is in no class. The same figure is always in the same class, so a figure that
many areas share makes a class that is larger than the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

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
