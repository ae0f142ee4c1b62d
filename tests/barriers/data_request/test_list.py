"""The list and the tracker of requests for data: filters, files, medians, the lists behind."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from barriers.models import DataRequest
from partnerships.models import Organisation
from tests import asked_for
from tests.barriers.pages import as_, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db
LIST, TRACKER = "/data-requests/", "/data-requests/tracker/"
SEPTEMBER = dt.date(2026, 9, 1)


@pytest.fixture
def ministry(cast: Cast) -> Organisation:
    return asked_for.ministry(cast)


@pytest.fixture
def several(cast: Cast, ministry: Organisation) -> Cast:
    """Of the ministry: three answers (10 and 20 days, one not known), one that waits, one draft."""
    common = {"asked_of": ministry, "asked_on": SEPTEMBER}
    for days, status in ((10, "agreed"), (20, "received")):
        asked_for.data_request(
            cast.bradford, f"Took {days}", status=status,
            answered_on=SEPTEMBER + dt.timedelta(days), **common,
        )  # fmt: skip
    asked_for.data_request(
        cast.bradford, "In a month", status="refused", reason="No", answered_on=SEPTEMBER,
        answered_on_precision="month", programme=cast.pfpp, **common,
    )  # fmt: skip
    asked_for.data_request(cast.luton, "Waits", **common)
    asked_for.data_request(cast.luton, "Draft", holder=ministry, health_data="no")
    asked_for.data_request(cast.luton, "Whose", first_time="yes")
    asked_for.data_request(cast.luton, "Secret", visibility="team", asked_of=cast.council)
    return cast


def listed(query: str, who: Any) -> set[str]:
    data = as_(who).get(f"{LIST}{query}{'&' if query else '?'}format=json")
    return {row["dataset"] for row in json.loads(data.getvalue())["rows"]}


@pytest.mark.parametrize(
    ("query", "datasets"),
    [
        ("?place=luton", {"Waits", "Draft", "Whose"}),
        ("?place=yorkshire-and-the-humber", {"Took 10", "Took 20", "In a month"}),
        ("?status=waiting", {"Waits"}),
        ("?status=granted", {"Took 10", "Took 20"}),
        ("?status=refused", {"In a month"}),
        ("?no_body=on", {"Whose"}),
        ("?health=no", {"Draft"}),
        ("?first=yes", {"Whose"}),
        ("?programme=partnerships-for-people-and-place", {"In a month"}),
        ("?q=waits", {"Waits"}),
        ("?q=secret", set()),
    ],
)
def test_each_filter_narrows_to_its_rows(several: Cast, query: str, datasets: set[str]) -> None:
    assert listed(query, several.outsider) == datasets


def test_a_reference_finds_its_request(several: Cast) -> None:
    draft = DataRequest.objects.get(dataset="Draft")
    assert listed(f"?q={draft.reference}", several.outsider) == {"Draft"}
    secret = DataRequest.objects.get(dataset="Secret")
    assert listed(f"?q={secret.reference}", several.outsider) == set()


@pytest.mark.parametrize("query", ["?status=fine", "?body=nobody", "?health=perhaps", "?q=a%00b"])
def test_an_unknown_value_shows_its_message_and_no_rows(several: Cast, query: str) -> None:
    for address in (LIST, TRACKER):
        page = words(as_(several.outsider).get(address + query))
        assert "There is a problem" in page
        assert "Waits" not in page
        assert "of 2 answers" not in page
        assert as_(several.outsider).get(f"{address}{query}&format=csv").status_code == 400


def test_who_is_signed_out_is_sent_to_sign_in(several: Cast) -> None:
    for address in (LIST, TRACKER, f"{LIST}?format=csv"):
        response = as_(None).get(address)
        assert response.status_code == 302
        assert "sign-in" in response["Location"]


def tracked(who: Any, query: str = "") -> list[dict[str, Any]]:
    data = as_(who).get(f"{TRACKER}{query}{'&' if query else '?'}format=json")
    return json.loads(data.getvalue())["rows"]


def test_the_tracker_counts_by_body_with_the_median_and_what_is_not_known(several: Cast) -> None:
    ministry, nobody = tracked(several.outsider)
    assert {name: ministry[name] for name in ("all", "drafting", "waiting", "agreed")} == {
        "all": 5, "drafting": 1, "waiting": 1, "agreed": 2,
    }  # fmt: skip
    assert (ministry["refused"], ministry["unsuitable"]) == (1, 0)
    assert (ministry["median_days"], ministry["timed"], ministry["unknown"]) == (15, 2, 1)
    assert ministry["since"] == "2026-09-01"
    assert (nobody["body"], nobody["all"], nobody["median_days"]) == (None, 1, None)
    page = words(as_(several.outsider).get(TRACKER))
    for said in ("10 and 20 days (two cases)", "days not known for 1 answer", "None named"):
        assert said in page
    assert several.council.name not in page


def test_an_answer_of_unknown_days_is_not_known_and_never_zero(
    cast: Cast, ministry: Organisation
) -> None:
    asked_for.data_request(cast.bradford, asked_of=ministry, status="agreed")
    [line] = tracked(cast.outsider)
    assert (line["median_days"], line["unknown"]) == (None, 1)
    assert "0 days" not in words(as_(cast.outsider).get(TRACKER))


def test_each_number_opens_the_list_that_it_counts(several: Cast) -> None:
    client = as_(several.outsider)
    for query in ("", "?place=luton", "?programme=partnerships-for-people-and-place"):
        page = client.get(TRACKER + query).content.decode()
        links = re.findall(r'href="(/data-requests/\?[^"]*)">(\d+)<', page)
        assert links
        for url, number in links:
            address = url.replace("&amp;", "&")
            data = client.get(f"{address}&format=json")
            assert len(json.loads(data.getvalue())["rows"]) == int(number), address


def test_the_body_sees_its_own_hidden_ones_in_its_numbers(several: Cast) -> None:
    asked_for.data_request(
        several.bradford, "Private", visibility="team",
        asked_of=DataRequest.objects.get(dataset="Waits").asked_of,
    )  # fmt: skip
    assert tracked(several.desnz_official)[0]["all"] == 6
    assert tracked(several.outsider)[0]["all"] == 5
