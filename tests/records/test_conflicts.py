"""Two people edit one record: the second sees both versions, and nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from pilots.models import Pilot, PilotPlace
from tests import builders as b

pytestmark = pytest.mark.urls("tests.records.pages")


@pytest.fixture
def pilot(cast: Any) -> Pilot:
    return b.pilot(
        cast.bradford,
        "Warm homes",
        challenge="Cold homes",
        start=dt.date(2022, 3, 1),
        start_precision="month",
        rhythm=3,
    )


@pytest.fixture
def browser(cast: Any, signed_in: Any) -> Client:
    return signed_in(cast.bradford_editor)


def sent(pilot: Pilot, **changed: Any) -> dict[str, Any]:
    return {
        "name": pilot.name,
        "challenge": pilot.challenge,
        "status": pilot.status,
        "rhythm": 3,
        "start_month": "3",
        "start_year": "2022",
        "version": pilot.version,
        **changed,
    }


def url(pilot: Pilot) -> str:
    return f"/test/{pilot.slug}/edit/"


def test_an_edit_that_nobody_crossed_is_saved(browser: Client, pilot: Pilot) -> None:
    browser.post(url(pilot), sent(pilot, name="Warmer homes"))
    pilot.refresh_from_db()
    assert (pilot.name, pilot.start_precision) == ("Warmer homes", "month")


def test_second_editor_sees_both_versions_and_nothing_is_saved(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot
) -> None:
    first = signed_in(cast.administrator)
    first.post(url(pilot), sent(pilot, name="Theirs", rhythm=6, start_month="4", challenge=""))
    page = browser.post(url(pilot), sent(pilot, name="Mine"))
    text = page.content.decode()
    assert "Administrator saved a version" in text
    rows = {(row.label, row.theirs, row.yours) for row in page.context["conflict"].rows}
    assert rows == {
        ("Name", "Theirs", "Mine"),
        ("Challenge", None, "Cold homes"),
        ("Rhythm", "every six months", "every three months"),
        ("Start", "April 2022", "March 2022"),
    }
    assert 'value="Mine"' in text
    pilot.refresh_from_db()
    assert pilot.name == "Theirs"


def test_sending_again_after_seeing_theirs_saves(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot, hidden: Any
) -> None:
    signed_in(cast.administrator).post(url(pilot), sent(pilot, name="Theirs"))
    page = browser.post(url(pilot), sent(pilot, name="Mine"))
    browser.post(url(pilot), sent(pilot, name="Mine", version=hidden(page, "version")))
    pilot.refresh_from_db()
    assert pilot.name == "Mine"


def test_a_change_of_places_is_a_change_of_the_record(
    cast: Any, browser: Client, pilot: Pilot
) -> None:
    PilotPlace.objects.create(pilot=pilot, place=cast.luton, role="target")
    page = browser.post(url(pilot), sent(pilot, name="Mine"))
    rows = {(row.label, row.theirs, row.yours) for row in page.context["conflict"].rows}
    assert rows == {("Name", "Warm homes", "Mine"), ("Where it works", "Luton", None)}


def test_one_editor_may_save_the_places_of_the_form_twice(
    cast: Any, browser: Client, pilot: Pilot
) -> None:
    browser.post(url(pilot), sent(pilot, target_place="Luton"))
    pilot.refresh_from_db()
    browser.post(url(pilot), sent(pilot, target_place="Yorkshire and The Humber"))
    assert set(pilot.places.values_list("name", flat=True)) == {
        "Bradford",
        "Yorkshire and The Humber",
    }


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "\x00"])
def test_a_form_without_its_version_never_overwrites(
    browser: Client, pilot: Pilot, version: str
) -> None:
    page = browser.post(url(pilot), sent(pilot, name="Mine", version=version))
    pilot.refresh_from_db()
    assert (page.status_code, pilot.name) == (200, "Warm homes")


def test_two_who_say_the_same_do_not_disagree(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot
) -> None:
    signed_in(cast.administrator).post(url(pilot), sent(pilot, name="Same"))
    page = browser.post(url(pilot), sent(pilot, name="Same"))
    assert page.status_code == 302
