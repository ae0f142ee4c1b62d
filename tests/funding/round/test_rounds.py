"""Rounds of funds: when they open and close, where they stand today, whom they are told to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import Fund, FundRound
from funding.round.models import next_first
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import HIDDEN, NOW, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db


def a_fund(cast: Cast, name: str = "Homes fund", **fields: Any) -> Fund:
    return Fund.objects.create(
        **{"name": name, "slug": name.split(maxsplit=1)[0].lower(), "visibility": "public",
           "programme": cast.pfpp, **fields}
    )  # fmt: skip


class TestRound(HasFilters, HasReaders, HasHistory, HasFile):
    """A round of a fund that everyone reads, kept by the lead of its programme."""

    model, adds, edits, may_not = FundRound, "pfpp_lead", "pfpp_lead", "outsider"
    history_for, also_sees = "outsider", "pfpp_lead"
    typed = {
        "name": "Round two",
        "opens_day": "1",
        "opens_month": "11",
        "opens_year": "2026",
        "closes_day": "",
        "closes_month": "1",
        "closes_year": "2027",
        "decision_day": "",
        "decision_month": "",
        "decision_year": "2027",
        "who_may": "Councils with a partner",
        "where_to": "By the online form",
        "link": "https://example.org/apply",
        "note": "One bid each",
        "source_title": "Prospectus",
        "source_url": "https://example.org/prospectus",
    }
    saved = {
        "fund.name": "Homes fund",
        "name": "Round two",
        "opens": dt.date(2026, 11, 1),
        "opens_precision": "day",
        "closes": dt.date(2027, 1, 31),
        "closes_precision": "month",
        "decision": dt.date(2027, 12, 31),
        "decision_precision": "year",
        "who_may": "Councils with a partner",
        "where_to": "By the online form",
        "link": "https://example.org/apply",
        "note": "One bid each",
        "source.title": "Prospectus",
    }
    shown = (
        *("Round two", "Today Open", "Opens 1 November 2026", "Closes January 2027"),
        *("Decision expected 2027", "Councils with a partner", "By the online form"),
        *("One bid each", "Prospectus", "Fund Homes fund"),
    )
    listed = "Round one"
    refused = [
        ({"name": ""}, "id_name-err"),
        ({"closes_year": "2026"}, "It can’t close before it opens. Correct one of the two"),
        ({"decision_year": "2025"}, "The decision can’t come before it opens"),
        ({"opens_day": "32"}, "id_opens-err"),
        ({"link": "no address"}, "Enter a web address"),
    ]
    change = ("who_may", "Any council", "Councils alone")
    columns = (
        "name fund state closes closes_precision opens opens_precision decision decision_precision "
        "who_may where_to link note"
    )
    cells = {
        "name": "Round one", "fund": "Homes fund", "state": "open", "closes": "2026-12-31",
        "closes_precision": "day", "who_may": "Any council",
    }  # fmt: skip
    filters = {
        "?state=open": True,
        "?state=to_come": False,
        "?state=closed": False,
        "?state=not_known": False,
        "?closes=1": False,
        "?closes=3": True,
        "?q=homes+one": True,
        "?q=two": False,
    }
    wrong_filter = "?state=lost"

    def prepare(self) -> None:
        self.fund = a_fund(self.cast)

    def make(self) -> FundRound:
        return FundRound.objects.create(
            fund=self.fund, name="Round one", opens=dt.date(2026, 10, 1),
            closes=dt.date(2026, 12, 31), who_may="Any council",
        )  # fmt: skip

    def hide(self) -> FundRound:
        other = a_fund(self.cast, "Quiet fund", visibility="programme")
        return FundRound.objects.create(fund=other, name=HIDDEN)

    def list_at(self) -> str:
        return "/funding/rounds/"

    def add_at(self) -> str:
        return f"{self.fund.get_absolute_url()}rounds/add/"


TODAY = dt.date(2026, 11, 20)
DAYS = {
    "open to the last day": ({"opens": TODAY, "closes": TODAY}, "open"),
    "open without an end": ({"opens": dt.date(2026, 1, 1)}, "open"),
    "closed yesterday": ({"closes": dt.date(2026, 11, 19)}, "closed"),
    "opens tomorrow": ({"opens": dt.date(2026, 11, 21)}, "to_come"),
    "opens some day this month": (
        {"opens": dt.date(2026, 11, 1), "opens_precision": "month"},
        "not_known",
    ),
    "opened some day last month": (
        {"opens": dt.date(2026, 10, 1), "opens_precision": "month"},
        "open",
    ),
    "closes some day, opened nobody knows when": ({"closes": dt.date(2027, 1, 1)}, "not_known"),
    "nothing known": ({}, "not_known"),
}


@time_machine.travel(NOW)
@pytest.mark.parametrize(("days", "state"), DAYS.values(), ids=list(DAYS))
def test_where_it_stands_follows_from_its_days_on_page_and_in_lists_alike(
    cast: Cast, days: dict[str, Any], state: str
) -> None:
    made = FundRound.objects.create(fund=a_fund(cast), name="Round", **days)
    assert made.state == state
    found = [one for one in FundRound.State.values if FundRound.objects.in_state(one).exists()]
    assert found == [state]


@time_machine.travel(NOW)
def test_the_funds_page_shows_the_next_deadline_first(cast: Cast) -> None:
    fund = a_fund(cast)
    for name, closes in {
        "Long ago": dt.date(2020, 1, 1), "Just over": dt.date(2026, 11, 1), "Some day": None,
        "Far": dt.date(2028, 1, 1), "Next": dt.date(2026, 12, 1),
    }.items():  # fmt: skip
        FundRound.objects.create(fund=fund, name=name, closes=closes)
    ordered = [one.name for one in next_first(list(fund.rounds.all()))]
    assert ordered == ["Next", "Far", "Some day", "Just over", "Long ago"]
    said = text_of(Client().get(fund.get_absolute_url()))
    assert sorted(ordered, key=said.index) == ordered


@time_machine.travel(NOW)
def test_the_list_of_funds_finds_those_open_now_and_those_that_close_soon(cast: Cast) -> None:
    open_now = a_fund(cast, "Open fund")
    FundRound.objects.create(fund=open_now, name="A", opens=TODAY)
    soon = a_fund(cast, "Soon fund")
    FundRound.objects.create(fund=soon, name="B", closes=dt.date(2027, 2, 20))
    late = a_fund(cast, "Late fund")
    FundRound.objects.create(fund=late, name="C", closes=dt.date(2027, 2, 21))

    def listed(query: str) -> list[str]:
        said = text_of(Client().get(f"/funding/funds/?rounds={query}"))
        return [name for name in ("Open fund", "Soon fund", "Late fund") if name in said]

    assert listed("open") == ["Open fund"]
    assert listed("soon") == ["Soon fund"]
    assert listed("never") == []


@time_machine.travel(NOW)
def test_a_deadline_stands_in_the_calendars_of_who_may_want_to_know(cast: Cast) -> None:
    fund = a_fund(cast)
    FundRound.objects.create(fund=fund, name="Round one", closes=dt.date(2026, 11, 27))
    made_up = a_fund(cast, "Example fund", is_example=True)
    FundRound.objects.create(fund=made_up, name="Made-up round", closes=dt.date(2026, 11, 27))
    hidden = a_fund(cast, "Quiet fund", visibility="team")
    FundRound.objects.create(fund=hidden, name=HIDDEN, closes=dt.date(2026, 11, 27))
    own = text_of(signed_in(cast.luton_officer).get("/calendar/"))
    assert "Closes: Round one" in own
    assert "Made-up round" not in own
    assert HIDDEN not in own
    at = "/places/bradford/calendar/"
    assert "Round one" not in text_of(Client().get(at))
    builders.flow(cast.bradford, 10, fund=fund, visibility="public")
    assert "Closes: Round one" in text_of(Client().get(at))
    assert "Round one" not in text_of(Client().get("/places/luton/calendar/"))


def test_a_round_added_by_mistake_is_taken_back(cast: Cast) -> None:
    fund = a_fund(cast)
    made = FundRound.objects.create(fund=fund, name="Oops", created_by=cast.pfpp_lead)
    at = f"{made.get_absolute_url()}take-back/"
    assert signed_in(cast.luton_officer).post(at).status_code == 403
    answer = signed_in(cast.pfpp_lead).post(at, {"because": "Twice"})
    assert answer.url == fund.get_absolute_url()
    assert not FundRound.objects.exists()
