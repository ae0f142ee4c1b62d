"""A neighbourhood shows what the pilots here and its council have, as theirs, not as its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.models import OrganisationPlace, Place
from pilots.models import PilotPlace
from pilots.place.speaks_for import speaks_for
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import html, page, words

pytestmark = pytest.mark.django_db

BRIEFS = ("/places/tong/brief/", "/places/tong/brief/?format=txt")


def brief(client: Client, address: str) -> str:
    return words(client.get(address).content.decode())


def test_barriers_of_the_pilot_and_of_the_council_stand_there_marked_and_lead_to_their_lists(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    for number in range(3):
        builders.barrier(cast.bradford, f"We cannot share {number}", pilot=hubs)
    builders.barrier(cast.bradford, "We cannot pay")
    text = page(client, "tong")
    assert "None of its own, but 3 of the pilot here; all 4 of Bradford." in text
    assert "We cannot share 2 of the pilot here; status open" in text
    assert "We cannot pay" not in text  # the latest three, the pilot's first
    markup = html(client, "tong")
    for address, count in ((f"/barriers/?pilot={hubs.slug}", 3), ("/barriers/?place=bradford", 4)):
        assert f'href="{address}"' in markup
        assert client.get(address).context["count"].count == count
    for address in BRIEFS:
        assert "We cannot share 2" in brief(client, address)
        assert "None of its own, but 3 of the pilot here; all 4 of Bradford." in brief(
            client, address
        )


def test_its_own_come_first_and_no_count_of_its_own_takes_in_another(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    builders.barrier(tong, "We cannot meet", pilot=hubs)
    builders.barrier(cast.bradford, "We cannot pay")
    builders.flow(cast.bradford, 500, description="Grant")
    builders.flow(tong, 20, description="Small grant")
    found = client.get("/places/tong/").context["page"]
    assert [row.barrier.title for row in found.barriers.rows] == ["We cannot meet"]
    assert (found.barriers.count.count, str(found.money.total)) == (1, "£20")
    assert [line.title for line in found.inherited.barriers.lines] == ["We cannot pay"]
    assert [line.title for line in found.inherited.money.lines] == ["Grant"]
    text = page(client, "tong")
    assert "Also all 2 of Bradford." in text
    assert "1 of the pilot here" not in text  # the pilot's only barrier is here already
    # The council's own page stays as it is: its totals are its own, and nothing stands twice
    council = client.get("/places/bradford/").context["page"]
    assert (council.barriers.count.count, str(council.money.total)) == (2, "£520")
    assert not council.inherited


def test_all_barriers_of_a_council_that_are_the_pilots_are_counted_once(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    builders.barrier(cast.bradford, "We cannot share", pilot=hubs)
    assert "None of its own, but 1 of the pilot here." in page(client, "tong")


def test_a_hidden_barrier_pilot_or_flow_is_neither_told_nor_counted(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    builders.barrier(cast.bradford, "We cannot pay")
    before = html(client, "tong")
    told = [brief(client, address) for address in BRIEFS]
    secret = builders.pilot(cast.bradford, "Zanzibar", visibility="team")
    PilotPlace.objects.create(pilot=secret, place=tong, role="target")
    for at in (cast.bradford, tong):
        builders.barrier(at, "Zanzibar", pilot=hubs, visibility="place")
        builders.barrier(at, "Zanzibar", visibility="place")
        builders.flow(at, 777, description="Zanzibar", visibility="place")
    assert html(client, "tong") == before
    assert [brief(client, address) for address in BRIEFS] == told
    text = page(client, "tong", cast.bradford_officer)  # whose place it is
    assert "1 of the pilot here" in text
    assert "£777 committed" in text


def test_a_barrier_of_a_pilot_that_is_hidden_is_the_councils(
    client: Client, cast: Cast, tong: Place
) -> None:
    secret = builders.pilot(cast.bradford, "Zanzibar", visibility="team")
    PilotPlace.objects.create(pilot=secret, place=tong, role="target")
    builders.barrier(cast.bradford, "We cannot pay", pilot=secret)
    text = page(client, "tong")
    assert "We cannot pay of Bradford; status open" in text
    assert "None of its own, but 1 of Bradford." in text
    assert "pilot here" not in text


def test_what_lies_in_another_ward_is_in_the_councils_count_and_not_told(
    client: Client, cast: Cast, tong: Place
) -> None:
    other = builders.place("Manningham", "ward", within=cast.bradford)
    builders.barrier(other, "We cannot park")
    builders.barrier(cast.bradford, "We cannot pay")
    text = page(client, "tong")
    assert "We cannot park" not in text
    assert "None of its own, but all 2 of Bradford." in text


def test_of_a_ward_in_a_district_the_county_is_named_where_it_has_more(
    client: Client, cast: Cast
) -> None:
    sussex = builders.place("East Sussex", "county", within=cast.region)
    hastings = builders.place("Hastings", "district", within=sussex)
    castle = builders.place("Castle", "ward", within=hastings)
    builders.flow(hastings, 10, description="Grant")
    assert "None of its own, but 1 of Hastings." in page(client, "castle")
    builders.flow(sussex, 20, description="Wide grant")
    text = page(client, "castle")
    assert "None of its own, but 1 of Hastings; all 2 of East Sussex." in text
    assert "Wide grant of East Sussex; £20 committed" in text
    assert [near.name for near in speaks_for(cast.resident, castle).councils] == [
        "Hastings",
        "East Sussex",
    ]


def test_programmes_of_the_pilot_and_of_the_council_say_for_which_part_of_it(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    towns = builders.programme("Towns", [cast.bradford])
    towns.place_links.update(named="Keighley")
    text = brief(client, BRIEFS[0])
    assert f"{cast.pfpp.name} of the pilot here;" in text
    assert "Towns of Bradford: Keighley; dates not known" in text
    assert "None of its own, but all 2 of Bradford." in text
    assert client.get("/places/tong/").context["page"].programmes == []


def test_people_and_bodies_of_the_council_are_its_own(
    client: Client, cast: Cast, tong: Place
) -> None:
    OrganisationPlace.objects.create(organisation=cast.council, place=cast.bradford, role="governs")
    builders.post("Housing lead", cast.council, cast.bradford)
    text = page(client, "tong", cast.outsider)
    assert f"Housing lead {cast.council.name}, of Bradford" in text
    assert f"Public bodies of Bradford {cast.council.name}" in page(client, "tong/about")
    assert f"{cast.council.name}, of" not in page(client, "bradford", cast.outsider)
    client.logout()
    assert f"{cast.council.name} Public body of Bradford" in page(client, "tong")


def test_a_council_asks_nothing_more_and_a_ward_the_same_however_much_there_is(
    client: Client, cast: Cast, tong: Place, hubs: Any
) -> None:
    def asked(slug: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/places/{slug}/").status_code == 200
        return len(queries)

    client.get("/places/tong/")
    assert asked("tong") == 20
    for _ in range(4):
        builders.barrier(cast.bradford, pilot=hubs)
        builders.flow(cast.bradford, 1)
    assert asked("tong") == 20
    assert not client.get("/places/bradford/").context["page"].inherited
