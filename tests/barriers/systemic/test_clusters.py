"""Similar barriers in several places are proposed, and become one systemic barrier in one form."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Notice
from barriers.models import Barrier, BarrierSubType, SubType, SystemicBarrier
from barriers.systemic.clusters import clusters
from tests import builders, shared_cause
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db
LIST = "/barriers/systemic/"


@pytest.fixture
def licences() -> SubType:
    return SubType.objects.create(category=builders.category(), name="Lists of licences")


def like(sub_type: SubType, at: Any, **fields: Any) -> Barrier:
    facts = {"visibility": "network", "status": "open", "category": sub_type.category} | fields
    barrier = builders.barrier(at, f"We cannot see those of {at}", **facts)
    BarrierSubType.objects.create(barrier=barrier, sub_type=sub_type)
    return barrier


@pytest.fixture
def three(cast: Cast, licences: SubType) -> list[Barrier]:
    """Three barriers of the programme, in three places; two name the department."""
    hull = builders.place("Hull", within=cast.region)
    named = {"programme": cast.pfpp, "unlocker": energy()}
    return [
        like(licences, cast.bradford, **named),
        like(licences, cast.luton, **named),
        like(licences, hull, programme=cast.pfpp),
    ]


def found(user: Any) -> list[str]:
    return [f"{cluster.sub_type}: {cluster.words}" for cluster in clusters(user)]


def test_leads_and_connectors_find_them_unasked(
    cast: Cast, three: list[Barrier], licences: SubType
) -> None:
    assert found(cast.pfpp_lead) == ["Lists of licences: 3 barriers in 3 places"]
    assert "Bring together similar barriers: Lists of licences" in words(
        as_(cast.pfpp_lead).get("/")
    )
    assert "Lists of licences" in words(as_(cast.pfpp_lead).get(LIST))
    for who in (cast.bradford_editor, cast.outsider, None):
        assert "Similar barriers in" not in words(as_(who).get(LIST))
    assert found(cast.yorkshire_connector) == [], "two of them are where they connect"
    like(licences, builders.place("Leeds", within=cast.region))
    assert found(cast.yorkshire_connector) == ["Lists of licences: 3 barriers in 3 places"]


def test_what_the_reader_does_not_see_proposes_nothing(cast: Cast, three: list[Barrier]) -> None:
    Barrier.objects.filter(pk=three[2].pk).update(visibility="team")
    assert found(cast.pfpp_lead) == []


@pytest.mark.parametrize(
    "fields", [{"status": "closed_unresolved"}, {"programme": None}], ids=["ended", "elsewhere"]
)
def test_what_ended_or_is_elsewhere_is_not_counted(
    cast: Cast, three: list[Barrier], fields: dict[str, Any]
) -> None:
    Barrier.objects.filter(pk=three[0].pk).update(**fields)
    assert found(cast.pfpp_lead) == []


def test_one_form_makes_them_one_and_asks_the_body(
    cast: Cast, three: list[Barrier], licences: SubType
) -> None:
    client, url = signed_in(cast.pfpp_lead), f"{LIST}add/?like={licences.pk}"
    page = words(client.get(url))
    assert all(barrier.reference in page for barrier in three)
    form = filled(client, url)
    assert (form["owner"], form["asks_now"]) == (energy().name, ["on"])
    said = {"title": "No list may be shown", "cause": "One rule.", "ask": "Change the rule."}
    missing = words(client.post(url, form | said | {"ask": ""}))
    assert "Say what they are asked to change" in missing
    client.post(url, form | said)
    made = SystemicBarrier.objects.get()
    assert (made.owner, made.status, made.category) == (energy(), "asked", licences.category)
    assert made.asked_on is not None
    assert {link.barrier for link in made.member_links.all()} == set(three)
    told = Notice.objects.get(user=cast.desnz_official).subject
    assert told.startswith(f"{energy()} is asked to change what several places share")
    assert found(cast.pfpp_lead) == [], "they are one now"


def test_it_can_be_gathered_without_asking_yet(cast: Cast, three: list[Barrier]) -> None:
    client = signed_in(cast.pfpp_lead)
    form = filled(client, f"{LIST}add/") | {"title": "No list", "cause": "One rule."}
    assert "asks_now" not in form
    client.post(f"{LIST}add/", form)
    assert SystemicBarrier.objects.get().status == "gathered"
    assert not Notice.objects.exists()


@pytest.mark.parametrize("number", ["x", "0", "999999999999999999999", "²", "%00", "-1"])
def test_a_wrong_address_is_the_plain_form(cast: Cast, three: list[Barrier], number: str) -> None:
    page = as_(cast.pfpp_lead).get(f"{LIST}add/?like={number}")
    assert page.status_code == 200
    assert three[0].reference not in page.content.decode()


def test_members_of_another_are_not_proposed(cast: Cast, three: list[Barrier]) -> None:
    shared_cause.systemic("Known", three[0])
    assert found(cast.pfpp_lead) == []


def test_proposing_costs_the_same_for_one_and_for_many(
    cast: Cast, three: list[Barrier], licences: SubType, django_assert_num_queries: Any
) -> None:
    clusters(cast.pfpp_lead)  # who the reader is is asked once
    with django_assert_num_queries(2):
        clusters(cast.pfpp_lead)
    for number in range(4):
        kind = SubType.objects.create(category=licences.category, name=f"Kind {number}")
        for barrier in three:
            BarrierSubType.objects.create(barrier=barrier, sub_type=kind)
    with django_assert_num_queries(2):
        assert len(clusters(cast.pfpp_lead)) == 5
