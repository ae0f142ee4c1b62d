"""What was tried before, which programmes meet, and places like one another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from funding.models import Fund
from partnerships.models import Place, PlaceFigure, Programme, Topic
from pilots.models import Pilot
from pilots.pilot.similar_places import places_like
from records.models import Finding, FindingSubject, Note, Source
from tests import builders, evaluated
from tests.builders import Cast
from tests.dashboards.place.test_page import page

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    ContentType.objects.get_for_models(Place, Pilot, Programme)
    return made


def topic(name: str) -> Topic:
    return Topic.objects.create(name=name, slug=name.lower())


def at(year: int, month: int = 1) -> dict[str, Any]:
    return {"start": dt.date(year, month, 1), "start_precision": "month"}


def test_a_programme_stands_with_what_it_built_on_what_it_led_to_and_its_published_result(
    cast: Cast, client: Client
) -> None:
    total = builders.programme("Total Place", **at(2009), end=dt.date(2010, 3, 31))
    budgets = builders.programme("Community Budgets", [cast.bradford], **at(2011))
    budgets.builds_on.add(total)
    source = Source.objects.create(slug="audit", title="Audit report")
    found = Finding.objects.create(key="saved", claim="It saved little", source=source)
    FindingSubject.objects.create(finding=found, subject=total)
    Note.objects.create(subject=budgets, kind="result", text="It drifted to pots", source=source)
    seen = page(client, "bradford/before")
    assert "Built on Total Place" in seen
    assert "Led to Community Budgets" in seen
    assert "It saved little Audit report" in seen
    assert "It drifted to pots Audit report" in seen
    assert "not here, but something here built on it" in seen


def test_what_is_over_with_nothing_published_says_so(cast: Cast, client: Client) -> None:
    builders.pilot(cast.bradford, "Old hub", status="closed")
    assert "Result not known: nothing published is recorded." in page(client, "bradford/before")


def test_what_an_evaluation_published_is_what_came_of_it(cast: Cast, client: Client) -> None:
    study = evaluated.evaluation(builders.pilot(cast.bradford, "Old hub"), "Did it help?")
    later = evaluated.finding(study, "Rents went up.", direction="negative")
    evaluated.finding(study, "All is well.", superseded_by=later)
    evaluated.finding(study, "Still a draft.", published_at=None)
    evaluated.finding(study, "For those signed in.", visibility="network")
    evaluated.finding(evaluated.evaluation(cast.pfpp, "The whole of it"), "Trust takes years.")
    seen = page(client, "bradford/before")
    assert "Rents went up. Did it help?" in seen
    assert "Trust takes years. The whole of it" in seen
    for hidden in ("All is well.", "Still a draft.", "For those signed in."):
        assert hidden not in seen
    client.force_login(cast.outsider)
    assert "For those signed in." in page(client, "bradford/before")


def test_a_topic_keeps_what_is_on_it_and_sets_apart_what_has_no_topic(
    cast: Cast, client: Client
) -> None:
    housing, skills = topic("Housing"), topic("Skills")
    builders.pilot(cast.bradford, "Warm homes").topics.add(housing)
    builders.pilot(cast.bradford, "Work club").topics.add(skills)
    builders.programme("Old fund", [cast.bradford])
    seen = client.get("/places/bradford/before/?topic=housing").content.decode()
    assert "Warm homes" in seen
    assert "Work club" not in seen
    assert seen.index("Topic not recorded") < seen.index("Old fund")
    odd = client.get("/places/bradford/before/?topic=none-such").content.decode()
    assert "There is no such topic, so nothing is shown." in odd
    assert "Warm homes" not in odd


def test_hidden_pilots_are_no_part_of_what_was_tried(cast: Cast, client: Client) -> None:
    hidden = builders.pilot(cast.bradford, "Quiet work", visibility="team", programme=cast.pfpp)
    hidden.topics.add(topic("Secrets"))
    for part in ("before", "overlap", "like"):
        seen = page(client, f"bradford/{part}")
        assert "Quiet work" not in seen
        assert "secrets" not in seen.lower()


def test_the_pages_cost_the_same_for_thirty_as_for_one(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    housing = topic("Housing")
    last = builders.programme("Before all", **at(2009))
    for number in range(30):
        one = builders.programme(f"Programme {number}", [cast.bradford], **at(2020))
        one.builds_on.add(last)
        last = one
        builders.pilot(cast.bradford, programme=one).topics.add(housing)
        if number in (0, 29):
            for part, queries in (("before", 12), ("overlap", 3), ("like", 2)):
                with django_assert_num_queries(queries):
                    client.get(f"/places/bradford/{part}/")


def test_programmes_that_meet_in_time_and_topic_are_named_with_when_and_the_list(
    cast: Cast, client: Client
) -> None:
    housing = topic("Housing")
    for name, start, end in (
        ("First fund", at(2020), dt.date(2022, 3, 31)),
        ("Second fund", at(2021, 6), dt.date(2023, 3, 31)),
        ("Later fund", at(2024), None),
    ):
        one = builders.programme(name, [cast.bradford], **start, end=end)
        builders.pilot(cast.bradford, programme=one).topics.add(housing)
    builders.programme("Undated fund", [cast.bradford])
    seen = page(client, "bradford/overlap")
    assert "Second fund and First fund, from June 2021 to March 2022, both on housing." in seen
    assert "Later fund and First" not in seen
    assert "Later fund and Second" not in seen
    assert seen.index("Dates not known") < seen.rindex("Undated fund")
    listed = client.get("/places/bradford/overlap/").content.decode()
    assert "/pilots/?place=bradford&amp;programme=first-fund&amp;topic=housing" in listed


def people(place: Place, count: int, **fields: Any) -> None:
    PlaceFigure.objects.create(
        place=place, measure="population", value=count, unit="people", release="2020", **fields
    )


def rank(place: Place, value: int, release: str = "2019") -> None:
    PlaceFigure.objects.create(
        place=place, measure="deprivation_rank", value=value, unit="rank", release=release
    )


def test_the_nearest_place_is_alike_in_people_deprivation_and_topics_and_says_why(
    cast: Cast,
) -> None:
    home = builders.place("Home")
    near, far = builders.place("Near"), builders.place("Far")
    for place, count, at_rank in ((home, 100_000, 20), (near, 105_000, 24), (far, 400_000, 150)):
        people(place, count)
        rank(place, at_rank)
    housing = topic("Housing")
    for place in (home, near):
        builders.pilot(place).topics.add(housing)
    builders.pilot(far).topics.add(topic("Skills"))
    rows = [one for one in places_like(NOBODY, home).rows if one.name in ("Near", "Far")]
    assert [one.name for one in rows] == ["Near", "Far"]
    assert rows[0].words == (
        "same kind; population 5% larger; 4 ranks less deprived; shares housing"
    )
    assert rows[1].words == (
        "same kind; population 4.0 times as large; 130 ranks less deprived; shares no topic"
    )


def test_what_is_not_known_makes_a_place_neither_near_nor_far(cast: Cast) -> None:
    home, alike = builders.place("Home"), builders.place("Alike")
    unlike, unknown = builders.place("Unlike"), builders.place("Unknown")
    for place, count in ((home, 100_000), (alike, 101_000), (unlike, 900_000)):
        people(place, count)
    names = [
        one.name
        for one in places_like(NOBODY, home).rows
        if one.name in ("Alike", "Unlike", "Unknown")
    ]
    assert names == ["Alike", "Unknown", "Unlike"]
    said = next(one for one in places_like(NOBODY, home).rows if one.name == "Unknown").words
    assert "population not known;" in said
    assert "deprivation not known for either" in said
    assert "topics not known for either" in said
    assert unknown.figures.count() == 0


def test_ranks_of_two_releases_are_not_compared(cast: Cast) -> None:
    home, other = builders.place("Home"), builders.place("Other")
    rank(home, 20, "2019")
    rank(other, 20, "2015")
    said = next(one for one in places_like(NOBODY, home).rows if one.name == "Other").words
    assert "deprivation not known;" in said


def test_a_ward_is_not_like_a_city_and_an_ended_place_is_like_none(cast: Cast) -> None:
    home, gone = builders.place("Home"), builders.place("Gone")
    ward = builders.place("Small ward", kind="ward")
    gone.links.create(other=home, kind="succeeded_by")
    names = {one.name for one in places_like(NOBODY, home, 100).rows}
    assert names.isdisjoint({"Home", "Gone", ward.name})


@pytest.mark.parametrize("kind", ["barriers", "funding/flows"])
def test_money_and_barriers_of_places_like_one_are_found_and_only_those_that_are_seen(
    cast: Cast, kind: str
) -> None:
    like, unlike = builders.place("Alike"), builders.place("Hamlet", "parish")

    def add(name: str, place: Place, level: str) -> None:
        if kind == "barriers":
            builders.barrier(place, name, visibility=level)
        else:
            fund = Fund.objects.create(name=name, slug=name.lower(), visibility="public")
            builders.flow(place, fund=fund, visibility=level)

    for name, place, level in (
        ("Theirs", like, "public"),
        ("Ours", cast.bradford, "public"),
        ("Far", unlike, "public"),
        ("Hidden", like, "team"),
    ):
        add(name, place, level)
    client = Client()
    assert f"/{kind}/?like_place=bradford" in client.get("/places/bradford/like/").content.decode()
    found = client.get(f"/{kind}/?like_place=bradford&format=json")
    said = b"".join(found).decode()
    assert "Theirs" in said
    for name in ("Ours", "Far", "Hidden"):
        assert name not in said
    shown = client.get(f"/{kind}/?like_place=nowhere").content.decode()
    assert "We can’t find “nowhere”" in shown
    assert "Theirs" not in shown
