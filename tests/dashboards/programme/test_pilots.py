"""The pilots of a programme side by side."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine

from dashboards.programme.pilots import Row
from pilots.models import Pilot
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import TODAY, signed_in, text_of

pytestmark = pytest.mark.django_db
VIEW = "/programmes/partnerships-for-people-and-place/pilots/"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def people() -> Cast:
    return builders.cast()


@pytest.fixture
def homes(people: Cast) -> Pilot:
    pilot = builders.pilot(
        people.bradford, "Homes", programme=people.pfpp, rhythm=3, update_due=dt.date(2026, 11, 10)
    )
    builders.update(pilot, people.bradford_officer, state="accepted", confidence="needs_help")
    visited = builders.indicator(pilot, "Homes visited", target_low=4)
    builders.actual(visited, 3)
    builders.actual(builders.indicator(pilot, "Homes improved"))
    builders.barrier(people.bradford, pilot=pilot, programme=people.pfpp, status="open")
    return pilot


@pytest.fixture
def jobs(people: Cast) -> Pilot:
    pilot = builders.pilot(people.bradford, "Jobs", programme=people.pfpp)
    builders.update(pilot, people.bradford_officer, state="accepted", confidence="on_track")
    builders.update(pilot, people.bradford_officer, confidence="some_problems")
    return pilot


def files(who: Any, query: str = "") -> list[dict[str, str]]:
    response = signed_in(who).get(f"{VIEW}?format=csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_each_pilot_stands_with_what_it_reported(people: Cast, homes: Pilot, jobs: Pilot) -> None:
    page = text_of(signed_in(people.pfpp_lead).get(VIEW))
    assert (
        "Homes Bradford Live Needs help July to September 2026 10 days late 1 of 2 known 1"
    ) in page
    assert "Jobs Bradford Live On track" in page
    assert "Waiting to be read" in page


def test_the_file_says_the_same(people: Cast, homes: Pilot, jobs: Pilot) -> None:
    rows = files(people.pfpp_lead)
    assert [(row["pilot"], row["confidence"], row["reported"]) for row in rows] == [
        ("Homes", "needs help", "10 days late"),
        ("Jobs", "on track", "Waiting to be read"),
    ]
    assert [(row["figures"], row["known"], row["barriers"]) for row in rows] == [
        ("2", "1", "1"),
        ("0", "0", "0"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&reported=waiting", ["Jobs"]),
        ("&reported=never", ["Talks"]),
        ("&reported=asked", []),
        ("&confidence=needs_help", ["Homes"]),
        ("&confidence=on_track&confidence=needs_help", ["Homes", "Jobs"]),
        ("&confidence=some_problems", []),
        ("&due=late", ["Homes"]),
    ],
)
def test_filters_narrow_it(
    people: Cast, homes: Pilot, jobs: Pilot, query: str, expected: list[str]
) -> None:
    builders.pilot(people.bradford, "Talks", programme=people.pfpp)
    assert [row["pilot"] for row in files(people.pfpp_lead, query)] == expected


def test_others_see_no_more_than_they_may(people: Cast, homes: Pilot, jobs: Pilot) -> None:
    Pilot.objects.filter(pk=homes.pk).update(visibility="team")
    rows = files(people.outsider)
    assert [(row["pilot"], row["reported"]) for row in rows] == [
        ("Jobs", "Accepted, to September 2026")
    ]
    assert files(people.outsider, "&reported=waiting") == []
    assert files(people.outsider, "&confidence=needs_help") == []


def test_when_an_update_is_due_is_told_to_nobody_else(people: Cast, homes: Pilot) -> None:
    assert "late" not in text_of(signed_in(people.outsider).get(VIEW)).lower().replace("latest", "")


@pytest.mark.parametrize("many", [1, 30])
def test_it_asks_the_same_few_queries_for_any_number(
    people: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        pilot = builders.pilot(people.bradford, f"Pilot {number}", programme=people.pfpp)
        builders.update(pilot, people.bradford_officer, state="accepted")
        builders.actual(builders.indicator(pilot), 3)
        builders.barrier(people.bradford, pilot=pilot, programme=people.pfpp, status="open")
    client = signed_in(people.pfpp_lead)
    client.get(VIEW)
    with django_assert_num_queries(13):
        assert client.get(VIEW).status_code == 200


@pytest.mark.parametrize(
    ("figures", "known", "said"),
    [(0, 0, ""), (1, 0, "1 figure, not known"), (3, 0, "none of 3 known"), (3, 2, "2 of 3 known")],
)
def test_figures_of_which_none_is_known_say_so(figures: int, known: int, said: str) -> None:
    row = Row(
        pilot=Pilot(), confidence="", confidence_of="", reported="", shape=None, report_url="",
        figures=figures, known=known, barriers=0, not_known=0,
    )  # fmt: skip
    assert row.figures_words == said
