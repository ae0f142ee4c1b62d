"""Bands between columns of nodes: how much goes from where to where, by width.

Each band runs from a column to a later one, so nothing can go round; a link that would run back or
to itself is not drawn and stands in ``left_out``, for the page to say in words. An amount that is
not known has no width: its band is a dashed line, which has a narrow place of its own at each node.
A band over several columns has a place in each of those between, so that it crosses no node. Nodes
of a column never overlap, nor do their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.utils.html import format_html, format_html_join

from interface.charts.scale import wrapped

WIDTH, NODE = 1200, 16
LEFT, RIGHT = 176, 232  # room for the labels of the first and the last column
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


@dataclass(frozen=True)
class Node:
    """Where a node stands, its label line by line, and where that stands."""

    key: str
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    said: tuple[str, ...]
    url: str
    name: str
    is_first: bool

    @property
    def text_x(self) -> float:
        return round(self.x - 10 if self.is_first else self.x + NODE + 8, 1)

    @property
    def text_y(self) -> float:
        return round(
            self.y + self.height / 2 - LINE * (len(self.lines) + len(self.said)) / 2 + 13, 1
        )

    @property
    def said_y(self) -> float:
        return round(self.text_y + LINE * len(self.lines), 1)


@dataclass(frozen=True)
class Band:
    """The path of a link, as wide as its amount; ``width`` is 0 where that is not known."""

    start: str
    end: str
    path: str
    width: float
    label: str
    passed: bool
    start_y: float
    end_y: float


@dataclass(frozen=True)
class Heading:
    """What stands over a column."""

    x: float
    text: str


@dataclass(frozen=True)
class FlowDiagram:
    """All that the template draws. ``key`` makes the ids on the page unique."""

    key: str
    title: str
    sentence: str
    headings: tuple[Heading, ...]
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    left_out: tuple[Link, ...]
    width: int
    height: int

    @property
    def drawn_bands(self) -> str:
        """The bands as SVG: there may be many."""
        return format_html_join(
            "\n",
            '<path class="flow{}"{} d="{}"><title>{}</title></path>',
            ((*self._look(band), band.path, band.label) for band in self.bands),
        )

    def _look(self, band: Band) -> tuple[str, str]:
        """The class of a band and its width, with the pattern of what is passed on."""
        if not band.width:
            return " unk", ""
        width = format_html(' stroke-width="{}"', band.width)
        if not band.passed:
            return "", width
        return " passed", format_html('{} stroke="url(#{}-passed)"', width, self.key)

    @property
    def has_passed(self) -> bool:
        """Whether any band is of money passed on."""
        return any(band.passed for band in self.bands)

    @property
    def has_unknown(self) -> bool:
        """Whether any amount is not known."""
        return any(not band.width for band in self.bands)


@dataclass
class _Place:
    """A node while it is being placed; without a label it is a way for one band."""

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


def flow_diagram(
    key: str,
    title: str,
    points: Sequence[Point],
    links: Sequence[Link],
    *,
    columns: Mapping[int, str],
    sentence: str,
) -> FlowDiagram | None:
    """The drawing of these links; ``None`` where none can be drawn. Empty columns are left out."""
    at = {point.key: point.column for point in points}
    drawn = [one for one in links if at[one.start] < at[one.end]]
    if not drawn:
        return None
    used = sorted({at[name] for one in drawn for name in (one.start, one.end)})
    places, ways = _placed(points, drawn, at, used)
    per_column = [[p for p in places.values() if p.point.column == number] for number in used]
    widths = _widths(drawn, per_column)
    for place in places.values():
        place.high = round(max(_sum(place.into, widths), _sum(place.out, widths)), 2)
    height = _stack(per_column, drawn, widths, places, ways)
    width = max(WIDTH, LEFT + RIGHT + NODE + LEAST_STEP * (len(used) - 1))
    step = (width - LEFT - RIGHT - NODE) / max(len(used) - 1, 1)
    xs = {number: round(LEFT + step * place, 1) for place, number in enumerate(used)}
    return FlowDiagram(
        key=key,
        title=title,
        sentence=sentence,
        headings=tuple(Heading(xs[number], columns[number]) for number in used),
        nodes=tuple(
            _node(place, xs[place.point.column], place.point.column == used[0])
            for column in per_column
            for place in column
            if place.is_node
        ),
        bands=_bands(drawn, widths, places, ways, xs),
        left_out=tuple(one for one in links if at[one.start] >= at[one.end]),
        width=width,
        height=round(height),
    )


def gathered(
    amounts: Mapping[str, Decimal | None], most: int, *, kept: Sequence[str] = ()
) -> frozenset[str]:
    """Which nodes of a column stand together as "others": the smallest, beyond the ``most`` first.

    Never a single one. What is not known stands after what is; those ``kept`` stay by themselves.
    """

    def order(name: str) -> tuple[bool, Decimal, str]:
        amount = amounts[name]
        return (name not in kept, -(Decimal(-1) if amount is None else amount), name)

    beyond = sorted(amounts, key=order)[most - 1 :]
    beyond = [name for name in beyond if name not in kept]
    return frozenset(beyond) if len(amounts) > most and len(beyond) > 1 else frozenset()


def _sum(numbers: Sequence[int], widths: Sequence[float]) -> float:
    """How much of a node's side these links take: a dashed line has a place without a width."""
    return sum(widths[number] or SLOT for number in numbers)


