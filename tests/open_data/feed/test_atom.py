"""What changed last in a list that people follow, as a feed for any reader of feeds."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from barriers.models import Barrier
from open_data.feed import atom
from pilots.models import Pilot
from records.switches import used
from registry.saved_lists import SavedList
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db
A = {"a": "http://www.w3.org/2005/Atom"}
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def feed(address: str, client: Client | None = None) -> ET.Element:
    """The feed, with all that RFC 4287 asks of one and of each of its entries."""
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = ET.fromstring(response.content)
    for one in (found, *found.findall("a:entry", A)):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"a:{name}", A)) == 1
            assert (one.findtext(f"a:{name}", "", A)).strip()
        assert one.find("a:link[@rel='alternate']", A) is not None
    assert found.findtext("a:author/a:name", "", A) == "Placebook"
    return found


def titles(address: str, client: Client | None = None) -> list[str]:
    entries = feed(address, client).findall("a:entry", A)
    return [entry.findtext("a:title", "", A) for entry in entries]


@pytest.mark.parametrize("listed", used(SavedList), ids=lambda one: one.key)
def test_each_list_that_people_follow_has_one_and_its_page_leads_there(listed: SavedList) -> None:
    address = reverse(listed.address)
    assert titles(f"{address}?format=atom") == []
    builders.pilot(builders.place())  # an empty list of pilots leads nowhere
    assert 'href="?format=atom"' in Client().get(address).content.decode()


def test_public_rows_alone_are_told_also_to_who_may_see_more(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Open <b>homes</b> & more")
    for level in ("network", "place", "team"):
        builders.pilot(cast.bradford, f"At {level}", visibility=level)
    for client in (Client(), signed_in(cast.bradford_editor)):
        assert titles("/pilots/?format=atom", client) == ["Open <b>homes</b> & more"]


def test_the_newest_change_comes_first_and_no_more_than_a_few(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilots = [builders.pilot(cast.bradford, name) for name in ("A", "B", "C")]
    first = Pilot.objects.order_by("updated_at").first()
    assert first is not None
    told = titles("/pilots/?format=atom&sort=name")
    assert told == [one.name for one in Pilot.objects.order_by("-updated_at", "-pk")]
    monkeypatch.setattr(atom, "MOST", 2)
    assert titles("/pilots/?format=atom") == told[:2]
    assert len(pilots) == 3


def test_the_filters_of_the_list_hold_and_a_wrong_one_is_refused(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Here")
    builders.pilot(cast.luton, "There")
    narrowed = feed("/pilots/?place=bradford&format=atom")
    assert [one.text for one in narrowed.findall("a:entry/a:title", A)] == ["Here"]
    assert "Bradford" in narrowed.findtext("a:title", "", A)
    assert narrowed.findtext("a:id", "", A) == f"{SITE}/pilots/?place=bradford&format=atom"
    response = Client().get("/pilots/?place=nowhere&format=atom")
    assert response.status_code == 400
    assert "A filter in this address is not right" in response.content.decode()


def test_the_id_of_an_entry_stays_when_it_is_called_otherwise(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    with override_settings(SITE_URL="https://placebook.example.org:8443"):
        [before] = feed("/pilots/?format=atom").findall("a:entry/a:id", A)
        Pilot.objects.filter(pk=pilot.pk).update(name="Warm schools", slug="warm-schools")
        [after] = feed("/pilots/?format=atom").findall("a:entry/a:id", A)
    assert before.text == after.text == f"tag:placebook.example.org,2026:pilot/{pilot.pk}"


def test_a_decision_is_told_in_the_words_for_residents(cast: Cast) -> None:
    of = board(cast.bradford, visibility="public")
    decision(of, "Inside words", public_words="We fund warm homes", visibility="public")
    assert titles("/decisions/?format=atom") == ["We fund warm homes"]


def test_what_is_made_up_says_so(cast: Cast) -> None:
    example = builders.place("Exampleshire", is_example=True)
    builders.pilot(example, "Warm homes")
    assert titles("/pilots/?format=atom&place=exampleshire") == ["Example, made up: Warm homes"]


def test_text_that_no_feed_may_hold_is_left_out(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Two\x0b lines\nand \u2028 more", visibility="public")
    [title] = titles("/barriers/?format=atom")
    assert title.split(": ", 1)[1].split() == ["Two", "lines", "and", "more"]
    assert Barrier.objects.count() == 1


def test_a_program_that_has_the_same_already_is_told_so(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    first: Any = Client().get("/pilots/?format=atom")
    assert first["Cache-Control"] == "public, no-cache"
    has = {"If-None-Match": first["ETag"]}
    assert Client().get("/pilots/?format=atom", headers=has).status_code == 304
    Pilot.objects.filter(pk=pilot.pk).update(name="Warm schools")
    assert Client().get("/pilots/?format=atom", headers=has).status_code == 200


def test_a_list_that_nobody_follows_has_none() -> None:
    response = Client().get("/organisations/?format=atom")
    assert response.status_code == 400
    assert "csv, xlsx or json" in response.content.decode()
