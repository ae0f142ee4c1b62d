"""More money than is compared at once is not compared, and the page says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from funding.overlap import find as finder
from partnerships.models import Organisation, Topic
from tests import builders
from tests.builders import Cast
from tests.funding.overlap.test_finding import paid
from tests.pilots.forms import text_of


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def topic(cast: Cast) -> Topic:
    return Topic.objects.create(name="Net zero", slug="net-zero")


@pytest.fixture
def two() -> list[Organisation]:
    kinds = {"Wind farm": "business", "Town college": "education"}
    return [builders.organisation(*body) for body in kinds.items()]


def test_more_than_is_compared_at_once_asks_for_a_topic(
    client: Client, topic: Topic, two: list[Organisation], cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(finder, "MOST", 2)
    skills = Topic.objects.create(name="Skills", slug="skills")
    for body in two:
        paid(cast.bradford, topic, body)
        paid(cast.bradford, skills, body)
    page = client.get("/funding/overlaps/")
    assert "Choose a topic" in text_of(page)
    assert client.get("/funding/overlaps/?format=csv").status_code == 400
    assert "Choose a topic" in text_of(client.get(f"/funding/overlaps/?place={cast.region.slug}"))
    narrowed = client.get("/funding/overlaps/?topic=net-zero").context["page"]
    assert [one.recipients for one in narrowed] == [2]


def test_money_for_two_places_within_is_not_compared_twice(
    client: Client, topic: Topic, two: list[Organisation], cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(finder, "MOST", 2)
    wards = [builders.place(name, "ward", within=cast.bradford) for name in ("Shipley", "Idle")]
    for body in two:
        paid(wards[0], topic, body).places.add(wards[1])
    found_there = client.get(f"/funding/overlaps/?place={cast.bradford.slug}").context["page"]
    assert [one.recipients for one in found_there] == [2, 2, 2]
