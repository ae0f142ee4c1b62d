"""What is found for a question, and what stands first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import (
    OrganisationIdentifier,
    OrganisationName,
    PlaceLink,
    PlaceName,
    Topic,
)
from pilots.models import PilotTopic
from records.names import plain_key
from search.find import Results, best, find
from search.words import _meant, count_words, make_anew, said
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
ENDED = dt.date(2023, 4, 1)


def titles(typed: str, reader: Any = ANYBODY) -> list[str]:
    return [one.title for one in find(reader, typed).every]


def share(results: Results, title: str) -> float:
    """How much of the question this one has."""
    return next(one.share for one in results.every if one.title == title)


def test_what_has_all_words_comes_before_what_has_most_of_them(cast: Cast) -> None:
    builders.barrier(cast.luton, "Kettles and cabbages and kings")
    builders.barrier(cast.luton, "Kettles and cabbages")
    builders.barrier(
        cast.luton, "Kettles", because="Cabbages, kings and shoes", people="Sealing wax"
    )

    results = find(ANYBODY, "kettles cabbages kings shoes")
    assert [one.title for one in results.every] == [
        "Kettles",
        "Kettles and cabbages and kings",
        "Kettles and cabbages",
    ]
    assert [round(one.share, 2) for one in results.every] == [1, 0.75, 0.5]


def test_a_rare_word_weighs_more_than_one_that_many_have(cast: Cast) -> None:
    for number in range(20):
        builders.barrier(cast.luton, f"Homes of kind {number}")
    builders.barrier(cast.luton, "Quixotic cabbages")
    builders.barrier(cast.luton, "Homes that are damp and cold")
    make_anew()

    results = find(ANYBODY, "quixotic homes")
    assert results.every[0].title == "Quixotic cabbages"
    assert share(results, "Quixotic cabbages") > 0.5
    assert share(results, "Homes of kind 1") < 0.5


def test_where_nothing_has_most_of_the_words_the_nearest_is_given_and_said_to_be_that(
    cast: Cast,
) -> None:
    builders.barrier(cast.luton, "Kettles")
    results = find(ANYBODY, "cabbages kings shoes kettles")
    assert [one.title for one in results.every] in ([], ["Kettles"])
    assert results.fewer
    results = find(ANYBODY, "kettles")
    assert not results.fewer


def test_words_of_its_place_pilot_programme_body_and_topic_count_as_a_records_own(
    cast: Cast,
) -> None:
    body = builders.organisation("Quixotic Office", "central_government")
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp)
    topic = Topic.objects.create(name="Windmills", slug="windmills")
    PilotTopic.objects.create(pilot=pilot, topic=topic)
    barrier = builders.barrier(
        cast.bradford,
        "Nobody may share kettles",
        pilot=pilot,
        programme=cast.pfpp,
        unlocker=body,
    )

    for typed in ("kettles bradford", "kettles warm homes", "kettles quixotic", "kettles pfpp"):
        first = find(cast.outsider, typed).every[0]
        assert (first.pk, first.title) == (barrier.pk, "Nobody may share kettles"), typed
        assert first.share == pytest.approx(1), typed
    assert titles("warm windmills")[0] == "Warm homes"
    assert titles("yorkshire kettles", cast.outsider)[0] == "Nobody may share kettles"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("multidisciplinary hubs", "Multi-disciplinary hubs"),
        ("multi-disciplinary hub", "Multi-disciplinary hubs"),
        ("multi disciplinary hub", "Multi-disciplinary hubs"),
        ("kettle", "Kettles"),
        ("KETTLES", "A kettle"),
        ("kings lynn", "King’s Lynn"),
        ("king's lynn", "Kings Lynn"),
        ("saint ives", "St Ives"),
        ("st ives", "Saint Ives"),
        ("st. ives", "St Ives"),
        ("volunt kettl", "Volunteers mend kettles"),
        ("mon", "Ynys Môn"),
        ("damp & cold", "Damp and cold"),
        ("room 7", "Room 007"),
        ("room 007", "Room 7"),
    ],
)
def test_however_a_word_is_written(cast: Cast, typed: str, written: str) -> None:
    builders.barrier(cast.luton, written)
    assert titles(typed)[:1] == [written]


@pytest.mark.parametrize("typed", ["ebikes", "e-bikes"])
def test_a_hyphen_in_a_text_is_no_matter(cast: Cast, typed: str) -> None:
    builders.barrier(cast.luton, "How to get there", because="Nobody lends e-bikes")
    assert titles(typed) == ["How to get there"]


@pytest.mark.parametrize("typed", ["waffhad", "WAFFHAD", "wfhd"])
def test_the_first_letters_of_a_name_find_it(cast: Cast, typed: str) -> None:
    builders.programme("Wool, Hay, Dung and Nettles")
    builders.programme("Windmills and Farms for Homes and Damp")
    assert titles(typed) == ["Windmills and Farms for Homes and Damp"]


def test_words_that_only_ask_are_not_looked_for() -> None:
    assert said("How do I find who deals with damp in Leeds?") == ["damp", "leeds"]
    assert said("who is it") == ["who", "is", "it"], "there is nothing else"
    assert said("?!&") == []
    assert plain_key("  St. Helen’s & Co ") == "st helens and co"


def test_what_is_called_just_so_comes_first(cast: Cast) -> None:
    builders.pilot(cast.luton, "Kettles", summary="Mended")
    builders.pilot(cast.luton, "Kettles for everybody")
    builders.pilot(cast.luton, "Mended things", summary="Kettles, kettles, kettles and kettles")
    place = builders.place("Upper Kettleton", "district")
    PlaceName.objects.create(place=place, name="Kettles on Sea", kind="other")

    assert titles("kettles")[0] == "Kettles"
    assert titles("kettles on sea")[0] == "Upper Kettleton"


@pytest.mark.parametrize(
    ("who", "first"), [("bradford_officer", "Bradford"), ("luton_officer", "Luton")]
)
def test_what_is_of_the_readers_own_place_comes_before_what_is_alike(
    cast: Cast, who: str, first: str
) -> None:
    for place in (cast.bradford, cast.luton):
        builders.barrier(place, "Nobody may share kettles", because=place.name)
    found = find(getattr(cast, who), "kettles").every
    assert found[0].note.split(".")[0] == first
    assert len(found) == 2


def test_what_is_real_comes_before_what_is_made_up(cast: Cast) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    builders.pilot(county, "Kettles for all")
    builders.pilot(cast.luton, "Kettles for us")
    assert titles("kettles") == ["Kettles for us", "Kettles for all"]
    rows = type(cast.luton).objects.all()
    made_up = builders.place("Luton", "county", slug="luton-made-up", is_example=True)
    assert [place.pk for place in best(rows, "luton", ANYBODY)] == [cast.luton.pk, made_up.pk]
    assert [place.made_up for place in best(rows, "luton", ANYBODY)] == [False, True]


def test_what_is_current_comes_before_what_has_ended(cast: Cast) -> None:
    old = builders.programme("Kettles of old", end=ENDED)
    new = builders.programme("Kettles of now")
    found = find(ANYBODY, "kettles").every
    assert [(one.pk, one.is_over) for one in found] == [(new.pk, False), (old.pk, True)]


def test_of_two_places_of_one_name_the_one_that_stands_comes_first(cast: Cast) -> None:
    old, new = builders.place("Eden", "ward"), builders.place("Eden", "ward", slug="new")
    PlaceLink.objects.create(place=old, other=new, kind=PlaceLink.Kind.SUCCEEDED_BY)
    assert [one.pk for one in find(ANYBODY, "eden").every] == [new.pk, old.pk]
    rows = type(old).objects.all()
    assert [(one.pk, one.is_over) for one in best(rows, "eden", ANYBODY)] == [
        (new.pk, False),
        (old.pk, True),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bradfrod", "bradford"),
        ("bradfrod ketles", "bradford kettles"),
        ("apprenticships", "apprenticeships"),
        ("kettles", ""),
    ],
)
def test_each_misspelt_word_is_put_right_by_itself(cast: Cast, typed: str, meant: str) -> None:
    builders.barrier(cast.bradford, "Nobody may share kettles")
    builders.pilot(cast.bradford, "Apprenticeships")
    make_anew()
    results = find(ANYBODY, typed)
    assert results.question.put_right == meant
    assert results.every


@pytest.mark.parametrize("typed", ["b-000123", "ham", "e06000032"])
def test_what_is_short_or_a_code_is_not_put_right(cast: Cast, typed: str) -> None:
    builders.place("Hamm", "ward")
    builders.place("E06000033", "ward")
    make_anew()
    assert find(ANYBODY, typed).question.put_right == ""


def test_a_word_with_a_digit_means_no_other() -> None:
    assert _meant("e06000032", ["e06000033"]) == ()
    assert _meant("bradfrod", ["bradford"]) == ("bradford",)


def test_a_word_that_is_still_being_typed_is_not_put_right_but_the_others_are(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Nobody may share kettles")
    make_anew()
    assert find(ANYBODY, "bradfrod kettels", unfinished=True).question.put_right == (
        "bradford kettels"
    )
    assert [one.title for one in find(ANYBODY, "ket", unfinished=True).every] == [
        "Nobody may share kettles"
    ]


def test_a_body_is_found_by_short_and_former_names_and_numbers(cast: Cast) -> None:
    body = builders.organisation("Ministry of Homes", "central_government")
    OrganisationName.objects.create(
        organisation=body, name="Windmill Office", short_name="WO9", valid_to=ENDED
    )
    OrganisationIdentifier.objects.create(organisation=body, scheme="GB-NHS", value="0QNX")
    for typed in ("WO9", "windmill office", "0qnx", "QNX", "GB-NHS-0QNX", "gb-nhs-qnx"):
        assert titles(typed)[:1] == ["Ministry of Homes"], typed


@pytest.mark.parametrize("typed", ["", "!!", "'; --", "((", "a" * 300, "& | ! : *", "\\", "%"])
def test_anything_may_be_typed(cast: Cast, typed: str) -> None:
    assert titles(typed) == []


@pytest.mark.parametrize("typed", ["kettles", "bradford kettles damp homes share lists data now"])
def test_it_takes_five_queries_whatever_is_found(
    cast: Cast, typed: str, django_assert_num_queries: Any
) -> None:
    for number in range(30):
        builders.barrier(cast.bradford, f"Kettles {number}")
        builders.pilot(cast.bradford, f"Kettle {number}")
    count_words()
    titles("kettles")
    with django_assert_num_queries(5):
        assert titles(typed)
