"""What processes count of the requests they answer adds up, and names nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from config import urls
from deploy import request_counts
from deploy.day import quantile
from deploy.models import DayFault, DayRequests, RequestTotal, forget_counts
from deploy.request_counts import ENDLESS, Asked, Counts, Fault
from tests import database

SECRET = "a-visitors-word"


@login_not_required
def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError(SECRET)


urlpatterns = [path("breaks/", breaks, name="breaks"), *urls.urlpatterns]
handler500 = "records.cut_off.server_error"


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """A process that has counted nothing yet."""
    fresh = Counts()
    monkeypatch.setattr(request_counts, "COUNTS", fresh)
    return fresh


def times(**of: Any) -> int:
    return sum(RequestTotal.objects.filter(**of).values_list("times", flat=True))


@pytest.mark.django_db
def test_what_several_processes_counted_adds_up() -> None:
    one, other = Counts(), Counts()
    for process in (one, other, other):
        process.note(Asked("home", "GET", 2, 100), 0.09)
        process.note(Asked("home", "GET", 2, ENDLESS), 40)
    assert one.keep()
    assert other.keep()
    assert one.keep()  # it has nothing left
    assert times(view="home", within=100) == 3
    assert times(view="home", within=ENDLESS) == 3
    (day,) = DayRequests.objects.filter(within=100)
    assert (day.day, day.times, round(day.seconds, 2)) == (timezone.localdate(), 3, 0.27)


def test_a_request_is_counted_by_page_method_and_answer_without_a_query(
    db: None, counts: Counts, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        client.get("/health/live")
        client.post("/health/live")
        client.generic("BREW", "/health/live")
        client.get(f"/{SECRET}/")
    counts.keep()
    assert times(view="health_live", method="GET", status=2) == 1
    assert times(view="health_live", method="POST", status=4) == 1
    assert times(view="health_live", method="other") == 1
    assert times(view="", status=4) == 1
    assert SECRET not in str(list(RequestTotal.objects.values()))


@pytest.mark.urls("tests.deploy.test_request_counts")
def test_what_broke_is_told_with_its_line_and_without_its_words(
    db: None, counts: Counts, client: Client
) -> None:
    client.raise_request_exception = False
    client.get("/breaks/")
    client.get("/breaks/")
    counts.keep()
    (fault,) = DayFault.objects.all()
    assert (fault.what, fault.view, fault.times) == ("ValueError", "breaks", 2)
    assert fault.place.startswith("tests/deploy/test_request_counts.py, line ")
    assert SECRET not in str(vars(fault))


def test_what_the_database_kept_from_somebody_is_told_by_its_name(
    db: None, counts: Counts, client: Client
) -> None:
    with database.using("placebook_no_such_database"):
        assert client.get("/places/").status_code == 503
    counts.keep()
    (fault,) = DayFault.objects.all()
    assert (fault.what, fault.view) == ("no database", "places")


def test_nothing_is_lost_while_the_database_is_away(db: None, counts: Counts) -> None:
    asked = Asked("home", "GET", 5, 100)
    counts.note(asked, 0.1, Fault("ValueError", "home", ""))
    with database.using("placebook_no_such_database"):
        assert not counts.keep()
    counts.note(asked, 0.1)
    assert counts.keep()
    assert times(view="home") == 2
    assert DayFault.objects.get().times == 1


@pytest.mark.django_db
def test_days_are_forgotten_and_totals_are_not() -> None:
    counted = Counts()
    counted.note(Asked("home", "GET", 5, 100), 0.1, Fault("ValueError", "home", ""))
    counted.keep()
    for model in (DayRequests, DayFault):
        model.objects.update(day=timezone.localdate() - dt.timedelta(days=7))
    forget_counts()
    assert not DayRequests.objects.exists()
    assert not DayFault.objects.exists()
    assert times(view="home") == 1


@pytest.mark.parametrize(
    ("within", "part", "milliseconds"),
    [
        ({100: 4}, 0.5, 75),  # spread evenly over 50 to 100
        ({10: 90, 5_000: 10}, 0.5, 6),
        ({10: 90, 5_000: 10}, 0.95, 3_750),
        ({10: 1, ENDLESS: 9}, 0.5, ENDLESS),
        ({300: 1}, 0.95, 295),
    ],
)
def test_half_and_nineteen_of_twenty_are_told_by_the_bounds(
    within: dict[int, int], part: float, milliseconds: int
) -> None:
    assert quantile(within, part) == milliseconds
