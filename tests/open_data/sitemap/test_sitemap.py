"""A sitemap holds what everybody may open, by ranges of keys, and says when it changed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from open_data.sitemap import kinds
from pilots.models import Pilot
from tests import builders
from tests.access.open_world import open_world
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def locations(address: str, client: Client | None = None) -> list[str]:
    """The addresses of a sitemap or of its index, below the site."""
    response = (client or Client()).get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    told = [one.text for one in ET.fromstring(response.content).iterfind(".//s:loc", NAMES)]
    assert all(url.startswith(f"{SITE}/") for url in told)
    return [url.removeprefix(SITE) for url in told]


def everything(client: Client | None = None) -> list[str]:
    """The addresses of all files."""
    files = locations("/sitemap.xml", client)
    return [url for file in files for url in locations(file, client)]


def file_of(record: Any) -> str:
    number = record.pk // kinds.SIZE
    return reverse("sitemap_file", args=[record._meta.model_name, number])


def test_everybody_may_open_each_address_that_is_told_and_it_is_told_once() -> None:
    open_world("resident")
    told = everything()
    assert len(told) == len({*told}) > 60
    for url in told:
        response = Client().get(url)
        assert response.status_code == 200, url
        assert response["Content-Type"].startswith("text/html"), url
        html5lib.parse(response.content)
    for name in ("pilot", "place", "board", "decision", "barrier", "flow", "lesson", "practice"):
        assert any(url.startswith(f"/sitemaps/{name}-") for url in locations("/sitemap.xml")), name


def test_what_some_alone_may_see_is_not_told_to_them_either(cast: Cast) -> None:
    seen = builders.pilot(cast.bradford, "Open")
    for level in ("network", "place", "team"):
        builders.pilot(cast.bradford, level, visibility=level)
    board(cast.bradford, "Closed board", visibility="network")
    told = everything(signed_in(cast.administrator))
    assert locations(file_of(seen)) == [seen.get_absolute_url()]
    assert seen.get_absolute_url() in told
    assert not any(
        url.startswith(("/pilots/network", "/pilots/place", "/pilots/team")) for url in told
    )
    assert not any(url.startswith("/boards/closed") for url in told)


def test_what_is_made_up_is_left_out(cast: Cast) -> None:
    example = builders.place("Exampleshire", is_example=True)
    made_up = builders.pilot(example, "Made up")
    told = everything()
    assert cast.bradford.get_absolute_url() in told
    assert example.get_absolute_url() not in told
    assert made_up.get_absolute_url() not in told


def test_a_file_is_a_range_of_keys_and_one_without_a_line_is_not_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilots = [builders.pilot(cast.bradford) for _ in range(9)]
    gone = pilots[3:6]
    Pilot.objects.filter(pk__in=[one.pk for one in gone]).update(visibility="team")
    monkeypatch.setattr(kinds, "SIZE", 2)
    files = [url for url in locations("/sitemap.xml") if "/pilot-" in url]
    told = [url for file in files for url in locations(file)]
    assert told == [one.get_absolute_url() for one in pilots if one not in gone]
    assert all(len(locations(file)) <= 2 for file in files)
    empty = reverse("sitemap_file", args=["pilot", gone[1].pk // 2])
    assert {*files} & {empty} == set()
    for address in (empty, "/sitemaps/pilot-99999999999999999999.xml", "/sitemaps/page-1.xml"):
        assert Client().get(address).status_code == 404, address


@pytest.mark.parametrize("kind", ["planet", "milestone", "update-2", "escalation"])
def test_a_kind_without_public_pages_of_its_own_has_no_file(kind: str) -> None:
    assert Client().get(f"/sitemaps/{kind}-0.xml").status_code == 404


def test_it_says_when_each_record_changed(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    said = f"{pilot.updated_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    body = Client().get(file_of(pilot)).content.decode()
    assert f"{pilot.get_absolute_url()}</loc><lastmod>{said}</lastmod>" in body


def test_the_index_asks_once_and_a_file_twice_at_most(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    for address, most in (("/sitemap.xml", 3), (file_of(pilot), 2)):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            locations(address)
        assert len(asked) <= most, [one["sql"][:200] for one in asked]
        assert not any("OFFSET" in one["sql"] or "COUNT(" in one["sql"] for one in asked)


def test_crawlers_are_told_of_it_and_asked_to_leave_filters_and_files_alone() -> None:
    response = Client().get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    said = response.content.decode().splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in said
    assert {"Disallow: /*?", "Disallow: /account/", "Disallow: /*.zip$"} <= {*said}
