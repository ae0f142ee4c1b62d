"""The parts of the barrier report: columns, bodies, months, outcomes, time and what stands out."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from barriers.models import ActionTried, Barrier, BarrierLink, Escalation, EscalationReply
from partnerships.models import Organisation
from tests import builders, learned
from tests.barriers.report.reported import (
    PFPP,
    REPORT,
    as_,
    data_sharing,
    links,
    lists_of,
    page,
    words,
)
from tests.builders import Cast

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
PARTS = ("", "months", "outcomes", "time", "standing")
WAYS = ("kind", "nature", "stage", "status", "severity", "lever", "age")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ask(barrier: Barrier, of: Organisation, on: str, heard: str = "", **fields: Any) -> Escalation:
    """A body was asked on a day and said that it arrived on another."""
    sent = dt.date.fromisoformat(on)
    made = Escalation.objects.create(
        barrier=barrier,
        to=of,
        rung="department",
        ask="Say whether it is so.",
        sent_on=sent,
        acknowledge_by=sent + dt.timedelta(days=7),
        answer_by=sent + dt.timedelta(days=28),
        first_due=sent + dt.timedelta(days=28),
        **fields,
    )
    if heard:
        reply = EscalationReply.objects.create(escalation=made, kind="acknowledged")
        at = dt.datetime.fromisoformat(f"{heard}T12:00+00:00")
        EscalationReply.objects.filter(pk=reply.pk).update(at=at)
    return made


@pytest.fixture
def logged(cast: Cast) -> Cast:
    """Seven barriers of Bradford and Luton that differ in all that the report asks about."""
    desnz = builders.organisation("DESNZ", "central_government")
    funding, culture = builders.category("funding"), builders.category("culture")
    one = data_sharing(
        cast.bradford, "Old", programme=cast.pfpp, nature="real", stage="design", lever="law",
        severity="stops", logged_on=dt.date(2024, 3, 1), logged_on_precision="month",
        cost_low=1000, cost_high=5000, cost_basis="Two posts",
    )  # fmt: skip
    two = builders.barrier(
        cast.luton, "Dear", category=funding, visibility="network", unlocker=desnz,
        stage="delivery", logged_on=dt.date(2026, 9, 30), cost_low=4000, time_low=12,
        time_basis="Counted",
    )  # fmt: skip
    builders.barrier(
        cast.bradford, "Solved", category=culture, status="resolved", resolution="A talk",
        logged_on=dt.date(2026, 1, 10), ended_on=dt.date(2026, 3, 1), programme=cast.pfpp,
    )  # fmt: skip
    builders.barrier(
        cast.bradford, "Given up", category=funding, status="closed_unresolved",
        logged_on=dt.date(2023, 1, 1), logged_on_precision="year",
    )  # fmt: skip
    builders.barrier(cast.luton, "Stuck", category=culture, status="no_action")
    builders.barrier(cast.luton, "Unsure", logged_on=dt.date(2026, 11, 1))
    secret = data_sharing(
        cast.luton, "Secret", visibility="team", unlocker=desnz, cost_low=9_000_000,
        logged_on=dt.date(2020, 1, 1), time_low=900,
    )  # fmt: skip
    for barrier, outcome in ((one, "helped"), (one, "no_change"), (one, "helped"), (two, "helped")):
        ActionTried.objects.create(barrier=barrier, what="Asked", outcome=outcome)
    ActionTried.objects.create(barrier=secret, what="Hushed up", outcome="made_worse")
    BarrierLink.objects.create(barrier=one, other=two, kind="like")
    BarrierLink.objects.create(barrier=secret, other=one, kind="like")
    ask(one, desnz, "2026-10-01", "2026-10-05")
    ask(two, desnz, "2026-11-02")
    return cast


QUERIES = ("", PFPP.lstrip("?"), "category=funding", "status=any-open", "logged=2026")


@pytest.mark.parametrize("query", QUERIES)
def test_every_number_of_every_part_opens_the_list_that_it_counts(logged: Cast, query: str) -> None:
    for who in (None, logged.bradford_editor):
        listed = lists_of(who)
        for show in PARTS:
            asked = f"?show={show}&{query}" if show else f"?{query}"
            for number, url in links(page(asked, who)):
                assert listed(url) == number, f"{asked}: {url}"


@pytest.mark.parametrize("rows", ["", "body", "unitary"])
def test_every_number_opens_its_list_whatever_rows_and_columns_are(logged: Cast, rows: str) -> None:
    who = logged.bradford_editor
    listed = lists_of(who)
    for columns in WAYS:
        text = page(f"?columns={columns}&rows={rows}", who)
        found = links(text)
        assert found, columns
        for number, url in found:
            assert listed(url) == number, f"{columns}: {url}"
        foot = words("<main" + text.partition("<tfoot")[2].partition("</tfoot>")[0] + "</main>")
        *cells, total = map(int, re.findall(r"\d+", foot.partition("once")[2]))
        assert sum(cells) == total == 6, columns


def test_columns_say_what_they_count(logged: Cast) -> None:
    who = logged.bradford_editor
    assert "over-2-years" in page("?columns=age", who)
    assert "up to today, even for those that have ended" in words(page("?columns=age", who))
    assert "There are no such columns" in words(page("?columns=weather"))
    assert as_(None).get(f"{REPORT}?columns=weather&format=csv").status_code == 400


def test_an_age_is_counted_from_the_last_day_of_what_is_known(logged: Cast) -> None:
    who = logged.bradford_editor
    titles = {
        age: set(re.findall(r">(Old|Dear|Solved|Given up|Stuck|Unsure)<",
                            as_(who).get(f"/barriers/?age={age}").content.decode()))
        for age in ("under-3-months", "6-to-12-months", "over-2-years", "not-known")
    }  # fmt: skip
    assert titles == {
        "under-3-months": {"Dear", "Unsure"},
        "6-to-12-months": {"Solved"},
        "over-2-years": {"Old", "Given up"},
        "not-known": {"Stuck"},
    }


def test_rows_can_be_the_bodies_that_could_change_something(logged: Cast) -> None:
    said = words(page("?rows=body", logged.bradford_editor))
    assert "6 barriers. For 5 nobody is named who could change it." in said
    # What names a body stays out of public view, and so does the body
    assert "DESNZ" not in words(page("?rows=body"))


def test_months_run_from_two_years_ago_and_what_is_not_known_stands_apart(logged: Cast) -> None:
    text = page("?show=months", logged.bradford_editor)
    said = words(text)
    assert "6 barriers logged, 2 of them ended." in said
    assert "December 2024" in said
    assert "November 2024" not in said.replace("Before December 2024", "")
    for line in ("September 2026 1 0", "March 2026 0 1", "Before December 2024 1 0"):
        assert line in said
    assert "Month not known 2 1 All 6 2" in said
    assert text.index(">Nov 25<") < text.index(">Nov 26<")


def test_a_chosen_year_has_its_own_months(logged: Cast) -> None:
    said = words(page("?show=months&logged=2025", logged.bradford_editor))
    assert "December 2025 0 0" in said
    assert "January 2025 0 0" in said
    assert "2026" not in said.partition("Month Logged")[2].partition("What is counted")[0]


def test_outcomes_count_each_barrier_once_in_each(logged: Cast) -> None:
    data = json.loads(
        as_(logged.bradford_editor).get(f"{REPORT}?show=outcomes&format=json").getvalue()
    )
    found = {row["kind"]: row for row in data["rows"]}
    assert found["Data sharing"] | {"kind": ""} == {
        "kind": "", "helped": 1, "helped_a_little": 0, "no_change": 1, "made_worse": 0,
        "not_known": 0, "nothing": 0, "tried": 1, "made_up": "no",
    }  # fmt: skip
    assert found["Culture"]["nothing"] == 2


def test_time_says_how_many_are_counted_and_how_many_are_not_known(logged: Cast) -> None:
    who = logged.bradford_editor
    said = words(page("?show=time", who))
    assert "Data sharing 4 days (one case) 1 0" in said
    assert "Funding Not known 0 1" in said.partition("Until a barrier ends")[0]
    assert "All kinds 4 days (one case) 1 1" in said
    ended = said.partition("Until a barrier ends")[2]
    assert "Culture 50 days (one case) 1 0" in ended
    assert "Funding Not known 0 1" in ended
    assert "All kinds 50 days (one case) 1 1" in ended
    signed_out = words(page("?show=time"))
    assert "Until an organisation responds" not in signed_out
    assert "4 days" not in signed_out


def test_what_stands_out_is_ranked_and_never_added_up(logged: Cast) -> None:
    said = words(page("?show=standing", logged.bradford_editor))
    longest = said.partition("Open for longest")[2].partition("Costing most")[0]
    assert longest.index("Old") < longest.index("Dear") < longest.index("Unsure")
    assert "Given up" not in longest
    costing = said.partition("Costing most")[2].partition("Taking most staff time")[0]
    assert costing.index("£1,000 to £5,000 Two posts") < costing.index("£4,000")
    assert "9,000" not in costing
    assert "12 hours a month Counted" in said.partition("Taking most staff time")[2]
    shared = said.partition("Shared by most")[2].partition("No action possible")[0]
    assert shared.count("1 barrier in 1 other place") == 2
    left = said.partition("Shared by most")[2].partition("No action possible for now")[2]
    assert left.index("Stuck") < left.index("Closed unresolved") < left.index("Given up")


def test_what_lies_still_is_kept_in_view(logged: Cast) -> None:
    text = page("", logged.bradford_editor)
    assert "Still shown: 1 no action possible for now, 1 closed unresolved." in words(text)
    assert (1, "/barriers/?status=closed-unresolved") in links(text)
    assert "Still shown" not in words(page("?category=data-sharing", logged.bradford_editor))


@pytest.mark.parametrize("show", PARTS)
def test_a_hidden_barrier_changes_no_part(logged: Cast, show: str) -> None:
    address = f"?show={show}" if show else ""
    for who in (None, logged.outsider, logged.bradford_editor):
        before = words(page(address, who))
        assert "Secret" not in before
        Barrier.objects.filter(title="Secret").update(cost_low=1, status="no_action")
        assert words(page(address, who)) == before


@pytest.mark.parametrize("show", PARTS)
def test_each_part_comes_as_a_file_with_its_codebook(logged: Cast, show: str) -> None:
    client = as_(logged.bradford_editor)
    address = f"{REPORT}?show={show}" if show else f"{REPORT}?"
    book = load_workbook(io.BytesIO(client.get(f"{address}&format=xlsx").getvalue()))
    assert book.sheetnames == ["Rows", "What the columns mean"]
    heads = [cell.value for cell in book["Rows"][1]]
    meanings = {row[0].value: row[1].value for row in book["What the columns mean"].rows}
    assert set(heads) <= set(meanings)
    assert "never zero" in str(meanings["Not known"])
    text = client.get(f"{address}&format=csv&definitions=1").getvalue().decode()
    assert "Only records that the person who downloaded them could see" in text


def test_there_is_no_other_part(db: None) -> None:
    assert "There is no such part of the report" in words(page("?show=weather"))
    assert as_(None).get(f"{REPORT}?show=weather&format=csv").status_code == 400


@pytest.mark.parametrize("filters", ["logged=soon", "closed=2026-13", "logged=9999-00", "age=old"])
def test_a_filter_that_is_not_understood_says_so(db: None, filters: str) -> None:
    for address in (f"{REPORT}?show=months&{filters}", f"/barriers/?{filters}"):
        response = as_(None).get(address)
        assert response.status_code == 200
        assert "because a filter is not right" in words(response.content.decode())


def test_filters_survive_the_parts_and_the_files(logged: Cast) -> None:
    text = page("?show=months&stage=design&rows=body", logged.bradford_editor)
    onward = next(url for url in re.findall('href="([^"]+)"', text) if "show=outcomes" in url)
    assert {"stage=design", "rows=body"} <= set(onward.partition("?")[2].split("&amp;"))
    taken = next(url for url in re.findall('href="([^"]+)"', text) if "format=csv" in url)
    assert {"stage=design", "show=months"} <= set(taken.partition("?")[2].split("&amp;"))


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("?show=months", 8),
        ("?show=outcomes", 11),
        ("?show=time", 9),
        ("?show=standing", 11),
        ("?rows=body&columns=age", 13),
    ],
)
def test_each_part_asks_as_often_for_one_as_for_many(
    cast: Cast,
    many: int,
    query: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    last = None
    for number in range(many):
        body = builders.organisation(f"Body {number}")
        at = builders.place(f"Town {number}", within=cast.region)
        barrier = data_sharing(
            at, programme=cast.pfpp, unlocker=body, cost_low=5, time_low=3,
            logged_on=dt.date(2026, 1, 1 + number),
        )  # fmt: skip
        ActionTried.objects.create(barrier=barrier, what="Asked", outcome="helped")
        ask(barrier, body, "2026-10-01", "2026-10-05")
        other = last or data_sharing(cast.bradford, programme=cast.pfpp)
        BarrierLink.objects.create(barrier=other, other=barrier, kind="like")
        last = barrier
    client = as_(cast.pfpp_lead)
    with django_assert_num_queries(queries):
        client.get(REPORT + query)


def test_what_helped_in_a_made_up_place_is_no_part_of_the_country(cast: Cast) -> None:
    made_up = builders.programme("Made-up programme", [cast.luton], is_example=True)
    pilot = builders.pilot(cast.luton, "Hubs", programme=made_up)
    learned.lesson(pilot, "A made-up help", kind="enabler", helps_with="data-sharing")
    builders.barrier(cast.bradford, category=builders.category())
    assert "A made-up help" not in words(page(""))
    assert "A made-up help" in words(page(f"?programme={made_up.slug}"))