def _placed(
    points: Sequence[Point], links: Sequence[Link], at: Mapping[str, int], used: Sequence[int]
) -> tuple[dict[str, _Place], list[list[str]]]:
    """The nodes that are linked, with a way for each band in the columns that it crosses.

    Also the nodes and ways that each link runs through, from its start to its end.
    """
    linked = {name for link in links for name in (link.start, link.end)}
    places = {point.key: _Place(point) for point in points if point.key in linked}
    runs: list[list[str]] = []
    for number, link in enumerate(links):
        between = [column for column in used if at[link.start] < column < at[link.end]]
        run = [link.start, *(f"~{number}~{column}" for column in between), link.end]
        for name, column in zip(run[1:-1], between, strict=True):
            places[name] = _Place(Point(name, column, ""))
        for name in run[:-1]:
            places[name].out.append(number)
        for name in run[1:]:
            places[name].into.append(number)
        runs.append(run)
    return places, runs


def _widths(links: Sequence[Link], columns: Sequence[Sequence[_Place]]) -> list[float]:
    """The width of each link; 0 where its amount is not known."""

    def through(place: _Place) -> Decimal:
        sides = (place.into, place.out)
        return max(sum((links[n].amount or Decimal(0) for n in side), Decimal(0)) for side in sides)

    largest = max(sum((through(place) for place in column), Decimal(0)) for column in columns)
    scale = TALLEST / float(largest) if largest else 0.0
    return [
        0.0 if link.amount is None else round(max(float(link.amount) * scale, THIN), 2)
        for link in links
    ]


def _stack(
    columns: list[list[_Place]],
    links: Sequence[Link],
    widths: Sequence[float],
    places: Mapping[str, _Place],
    runs: Sequence[Sequence[str]],
) -> float:
    """Give each node its place in its column, near those before it; how high the drawing is."""
    natural = [sum(place.room + GAP for place in column) - GAP for column in columns]
    tallest = max(natural)

    def before(place: _Place, number: int) -> _Place:
        run = runs[number]
        return places[run[run.index(place.point.key) - 1]]

    def wanted(place: _Place) -> float:
        """The middle of what comes in, by its width; below all where nothing does."""
        weights = [(before(place, n).middle, widths[n] or SLOT) for n in place.into]
        total = sum(weight for _, weight in weights)
        return sum(y * weight for y, weight in weights) / total if total else float("inf")

    for column, needs in zip(columns, natural, strict=True):
        column.sort(key=lambda p: (p.point.is_last, wanted(p), -p.high, p.point.label, p.point.key))
        y, left = float(TOP), needs
        for place in column:
            aim = wanted(place) - place.room / 2
            if aim != float("inf"):
                y = max(y, min(aim, TOP + tallest - left))
            place.y = round(y + (place.room - place.high) / 2, 2)
            y += place.room + GAP
            left -= place.room + GAP
    return TOP + tallest + 12


def _node(place: _Place, x: float, is_first: bool) -> Node:
    point = place.point
    lines, said = place.words
    return Node(
        key=point.key,
        x=x,
        y=place.y,
        height=max(place.high, THIN),
        lines=lines,
        said=said,
        url=point.url,
        name=f"{point.label}: {point.said}" if point.said else point.label,
        is_first=is_first,
    )


def _bands(
    links: Sequence[Link],
    widths: Sequence[float],
    places: Mapping[str, _Place],
    runs: Sequence[Sequence[str]],
    xs: Mapping[int, float],
) -> tuple[Band, ...]:
    """A path for each link. At a node they stand in the order of where they come from or go to."""
    out_at: dict[tuple[str, int], float] = {}
    into_at: dict[tuple[str, int], float] = {}
    for name, place in places.items():
        for numbers, heights, by in ((place.out, out_at, 1), (place.into, into_at, -1)):
            y = place.y
            for number in sorted(numbers, key=_order_at(name, by, links, places, runs)):
                slot = widths[number] or SLOT
                heights[name, number] = round(y + slot / 2, 2)
                y += slot
    made = []
    for number, (link, run) in enumerate(zip(links, runs, strict=True)):
        path = ""
        for name, following in pairwise(run):
            x, to = xs[places[name].point.column] + NODE, xs[places[following].point.column]
            y, to_y = out_at[name, number], into_at[following, number]
            middle = round((x + to) / 2, 1)
            path += f"{'L' if path else 'M'}{x:g} {y:g}"
            path += f"C{middle:g} {y:g} {middle:g} {to_y:g} {to:g} {to_y:g}"
        start_y, end_y = out_at[link.start, number], into_at[link.end, number]
        made.append(
            Band(
                link.start, link.end, path, widths[number], link.label, link.passed, start_y, end_y
            )
        )
    return tuple(made)


def _order_at(
    name: str,
    by: int,
    links: Sequence[Link],
    places: Mapping[str, _Place],
    runs: Sequence[Sequence[str]],
) -> Callable[[int], tuple[float, bool, int]]:
    """In which order bands stand at a node: by the height of the node before or after it."""

    def key(number: int) -> tuple[float, bool, int]:
        other = runs[number][runs[number].index(name) + by]
        return places[other].middle, links[number].passed, number

    return key
