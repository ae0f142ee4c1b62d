"""The barrier report on a record of which little is known: what is not known is never told as 0."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from barriers.models import Barrier, BarrierLink
from interface.charts.columns import Point, column_chart
from tests import builders
from tests.barriers.report.reported import REPORT, as_, data_sharing, links, listed, page, words
from tests.builders import Cast

PARTS = ("", "months", "outcomes", "time", "standing")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def unknown(cast: Cast) -> Cast:
    """Three barriers of which neither the status nor the month is known."""
    for number in range(3):
        data_sharing(cast.bradford, f"Unknown {number}", programme=cast.pfpp, status="not_known")
    return cast


def lead(query: str) -> str:
    answer = page(query).partition('id="answer"')[2].partition("</div>")[0]
    return words(f"<main{answer}</main>").removeprefix("> ")


def file(show: str) -> list[dict[str, Any]]:
    return list(json.loads(as_(None).get(f"{REPORT}?show={show}&format=json").getvalue())["rows"])


def test_months_are_not_drawn_where_none_is_known(unknown: Cast) -> None:
    text = page("?show=months")
    assert "3 barriers logged. Whether they have ended is not known." in lead("?show=months")
    assert "<figure" not in text
    said = words(text)
    assert "We don’t know in which month any of these 3 barriers was logged" in said
    assert "We don’t know the status of 3 barriers" in said
    assert not re.search(r"20\d\d 0", said)


def test_the_file_of_months_has_no_zeros_where_nothing_is_known(unknown: Cast) -> None:
    (row,) = file("months")
    assert row["month"] == "Month not known"
    assert row["logged"] == row["status_not_known"] == 3
    assert row["ended"] is None


def test_ends_that_are_known_stand_beside_the_number_that_is_not(unknown: Cast) -> None:
    builders.barrier(
        unknown.bradford, status="resolved", resolution="A talk", logged_on=dt.date(2026, 1, 1),
        ended_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    query = "?show=months"
    assert "4 barriers logged, 1 of them known to have ended. We don’t know for 3." in lead(query)
    said = words(page(query))
    assert "All 4 3 1 known, 3 not known" in said
    assert "Month not known 3 3 0" in said
    for number, url in links(page(query)):
        assert listed(url) == number, url


def test_none_known_and_some_not_known_are_both_said(unknown: Cast) -> None:
    builders.barrier(unknown.bradford, logged_on=dt.date(2026, 1, 1))
    assert "All 4 3 0 known, 3 not known" in words(page("?show=months"))


def test_months_of_logging_without_a_known_status_leave_the_ends_open(unknown: Cast) -> None:
    Barrier.objects.update(logged_on=dt.date(2026, 9, 3))
    said = words(page("?show=months"))
    assert "September 2026 3 3 Not known" in said
    assert "August 2026 0 0 Not known" in said
    assert "Ended: the months are not known." in said
    assert {row["ended"] for row in file("months")} == {None}


def test_ends_without_a_known_month_are_no_months_of_none(cast: Cast) -> None:
    builders.barrier(cast.bradford, status="closed_unresolved", logged_on=dt.date(2026, 9, 3))
    said = words(page("?show=months"))
    assert "September 2026 1 Not known" in said
    assert "Month not known 0 1 All 1 1" in said


def test_time_does_not_say_that_none_has_ended(unknown: Cast) -> None:
    of_three = "We don’t know the status of 3, so we don’t know whether they ended."
    assert of_three in lead("?show=time")
    said = words(page("?show=time"))
    assert "We don’t know whether any of these barriers has ended." in said
    assert "has ended yet" not in said
    every = file("time")[-1]
    assert every["status_not_known"] == 3
    assert every["ended_known"] is every["ended_unknown"] is every["ended_median_days"] is None


def test_time_of_one_and_of_two_is_no_median(unknown: Cast) -> None:
    first = dt.date(2026, 1, 1)
    for number, days in enumerate((10, 90, 20), 1):
        builders.barrier(
            unknown.bradford, status="resolved", resolution="A talk", logged_on=first,
            ended_on=first + dt.timedelta(days=days), category=builders.category("culture"),
        )  # fmt: skip
        text = page("?show=time")
        match number:
            case 1:
                assert "The one that ended with both dates known took 10 days." in text
                assert "Culture 10 days (one case) 1 0" in words(text)
            case 2:
                assert "The two that ended with both dates known took 10 and 90" in text
                assert "Culture 10 and 90 days (two cases) 2 0" in words(text)
            case 3:
                of_three = "Of the 3 that ended with both dates known, half took"
                assert f"{of_three} no more than 20 days." in text
                assert "half took no more than 20 days. We don’t know the status of 3 more" in text
                assert "Culture 20 days 3 0" in words(text)
    for number, url in links(page("?show=time")):
        assert listed(url) == number, url


def test_outcomes_say_that_nothing_is_recorded(unknown: Cast) -> None:
    assert "3 barriers. We have no record of what was tried against them" in lead("?show=outcomes")


def test_what_stands_out_says_which_it_leaves_out(unknown: Cast) -> None:
    assert "3 barriers are not included: we don’t know whether they are still in the way." in lead(
        "?show=standing"
    )


def test_barriers_of_the_same_place_are_shared_with_no_other(cast: Cast) -> None:
    one, two = data_sharing(cast.bradford, "One"), data_sharing(cast.bradford, "Two")
    BarrierLink.objects.create(barrier=one, other=two, kind="like")
    said = words(page("?show=standing"))
    assert "1 barrier none in another place" in said
    assert "no other places" not in said


def test_where_does_not_count_barriers_in_none_of_the_places(cast: Cast) -> None:
    for name in ("Hull", "Leeds"):
        builders.place(name, within=cast.region, kind="custom")
    data_sharing(cast.luton)
    assert "1 barrier, not in any of the 2 areas drawn for a purpose." in lead("?rows=custom")


@pytest.mark.parametrize("show", PARTS)
def test_no_part_tells_the_unknown_as_none(unknown: Cast, show: str) -> None:
    said = words(page(f"?show={show}"))
    for wrong in (r"\b0 of them", "has ended yet", r"against 0\b", r"\b0 of \d", "run its course"):
        assert not re.search(wrong, said), wrong


def test_a_chart_has_no_columns_and_no_sum_of_what_is_not_known() -> None:
    points = [Point("Jan 26", "January 2026", 2, None), Point("Feb 26", "February 2026", 0, None)]
    chart = column_chart("months", "Months", ("Logged", "Ended"), points)
    assert chart is not None
    assert not chart.seconds
    assert chart.sentence.endswith("Ended: the months are not known.")


def test_none_is_new_this_quarter_only_where_every_date_is_known(unknown: Cast) -> None:
    data_sharing(unknown.bradford, "Old", status="open", logged_on=dt.date(2025, 1, 2))
    text = words(page(""))
    assert "New this quarter" not in text
    assert "For 3, we don’t know which month they were logged in." in text
    data_sharing(unknown.bradford, "New", status="open", logged_on=dt.date(2026, 11, 2))
    assert "New this quarter; October to December 2026 1" in words(page(""))


def test_the_longest_say_for_how_many_it_is_not_known(cast: Cast) -> None:
    data_sharing(cast.bradford, "Dated", status="open", logged_on=dt.date(2025, 1, 2))
    for name in ("A", "B"):
        data_sharing(cast.bradford, name, status="open")
    assert "We don’t know this for 2 barriers, so they are left out." in words(
        page("?show=standing")
    )
