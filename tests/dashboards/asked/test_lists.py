"""Each number of the burden ledger leads to the list of what it counts."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from dashboards.asked import views
from funding.models import FundOwner
from tests import builders
from tests.builders import Cast
from tests.dashboards.asked.test_asked import BRADFORD, YEARS, asked, file_of  # noqa: F401
from tests.funding.monitoring_return.test_returns import a_duty, one
from tests.funding.round.test_rounds import a_fund
from tests.pilots.forms import signed_in, text_of
from tests.plain_record import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def numbers(client: Client, address: str) -> list[tuple[int, str]]:
    """Each number of the tables with the address that it leads to."""
    tables = client.get(address).content.decode().partition('id="asks"')[0]
    found = re.findall(
        r'class="num[^"]*" data-label="[^"]*">(?:<b>)?<a href="([^"]+)">(\d+)<', tables
    )
    return [(int(count), unescape(url)) for url, count in found]


@pytest.mark.usefixtures("asked")
def test_a_file_that_could_not_hold_every_ask_is_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.bradford_officer)
    whole = len(file_of(client, f"{YEARS}&list=all"))
    monkeypatch.setattr(views, "IN_FILE", whole)
    assert len(file_of(client, f"{YEARS}&list=all")) == whole
    monkeypatch.setattr(views, "IN_FILE", whole - 1)
    refused = client.get(f"{YEARS}&list=all&format=csv")
    assert refused.status_code == 400
    assert "too many for one file" in text_of(refused)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("address", [BRADFORD, YEARS, "/organisations/housing-ministry/asks/"])
def test_each_number_leads_to_just_what_it_counts(cast: Cast, address: str) -> None:
    client = signed_in(cast.bradford_officer)
    led = numbers(client, address)
    assert len(led) > 5
    for count, url in led:
        page = client.get(f"{address.partition('?')[0]}{url}")
        assert len(page.context["asks"]) == count, url
        assert len(file_of(client, f"{address.partition('?')[0]}{url}")) == count, url


def test_what_has_no_day_or_no_asker_has_a_list_too(cast: Cast) -> None:
    one(cast, due=None)
    client = signed_in(cast.outsider)
    led = numbers(client, BRADFORD)
    assert any("when=not-known" in url for _, url in led)
    assert any("who=not-known" in url for _, url in led)
    for count, url in led:
        assert len(client.get(f"{BRADFORD}{url}").context["asks"]) == count


@pytest.mark.parametrize(
    "query",
    [
        "kind=x",
        "when=soon",
        "when=2026-02-01",
        "when=9999-10-01",
        "who=nobody",
        "hours=3",
        "kind=%00",
    ],
)
def test_what_is_no_number_of_it_lists_nothing_and_says_so(cast: Cast, query: str) -> None:
    one(cast)
    client = signed_in(cast.outsider)
    answer = client.get(f"{BRADFORD}?{query}")
    assert "No requests match this address" in text_of(answer)
    assert not answer.context["asks"]
    assert client.get(f"{BRADFORD}?{query}&format=csv").status_code == 400


def test_a_list_says_of_what_it_is_and_leads_back(cast: Cast) -> None:
    ministry = builders.organisation("Housing ministry", "central_government")
    fund = a_fund(cast)
    FundOwner.objects.create(fund=fund, organisation=ministry)
    one(cast, duty=a_duty(cast, fund))
    client = signed_in(cast.outsider)
    said = text_of(
        client.get(f"{BRADFORD}?kind=return&when=2026-10-01&who=housing-ministry&hours=not-known")
    )
    assert "Returns, October to December 2026, asked by Housing ministry, without hours" in said
    assert "Total asked" in said


def test_those_who_ask_most_stand_first_and_lead_to_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.asked.views.FIRST", 1)
    for name, times in (("Energy ministry", 1), ("Housing ministry", 2)):
        fund = a_fund(cast, f"{name} fund")
        body = builders.organisation(name, "central_government")
        FundOwner.objects.create(fund=fund, organisation=body)
        for month in range(times):
            one(cast, duty=a_duty(cast, fund), due=dt.date(2026, 10 + month, 1))
    client = signed_in(cast.outsider)
    page = client.get(BRADFORD)
    assert [str(line.record) for line, *_ in page.context["lines"]] == ["Housing ministry"]
    assert "1 more, with fewer requests" in text_of(page)
    page = client.get(f"{BRADFORD}{page.context['lines_url']}")
    assert len(page.context["lines"]) == 2
    assert "with fewer requests" not in text_of(page)


def test_the_page_of_sums_ends_after_the_latest_and_leads_to_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.asked.views.SHOWN", 1)
    duty = a_duty(cast)
    for place in (cast.bradford, None):
        one(cast, duty=duty, place=place, body=cast.council)
    one(cast, duty=duty, place=cast.bradford)
    client = signed_in(cast.outsider)
    page = client.get(BRADFORD)
    assert len(page.context["asks"]) == 1
    assert "All 2 requests" in text_of(page)
    assert len(client.get(f"{BRADFORD}?list=all").context["asks"]) == 2
