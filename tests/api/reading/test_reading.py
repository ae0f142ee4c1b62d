"""A list as a program reads it: page by page, narrowed, what changed, and told what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from api.lists import open_lists
from pilots.models import Pilot
from records.models import SwitchedOff
from records.switches import forget
from tests import builders
from tests.api.asking import ask, key_of, rows, said
from tests.builders import Cast

pytestmark = pytest.mark.django_db

# Of a person, of what waits for somebody, or of what may not be known yet
NEVER = ("people/", "people/roles/", "something-wrong/", "changes/", "visits/suggested/")


def names(address: str, key: str = "") -> list[str]:
    return [row["pilot"] for row in rows(address, key)]


@pytest.fixture
def three(cast: Cast) -> list[Pilot]:
    """Three public pilots, by name."""
    return [builders.pilot(cast.bradford, name) for name in ("Asters", "Beeches", "Cedars")]


@pytest.mark.usefixtures("three")
def test_pages_follow_each_other_to_the_end() -> None:
    first = ask("pilots/?limit=2")
    page = first.json()
    assert [row["pilot"] for row in page["rows"]] == ["Asters", "Beeches"]
    assert first["Link"] == f'<{page["next"]}>; rel="next"'
    assert names("pilots/?limit=2") == ["Asters", "Beeches", "Cedars"]
    assert names("pilots/?limit=2&sort=-name") == ["Cedars", "Beeches", "Asters"]


def test_filters_are_those_of_the_page(cast: Cast, three: list[Pilot]) -> None:
    Pilot.objects.filter(pk=three[0].pk).update(status="closed")
    assert names("pilots/?status=closed") == ["Asters"]
    assert names("pilots/?place=luton") == []


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("colour=red", "This list has no such filter."),
        ("status=unheard", "A filter is not right."),
        ("sort=colour", "This list cannot be sorted that way."),
        ("after=broken", "The address of this page of the list is broken."),
        ("limit=501", "A whole number from 1 to 500."),
        ("limit=0", "A whole number from 1 to 500."),
        ("limit=000000001999999999", "A whole number from 1 to 500."),
        ("limit=1&limit=2", "limit appears twice."),
        ("detail=1", "This list has no such filter."),
        ("limit=%C2%B2", "A whole number from 1 to 500."),
        ("changed_since=yesterday", "A day (2026-11-27)"),
        ("changed_since=2026-11-27T09:00:00", "A day (2026-11-27)"),
        ("changed_since=2026-11-01&sort=name", "leave out sort"),
        ("q=%00", "A filter is not right."),
    ],
)
@pytest.mark.usefixtures("three")
def test_what_is_not_right_is_told_and_no_row_is_given(query: str, why: str) -> None:
    assert why in said(ask(f"pilots/?{query}"), 400)


def test_nothing_follows_what_was_the_last_row_when_its_key_was_given(three: list[Pilot]) -> None:
    following = ask("pilots/?limit=2").json()["next"].partition("/api/v1/")[2]
    Pilot.objects.filter(pk=three[2].pk).update(visibility="place")
    assert ask(following).json() == {"rows": [], "next": None}


@pytest.mark.parametrize(
    "query", ["status=closed&status=", "status=&status=closed", "status=closed&q="]
)
def test_what_is_left_empty_drops_no_filter_beside_it(three: list[Pilot], query: str) -> None:
    Pilot.objects.filter(pk=three[0].pk).update(status="closed")
    assert names(f"pilots/?{query}") == ["Asters"]


@pytest.mark.usefixtures("own_database")
def test_only_what_changed_since_a_moment_in_the_order_in_which_it_did(people: Cast) -> None:
    made = [builders.pilot(people.bradford, name) for name in ("Asters", "Beeches", "Cedars")]
    moments = []
    for pilot in (made[2], made[0]):
        Pilot.objects.filter(pk=pilot.pk).update(challenge="New")
        pilot.refresh_from_db()
        moments.append(pilot.updated_at.isoformat().replace("+00:00", "Z"))
    since = f"pilots/?changed_since={moments[0]}&limit=1"
    assert names(since) == ["Cedars", "Asters"]
    [row] = rows(f"pilots/?changed_since={moments[1]}")
    assert (row["pilot"], row["changed"]) == ("Asters", moments[1])


def test_a_list_that_does_not_know_when_its_rows_changed_says_so(cast: Cast) -> None:
    lists = [one for one in open_lists() if one.route == "funding/flows/"]
    assert lists
    assert rows("funding/flows/?changed_since=2026-01-01") == []


def test_one_record_by_its_number(cast: Cast) -> None:
    money = builders.flow(cast.bradford, 5000)
    row = ask(f"funding/flows/{money.pk}/").json()
    assert (row["id"], row["amount_low"]) == (money.pk, 5000)
    assert row["address"] == f"http://127.0.0.1:8000/funding/flows/{money.pk}/"
    said(ask("funding/flows/999999999999999999999/"), 404)


def test_who_may_not_see_a_record_is_answered_as_if_there_were_none(cast: Cast) -> None:
    money = builders.flow(cast.bradford, 5000, visibility="place")
    address = f"funding/flows/{money.pk}/"
    assert said(ask(address), 404) == said(ask("funding/flows/123456/"), 404)
    assert ask(address, key_of(cast.bradford_editor)).json()["amount_low"] == 5000
    said(ask(address, key_of(cast.outsider)), 404)


@pytest.mark.parametrize("address", ["people/", "account/", "nowhere/", "funding/flows/x/", *NEVER])
def test_a_list_that_says_nothing_is_closed(cast: Cast, address: str) -> None:
    said(ask(address, key_of(cast.administrator)), 404)


def test_what_is_never_read_by_programs_is_not_among_the_lists() -> None:
    routes = {one.route for one in open_lists()}
    assert not routes & set(NEVER)
    assert not [route for route in routes if "people" in route or "roles" in route]
    assert len(routes) >= 38


def test_the_list_of_one_record(cast: Cast) -> None:
    found = rows(f"programmes/{cast.pfpp.slug}/places/")
    assert [row["place"] for row in found] == ["Bradford"]
    said(ask("programmes/no-such-programme/places/"), 404)


def test_a_list_for_who_is_signed_in_wants_a_key(cast: Cast) -> None:
    refused = ask("escalations/")
    assert said(refused, 401) == "This list needs a key."
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert rows("escalations/", key_of(cast.outsider)) == []


def test_a_session_counts_for_nothing(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hidden", visibility="place")
    browser = Client()
    browser.force_login(cast.bradford_editor)
    assert browser.get("/api/v1/pilots/").json()["rows"] == []
    assert names("pilots/", key_of(cast.bradford_editor)) == ["Hidden"]


def test_what_did_not_change_is_not_sent_again(three: list[Pilot]) -> None:
    first = ask("pilots/")
    assert first["Cache-Control"] == "public, no-cache"
    assert "Authorization" in first["Vary"]
    assert ask("pilots/", **{"If-None-Match": first["ETag"]}).status_code == 304
    Pilot.objects.filter(pk=three[0].pk).update(name="Alders")
    again = ask("pilots/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["rows"][0]["pilot"]) == (200, "Alders")


def test_what_a_key_opens_is_kept_by_nobody_else(cast: Cast) -> None:
    assert ask("pilots/", key_of(cast.outsider))["Cache-Control"] == "private, no-cache"


def test_a_part_that_is_switched_off_is_nowhere(cast: Cast) -> None:
    assert ask("training/").status_code == 200
    SwitchedOff.objects.create(part="training", off_by=cast.administrator)
    forget()
    said(ask("training/"), 404)
    assert ask("gone/?since=2026-01-01").status_code == 200
    assert "/api/v1/training/" not in ask("openapi.json").json()["paths"]
    assert "/api/v1/training/" not in Client().get("/api/").content.decode()


def test_nothing_is_written_by_reading(three: list[Pilot]) -> None:
    with connection.execute_wrapper(_refusing_writes):
        assert len(rows("pilots/?limit=1")) == 3


def _refusing_writes(execute: Any, sql: str, *args: Any) -> Any:
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "WITH")), sql
    return execute(sql, *args)


def test_only_reading_is_answered_where_rows_are() -> None:
    assert Client().post("/api/v1/pilots/").status_code == 405
