"""Money of which nobody said when it ends: it ends with its programme, and says so."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from funding.models import Flow
from partnerships.models import Programme
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ENDED = dt.date(2023, 3, 31)  # of a month the last day is kept


@pytest.fixture
def ended() -> Programme:
    return builders.programme("Warm streets", end=ENDED, end_precision="month")


def end_of(flow: Flow) -> tuple[Any, ...]:
    flow.refresh_from_db()
    return flow.end, flow.end_precision, flow.end_follows


def test_its_end_comes_moves_and_goes_with_that_of_its_programme(
    cast: Cast, ended: Programme
) -> None:
    flow = builders.flow(cast.bradford, 100, programme=ended)
    assert end_of(flow) == (ENDED, "month", True)
    later = dt.date(2024, 9, 30)
    Programme.objects.filter(pk=ended.pk).update(end=later, end_precision="day")
    assert end_of(flow) == (later, "day", True)
    Programme.objects.filter(pk=ended.pk).update(end=None)
    assert end_of(flow) == (None, "day", False)
    Programme.objects.filter(pk=ended.pk).update(end=later)
    Flow.objects.filter(pk=flow.pk).update(programme=None)
    assert end_of(flow) == (None, "day", False)


def test_an_end_that_somebody_gives_stays_and_one_taken_away_is_the_programmes_again(
    cast: Cast, ended: Programme
) -> None:
    own = dt.date(2022, 6, 30)
    flow = builders.flow(cast.bradford, 100, programme=ended, end=own)
    assert end_of(flow) == (own, "day", False)
    Programme.objects.filter(pk=ended.pk).update(end=dt.date(2025, 1, 1))
    assert end_of(flow) == (own, "day", False)
    flow.end = None
    flow.save()
    assert end_of(flow) == (dt.date(2025, 1, 1), "month", True)
    flow.end = own
    flow.save()
    assert end_of(flow) == (own, "month", False)


@pytest.mark.parametrize("day", ["start", "awarded_on", "as_of"])
def test_what_is_of_a_day_after_the_programme_has_no_end_from_it(
    cast: Cast, ended: Programme, day: str
) -> None:
    flow = builders.flow(cast.bradford, 100, programme=ended, **{day: dt.date(2023, 4, 1)})
    assert end_of(flow) == (None, "day", False)
    Flow.objects.filter(pk=flow.pk).update(**{day: ENDED})
    assert end_of(flow) == (ENDED, "month", True)


def test_one_that_is_worked_out_follows_no_more(cast: Cast, ended: Programme) -> None:
    flow = builders.flow(cast.bradford, 100, programme=ended, start=dt.date(2022, 4, 1))
    assert end_of(flow)[2]
    Flow.objects.filter(pk=flow.pk).update(end=ENDED, months=12, end_is_worked_out=True)
    assert end_of(flow) == (ENDED, "month", False)


def test_one_that_is_put_back_follows_again(cast: Cast, ended: Programme) -> None:
    flow = builders.flow(cast.bradford, 100, programme=ended)
    Flow.objects.filter(pk=flow.pk).update(end=dt.date(2022, 1, 1), end_follows=False)
    assert end_of(flow)[2] is False
    Flow.objects.filter(pk=flow.pk).update(end=ENDED, end_follows=True)
    assert end_of(flow) == (ENDED, "month", True)


def test_who_says_that_it_follows_where_nothing_is_to_follow_has_no_end(cast: Cast) -> None:
    flow = builders.flow(cast.bradford, 100, end=ENDED)
    Flow.objects.filter(pk=flow.pk).update(end_follows=True)
    assert end_of(flow) == (None, "day", False)


def test_what_is_of_a_day_of_its_last_month_ends_with_it(cast: Cast, ended: Programme) -> None:
    flow = builders.flow(cast.bradford, 100, programme=ended, as_of=dt.date(2023, 3, 20))
    assert end_of(flow) == (ENDED, "month", True)


def test_pages_files_and_sums_say_that_it_ended_with_its_programme(
    client: Client, cast: Cast, ended: Programme
) -> None:
    flow = builders.flow(cast.bradford, 5_000_000, programme=ended, description="Share of it")
    money = text_of(client.get("/places/bradford/funding/"))
    assert "£5,000,000 was promised. It has all ended." in money
    assert "What ended" in money
    assert "March 2023, with its programme" in money
    page = text_of(client.get(flow.get_absolute_url()))
    assert "It ended with its programme, in March 2023." in page
    assert "Nobody said when it ends, so we use the end date of its programme" in page
    listed = text_of(client.get("/funding/flows/"))
    assert "with its programme" in listed
    body = b"".join(client.get("/funding/flows/?format=csv")).decode("utf-8-sig")
    [row] = csv.DictReader(body.splitlines())
    assert (row["end"], row["end_said_by"]) == ("2023-03-31", "with its programme")


def test_it_is_among_money_that_ends_soon(client: Client, cast: Cast) -> None:
    soon = timezone.localdate() + dt.timedelta(days=50)
    programme = builders.programme("Cool streets", end=soon)
    builders.flow(cast.bradford, 700, programme=programme, description="Trees")
    assert "Trees" in text_of(client.get("/funding/ending/"))


def test_who_changes_it_sees_no_day_that_nobody_gave(cast: Cast) -> None:
    ended = cast.pfpp
    Programme.objects.filter(pk=ended.pk).update(end=ENDED)
    flow = builders.flow(
        cast.bradford, 100, programme=ended, description="Grant", created_by=cast.bradford_officer
    )
    assert end_of(flow)[2]
    client, address = signed_in(cast.bradford_officer), f"/funding/flows/{flow.pk}/edit/"
    shown = filled(client, address)
    assert [shown.get(f"end_{part}", "") for part in ("day", "month", "year")] == ["", "", ""]
    answer = client.post(address, filled(client, address, description="Grant of 2022"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert end_of(flow) == (ENDED, "day", True)
    typed = {"end_day": "31", "end_month": "3", "end_year": "2023"}
    answer = client.post(address, filled(client, address, **typed))
    assert answer.status_code == 302, answer.context["form"].errors
    assert end_of(flow) == (ENDED, "day", False)
