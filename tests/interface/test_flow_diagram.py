"""The layout of bands between columns: no link lost, nothing on top of another, nothing round."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interface.charts.flow_diagram import FlowDiagram, flow_diagram, gathered
from interface.charts.flow_layout import LINE, SLOT, THIN, Link, Point

COLUMNS = dict(enumerate(("Funder", "Fund", "Recipient", "Then passed on to", "For")))
AMOUNTS = st.none() | st.integers(0, 5_000_000).map(Decimal)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Point], list[Link]]:
    """Some nodes in five columns, and links between any two of them, also back and to itself."""
    points = [
        Point(
            f"n{n}",
            draw(st.integers(0, 4)),
            draw(st.text("abc xyz", min_size=1, max_size=60)),
            draw(st.text("£12 known", max_size=50)),
        )
        for n in range(draw(st.integers(1, 12)))
    ]
    name = st.sampled_from([point.key for point in points])
    links = st.builds(Link, name, name, AMOUNTS, st.just("a label"), st.booleans())
    return points, draw(st.lists(links, max_size=40))


def drawn(points: list[Point], links: list[Link]) -> FlowDiagram | None:
    return flow_diagram("k", "Title", points, links, columns=COLUMNS, sentence="It shows this.")


@given(pictures())
def test_no_link_is_lost_and_none_runs_back(picture: tuple[list[Point], list[Link]]) -> None:
    points, links = picture
    at = {point.key: point.column for point in points}
    forward = [link for link in links if at[link.start] < at[link.end]]
    chart = drawn(points, links)
    if not forward:
        assert chart is None
        return
    assert chart is not None
    assert [(band.start, band.end) for band in chart.bands] == [(x.start, x.end) for x in forward]
    assert len(chart.bands) + len(chart.left_out) == len(links)
    assert {node.key for node in chart.nodes} == {
        name for link in forward for name in (link.start, link.end)
    }


@given(pictures())
def test_the_widths_at_a_node_add_up_to_its_height(
    picture: tuple[list[Point], list[Link]],
) -> None:
    chart = drawn(*picture)
    for node in chart.nodes if chart else ():
        into = fsum(b.width or SLOT for b in chart.bands if b.end == node.key)
        out = fsum(b.width or SLOT for b in chart.bands if b.start == node.key)
        assert node.height == pytest.approx(max(into, out), abs=0.02)
        for side, at in (("start", "start_y"), ("end", "end_y")):
            bands = sorted(
                (getattr(b, at), b.width or SLOT)
                for b in chart.bands
                if getattr(b, side) == node.key
            )
            for (y, width), (next_y, next_width) in pairwise(bands):
                assert y + width / 2 <= next_y - next_width / 2 + 0.05
            for y, width in bands:
                assert node.y - 0.05 <= y - width / 2
                assert y + width / 2 <= node.y + node.height + 0.05


@given(pictures())
def test_a_band_is_as_wide_as_its_amount_and_what_is_not_known_has_no_width(
    picture: tuple[list[Point], list[Link]],
) -> None:
    points, links = picture
    chart = drawn(points, links)
    if chart is None:
        return
    left_out = list(chart.left_out)
    amounts = [link.amount for link in links if link not in left_out]
    shown = list(zip(chart.bands, amounts, strict=True))
    assert all((band.width == 0) == (amount is None) for band, amount in shown)
    scale = max((b.width / float(a) for b, a in shown if a and b.width > 2 * THIN), default=0)
    for band, amount in shown:
        if amount is not None and scale:
            assert band.width == pytest.approx(max(float(amount) * scale, THIN), abs=0.1, rel=0.02)


@given(pictures())
def test_nodes_and_labels_of_a_column_do_not_overlap_and_stay_inside(
    picture: tuple[list[Point], list[Link]],
) -> None:
    chart = drawn(*picture)
    if chart is None:
        return
    for x in {node.x for node in chart.nodes}:
        column = sorted((n for n in chart.nodes if n.x == x), key=lambda node: node.y)
        for above, below in pairwise(column):
            assert above.y + above.height < below.y
            lowest = above.said_y + LINE * (len(above.said) - 1)
            assert lowest < below.text_y - 12
    assert all(node.y > 0 and node.y + node.height <= chart.height for node in chart.nodes)
    assert all(node.said_y <= chart.height + 1 for node in chart.nodes)


def test_a_band_over_several_columns_crosses_no_node() -> None:
    points = [Point("a", 0, "A"), Point("b", 1, "B"), Point("c", 2, "C")]
    links = [
        Link("a", "b", Decimal(50)),
        Link("b", "c", Decimal(50)),
        Link("a", "c", Decimal(50)),
    ]
    chart = drawn(points, links)
    assert chart is not None
    middle = next(node for node in chart.nodes if node.key == "b")
    long = next(band for band in chart.bands if (band.start, band.end) == ("a", "c"))
    _, first, *_ = long.path.split("C")
    y = float(first.split("L")[0].split(" ")[-1])
    assert not middle.y - long.width / 2 < y < middle.y + middle.height + long.width / 2


def test_the_first_column_is_labelled_outside_and_all_others_after_the_node() -> None:
    chart = drawn([Point("a", 0, "A"), Point("b", 4, "B")], [Link("a", "b", Decimal(1))])
    assert chart is not None
    first, last = chart.nodes
    assert first.is_first
    assert first.text_x < first.x
    assert last.text_x > last.x
    assert [heading.text for heading in chart.headings] == ["Funder", "For"]


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), AMOUNTS, max_size=30),
    st.integers(2, 12),
)
def test_the_smallest_stand_together_and_never_one_alone(
    amounts: dict[str, Decimal | None], most: int
) -> None:
    together = gathered(amounts, most)
    assert len(together) != 1
    if len(amounts) <= most:
        assert not together
        return
    assert len(amounts) - len(together) == most - 1
    small = max((amounts[name] or Decimal(-1)) for name in together)
    assert all((amounts[n] or Decimal(-1)) >= small for n in amounts if n not in together)


def test_what_is_kept_stands_by_itself() -> None:
    amounts = {name: Decimal(n) for n, name in enumerate("abcdef")}
    assert "a" not in gathered(amounts, 3, kept=["a"])
