"""The made-up charts of the component page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from interface.charts import (
    amount_bars,
    area_map,
    bands,
    columns,
    flow_diagram,
    heat,
    levels,
    line,
    series,
    spark,
    standing,
    steps,
    tile_map,
)


def charts() -> dict[str, Any]:
    """Each chart, by the name that the page calls it by."""
    return {
        **_lines(),
        **_on_scales(),
        "heat": _heat(),
        "map": _map(),
        "flows": _flows(),
        "bars": amount_bars.amount_bars(
            "bars",
            "Committed, by financial year",
            [
                amount_bars.Amount("2026 to 2027", "£600,000", Decimal(600_000), Decimal(600_000)),
                amount_bars.Amount(
                    "2027 to 2028", "£150,000 to £350,000", Decimal(150_000), Decimal(350_000)
                ),
                amount_bars.Amount("2028 to 2029", "Not known", None, None),
            ],
            sentence="Three financial years, the last of them not known.",
        ),
        "steps": steps.step_chart(
            "steps",
            "How visits make homes warmer",
            [
                steps.Step(1, 0, "Homes are visited"),
                steps.Step(2, 1, "Draughts are stopped"),
                steps.Step(3, 2, "Fewer people are cold"),
            ],
            [(1, 2), (2, 3)],
            columns={0: "What we do", 1: "What comes of it", 2: "What changes"},
            sentence="A visit leads to a repair, which leads to a warmer home.",
        ),
    }


def _flows() -> flow_diagram.FlowDiagram | None:
    """A grant, part of it passed on, and one of which the amount is not known."""
    points = [
        flow_diagram.Point("ministry", 0, "Housing ministry", "£1,200,000", "#"),
        flow_diagram.Point("foundation", 0, "Community foundation", "Not known", "#"),
        flow_diagram.Point("council", 1, "County Council", "£1,200,000 + 1 not known", "#"),
        flow_diagram.Point("college", 2, "College", "£450,000", "#"),
    ]
    links = [
        flow_diagram.Link("ministry", "council", Decimal(1_200_000), "A grant"),
        flow_diagram.Link("foundation", "council", None, "A grant: not known"),
        flow_diagram.Link("council", "college", Decimal(450_000), "Passed on", passed=True),
    ]
    return flow_diagram.flow_diagram(
        "money",
        "Where money comes from and goes",
        points,
        links,
        columns={0: "Funder", 1: "Recipient", 2: "Passed on to"},
        sentence="Two funders pay a council, which passes £450,000 on. One amount is not known.",
    )


def _map() -> area_map.AreaMap:
    """A few areas as tiles: one of each class, one with none and one not known."""
    cells = dict.fromkeys([(0, 0), (1, 0), (2, 0), (0, 1)], "North")
    cells |= dict.fromkeys([(1, 1), (2, 1), (0, 2)], "South")
    known = (
        *((f"Leeds: {number} pilots", f"c{number}", f"{number}") for number in range(1, 6)),
        ("York: no pilot to see", area_map.NONE, ""),
        ("Hull: not known", area_map.UNKNOWN, ""),
    )
    areas = []
    for cell, (said, kind, number) in zip(cells, known, strict=True):
        x, y = tile_map.centre(*cell)
        areas.append(area_map.Area(tile_map.tile(x, y), kind, said, number=number, x=x, y=y))
    width, height = tile_map.size(cells)
    return area_map.AreaMap(
        key="tiles",
        title="Pilots of each council",
        sentence="Five councils have pilots.",
        width=width,
        height=height,
        areas=tuple(areas),
        borders=tile_map.borders(cells),
        ringed=areas[2].path,
    )


def _lines() -> dict[str, Any]:
    days = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    target = series.Target(date(2027, 3, 31), 80, 120)
    change = series.TargetChange(date(2026, 8, 21), "Plan changed, 21 August")
    rising = [series.Reading(d, v) for d, v in zip(days, (0, 22, 41), strict=False)]
    broken = [
        series.Reading(days[0], 12),
        series.Reading(days[1], None, said="Not known: not counted yet"),
        series.Reading(days[2], 30, said="more than 30", exact=False),
        series.Reading(days[3], low=35, high=50),
    ]
    return {
        "line": line.line_chart(
            "homes", "Homes improved", rising, [target], [change], unit="homes"
        ),
        "gaps": line.line_chart("gaps", "Homes visited", broken, [], [], unit="homes"),
    }


def _on_scales() -> dict[str, Any]:
    return {
        "columns": columns.column_chart(
            "columns",
            "Barriers logged and ended",
            ("Logged", "Ended"),
            [
                columns.Point("Sep 26", "September 2026", 3, 1),
                columns.Point("Oct 26", "October 2026", 5, 2),
                columns.Point("Nov 26", "November 2026", 2, 4),
            ],
        ),
        "ranges": bands.band_chart(
            "ranges",
            "What a visit costs and saves",
            [
                bands.PlanActual("Cost", 40, 60, actual_words="40 to 60 pounds"),
                bands.PlanActual("Saving", 90, actual_words="90 pounds"),
            ],
            unit="pounds",
        ),
        "confidence": levels.level_chart(
            ("on track", "some problems", "needs help"),
            [("January", "on track"), ("April", "some problems"), ("July", "on track")],
            "How sure the team was",
        ),
        "spark": spark.spark(
            "spark",
            "Homes visited",
            [
                series.Reading(date(2026, 3, 31), 24, said="24", when="31 March 2026"),
                series.Reading(date(2026, 6, 30), 60, said="60", when="30 June 2026"),
                series.Reading(date(2026, 9, 30), 118, said="118", when="30 September 2026"),
            ],
            [series.Target(date(2027, 3, 31), 150, 150, said="150", when="31 March 2027")],
        ),
        "standing": standing.standing(
            "standing",
            "Homes let privately: the place among 62 councils",
            (9, 16, 19, 22, 44),
            ("9%", "44%"),
            sentence="Here 27%. Higher than 55 of the other 61 councils.",
            value=27,
            ring=20,
            stroke=20.5,
        ),
        "bands": _homes_in_hastings(),
    }


def _homes_in_hastings() -> Any:
    return bands.band_chart(
        "hastings",
        "Homes in Hastings",
        [
            bands.PlanActual("Homes assessed", 150, actual_words="150 homes"),
            bands.PlanActual(
                "Homes with small improvements",
                67,
                actual_words="67 homes",
                planned_low=100,
                planned_high=150,
                planned_words="100 to 150 homes",
                same=True,
                condition="where needed and agreed",
            ),
            bands.PlanActual("Homes checked again after a year"),
        ],
        unit="homes",
    )


def _heat() -> heat.HeatMap:
    columns = [("structures", "Structures"), ("funding", "Funding"), ("data", "Data sharing")]
    counts = {
        "Northport": {"structures": 2, "funding": 3, "data": 5},
        "Eastvale": {"structures": 1, "funding": 7},
        "Millbridge": {"data": 8},
    }
    urls = {key: "#heat" for key, _ in columns}
    rows = tuple(
        heat.Row(
            place,
            heat.cells(found, columns, place, urls),
            heat.Cell(sum(found.values()), "All", "#heat", f"{sum(found.values())}: all, {place}"),
            "#heat",
        )
        for place, found in counts.items()
    )
    foot = heat.Row(
        "All places",
        heat.cells({"structures": 3, "funding": 10, "data": 13}, columns, "all places", urls),
        heat.Cell(26, "All", "#heat", "26: all barriers"),
    )
    title = "Open barriers in Exampleshire (example)"
    return heat.HeatMap(title, tuple(label for _, label in columns), rows, foot)
