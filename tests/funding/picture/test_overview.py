"""The money of a place in one screen: by when it ends, one meaning alone, and what is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import Ending
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
URL = "/places/bradford/funding/"
SOON, LATER = dt.date(2027, 3, 31), dt.date(2028, 9, 30)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


def seen(client: Client) -> Any:
    return client.get(URL).context["page"].overview


def parts(client: Client) -> list[tuple[str, str]]:
    return [(str(part.amount), part.words) for part in seen(client).parts]


def test_promised_money_stands_by_when_it_ends_and_unknown_ends_apart(
    client: Client, cast: Cast
) -> None:
    grant = builders.flow(cast.bradford, 600, end=SOON)
    builders.flow(cast.bradford, 200, end=SOON, parent=grant)  # passed on: counted once
    builders.flow(cast.bradford, 100, end=dt.date(2027, 10, 1))
    builders.flow(cast.bradford, 250, end=LATER)
    builders.flow(cast.bradford, 50)
    builders.flow(cast.bradford, 7, end=dt.date(2020, 1, 1))
    assert parts(client) == [
        ("£600", "ends on 31 March 2027"),
        ("£100", "ends later in 2027"),
        ("£250", "ends after 2027"),
        ("£7", "ended already"),
        ("£50", "end date not known"),
    ]
    made = seen(client).parts
    assert sum(part.share for part in made) <= 100
    assert [part.shade for part in made][-1] == "b4"


def test_the_end_that_comes_first_is_told_however_little_of_it_ends(
    client: Client, cast: Cast
) -> None:
    builders.flow(cast.bradford, 20_000, end=SOON)
    builders.flow(cast.bradford, 900_000_000, end=LATER)
    assert "£20,000 of it ends on 31 March 2027" in seen(client).lead
    assert parts(client)[0] == ("£20,000", "ends on 31 March 2027")


def test_nothing_ends_first_where_no_end_is_known(client: Client, cast: Cast) -> None:
    flow = builders.flow(cast.bradford, 50)
    page = text_of(client.get(URL))
    assert ("What is recorded" in page, "What ends first" in page) == (True, False)
    flow.end = SOON
    flow.save()
    assert "What ends first" in text_of(client.get(URL))


def test_other_meanings_and_hidden_amounts_are_in_no_part(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 10, end=SOON)
    builders.flow(cast.bradford, 9, end=SOON, meaning="paid")
    builders.flow(cast.bradford, 8, end=SOON, meaning="forecast")
    builders.flow(cast.bradford, 777, end=LATER, visibility="team")
    assert parts(client) == [("£10", "ends on 31 March 2027")]
    assert [(one["label"], one["value"]) for one in seen(client).figures] == [
        ("Promised", "£10"),
        ("Known to be paid", "£9"),
        ("Asked for or expected, not promised", "£8"),
        ("Amounts not known", "0 of 3"),
    ]
    assert "777" not in client.get(URL).content.decode()


def test_the_sentence_says_what_ends_and_whether_it_is_known_what_follows(
    client: Client, cast: Cast
) -> None:
    first = builders.flow(cast.bradford, 10, end=SOON)
    builders.flow(cast.bradford, 30, end=LATER)
    said = "£40 is promised. £10 of it ends on 31 March 2027"
    assert seen(client).lead == f"{said}, and nobody has said what happens next."
    Ending.objects.create(flow=first, outcome="goes_on")
    assert seen(client).lead == f"{said}."
    builders.flow(cast.bradford, 5, end=SOON)
    assert seen(client).lead == (
        "£45 is promised. £15 of it ends on 31 March 2027; for 1 of 2 amounts nobody has said what "
        "happens next."
    )
    builders.flow(cast.bradford, 1, end=dt.date(2027, 1, 31))
    assert "£1 of it ends on 31 January 2027, and nobody has said" in seen(client).lead


@pytest.mark.parametrize(
    ("query", "of"),
    [
        ("?show=years", ""),
        ("?show=flows", ""),
        ("?show=flows&on=2025-05-03", ", counting money running on 3 May 2025"),
        ("?show=parts&by=source&year=2025", " for April 2025 to March 2026"),
    ],
)
def test_every_view_tells_money_that_has_ended_as_past(
    client: Client, cast: Cast, query: str, of: str
) -> None:
    begun = {"start": dt.date(2025, 4, 1)}
    builders.flow(cast.bradford, 10, end=dt.date(2026, 3, 31), **begun)
    lead = text_of(client.get(URL + query)).partition("data-")[0]
    assert f"£10 was promised{of}. It has all ended." in lead
    builders.flow(cast.bradford, 5, end=LATER, **begun)
    now = text_of(client.get(URL + query))
    if "year" not in query:  # how much of it is of that year is not known
        assert f"£15 is promised{of}." in now


def test_an_amount_that_is_not_known_is_no_zero(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, None, end=SOON)
    assert seen(client).lead == "How much was promised here isn’t known."
    assert parts(client) == []
    text = text_of(client.get(URL))
    assert "1 of 1" in text
    assert "£0" not in text


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_the_same_however_much_there_is(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        flow = builders.flow(cast.bradford, n + 1, giver=builders.organisation(), end=SOON)
        Ending.objects.create(flow=flow)
    client.get(URL)
    with django_assert_num_queries(11):
        client.get(URL)
