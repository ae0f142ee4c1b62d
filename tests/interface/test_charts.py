"""Charts: everything inside the drawing, gaps where nothing is known, round numbers to read by."""

import datetime as dt
import re
from itertools import pairwise

import html5lib
import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from interface.charts import bands, heat, line, scale, series
from interface.charts.spark import spark

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2040, 12, 31))
VALUES = st.one_of(
    st.integers(min_value=-(10**6), max_value=10**9),
    st.decimals(min_value=-1000, max_value=10**7, places=2),
)


@st.composite
def readings(draw: st.DrawFn) -> list[series.Reading]:
    days = draw(st.lists(DAYS, unique=True, max_size=30))
    made = []
    for day in days:
        kind = draw(st.sampled_from(["value", "range", "unknown"]))
        if kind == "value":
            made.append(series.Reading(day, draw(VALUES), exact=draw(st.booleans())))
        elif kind == "range":
            low, high = sorted((draw(VALUES), draw(VALUES)))
            made.append(series.Reading(day, low=low, high=high))
        else:
            made.append(series.Reading(day, said="Not known: not counted yet"))
    return made


@st.composite
def targets(draw: st.DrawFn) -> list[series.Target]:
    found = []
    for day in draw(st.lists(DAYS, unique=True, max_size=4)):
        low, high = sorted((draw(VALUES), draw(VALUES)))
        found.append(series.Target(day, low, high))
    return found


CHANGES = st.lists(st.builds(series.TargetChange, DAYS, st.just("Plan changed")), max_size=4)


@given(st.lists(VALUES, max_size=20))
def test_the_grid_is_even_and_holds_every_value_and_zero(values) -> None:
    grid = scale.steps(values)
    assert 2 <= len(grid) <= 12
    gaps = [round(b - a, 9) for a, b in pairwise(grid)]
    assert min(gaps) > 0
    assert max(gaps) == pytest.approx(min(gaps), rel=1e-6)
    for value in [*map(float, values), 0.0]:
        assert grid[0] <= value <= grid[-1] or value == pytest.approx(grid[-1], rel=1e-9)


@given(VALUES, VALUES)
def test_a_larger_value_never_stands_lower(a, b) -> None:
    grid = scale.steps([a, b])
    y = scale.Scale(grid[0], grid[-1], line.BOTTOM, line.TOP)
    low, high = sorted((a, b))
    assert y.at(high) <= y.at(low)


@given(readings(), targets(), CHANGES)
def test_everything_is_inside_the_drawing(found, planned, changes) -> None:
    chart = line.line_chart("k", "Homes", found, planned, changes, unit="homes")
    if chart is None:
        assert not planned
        assert not any(reading.known for reading in found)
        return
    points = [(dot.x, dot.y) for dot in chart.dots]
    points += [(bar.x, y) for bar in chart.bars for y in (bar.y1, bar.y2)]
    points += [(band.x, band.y) for band in chart.bands]
    points += [(band.x + band.width, band.y + band.height) for band in chart.bands]
    points += [(marker.x, marker.label_y) for marker in chart.markers]
    for path in chart.paths:
        pairs = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)
        points += [(float(a), float(b)) for a, b in pairs]
    for x, y in points:
        assert 0 <= x <= chart.width
        assert 0 <= y <= chart.height
    assert all(b.at - a.at >= line.DATE_GAP for a, b in pairwise(chart.x_ticks))


@given(readings(), targets(), CHANGES)
def test_what_is_said_of_changes_lies_on_nothing_that_is_drawn(found, planned, changes) -> None:
    chart = line.line_chart("k", "Homes", found, planned, changes, unit="homes")
    if chart is None or not changes:
        return
    lowest = max(marker.label_y for marker in chart.markers)
    letter = 12  # how high one is
    assert lowest < chart.top - 6
    assert all(dot.y - 6 > lowest for dot in chart.dots)
    assert all(dot.label_y - letter > lowest for dot in chart.dots if dot.label)
    assert all(band.label_y - letter > lowest for band in chart.bands)
    assert all(bar.label_y - letter > lowest for bar in chart.bars)


def test_a_long_label_stands_beside_its_band_in_whole() -> None:
    name = "Families helped by specialist staff at the library desk"
    chart = bands.band_chart("k", "Figures", [bands.PlanActual(name, actual_low=3)])
    assert chart is not None
    assert " ".join(chart.lines[0].label) == name


@given(readings(), targets())
def test_the_line_never_crosses_what_is_not_known(found, planned) -> None:
    chart = line.line_chart("k", "Homes", found, planned)
    known = [reading for reading in found if reading.value is not None]
    runs, run = [], 0
    for reading in sorted(found, key=lambda r: r.day):
        run = run + 1 if reading.value is not None else 0
        if run == 2:
            runs.append(1)
    assert len(chart.dots if chart else ()) == len(known)
    assert len(chart.paths if chart else ()) == len(runs)


@given(readings(), targets())
def test_the_table_says_every_date_once_and_in_order(found, planned) -> None:
    chart = line.line_chart("k", "Homes", found, planned)
    days = {reading.day for reading in found} | {target.day for target in planned}
    if chart:
        assert len(chart.table) == len(days)
        html = render_to_string("components/charts/line.html", {"chart": chart})
        html5lib.HTMLParser(strict=True).parseFragment(html)
        assert "None" not in html


