"""Search answers with the list that a question narrows, and with the pages that are called so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dashboards.search.narrowed import narrowed
from partnerships.models import Organisation, OrganisationName, Topic
from people.job_role.question import read
from search.words import make_anew
from tests import builders
from tests.builders import Cast
from tests.searched import answers, rows, search

pytestmark = pytest.mark.django_db


def led_to(client: Client, typed: str) -> list[tuple[str, str]]:
    """What stands above the list, by name and address; each of which opens."""
    said = answers(client, typed)
    assert all(client.get(one.url, follow=True).status_code == 200 for one in said)
    return [(one.title, one.url) for one in said]


@pytest.mark.parametrize(
    "typed",
    [
        "which places report data sharing barriers",
        "data sharing barriers",
        "places with data protection problems",
        "barriers on sharing data",
    ],
)
def test_barriers_of_a_kind_lead_to_their_report_by_place(
    client: Client, cast: Cast, typed: str
) -> None:
    builders.category("data-sharing", name="Data sharing")
    report = "/barriers/report/?category=data-sharing"
    assert led_to(client, typed) == [("Barriers by place: data sharing", report)]


def test_in_a_place_they_lead_to_those_of_the_place(client: Client, cast: Cast) -> None:
    builders.category("data-sharing", name="Data sharing")
    listed = "/barriers/?category=data-sharing&place=bradford"
    title = "Barriers in Bradford: data sharing"
    assert led_to(client, "data sharing barriers Bradford") == [(title, listed)]
    assert led_to(client, "barriers in Bradford") == [
        ("Barriers in Bradford", "/places/bradford/barriers/")
    ]


@pytest.mark.parametrize("typed", ["data sharing", "barriers", "damp problems", "which places"])
def test_what_names_no_kind_or_asks_for_no_barriers_is_no_such_question(
    client: Client, cast: Cast, typed: str
) -> None:
    builders.category("data-sharing", name="Data sharing")
    assert led_to(client, typed) == []


def test_a_kind_of_barrier_leads_to_its_own_page(client: Client, cast: Cast) -> None:
    builders.category("data-sharing", name="Data sharing")
    make_anew()
    [kind] = [one for one in rows(client, "data sharing") if one.index.label == "kind of barrier"]
    assert kind.url == "/practice/kinds/data-sharing/"
    assert client.get(kind.url).status_code == 200


@pytest.fixture
def net_zero() -> Topic:
    return Topic.objects.create(name="Net zero", slug="net-zero")


def test_money_on_a_theme_leads_to_the_money_of_the_place_and_its_overlaps(
    client: Client, cast: Cast, net_zero: Topic
) -> None:
    money = ("Money in Luton", "/places/luton/funding/")
    both = (
        "Overlaps in funding in Luton: net zero",
        "/funding/overlaps/?place=luton&topic=net-zero",
    )
    assert led_to(client, "net zero money Luton") == [money, both]
    assert led_to(client, "who gets net zero funding in Luton") == [money, both]
    assert led_to(client, "Luton net zero overlaps") == [both, money]
    alone = ("Overlaps in funding in Luton", "/funding/overlaps/?place=luton")
    assert led_to(client, "duplicate funding in Luton") == [alone, money]
    assert led_to(client, "Luton money") == [money]
    [asked] = led_to(client, "net zero Luton")
    assert asked[0] == "Who to ask about net zero in Luton"


def test_a_visit_leads_to_planning_one_for_who_may_and_to_the_brief(
    client: Client, cast: Cast
) -> None:
    brief = ("Brief of Luton", "/places/luton/brief/")
    visits = ("Visits to Luton", "/visits/?place=luton")
    plan = ("Plan a visit to Luton", "/places/luton/visits/plan/")
    assert led_to(client, "visit Luton") == [brief]
    client.force_login(cast.luton_officer)
    for typed in ("plan a visit to Luton", "who visited Luton last month", "visit pack Luton"):
        assert led_to(client, typed) == [visits, plan, brief], typed
    client.force_login(cast.bradford_officer)
    assert led_to(client, "visit Luton") == [visits, brief]
    assert led_to(client, "plan Luton") == [("Priorities in Luton", "/places/luton/priorities/")]
    returns = ("Returns and figures asked of Luton", "/places/luton/returns/")
    assert led_to(client, "returns Luton") == [returns]
    assert led_to(client, "burden Luton") == [("What is asked of Luton", "/places/luton/asked/")]


@pytest.mark.parametrize(
    ("typed", "title", "url"),
    [
        ("what is happening in Luton", "What is happening in Luton", "/places/luton/"),
        ("what has been done in Luton", "What is happening in Luton", "/places/luton/"),
        ("what money came to Luton", "Money in Luton", "/places/luton/funding/"),
        ("decisions in Luton", "What is happening in Luton", "/places/luton/"),
        ("how can I join in in Luton", "Tell us something about Luton", "/places/luton/tell/"),
        ("neighbourhoods Luton", "Places within Luton", "/places/luton/within/"),
        ("Luton brief", "Brief of Luton", "/places/luton/brief/"),
    ],
)
def test_what_a_resident_asks_of_a_place_leads_to_its_page(
    client: Client, cast: Cast, typed: str, title: str, url: str
) -> None:
    assert led_to(client, typed) == [(title, url)]


def test_two_bodies_and_a_theme_ask_both(client: Client, cast: Cast, net_zero: Topic) -> None:
    for name, short in (("Department of Warmth", "DOWA"), ("Ministry of Homes", "MOHO")):
        body = builders.organisation(name, "central_government")
        Organisation.objects.filter(pk=body.pk).update(slug=short.lower())
        OrganisationName.objects.filter(name=name).update(short_name=short)
    both = "Department of Warmth and Ministry of Homes"
    [(title, url)] = led_to(client, "net zero DOWA and MOHO")
    assert title == f"Who to ask: {both} about net zero"
    assert url == "/who-to-ask/?q=net+zero&body=dowa&other_body=moho"
    page = client.get(url).content.decode()
    assert 'value="Department of Warmth"' in page
    assert 'value="Ministry of Homes"' in page
    [(title, _)] = led_to(client, "who in DOWA deals with net zero")
    assert title == "Who to ask: Department of Warmth about net zero"


def above_records(client: Client, typed: str) -> list[str]:
    """The pages that stand above the records that were found."""
    said = search(client, typed)
    page = client.get("/search/", {"q": typed}).content.decode()
    if not said.pages:
        return []
    first = page.index('id="pages"') < page.index('class="rows"')
    return [one.title for one in said.pages] if first else []


def test_a_page_of_that_very_name_stands_above_records(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    builders.barrier(cast.luton, "We cannot see a policy test")
    assert above_records(client, "policy test")[0] == "Policy tests"
    assert above_records(client, "test a policy in places")[0] == "Policy tests"
    builders.barrier(cast.luton, "We cannot find questions")
    assert above_records(client, "questions") == [], "no page is called just so"
    assert "Policy tests" in [one.title for one in search(client, "questions").pages]


def test_a_council_called_test_valley_is_not_meant_by_a_test(client: Client, cast: Cast) -> None:
    valley = builders.place("Test Valley", "district")
    assert led_to(client, "policy test") == []
    [asked] = answers(client, "housing Test Valley")
    assert asked.title == f"Who to ask about housing in {valley}"


def test_a_question_about_ones_area_leads_to_places(client: Client, cast: Cast) -> None:
    for typed in ("what happened to my area", "what is going on near me"):
        assert [one.title for one in search(client, typed).pages] == ["Places"], typed


def test_a_kind_takes_one_query_and_other_questions_none(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    builders.category("data-sharing", name="Data sharing")
    user = cast.bradford_officer
    kinds, other = (read(user, typed) for typed in ("data sharing barriers", "damp in Luton"))
    with django_assert_num_queries(1):
        assert narrowed(user, kinds)
    with django_assert_num_queries(0):
        assert not narrowed(user, other)
