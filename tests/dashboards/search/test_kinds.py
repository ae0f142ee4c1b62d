"""Search over each kind of record, what leads on, what is spelt nearly so, and suggestions."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from funding.models import Fund
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationSuccession,
    PlaceLink,
    PlaceName,
)
from pilots.models import Lesson
from search.words import make_anew
from tests import builders, learned
from tests.builders import Cast
from tests.searched import found, rows, search, suggested, titles

pytestmark = pytest.mark.django_db
ENDED = dt.date(2023, 4, 1)


def test_job_roles_priorities_funds_money_and_lessons_are_found(client: Client, cast: Cast) -> None:
    team = builders.organisation("Ministry of Homes", "central_government")
    builders.post("Retrofit adviser", team, visibility="public")
    builders.priority("Retrofit every home", cast.bradford, owner=team)
    Fund.objects.create(name="Retrofit fund", slug="retrofit", visibility="public")
    builders.flow(cast.bradford, description="Retrofit grant", giver=team)
    pilot = builders.pilot(cast.bradford, "Warm homes")
    lesson = learned.lesson(pilot, "Retrofit needs trust")

    assert found(client, "retrofit") == {
        "Job roles": ["Retrofit adviser"],
        "Priorities": ["Retrofit every home"],
        "Funds": ["Retrofit fund"],
        "Money": ["Retrofit grant"],
        "Lessons": ["Retrofit needs trust"],
    }
    page = client.get("/search/?q=retrofit").content.decode()
    assert '<a href="/funding/funds/retrofit/">Retrofit fund</a>' in page
    assert f'<a href="{lesson.get_absolute_url()}">Retrofit needs trust</a>' in page


@pytest.mark.parametrize("level", ["team", "place", "network"])
def test_none_of_them_is_found_or_counted_by_those_who_may_not_see_it(
    client: Client, cast: Cast, level: str
) -> None:
    hidden = {"visibility": level, "created_by": cast.author}
    builders.post("Quixotic adviser", **hidden)
    builders.priority("Quixotic aims", cast.bradford, **hidden)
    builders.flow(cast.bradford, description="Quixotic grant", **hidden)
    builders.pilot(cast.bradford, "Quixotic pilot", **hidden)
    pilot = builders.pilot(cast.bradford, "Warm homes")
    Lesson.objects.create(pilot=pilot, text="Quixotic lesson", **hidden)
    if level != "network":
        Fund.objects.create(name="Quixotic fund", slug="q", **{**hidden, "visibility": "team"})
        client.force_login(cast.outsider)

    make_anew()
    for typed in ("quixotic", "quixotik"):
        said = search(client, typed)
        assert (said.rows, said.examples, said.choices, said.count) == ([], [], [], 0)
        assert said.results.question.put_right == ""
        assert not said.results.is_cut
        assert suggested(client, typed) == []
    client.force_login(cast.author)
    assert {"Job roles", "Priorities", "Money", "Pilots", "Lessons"} <= set(
        found(client, "quixotic")
    )


def test_a_closed_job_role_comes_after_those_that_are_open_and_is_not_chosen(
    client: Client, cast: Cast
) -> None:
    builders.post("Damp adviser", visibility="public", ended_on=ENDED)
    builders.post("Damp officer", visibility="public")

    assert titles(client, "damp") == ["Damp officer", "Damp adviser"]
    assert [one.is_over for one in rows(client, "damp")] == [False, True]
    client.force_login(cast.bradford_officer)
    offered = client.get("/job-roles/suggest/?q=damp").json()["results"]
    assert [one["label"] for one in offered] == ["Damp officer"]


def test_an_ended_place_and_body_lead_on_to_what_came_after(client: Client, cast: Cast) -> None:
    old = builders.place("Eden", "district")
    new = builders.place("Westmorland", "unitary")
    PlaceName.objects.filter(place=old).update(valid_to=ENDED)
    PlaceLink.objects.create(place=old, other=new, kind="succeeded_by", valid_from=ENDED)
    after = builders.organisation("Westmorland Council")
    other = builders.organisation("Furness Council")
    builders.succeed(builders.organisation("Eden Council"), after, other)

    page = client.get("/search/?q=eden").content.decode()
    assert page.count("Ended") == 2
    assert "formerly Eden" not in page
    assert 'href="/places/westmorland/">Westmorland</a>' in page
    assert f'href="{after.get_absolute_url()}">Westmorland Council</a>' in page
    assert f'href="{other.get_absolute_url()}">Furness Council</a>' in page


def test_a_body_that_ended_leads_on_to_what_stands_today(client: Client, cast: Cast) -> None:
    old, between = builders.organisation("Eden Health"), builders.organisation("Lakes Health")
    now = [builders.organisation(f"{name} Health") for name in ("North", "South")]
    builders.succeed(old, between)
    builders.succeed(between, *now)
    page = client.get("/search/?q=eden+health").content.decode()
    for body in now:
        assert f'href="{body.get_absolute_url()}">{body}</a>' in page
    led = OrganisationSuccession.objects.all().led_to([old.pk, between.pk])
    assert {pk: [(one.name, one.slug) for one in found] for pk, found in led.items()} == {
        pk: [(body.name, body.slug) for body in now] for pk in (old.pk, between.pk)
    }


def test_an_official_number_leads_straight_to_its_body(client: Client, cast: Cast) -> None:
    body = builders.organisation("Homes for All", "housing")
    OrganisationIdentifier.objects.create(organisation=body, scheme="GB-COH", value="SC123456")

    assert client.get("/search/?q=sc123456")["Location"] == body.get_absolute_url()


def test_a_number_that_two_bodies_have_shows_both_and_says_why(client: Client, cast: Cast) -> None:
    for scheme, name in (("GB-COH", "Homes for All"), ("GB-CHC", "Homes for Some")):
        body = builders.organisation(name, "housing")
        OrganisationIdentifier.objects.create(organisation=body, scheme=scheme, value="01234567")

    for typed in ("01234567", "1234567"):
        assert found(client, typed) == {"Organisations": ["Homes for All", "Homes for Some"]}
        assert "number 01234567" in client.get(f"/search/?q={typed}").content.decode()


@pytest.mark.parametrize(
    "typed", ["GB-COH-01234567", "gb-coh-01234567", "GB-COH 01234567", "GB-COH-1234567"]
)
def test_a_number_with_its_scheme_finds_its_body_alone(
    client: Client, cast: Cast, typed: str
) -> None:
    for scheme, name in (("GB-COH", "Homes for All"), ("GB-CHC", "Homes for Some")):
        body = builders.organisation(name, "housing")
        OrganisationIdentifier.objects.create(organisation=body, scheme=scheme, value="01234567")

    response = client.get("/search/", {"q": typed})
    first = response.context["search"].rows[0].url if response.context else response["Location"]
    assert first == "/organisations/homes-for-all/"


def test_a_misspelt_word_is_put_right_and_names_near_to_it_are_offered(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Apprenticeships for all")
    builders.organisation("Apprenticeship Alliance", "education")
    builders.barrier(cast.bradford, "We cannot share apprenticeship records")

    make_anew()
    page = client.get("/search/?q=aprenticeship").content.decode()
    assert search(client, "aprenticeship").put_right == "apprenticeship"
    assert "“apprenticeship”" in page
    assert "Apprenticeship Alliance</a>" in page
    assert "Apprenticeships for all</a>" in page
    assert "Barriers" in found(client, "apprenticeship")


def test_a_misspelt_former_name_offers_the_body_of_today(client: Client, cast: Cast) -> None:
    body = builders.organisation("Ministry of Homes", "central_government")
    OrganisationName.objects.create(
        organisation=body, name="Department for Levelling Up", valid_to=ENDED
    )

    make_anew()
    assert titles(client, "leveling up") == ["Ministry of Homes"]
    assert search(client, "levellign up").put_right == "levelling up"


def test_suggestions_lead_to_what_the_reader_may_see(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Bradford hubs")
    builders.programme("Bradford Futures")

    answer = client.get("/search/suggest/", {"q": "bradford"}).json()["results"]
    assert [(one["label"], one["url"]) for one in answer] == [
        ("Bradford", "/places/bradford/"),
        ("Bradford Futures", "/programmes/bradford-futures/"),
        ("Bradford hubs", pilot.get_absolute_url()),
        (cast.council.name, cast.council.get_absolute_url()),
        (cast.pfpp.name, cast.pfpp.get_absolute_url()),
    ]


@pytest.mark.parametrize("typed", ["", "b", "x" * 300, "\x00", "%%", "(("])
def test_nothing_is_suggested_for_what_names_nothing(
    client: Client, cast: Cast, typed: str
) -> None:
    assert client.get("/search/suggest/", {"q": typed}).json() == {"results": []}


@pytest.mark.parametrize("count", [1, 30])
def test_what_is_spelt_nearly_so_costs_the_same_for_one_and_for_thirty(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        builders.place(f"Dampford {number}")
        builders.organisation(f"Dampford council {number}")
        builders.pilot(cast.bradford, f"Dampford pilot {number}")
    make_anew()
    titles(client, "quixotic")
    with django_assert_num_queries(8):
        assert search(client, "dampfrod").put_right == "dampford"
    with django_assert_num_queries(9):
        assert len(suggested(client, "dampford")) == min(3 * count, 8)


def test_a_merged_body_is_found_under_the_one_that_was_kept(client: Client, cast: Cast) -> None:
    kept = builders.organisation("Damp Trust", "housing")
    gone = builders.organisation("Damp Trust Ltd", "housing")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)

    assert found(client, "damp trust") == {"Organisations": ["Damp Trust"]}
