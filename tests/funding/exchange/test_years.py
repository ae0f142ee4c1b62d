"""Money with a column for each financial year comes in as one flow with its years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from funding.exchange.years import year_of
from funding.flow import sums
from funding.models import Flow
from imports.record_import import actions
from partnerships.models import Place
from tests.imports.record_import.brought import (
    bring,
    confirm,
    lines,
    looked,
    problems,
    send,
    workbook,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("of_the_lists")]

HEAD = "Funder,What for,To whom,Total,24/25,25/26,FY2026-27 (£),Status"


def row(what: str, total: str, *years: str, status: str = "committed") -> str:
    cells = ["Example ministry", what, "Hub", total, *years, status]
    return ",".join(f'"{cell}"' for cell in cells)


def years_of(flow: Flow) -> list[tuple[int, Any]]:
    return [(year.year, year.amount) for year in flow.years.order_by("year")]


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        *(("24/25", 2024), ("2024-25", 2024), ("FY24/25", 2024), ("2024/2025", 2024)),
        *(("2025-26 (£)", 2025), ("£ 2025/26", 2025), ("2025-26 budget", 2025)),
        *(("24/26", None), ("Total", None), ("2024", None), ("2024/25 (£k)", None), ("", None)),
        *(("Forecast 2024/25", None), ("11-12-2024", None)),
    ],
)
def test_a_heading_is_a_year_where_it_says_nothing_else(heading: str, year: int | None) -> None:
    assert year_of(heading) == year


def test_one_flow_with_its_years_each(county: Place, editor: User) -> None:
    csv = lines(
        HEAD,
        row("Homes", "£1.2m", "£400k", "£400k", "£400k"),
        row("Climate", "350,000.00", "100000", "150,000", "TBC"),
        row("Winter", "120k", "£60k", "£60k", ""),
        row("Clawback", "(£5,000)", "", "-5000", "", status="paid"),
        row("Bid", "c. £2m", "?", "?", "?", status="forecast"),
    )
    bring(editor, county, "money", csv)
    homes, climate, winter, back, bid = Flow.objects.order_by("pk")
    assert years_of(homes) == [(year, Decimal(400_000)) for year in (2024, 2025, 2026)]
    assert years_of(climate) == [(2024, 100_000), (2025, 150_000), (2026, None)]
    assert years_of(winter) == [(2024, 60_000), (2025, 60_000)]
    assert (back.meaning, str(back.amount), years_of(back)) == (
        *("handed_back", "£5,000"),
        [(2025, 5_000)],
    )
    assert (str(bid.amount), years_of(bid)) == (
        "about £2,000,000",
        [(2024, None), (2025, None), (2026, None)],
    )
    assert all(flow.has_years for flow in Flow.objects.all())
    summed = sums.totals(Flow.objects.all(), Flow.objects.all(), place=county, by_year=True)
    assert summed.in_year("committed", 2024).lower == 560_000
    assert summed.in_year("committed", 2026).lower == 400_000
    assert summed.in_year("committed", 2026).unknown == 1
    done = looked(editor, county, "money", csv)
    assert done.state == "same"


def test_what_came_in_with_its_years_is_taken_back_whole(county: Place, editor: User) -> None:
    done = bring(editor, county, "money", lines(HEAD, row("Homes", "800", "400", "400", "")))
    actions.undo(by=editor, row=done)
    assert not Flow.objects.exists()


def test_without_a_total_it_is_the_sum_of_its_years(county: Place, editor: User) -> None:
    head = "Funder,What for,2024/25,2025/26,Status"
    csv = lines(
        head,
        "Example ministry,Homes,100,250.50,paid",
        "Example ministry,Advice,100,TBC,paid",
        "Example ministry,Sheds,-100,,paid",
        "Example ministry,Barns,?,?,paid",
        "Example ministry,Yards,about 90,10 to 20,paid",
    )
    row_ = looked(editor, county, "money", csv)
    assert "2025/26: “10 to 20”" not in str(row_.preview["sample_new"])
    assert any("10 to 20" in text and "not known" in text for text in row_.preview["remarks"])
    assert any("about 90" in text and "£90" in text for text in row_.preview["remarks"])
    bring(editor, county, "money", csv)
    flows = Flow.objects.order_by("pk")
    assert [(str(flow.amount), flow.meaning) for flow in flows] == [
        ("£350.50", "paid"),
        ("at least £100", "paid"),
        ("£100", "handed_back"),
        ("Not known", "paid"),
        ("at least £90", "paid"),
    ]


def test_years_of_which_one_is_about_come_to_about_their_sum(county: Place, editor: User) -> None:
    csv = lines("Funder,What for,2024/25,2025/26,Status", "Example ministry,Yards,about 90,10,paid")
    bring(editor, county, "money", csv)
    assert str(Flow.objects.get().amount) == "about £100"


def test_an_amount_under_a_heading_without_a_year_keeps_its_row_out(
    county: Place, editor: User
) -> None:
    row_ = send(editor, county, "money", lines("Funder,What for,Next,Status", NEXT))
    row_.columns |= {"2": "years"}
    row_.save()
    actions.look(by=editor, row=row_)
    told = problems(type(row_).objects.get(pk=row_.pk))
    assert told == ["line 2, Next: stands under a heading that names no financial year"]


NEXT = "Example ministry,Yards,90,paid"


def test_years_that_come_to_more_or_go_both_ways_are_told(county: Place, editor: User) -> None:
    csv = lines(
        HEAD,
        row("Homes", "700", "400", "400", ""),
        row("Sheds", "300", "400", "-100", ""),
        row("Barns", "c. 700", "400", "400", ""),
    )
    told = problems(looked(editor, county, "money", csv))
    assert told[0].startswith("line 2, Total: comes to more over its years (£800)")
    assert told[1].startswith("line 3, FY2026-27 (£): is below zero")
    assert len(told) == 2


def test_a_tracker_with_a_title_and_a_total_is_read(county: Place, editor: User) -> None:
    content = workbook(
        ["Funding tracker 2024-27 (£)"],
        [],
        ["Funder", "Project", "Recipient", "Total", "24/25", "25/26", "Status", "Notes"],
        ["Example ministry", "Homes", "Hub", "£500", 200, "£300", "Confirmed", "50% match"],
        ["Example ministry", "Sheds", "Hub", "£900", 400, 500, "Spent", ""],
        ["TOTAL", None, None, 1400, 600, 800, None, None],
    )
    asked = looked(editor, county, "money", content)
    assert asked.found["sure"] == {"meaning": {"confirmed": "committed", "spent": "paid"}}
    confirm(editor, asked)
    first, second = Flow.objects.order_by("pk")
    assert (first.note, years_of(first)) == ("50% match", [(2024, 200), (2025, 300)])
    assert years_of(second) == [(2024, 400), (2025, 500)]
