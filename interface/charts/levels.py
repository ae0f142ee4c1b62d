"""A judgement over time: which of a few levels each moment had, as dots on lines.

Places across are in per cent, so that the drawing fills its column and a dot stays round. It stands
beside the table that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ROW = 28
LEFT, RIGHT = 34, 97  # per cent: what is left of it is for the names of the levels


@dataclass(frozen=True, slots=True)
class Dot:
    """A moment: how far across, how far down."""

    x: float
    y: int


@dataclass(frozen=True, slots=True)
class LevelChart:
    """All that the template draws; ``words`` say it to whoever hears the page."""

    levels: tuple[tuple[str, int], ...]
    dots: tuple[Dot, ...]
    rings: tuple[Dot, ...]
    lines: tuple[tuple[Dot, Dot], ...]
    first: str
    last: str
    words: str

    left: int = LEFT
    right: int = RIGHT

    @property
    def height(self) -> int:
        return ROW * (len(self.levels) + 1)

    @property
    def foot(self) -> int:
        """Where the first and the last moment are named."""
        return self.height - ROW // 3


def level_chart(
    levels: Sequence[str], moments: Sequence[tuple[str, str]], about: str, *, aside: str = ""
) -> LevelChart | None:
    """``moments`` are named from the oldest to the newest, each with its level; "" where none is
    known, which leaves a gap. ``aside`` is a level that is neither better nor worse: a ring, with
    no line to or from it. None where fewer than two are known."""
    down = {level: ROW * place + ROW // 2 for place, level in enumerate(levels)}
    apart = (RIGHT - LEFT) / max(len(moments) - 1, 1)
    placed = [
        (Dot(round(LEFT + apart * place, 1), down[level]), level) if level in down else None
        for place, (_, level) in enumerate(moments)
    ]
    known = [each for each in placed if each]
    if len(known) <= 1:
        return None
    on_line = [each[0] if each and each[1] != aside else None for each in placed]
    return LevelChart(
        levels=tuple(down.items()),
        dots=tuple(dot for dot in on_line if dot),
        rings=tuple(dot for dot, level in known if level == aside),
        lines=tuple((one, other) for one, other in pairwise(on_line) if one and other),
        first=moments[0][0],
        last=moments[-1][0],
        words=f"{about}: " + "; ".join(f"{when}, {level or 'not said'}" for when, level in moments),
    )