def test_a_value_that_is_not_known_is_no_zero_on_the_line() -> None:
    days = [dt.date(2026, month, 1) for month in (1, 4, 7)]
    chart = line.line_chart(
        "k",
        "Homes",
        [series.Reading(days[0], 5), series.Reading(days[1]), series.Reading(days[2], 9)],
    )
    assert chart is not None
    assert (len(chart.dots), chart.paths) == (2, ())
    assert [row.actual for row in chart.table] == ["5", "Not known", "9"]
    assert "Not known on 1 date." in chart.sentence


def test_nothing_known_draws_nothing() -> None:
    assert line.line_chart("k", "Homes", [series.Reading(dt.date(2026, 1, 1))]) is None
    assert bands.band_chart("k", "Homes", [bands.PlanActual("Homes")]) is None


def test_an_inexact_value_is_a_ring_and_keeps_its_words() -> None:
    chart = line.line_chart(
        "k", "Homes", [series.Reading(dt.date(2026, 1, 1), 550, said="more than 550", exact=False)]
    )
    html = render_to_string("components/charts/line.html", {"chart": chart})
    assert 'class="ring"' in html
    assert "more than 550" in html
    assert "A ring is not an exact figure." in html


def test_a_band_is_drawn_only_where_plan_and_actual_count_the_same() -> None:
    figures = [
        bands.PlanActual("Enquiries", 550, None, "more than 550", 100, None, "100", same=False),
        bands.PlanActual("Calls", 12, None, "12", 100, None, "100", same=None),
        bands.PlanActual("Homes", 67, None, "67", 100, 150, "100 to 150", same=True),
    ]
    chart = bands.band_chart("k", "Three figures", figures)
    assert chart is not None
    enquiries, calls, homes = chart.lines
    assert (enquiries.band, enquiries.ring) == (None, True)
    assert (calls.band, calls.ring) == (None, True)  # nobody is sure that it does
    assert homes.band is not None
    assert homes.dot is not None
    assert homes.dot < homes.band < homes.band + homes.band_width <= chart.width
    assert "planned" not in chart.sentence.split("Homes")[0]


def test_no_chart_shows_a_percentage() -> None:
    figures = [bands.PlanActual("Homes", 67, None, "67", 100, 150, "100 to 150", same=True)]
    chart = bands.band_chart("k", "Homes", figures, unit="homes")
    assert "%" not in render_to_string("components/charts/bands.html", {"chart": chart})


PLANS = st.builds(
    bands.PlanActual,
    label=st.text(alphabet="abc def", min_size=1, max_size=60),
    actual_low=st.one_of(st.none(), VALUES),
    actual_words=st.text(max_size=30),
    planned_low=st.one_of(st.none(), VALUES),
    planned_words=st.text(max_size=30),
    same=st.sampled_from([True, False, None]),
)


@given(st.lists(PLANS, min_size=1, max_size=8))
def test_every_row_of_a_band_chart_is_inside_the_drawing(figures) -> None:
    chart = bands.band_chart("k", "Figures", figures, unit="homes")
    if chart is None:
        return
    assert len(chart.lines) == len(chart.table) == len(figures)
    for drawn in chart.lines:
        assert drawn.y < chart.bottom < chart.height
        assert len(drawn.label) <= 3
        assert all(len(part) <= bands.LABEL_WIDTH for part in drawn.label)
        for x in (drawn.dot, drawn.dot_end, drawn.band):
            assert x is None or bands.LEFT <= x <= bands.RIGHT


@pytest.mark.parametrize(
    ("count", "shade"), [(0, ""), (None, ""), (1, "k1"), (2, "k2"), (3, "k2"), (6, "k3"), (7, "k4")]
)
def test_a_heat_map_has_four_shades_and_none_for_none(count, shade: str) -> None:
    assert heat.shade(count) == shade


def test_none_logged_is_said_and_a_number_opens_its_list() -> None:
    cells = heat.cells(
        {"data": 2},
        [("data", "Data sharing"), ("culture", "Culture")],
        "Hull",
        {"data": "/barriers/?place=hull&category=data"},
    )
    row = heat.Row("Hull", cells, heat.Cell(2, url="/barriers/?place=hull", name="2: all, Hull"))
    html = render_to_string(
        "components/heat.html",
        {"heat": heat.HeatMap("Barriers", ("Data sharing", "Culture"), (row,))},
    )
    assert (
        'href="/barriers/?place=hull&amp;category=data" aria-label="2: Data sharing, Hull">2'
        in html
    )
    assert '<span class="vh">none logged</span>' in html
    assert ">0<" not in html


def test_of_many_figures_a_small_chart_has_a_dot_at_the_last_and_where_no_line_is() -> None:
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=30 * number) for number in range(40)]
    few = spark("s", "Homes", [series.Reading(day, 3) for day in days[:24]])
    assert few is not None
    assert len(few.dots) == 24
    known = [series.Reading(day, None if n in (9, 11) else n) for n, day in enumerate(days)]
    many = spark("s", "Homes", known)
    assert many is not None
    assert len(many.paths) == 2
    assert [len(path.split("L")) for path in many.paths] == [9, 28]
    assert len(many.dots) == 2, "the one between two that are not known, and the last"
    assert all(many.dots[0][0] < x for x, _ in many.dots[1:])
