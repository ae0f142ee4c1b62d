"""The money of a place as it wrunning on a day that the reader chooses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/"
FIRST, LAST = dt.date(2024, 4, 1), dt.date(2026, 3, 31)


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    ministry = builders.organisation("Ministry")
    flow = {"giver": ministry, "receiver": made.council}
    builders.flow(made.bradford, 100, description="Then", start=FIRST, end=LAST, **flow)
    builders.flow(made.bradford, 10, description="Since", start=dt.date(2026, 4, 1), **flow)
    builders.flow(made.bradford, 1, description="Some day", **flow)
    return made


def page(client: Client, query: str = "") -> Any:
    return client.get(f"{URL}{query}").context["page"]


def nodes(made: Any) -> set[str]:
    return {node.name for node in made.picture.chart.nodes}


@pytest.mark.parametrize(
    ("day", "total"),
    [("2024-04-01", "£100"), ("2026-03-31", "£100"), ("2026-04-01", "£10"), ("", "£111")],
)
def test_totals_diagram_rows_and_breakdown_are_of_the_day(
    client: Client, cast: Cast, day: str, total: str
) -> None:
    made = page(client, f"?show=flows&on={day}")
    assert str(made.committed) == total
    assert nodes(made) == {f"Ministry: {total}", f"{cast.council.name}: {total}"}
    assert f"£{sum(flow.amount_low for flow in made.page):.0f}" == total
    apart = page(client, f"?show=apart&on={day}").breakdown
    assert [str(line.total) for line in apart.lines] == [total]


@pytest.mark.parametrize("by", ["place", "held", "like", "topic", "sector"])
def test_each_way_to_take_it_apart_is_of_the_day(client: Client, cast: Cast, by: str) -> None:
    text = client.get(f"{URL}?on=2025-01-01&by={by}").content.decode()
    assert "£100" in text
    assert "£111" not in text


@pytest.mark.parametrize("by", ["source", "topic", "sector", "held", "place", "like"])
def test_what_goes_on_later_takes_nothing_off_on_the_day(
    client: Client, cast: Cast, by: str
) -> None:
    agency = builders.organisation("Agency")
    said = {"giver": agency, "receiver": cast.council, "start": FIRST, "end": LAST}
    whole = builders.flow(cast.luton, 1000, **said)
    later = {"giver": cast.council, "start": dt.date(2025, 4, 1), "end": LAST}
    builders.flow(cast.luton, 400, parent=whole, **later)
    url = f"/places/{cast.luton.slug}/funding/?by={by}&on="
    for day in ("2024-06-01", "2025-06-01"):
        answer = client.get(f"{url}{day}")
        made = answer.context["page"]
        assert str(made.committed) == "£1,000"
        assert day == "2025-06-01" or "£600" not in answer.content.decode()
        listed = client.get(made.shown_url)
        assert [str(row.total) for row in listed.context["meanings"]] == ["£1,000"]
        if by == "source":
            assert [(line.label, str(line.total)) for line in made.breakdown.lines] == [
                ("Agency", "£1,000")
            ]


def test_before_all_of_it_there_is_none(client: Client, cast: Cast) -> None:
    text = client.get(f"{URL}?on=2020-01-01").content.decode()
    assert "No money is recorded here as running on 1 January 2020" in text


def test_what_may_or_may_not_have_begun_is_counted_and_in_no_total(
    client: Client, cast: Cast
) -> None:
    text = client.get(f"{URL}?on=2025-01-01").content.decode()
    assert "1 more amount is left out: nobody has said when it began." in text
    assert "left out" not in client.get(URL).content.decode()


def test_hidden_money_without_a_beginning_is_not_counted(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 5, visibility="team", programme=cast.pfpp, team=cast.team)
    assert str(page(client, "?on=2025-01-01").no_start) == "1"


def test_links_tabs_and_lists_keep_the_day(client: Client, cast: Cast) -> None:
    made = page(client, "?on=1+January+2025&by=topic")
    assert made.asked.url.endswith("?on=2025-01-01&by=topic")
    assert "on=2025-01-01" in made.list_url
    assert "on=2025-01-01" in made.shown_url
    assert all("on=2025-01-01" in tab.url for tab in made.ways_apart)
    assert all("on=2025-01-01" in line.url for line in made.breakdown.lines)
    assert made.asked.all_times_url == f"{URL}?by=topic"
    listed = client.get(made.breakdown.lines[0].url).content.decode()
    assert "£100" in listed
    assert "£10<" not in listed


def test_the_form_keeps_what_else_is_asked(client: Client, cast: Cast) -> None:
    text = client.get(f"{URL}?on=2025-01-01&by=topic").content.decode()
    assert '<input type="hidden" name="by" value="topic">' in text
    assert 'name="on" value="1 January 2025"' in text
    assert f'<a href="{URL}?by=topic">All times</a>' in text


@pytest.mark.parametrize("typed", ["31 February 2025", "soon", "5", "9999999999"])
def test_what_is_no_day_is_said_and_stays_typed(client: Client, cast: Cast, typed: str) -> None:
    answer = client.get(URL, {"on": typed})
    made = answer.context["page"]
    text = answer.content.decode()
    assert made.asked.day_problem
    assert f"{made.asked.day_problem}. What is running today is shown" in text.replace(
        "&#x27;", "'"
    )
    assert f'value="{typed}" size="16"' in text
    assert 'aria-describedby="on-e" aria-invalid="true"' in text
    assert made.asked.on == timezone.localdate()
    assert str(made.committed) == "£10"


@pytest.mark.parametrize("address", [URL, "/funding/flows/"])
def test_on_the_day_only_legs_in_force_say_that_they_pass_on(
    client: Client, cast: Cast, address: str
) -> None:
    whole = builders.flow(cast.bradford, 500, description="Whole", start=FIRST, end=LAST)
    later = dt.date(2025, 4, 1)
    builders.flow(cast.bradford, 200, description="Leg", parent=whole, start=later)
    for day, is_told in (("2024-06-01", False), ("2025-06-01", True), ("2026-06-01", False)):
        for text in (
            client.get(f"{address}?on={day}").content.decode(),
            b"".join(client.get(f"{address}?on={day}&format=csv").streaming_content).decode(),
        ):
            said = any(words in text for words in ("; passed on", "£200 of it", f",{whole.pk},"))
            assert said is is_told


def test_what_ends_is_what_ended_within_a_year_of_the_day(client: Client, cast: Cast) -> None:
    text = client.get(f"{URL}?on=2025-06-01").content.decode()
    assert "Ending within 12 months of 1 June 2025" in text
    assert [one.name for one in page(client, "?on=2025-06-01").ending] == ["Then"]
    assert page(client, "?on=2024-06-01").ending == []


def test_its_file_has_what_was_in_force(client: Client, cast: Cast) -> None:
    body = client.get(f"{URL}?on=2025-01-01&format=csv").getvalue().decode()
    assert "Then" in body
    assert "Since" not in body
    assert "Some day" not in body


@pytest.mark.parametrize("wrong", ["on=soon", "year=1999", "meaning=paid", "meaning=x"])
def test_there_is_no_file_where_what_is_asked_is_not_right(
    client: Client, cast: Cast, wrong: str
) -> None:
    answer = client.get(f"{URL}?format=csv&{wrong}")
    assert answer.status_code == 400
    assert "A filter in this address is not valid" in answer.content.decode()


def test_a_file_reads_its_rows_and_draws_nothing(client: Client, cast: Cast) -> None:
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        b"".join(client.get(f"{URL}?format=csv"))
    assert len(asked) <= 6
