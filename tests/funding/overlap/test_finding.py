"""What counts as an overlap, for whom, and that money passed on never does."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from funding.models import Flow, Fund
from funding.overlap.find import Asked, Found, find, last_flows, may_be_in_force, pairs
from partnerships.models import Organisation, Place, Topic
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import text_of

TODAY = dt.date(2026, 11, 20)
YEAR = {"start": dt.date(2026, 4, 1), "end": dt.date(2027, 3, 31)}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def topic(cast: Cast) -> Topic:
    return Topic.objects.create(name="Net zero", slug="net-zero")


@pytest.fixture
def farm() -> Organisation:
    return builders.organisation("Wind farm", "business")


@pytest.fixture
def college() -> Organisation:
    return builders.organisation("Town college", "education")


@pytest.fixture
def two(farm: Organisation, college: Organisation) -> list[Organisation]:
    return [farm, college]


def paid(at: Place, topic: Topic, receiver: Any, amount: Any = 1000, **fields: Any) -> Flow:
    """Money for a topic, in force this year unless said."""
    made = builders.flow(at, amount, receiver=receiver, **{**YEAR, **fields})
    made.topics.add(topic)
    return made


def asked(user: Any = None, on: dt.date = TODAY, **fields: Any) -> Asked:
    reader = user or AnonymousUser()
    return Asked(may_be_in_force(Flow.objects.visible_to(reader), on), reader, **fields)


def found(user: Any = None, on: dt.date = TODAY, **fields: Any) -> list[Found]:
    return find(asked(user, on, **fields))[0]


pytestmark = pytest.mark.django_db


def test_two_recipients_for_one_topic_place_and_time_are_an_overlap(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm)
    assert found() == []
    paid(cast.bradford, topic, college, None)
    (one,) = found()
    assert (one.place, one.topic, one.recipients, one.flows) == (cast.bradford, topic, 2, 2)
    assert (one.unknown, one.undated) == (1, 0)


def test_one_recipient_of_two_funds_is_an_overlap_and_of_one_fund_is_none(
    cast: Cast, topic: Topic, farm: Organisation
) -> None:
    heat, wind = (
        Fund.objects.create(name=name, slug=name, visibility="public") for name in ("heat", "wind")
    )
    paid(cast.bradford, topic, farm, fund=heat)
    paid(cast.bradford, topic, farm, 900, fund=heat, meaning="paid")
    assert found() == []
    paid(cast.bradford, topic, farm, fund=wind)
    (one,) = found()
    assert (one.recipients, one.payers, one.flows) == (1, 2, 3)


def test_another_topic_place_or_time_is_none(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm)
    paid(cast.luton, topic, college)
    paid(cast.bradford, Topic.objects.create(name="Skills", slug="skills"), college)
    paid(cast.bradford, topic, college, start=dt.date(2024, 4, 1), end=dt.date(2025, 3, 31))
    assert found() == []


def test_a_day_in_the_past_shows_what_overlapped_then(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    then = {"start": dt.date(2021, 4, 1), "end": dt.date(2022, 3, 31)}
    paid(cast.bradford, topic, farm, **then)
    paid(cast.bradford, topic, college, **then)
    assert found() == []
    assert [one.recipients for one in found(on=dt.date(2021, 12, 1))] == [2]


def test_unknown_dates_are_compared_and_counted(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm, end=None)
    paid(cast.bradford, topic, college, start=None, end=None)
    assert [(one.recipients, one.undated) for one in found()] == [(2, 2)]


def test_a_place_holds_what_is_within_it_and_regions_stand_for_themselves(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    ward = builders.place("Shipley", "ward", within=cast.bradford)
    paid(ward, topic, farm)
    paid(cast.bradford, topic, college)
    assert [one.place for one in found()] == [cast.bradford]
    assert {one.place for one in found(place=cast.region)} == {cast.region, cast.bradford}


def test_a_grant_and_what_is_handed_on_of_it_are_none(
    cast: Cast, topic: Topic, farm: Organisation
) -> None:
    grant = paid(cast.bradford, topic, cast.council, 1000)
    handed = paid(cast.bradford, topic, farm, 400, parent=grant, giver=cast.council)
    assert found() == []
    further = paid(cast.bradford, topic, builders.organisation("Builder"), 300, parent=handed)
    assert found() == []
    assert set(last_flows(asked(place=cast.bradford, topic=topic, exactly=True))) == {further.pk}


def test_two_to_whom_one_grant_is_handed_on_are_an_overlap(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    grant = paid(cast.bradford, topic, cast.council)
    paid(cast.bradford, topic, farm, parent=grant)
    paid(cast.bradford, topic, college, parent=grant)
    assert [(one.recipients, one.flows) for one in found()] == [(2, 2)]


def test_a_leg_of_another_topic_between_two_still_joins_them(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    grant = paid(cast.bradford, topic, cast.council)
    skills = Topic.objects.create(name="Skills", slug="skills")
    between = paid(cast.bradford, skills, farm, parent=grant)
    paid(cast.bradford, topic, college, parent=between)
    assert found() == []


def test_what_is_handed_on_for_one_topic_and_place_counts_at_the_others(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    skills = Topic.objects.create(name="Skills", slug="skills")
    grant = paid(cast.bradford, topic, cast.council)
    grant.topics.add(skills)
    paid(cast.bradford, topic, farm, parent=grant)
    paid(cast.bradford, skills, college)
    assert [(one.topic, one.recipients) for one in found()] == [(skills, 2)]
    other = builders.place("Leeds", "district", within=cast.region)
    wide = paid(cast.bradford, topic, cast.council)
    wide.places.add(other)
    paid(cast.bradford, topic, farm, parent=wide)
    paid(other, topic, college)
    assert [(one.place, one.recipients) for one in found(topic=topic)] == [(other, 2)]


def test_hidden_money_and_hidden_funds_change_nothing(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm)
    paid(cast.bradford, topic, college, visibility="team")
    secret = Fund.objects.create(name="Secret", slug="secret", visibility="team")
    paid(cast.bradford, topic, farm, 5, fund=secret, programme=cast.pfpp)
    paid(cast.bradford, topic, farm, 6, programme=cast.pfpp)
    assert found(cast.bradford_officer) == []
    assert [one.recipients for one in found(cast.bradford_editor)] == [2]


def test_small_grants_are_counted_under_the_threshold_that_is_asked_for(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm, 99_999)
    paid(cast.bradford, topic, college, 100_000)
    paid(cast.bradford, topic, college, None)
    paid(cast.bradford, topic, college, 5, amount_qualifier="at_least")
    paid(cast.bradford, topic, college, 5, kind="staff", meaning="in_kind")
    assert [one.small for one in found()] == [1]
    assert [one.small for one in found(under=Decimal(100_001))] == [2]


def test_recipients_in_words_are_told_apart_and_unknown_ones_counted_apart(
    cast: Cast, topic: Topic
) -> None:
    paid(cast.bradford, topic, None, receiver_said="A farm")
    paid(cast.bradford, topic, None, receiver_said="a farm")
    paid(cast.bradford, topic, None, receiver_said="A school")
    paid(cast.bradford, topic, None)
    assert [(one.recipients, one.unnamed) for one in found()] == [(2, 1)]


def test_pairs_put_one_recipient_of_two_funds_first(
    cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    heat, wind = (
        Fund.objects.create(name=name, slug=name, visibility="public") for name in ("heat", "wind")
    )
    first = paid(cast.bradford, topic, college, fund=heat)
    second = paid(cast.bradford, topic, farm, fund=heat)
    third = paid(cast.bradford, topic, farm, fund=wind, end=None)
    at = asked(place=cast.bradford, topic=topic, exactly=True)
    made, number = pairs(at)
    assert [(pair.one, pair.other) for pair in made] == [
        (second.pk, third.pk), (first.pk, second.pk), (first.pk, third.pk)
    ]  # fmt: skip
    assert (number, made[0].is_one_recipient, made[0].is_undated) == (3, True, True)
    assert pairs(at, without=[(second.pk, third.pk)])[1] == 2


def test_the_list_costs_the_same_however_many_there_are(
    client: Client, cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/funding/overlaps/").status_code == 200
        return len(queries)

    for body in (farm, college):
        paid(cast.bradford, topic, body)
    cost()
    before = cost()
    for number in range(12):
        place = builders.place(f"Town {number}")
        for body in (farm, college):
            paid(place, topic, body)
    assert cost() == before


def test_the_list_is_paged_by_key_both_ways(
    client: Client, topic: Topic, two: list[Organisation], cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("funding.overlap.paging.page_of.__defaults__", (2,))
    for number in range(5):
        place = builders.place(f"Town {number}")
        for body in (*two, *([cast.council] if number == 3 else [])):
            paid(place, topic, body)
    first = client.get("/funding/overlaps/").context["page"]
    assert [one.place.name for one in first] == ["Town 3", "Town 4"]
    second = client.get(f"/funding/overlaps/{first.next_url}").context["page"]
    assert [one.place.name for one in second] == ["Town 2", "Town 1"]
    third = client.get(f"/funding/overlaps/{second.next_url}").context["page"]
    assert [one.place.name for one in third] == ["Town 0"]
    assert not third.next_url
    back = client.get(f"/funding/overlaps/{third.previous_url}").context["page"]
    assert [one.place.name for one in back] == ["Town 2", "Town 1"]
    broken = client.get("/funding/overlaps/?after=x~1~2").context["page"]
    assert "broken" in broken.problem
    assert len(broken) == 2


def test_every_number_leads_to_the_rows_that_it_counts(
    client: Client, cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    grant = paid(cast.bradford, topic, cast.council, 500_000)
    paid(cast.bradford, topic, farm, 10, parent=grant, description="small")
    paid(cast.bradford, topic, college, None, description="unknown")
    paid(cast.bradford, topic, college, 200_000, end=None, description="undated")
    at = "/funding/overlaps/bradford/net-zero/"
    (one,) = client.get("/funding/overlaps/?on=2026-11-20").context["page"]
    for show, rows in (
        ("", ["unknown", "small", "undated"]),
        ("small", ["small"]),
        ("unknown", ["unknown"]),
        ("undated", ["undated"]),
    ):
        page = client.get(one.address(show))
        assert sorted(row.description for row in page.context["page"]) == sorted(rows)
        assert not show or getattr(one, show) == len(rows)
    passed = client.get(f"{at}?show=passed").context["page"]
    assert [row.pk for row in passed] == [grant.pk]


def test_the_page_says_who_what_and_what_is_not_known(
    client: Client, cast: Cast, topic: Topic, farm: Organisation
) -> None:
    paid(cast.bradford, topic, farm, 1000, description="Turbines", source_said="Grant letter")
    paid(cast.bradford, topic, None, None, receiver_said="A school", start=None, end=None)
    page = client.get("/funding/overlaps/bradford/net-zero/")
    words = text_of(page)
    assert "2 recipients (business)" in words
    assert page.content.decode().count('<span class="nk">Not known</span>') >= 4
    for said in ("Wind farm", "Turbines", "Grant letter", "A school"):
        assert said in words
    for flow in Flow.objects.all():  # where it is corrected
        assert f'href="{flow.get_absolute_url()}"' in page.content.decode()
    assert client.get("/funding/overlaps/bradford/no-topic/").status_code == 404


def test_the_file_has_the_rows_of_the_list(
    client: Client, cast: Cast, topic: Topic, farm: Organisation, college: Organisation
) -> None:
    paid(cast.bradford, topic, farm, 5)
    paid(cast.bradford, topic, college)
    paid(cast.luton, topic, farm)
    file = client.get("/funding/overlaps/?format=csv&under=100")
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert [(row["place"], row["recipients"], row["small"]) for row in rows] == [
        ("Bradford", "2", "1")
    ]
    one = client.get("/funding/overlaps/bradford/net-zero/?format=csv")
    lines = list(csv.DictReader(io.StringIO(one.getvalue().decode("utf-8-sig"))))
    assert sorted(line["receiver"] for line in lines) == ["Town college", "Wind farm"]


def test_bad_values_say_what_is_wrong_and_show_nothing(client: Client, cast: Cast) -> None:
    for query in ("on=31-31-31", "under=-5", "under=many", "place=nowhere", "meaning=gold"):
        page = client.get(f"/funding/overlaps/?{query}")
        assert page.status_code == 200
        assert page.context["filter"].errors
        assert client.get(f"/funding/overlaps/?{query}&format=csv").status_code == 400


LEVELS = ("public", "team")


class TestAnyTree(TestCase):
    """For any tree of legs, whatever is hidden."""

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_legs_are_no_pair_and_hidden_ones_change_nothing(self, data: st.DataObject) -> None:
        place = builders.place()
        topics = [
            Topic.objects.create(name=name, slug=f"{place.slug}-{name}") for name in ("one", "two")
        ]
        bodies = [builders.organisation() for _ in range(3)]
        flows: list[Flow] = []
        for _ in range(data.draw(st.integers(1, 7))):
            flow = builders.flow(
                place,
                data.draw(st.none() | st.integers(0, 9)),
                receiver=data.draw(st.sampled_from([*bodies, None])),
                parent=data.draw(st.sampled_from([None, *flows])),
                visibility=data.draw(st.sampled_from(LEVELS)),
            )
            flow.topics.set(data.draw(st.lists(st.sampled_from(topics), unique=True)))
            flows.append(flow)
        editor = builders.user(f"Editor {place.pk}", ("place_editor", place))
        by_key = {flow.pk: flow for flow in flows}

        def above(flow: Flow, seen: set[int]) -> set[int]:
            keys: set[int] = set()
            while flow.parent_id in seen:
                keys.add(flow.parent_id)
                flow = by_key[flow.parent_id]
            return keys

        for reader, seen in (
            (editor, set(by_key)),
            (AnonymousUser(), {pk for pk, flow in by_key.items() if flow.visibility == "public"}),
        ):
            for topic in topics:
                at = asked(reader, place=place, topic=topic, exactly=True)
                for pair in pairs(at)[0]:
                    one, other = by_key[pair.one], by_key[pair.other]
                    assert other.pk not in above(one, seen)
                    assert one.pk not in above(other, seen)
                    assert {one.pk, other.pk} <= seen
        told = [(one.topic, one.recipients, one.payers, one.flows) for one in found(place=place)]
        hidden = [flow for flow in flows if flow.visibility != "public"]
        Flow.objects.filter(parent__in=hidden).update(parent=None)
        for flow in hidden:
            flow.place_links.all().delete()
            flow.topics.clear()
        Flow.objects.filter(pk__in=[flow.pk for flow in hidden]).delete()
        left = [(one.topic, one.recipients, one.payers, one.flows) for one in found(place=place)]
        assert told == left
