"""The queue of those who keep the directory right, one kind at a time."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import OrganisationPlace
from people.models import JobRole
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def connector(client: Client, cast: Cast) -> Client:
    client.force_login(cast.yorkshire_connector)
    return client


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def posts(cast: Cast, count: int, **fields: object) -> None:
    for number in range(count):
        builders.post(f"Role {number:02}", cast.council, cast.bradford, **fields)


def named(page: str) -> list[str]:
    return re.findall(r"Role \d\d(?=</label>|</a></div>)", page)


def test_what_waits_is_shown_in_part_and_all_of_a_kind_is_a_press_away(
    connector: Client, cast: Cast
) -> None:
    posts(cast, 12, bounced_on=TODAY)
    page = read(connector, "/directory/queue/")
    assert "See all 12 job roles<span" in page
    part = page.split('id="bounced"', 1)[1].split("</section>", 1)[0]
    assert len(named(part)) == 10
    assert len(named(read(connector, "/directory/queue/bounced/post/"))) == 12
    assert "organisations<span" not in page, "of those all are shown"


def test_no_kind_crowds_out_another(connector: Client, cast: Cast) -> None:
    for number in range(45):
        body = builders.organisation(f"Body {number}")
        OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
        builders.place(f"Parish {number}", "parish", within=cast.bradford)
    posts(cast, 1)
    part = read(connector, "/directory/queue/").split('id="never"', 1)[1]
    assert "Role 00" in part


def test_a_long_list_is_walked_to_its_end_and_back(connector: Client, cast: Cast) -> None:
    posts(cast, 60, bounced_on=TODAY)
    first = read(connector, "/directory/queue/bounced/post/")
    assert named(first) == [f"Role {number:02}" for number in range(50)]
    assert "60 job roles that you look after" in first
    onward = re.search(r'href="([^"]+)" rel="next"', first)
    assert onward
    second = read(connector, f"/directory/queue/bounced/post/{onward[1]}")
    assert named(second) == [f"Role {number:02}" for number in range(50, 60)]
    assert 'rel="prev"' in second


def test_what_is_longest_overdue_comes_first(connector: Client, cast: Cast) -> None:
    for number, month in enumerate((9, 10, 2)):
        due = dt.date(2025, month, 1)
        builders.post(f"Role {number:02}", cast.council, cast.bradford, review_by=due)
    part = read(connector, "/directory/queue/").split('id="overdue"', 1)[1].split("</section>")[0]
    assert named(part) == ["Role 02", "Role 00", "Role 01"]


def test_what_is_confirmed_there_leaves_the_list_and_its_reader_stays_on_it(
    connector: Client, cast: Cast
) -> None:
    posts(cast, 3)
    said = {"record": f"post:{JobRole.objects.get(title='Role 01').pk}", "back": "never/post"}
    response = connector.post("/directory/confirm/", said, follow=True)
    assert response.redirect_chain[-1][0] == "/directory/queue/never/post/"
    assert named(response.content.decode()) == ["Role 00", "Role 02"]
    for back in ("//evil.test/x", "never/../x", "a/b/c"):
        gone = connector.post("/directory/confirm/", {"back": back})
        assert gone.headers["Location"] == "/directory/queue/"


def test_it_holds_the_own_region_and_nothing_else(connector: Client, cast: Cast) -> None:
    builders.post("Luton lead", cast.council, cast.luton)
    builders.post("Quiet lead", cast.council, cast.bradford, visibility="team")
    posts(cast, 1)
    page = read(connector, "/directory/queue/never/post/")
    assert "Role 00" in page
    assert "Luton lead" not in page
    assert "Quiet lead" not in page


@pytest.mark.parametrize("address", ["never/report", "bounced/place", "nothing/post", "never/x"])
def test_a_kind_that_cannot_wait_is_not_there(connector: Client, address: str) -> None:
    assert connector.get(f"/directory/queue/{address}/").status_code == 404


def test_a_broken_place_in_the_list_is_said(connector: Client, cast: Cast) -> None:
    posts(cast, 1)
    page = read(connector, "/directory/queue/never/post/?after=x~y")
    assert "It is shown from its start" in page
    assert "Role 00" in page


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("address", ["never/post", "never/place", "never/organisation"])
def test_its_queries_do_not_grow(
    connector: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    count: int,
) -> None:
    for number in range(count):
        body = builders.organisation(f"Body {number}")
        OrganisationPlace.objects.create(organisation=body, place=cast.bradford)
        builders.post(f"Role {number}", body, cast.bradford)
        builders.place(f"Parish {number}", "parish", within=cast.bradford)
    connector.get(f"/directory/queue/{address}/")
    with django_assert_num_queries(5):
        connector.get(f"/directory/queue/{address}/")
