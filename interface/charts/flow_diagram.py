"""Bands between columns of nodes: how much goes from where to where, by width.

Nothing can go round: a link that would run back or to itself is not drawn and stands in
``left_out``, for the page to say in words. An amount that is not known has no width: its band is a
dashed line, which has a narrow place of its own at each node. Where all of it stands is
``flow_layout``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from interface.charts.flow_layout import LEAST_STEP, LINE, NODE, THIN, Layout, Link, Point, Spot

WIDTH = 1200
LEFT, RIGHT = 176, 232  # room for the labels of the first and the last column
NEXT_LINE = format_html(' dy="{}"', LINE)


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

    @property
    def drawn(self) -> str:
        """As SVG: a bar with its label beside it, which leads to what it stands for."""
        drawn = format_html(
            '<rect class="node" x="{}" y="{}" width="{}" height="{}"/>{}{}',
            *(self.x, self.y, NODE, self.height),
            self._text("b", self.text_y, self.lines),
            self._text("lt", self.said_y, self.said),
        )
        if not self.url:
            return drawn
        return format_html('<a href="{}" aria-label="{}">{}</a>', self.url, self.name, drawn)

    def _text(self, look: str, y: float, lines: tuple[str, ...]) -> str:
        x, end = self.text_x, " end" if self.is_first else ""
        spans = SafeString(
            "".join(
                f'<tspan x="{x}"{NEXT_LINE if number else ""}>{escape(line)}</tspan>'
                for number, line in enumerate(lines)
            )
        )
        return format_html('<text class="{}{}" x="{}" y="{}">{}</text>', look, end, x, y, spans)


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
    def drawn_nodes(self) -> str:
        """The nodes as SVG: there may be many, and a template takes its time for each part."""
        return format_html_join("\n", "{}", ((node.drawn,) for node in self.nodes))

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
    layout = Layout(points, drawn)
    last = max(len(layout.used) - 1, 1)
    width = max(WIDTH, LEFT + RIGHT + NODE + LEAST_STEP * (len(layout.used) - 1))
    step = (width - LEFT - RIGHT - NODE) / last
    xs = {number: round(LEFT + step * place, 1) for place, number in enumerate(layout.used)}
    return FlowDiagram(
        key=key,
        title=title,
        sentence=sentence,
        headings=tuple(Heading(xs[number], columns[number]) for number in layout.used),
        nodes=tuple(
            _node(spot, xs[spot.point.column], spot.point.column == layout.used[0])
            for spot in layout.nodes()
        ),
        bands=tuple(
            Band(
                *(link.start, link.end, course.path, width_of, link.label, link.passed),
                *(course.start_y, course.end_y),
            )
            for link, course, width_of in zip(drawn, layout.courses(xs), layout.widths, strict=True)
        ),
        left_out=tuple(one for one in links if at[one.start] >= at[one.end]),
        width=width,
        height=round(layout.height),
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


def _node(spot: Spot, x: float, is_first: bool) -> Node:
    point = spot.point
    lines, said = spot.words
    return Node(
        key=point.key,
        x=x,
        y=spot.y,
        height=max(spot.high, THIN),
        lines=lines,
        said=said,
        url=point.url,
        name=f"{point.label}: {point.said}" if point.said else point.label,
        is_first=is_first,
    )
