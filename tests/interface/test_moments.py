"""Moments, and whatever else stands in addresses and hidden fields: no page fails over it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import DecimalField, Value
from django.http import QueryDict
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.notice.outbox import tell
from interface import paging
from interface.paging import Sort
from interface.querystring import read_moment
from partnerships.models import Place
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db

# The first four are moments, but with zones that PostgreSQL does not know, or years past its own
# or past Python's once they are said in UTC.
HOSTILE = (
    "2026-11-21T00:00:00+16:00",
    "2026-11-21T00:00:00-23:59",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2026-11-21T00:00:00",
    "2026-13-45T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "infinity",
    "\x00",
    "9" * 400,
)


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize(
    "address",
    [
        "/barriers/?after={said}~1",
        "/barriers/?before={said}~1",
        "/funding/flows/?sort=-amount&after={said}~1",
        "/pilots/?after={said}~1",
        "{barrier}history/?until={said}",
        "{pilot}timeline/?before={said}",
        "/places/?on={said}",
        "/organisations/?on={said}",
        "/calendar/?from={said}",
        "/places/bradford/funding/?year={said}",
        "{council}merge/?into={said}",
    ],
)
def test_no_page_fails_over_what_its_address_says(
    client: Client, cast: Cast, address: str, said: str
) -> None:
    of = {
        "barrier": builders.barrier(cast.bradford).get_absolute_url(),
        "pilot": builders.pilot(cast.bradford).get_absolute_url(),
        "council": cast.council.get_absolute_url(),
    }
    client.force_login(cast.administrator)
    assert client.get(address.format(**of, said=quote(said))).status_code in (200, 400, 404)


def test_a_history_says_that_its_address_is_broken(client: Client, cast: Cast) -> None:
    history = f"{builders.barrier(cast.bradford).get_absolute_url()}history/"
    client.force_login(cast.bradford_officer)
    for said in HOSTILE[2:]:
        answer = client.get(history, {"until": said})
        assert "The address of this page of the history is broken" in answer.content.decode(), said


@pytest.mark.parametrize("said", HOSTILE)
def test_putting_notices_aside_never_fails_over_the_hidden_moment(
    client: Client, cast: Cast, said: str
) -> None:
    tell(about=None, kind="x", subject="Something", text="", url="/", to=cast.author)
    client.force_login(cast.author)
    assert client.post("/account/notices/read/", {"until": said}).status_code == 302


@given(
    st.datetimes(
        timezones=st.integers(-1439, 1439).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
    )
)
@example(dt.datetime(2026, 11, 21, tzinfo=dt.timezone(dt.timedelta(hours=16))))
def test_what_is_read_is_a_moment_that_the_database_holds(moment: dt.datetime) -> None:
    read = read_moment(moment.isoformat())
    if read is None:
        with pytest.raises(OverflowError):
            moment.astimezone(dt.UTC)
        return
    assert read == moment
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [read])
        assert cursor.fetchone() == (moment,)


@pytest.mark.parametrize(
    "value", ["1E+999999", "1E-999999", "-1E+200000", "0E+999999", "NaN", "sNaN", "Infinity"]
)
def test_a_list_is_paged_by_no_number_that_the_database_cannot_hold(value: str) -> None:
    builders.place("Bradford")
    amount = Value(Decimal(1), DecimalField(max_digits=14, decimal_places=2))
    sorts = (Sort("amount", "amount"),)
    shown = paging.page(
        Place.objects.annotate(amount=amount), QueryDict(f"after={value}~1"), sorts, size=3
    )
    assert len(shown.rows) == 1
    assert "broken" in shown.problem
