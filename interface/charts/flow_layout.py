"""Where the nodes and bands of a flow diagram stand: columns from left to right, links between.

Each link runs from a column to a later one. One over several columns has a place, a *way*, in each
of those between, so that it crosses no node. Nodes of a column never overlap, nor do their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from interface.charts.scale import wrapped

NODE = 16
LEAST_STEP = 200
TOP, GAP, LINE = 46, 14, 17
TALLEST = 300  # the column through which most goes is as high, without its gaps
SLOT, THIN = 10.0, 1.0  # the place of a dashed line at a node; the narrowest band
LETTER = 7.9  # of the bold type of charts, on average
LINES = 3


@dataclass(frozen=True)
class Point:
    """A node to draw: its name, what it says below it, and where it leads."""

    key: str
    column: int
    label: str
    said: str = ""
    url: str = ""
    is_last: bool = False  # below all others of its column, whatever goes through it


@dataclass(frozen=True)
class Link:
    """So much that goes from one node to another; ``amount`` is None where it is not known."""

    start: str
    end: str
    amount: Decimal | None
    label: str = ""
    passed: bool = False


@dataclass
class Spot:
    """A node in its place; without a label it is a way for one band.

    ``into`` and ``out`` are the numbers of the links that come in and go out.
    """

    point: Point
    into: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    high: float = 0.0
    y: float = 0.0

    @cached_property
    def words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The name, and what is said below it, in as many letters as any drawing has room for."""
        letters = int((LEAST_STEP - NODE - 20) / LETTER)
        # What is said is of a lighter type
        return wrapped(self.point.label, letters, LINES), wrapped(
            self.point.said, letters + 4, LINES
        )

    @property
    def sides(self) -> tuple[list[int], list[int]]:
        """What comes in, and what goes out."""
        return self.into, self.out

    @property
    def room(self) -> float:
        """How much of the column it takes with its label."""
        if not self.is_node:
            return self.high
        return max(self.high, LINE * sum(len(lines) for lines in self.words))

    @property
    def is_node(self) -> bool:
        return bool(self.point.label)

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


@dataclass(frozen=True)
class Course:
    """The way of a link: its path, and at which height it leaves and arrives."""

    path: str
    start_y: float
    end_y: float


class Layout:
    """Points and links in their places. ``links`` run from a column to a later one."""

    def __init__(self, points: Sequence[Point], links: Sequence[Link]) -> None:
        self.links = links
        self._column_of = {point.key: point.column for point in points}
        self.used = sorted({self._column_of[name] for one in links for name in _ends(one)})
        linked = {name for one in links for name in _ends(one)}
        self.spots = {point.key: Spot(point) for point in points if point.key in linked}
        self.runs = [self._run(number, link) for number, link in enumerate(links)]
        self.columns = [
            [spot for spot in self.spots.values() if spot.point.column == number]
            for number in self.used
        ]
        self.widths = self._widths()
        for spot in self.spots.values():
            spot.high = round(max(self._side(spot.into), self._side(spot.out)), 2)
        self.height = self._stacked()

    def nodes(self) -> Iterator[Spot]:
        """The nodes, column by column, each from the top; ways are none."""
        return (spot for column in self.columns for spot in column if spot.is_node)

    def courses(self, xs: Mapping[int, float]) -> Iterator[Course]:
        """The way of each link, where the columns stand at these places."""
        out_at, into_at = self._heights()
        for number, run in enumerate(self.runs):
            path = ""
            for name, following in pairwise(run):
                x = xs[self.spots[name].point.column] + NODE
                to = xs[self.spots[following].point.column]
                y, to_y = out_at[name, number], into_at[following, number]
                middle = round((x + to) / 2, 1)
                path += f"{'L' if path else 'M'}{x:g} {y:g}"
                path += f"C{middle:g} {y:g} {middle:g} {to_y:g} {to:g} {to_y:g}"
            yield Course(path, out_at[run[0], number], into_at[run[-1], number])

    def _run(self, number: int, link: Link) -> list[str]:
        """The nodes and ways that a link runs through, from its start to its end."""
        start, end = self._column_of[link.start], self._column_of[link.end]
        between = [column for column in self.used if start < column < end]
        run = [link.start, *(f"~{number}~{column}" for column in between), link.end]
        for name, column in zip(run[1:-1], between, strict=True):
            self.spots[name] = Spot(Point(name, column, ""))
        for name in run[:-1]:
            self.spots[name].out.append(number)
        for name in run[1:]:
            self.spots[name].into.append(number)
        return run

    def _widths(self) -> list[float]:
        """The width of each link; 0 where its amount is not known."""

        def through(spot: Spot) -> Decimal:
            sides = ((self.links[n].amount or Decimal(0) for n in ns) for ns in spot.sides)
            return max(sum(side, Decimal(0)) for side in sides)

        largest = max(
            sum((through(spot) for spot in column), Decimal(0)) for column in self.columns
        )
        scale = TALLEST / float(largest) if largest else 0.0
        return [
            0.0 if link.amount is None else round(max(float(link.amount) * scale, THIN), 2)
            for link in self.links
        ]

    def _side(self, numbers: Sequence[int]) -> float:
        """How much of a node's side these links take: a dashed line has a place and no width."""
        return sum(self.widths[number] or SLOT for number in numbers)

    def _stacked(self) -> float:
        """Give each node its place in its column, near those before it; how high all of it is."""
        natural = [sum(spot.room + GAP for spot in column) - GAP for column in self.columns]
        tallest = max(natural)
        for column, needs in zip(self.columns, natural, strict=True):
            aims = {spot.point.key: self._aim(spot) for spot in column}
            column.sort(
                key=lambda spot: (
                    *(spot.point.is_last, aims[spot.point.key], -spot.high),
                    *(spot.point.label, spot.point.key),
                )
            )
            y, left = float(TOP), needs
            for spot in column:
                aim = aims[spot.point.key] - spot.room / 2
                if aim != float("inf"):
                    y = max(y, min(aim, TOP + tallest - left))
                spot.y = round(y + (spot.room - spot.high) / 2, 2)
                y += spot.room + GAP
                left -= spot.room + GAP
        return TOP + tallest + 12

    def _aim(self, spot: Spot) -> float:
        """The middle of what comes in, by its width; below all where nothing does."""
        weights = [
            (self._beside(spot.point.key, n, -1).middle, self.widths[n] or SLOT) for n in spot.into
        ]
        total = sum(weight for _, weight in weights)
        return sum(y * weight for y, weight in weights) / total if total else float("inf")

    def _beside(self, name: str, number: int, by: int) -> Spot:
        """The node or way before (-1) or after (1) this one on the run of a link."""
        run = self.runs[number]
        return self.spots[run[run.index(name) + by]]

    def _heights(self) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], float]]:
        """Where each link leaves a node, and where it arrives at one."""
        out_at: dict[tuple[str, int], float] = {}
        into_at: dict[tuple[str, int], float] = {}
        for name, spot in self.spots.items():
            for numbers, heights, by in ((spot.out, out_at, 1), (spot.into, into_at, -1)):
                y = spot.y
                for number in sorted(numbers, key=self._order_at(name, by)):
                    slot = self.widths[number] or SLOT
                    heights[name, number] = round(y + slot / 2, 2)
                    y += slot
        return out_at, into_at

    def _order_at(self, name: str, by: int) -> Callable[[int], tuple[float, bool, int]]:
        """In which order links stand at a node: by the height of the one before or after it."""
        return lambda n: (self._beside(name, n, by).middle, self.links[n].passed, n)


def _ends(link: Link) -> tuple[str, str]:
    return link.start, link.end
