"""Two people edit one record: the second sees both versions, and nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from pilots.models import Pilot, PilotPlace
from tests import builders as b
from tests.pilots.forms import values

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


def conflicting(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot
) -> tuple[Any, dict[str, Any]]:
    """Theirs changed four answers, yours the name alone; and what the page then sends."""
    data = sent(pilot, name="Mine")
    first = signed_in(cast.administrator)
    first.post(url(pilot), sent(pilot, name="Theirs", rhythm=6, start_month="4", challenge=""))
    page = browser.post(url(pilot), data)
    return page, values(page.content.decode())


def test_theirs_is_chosen_where_nothing_was_typed(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot
) -> None:
    page, data = conflicting(cast, signed_in, browser, pilot)
    chosen = {row.name: row.chosen for row in page.context["conflict"].rows}
    assert chosen == {
        "name": "yours", "challenge": "theirs", "rhythm": "theirs", "start": "theirs",
    }  # fmt: skip
    assert (data["name"], data["challenge"], data["rhythm"]) == ("Mine", "", "6")
    assert (data["take-name"], data["take-rhythm"]) == ("yours", "theirs")
    browser.post(url(pilot), data)
    pilot.refresh_from_db()
    assert (pilot.name, pilot.challenge, pilot.rhythm, pilot.start) == (
        "Mine", "", 6, dt.date(2022, 4, 1),
    )  # fmt: skip


def test_each_row_offers_both(cast: Any, signed_in: Any, browser: Client, pilot: Pilot) -> None:
    _, data = conflicting(cast, signed_in, browser, pilot)
    other = {"take-name": "theirs", "take-challenge": "yours", "take-start": "yours"}
    browser.post(url(pilot), data | other)
    pilot.refresh_from_db()
    assert (pilot.name, pilot.challenge, pilot.rhythm, pilot.start) == (
        "Theirs", "Cold homes", 6, dt.date(2022, 3, 1),
    )  # fmt: skip


def test_what_is_typed_on_the_page_of_the_conflict_counts(
    cast: Any, signed_in: Any, browser: Client, pilot: Pilot
) -> None:
    _, data = conflicting(cast, signed_in, browser, pilot)
    browser.post(url(pilot), data | {"name": "Ours", "take-name": "theirs"})
    pilot.refresh_from_db()
    assert pilot.name == "Ours"


@pytest.mark.parametrize(
    "kept",
    ["", "x", "[]", "{}", '{"name": 1}', '{"name": {"theirs": [], "yours": {}, "shown": "x"}}'],
)
def test_a_broken_page_of_a_conflict_is_the_form_as_it_was_typed(
    browser: Client, pilot: Pilot, kept: str
) -> None:
    data = sent(pilot, name="Mine") | {"conflict": kept, "take-name": "theirs"}
    assert browser.post(url(pilot), data).status_code == 302
    pilot.refresh_from_db()
    assert pilot.name == "Mine"


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
