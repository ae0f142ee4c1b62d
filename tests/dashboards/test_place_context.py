"""What stands around the work in a place: services, clashes, assets, emergency pack, figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import (
    Asset,
    EmergencyContact,
    LocalService,
    PlaceFigure,
    ServiceClash,
    ServiceTopic,
    Topic,
)
from records.models import Change, Source
from tests.builders import Cast
from tests.dashboards.test_place import page, words

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    return words(response.content.decode())


def service(cast: Cast, name: str, **fields: Any) -> LocalService:
    return LocalService.objects.create(place=cast.bradford, name=name, **fields)


def typed(**fields: Any) -> dict[str, Any]:
    return {"name": "Advice point", "state": "running", **fields}


def test_an_officer_puts_a_service_on_the_map(cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    sent = typed(
        provider=cast.council.name,
        topics=[topic.pk],
        source_title="Our leaflet",
        audience="tenants",
    )
    answer = signed_in(cast.bradford_officer).post(
        "/places/bradford/services/add/", sent, follow=True
    )
    assert "The service is on the map." in text_of(answer)
    seen = page(Client(), "bradford/services")
    assert "1 service on the map" in seen
    assert "Advice point" in seen
    assert "tenant" in seen
    assert LocalService.objects.get().source == Source.objects.get(title="Our leaflet")


def test_a_service_that_looks_like_one_on_the_map_asks_first_and_keeps_what_was_typed(
    cast: Cast,
) -> None:
    service(cast, "Advice Points", provider_said="the library")
    client = signed_in(cast.bradford_officer)
    answer = text_of(client.post("/places/bradford/services/add/", typed(what="Help with forms")))
    assert "It looks like one that is on the map already" in answer
    assert "Looks like Advice Points (the library)" in answer
    assert "Help with forms" in answer
    assert LocalService.objects.count() == 1
    client.post("/places/bradford/services/add/", typed(is_another="on"))
    assert LocalService.objects.count() == 2


def test_one_provider_on_one_topic_looks_alike_whatever_the_name(cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    one = service(cast, "Warm homes", provider=cast.council)
    ServiceTopic.objects.create(service=one, topic=topic)
    sent = typed(name="Quite another", provider=cast.council.name, topics=[topic.pk])
    answer = signed_in(cast.bradford_officer).post("/places/bradford/services/add/", sent)
    assert "Looks like Warm homes" in text_of(answer)


def test_a_merged_service_leads_to_the_one_that_is_kept_which_takes_over_what_it_lacked(
    cast: Cast,
) -> None:
    kept = service(cast, "Advice point")
    twice = service(cast, "Advice Point Bradford", what="Help with forms")
    third = service(cast, "Drop-in")
    ServiceClash.objects.create(service=third, other=twice, note="Same morning")
    client = signed_in(cast.bradford_editor)
    client.post(f"/services/{twice.pk}/same/", {"kept": "Advice point", "kept_pick": str(kept.pk)})
    answer = client.get(f"/services/{twice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/services/{kept.pk}/")
    seen = text_of(client.get(f"/services/{kept.pk}/"))
    assert "Help with forms" in seen
    assert "With Drop-in: Same morning" in seen
    assert "2 services on the map" in page(Client(), "bradford/services")


def test_a_clash_stands_at_both_services_until_somebody_says_how_it_was_put_right(
    cast: Cast,
) -> None:
    one, other = service(cast, "Drop-in"), service(cast, "Family morning")
    client = signed_in(cast.bradford_officer)
    client.post(f"/services/{one.pk}/clash/", {"other": other.name, "note": "Both on Wednesday"})
    assert "With Drop-in: Both on Wednesday" in text_of(client.get(f"/services/{other.pk}/"))
    assert page(Client(), "bradford/services").count("Clashes") >= 3  # a filter and two rows
    clash = ServiceClash.objects.get()
    client.post(f"/services/clashes/{clash.pk}/", {"settled": "One moved to Friday"})
    assert "One moved to Friday" in text_of(client.get(f"/services/{one.pk}/"))
    assert not LocalService.objects.that_clash().exists()


def test_a_service_does_not_clash_with_itself_or_with_one_far_away(cast: Cast) -> None:
    one = service(cast, "Drop-in")
    LocalService.objects.create(place=cast.luton, name="Luton drop")
    client = signed_in(cast.bradford_officer)
    for name in ("Drop-in", "Luton drop"):
        answer = client.post(f"/services/{one.pk}/clash/", {"other": name, "note": "Same"})
        assert "No service called" in text_of(answer)
    assert not ServiceClash.objects.exists()


def test_the_list_of_services_costs_the_same_for_thirty_as_for_one(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    for number in range(30):
        one = service(cast, f"Service {number}", provider=cast.council)
        ServiceTopic.objects.create(service=one, topic=topic)
        if number in (0, 29):
            with django_assert_num_queries(7):
                client.get("/places/bradford/services/")


def test_an_invalid_filter_shows_no_service(cast: Cast) -> None:
    service(cast, "Drop-in")
    seen = page(Client(), "bradford/services/?state=none-such".rstrip("/"))
    assert "A filter is not right" in seen
    assert "Drop-in" not in seen


def test_assets_stand_under_their_kind_with_who_looks_after_them(cast: Cast) -> None:
    sent = {"name": "Market hall", "kind": "building", "keeper": cast.council.name}
    signed_in(cast.bradford_officer).post("/places/bradford/assets/add/", sent)
    Asset.objects.create(place=cast.bradford, name="Menders", kind="skill", gone_on="2026-01-05")
    seen = page(Client(), "bradford/assets")
    assert "Building Building Asset" in seen
    assert cast.council.name in seen
    assert "Gone since 5 January 2026" in seen


def contact(cast: Cast, role: str, order: int = 1, **fields: Any) -> EmergencyContact:
    fields.setdefault("phone", "01632 960001")
    return EmergencyContact.objects.create(
        place=cast.bradford, role=role, order=order, ring_for="Floods", **fields
    )


def test_the_emergency_pack_is_for_the_place_unless_it_says_more(cast: Cast) -> None:
    contact(cast, "Second officer", 2)
    contact(cast, "First officer", 1)
    contact(cast, "Public desk", 3, visibility="network")
    own = text_of(signed_in(cast.bradford_officer).get("/places/bradford/emergency/"))
    assert own.index("First officer") < own.index("Second officer") < own.index("Public desk")
    assert "not known when it was last tried" in own
    other = text_of(signed_in(cast.luton_officer).get("/places/bradford/emergency/"))
    assert "Public desk" in other
    assert "officer" not in other.lower().replace("luton officer", "")


def test_a_contact_that_nobody_can_reach_is_not_taken(cast: Cast) -> None:
    sent = {"order": 1, "role": "Duty officer", "ring_for": "Floods", "visibility": "place"}
    client = signed_in(cast.bradford_editor)
    answer = text_of(client.post("/places/bradford/emergency/add/", sent))
    assert "Give a telephone number, or how to reach them at other times" in answer
    client.post("/places/bradford/emergency/add/", {**sent, "out_of_hours": "Control room"})
    assert EmergencyContact.objects.get().visibility == "place"


def test_a_job_role_is_taken_out_of_the_pack_once_confirmed_and_its_history_is_kept(
    cast: Cast,
) -> None:
    one = contact(cast, "Duty planner")
    client, address = signed_in(cast.bradford_editor), f"/emergency/{one.pk}/remove/"
    assert address in client.get("/places/bradford/emergency/").content.decode()
    assert "Take Duty planner out of the emergency pack" in text_of(client.get(address))
    assert "Duty planner" in text_of(client.get("/places/bradford/emergency/"))
    said = text_of(client.post(address, follow=True))
    assert "Duty planner is out of the emergency pack." in said
    assert "No job role that you can see is in the pack." in said
    one.refresh_from_db()
    assert one.closed_on is not None
    changes = Change.objects.of(one)
    assert [change.row["closed_on"] for change in changes] == [None, str(one.closed_on)]
    assert client.get(address).status_code == 404


def test_a_figure_of_a_place_needs_release_date_and_source_and_stands_with_them(
    cast: Cast,
) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"measure": "population", "value": "546000", "unit": "people"}
    answer = text_of(client.post("/places/bradford/figures/add/", sent))
    assert "Say where this is from" in answer
    client.post(
        "/places/bradford/figures/add/",
        {**sent, "release": "Census", "as_of_year": "2021", "source_title": "Census 2021"},
    )
    seen = page(Client(), "bradford/figures")
    assert "Population 546,000 people Census, as at 2021 Census 2021" in seen
    assert "Population 546,000 people (Census, 2021)" in page(Client(), "bradford")


def test_a_figure_without_a_value_is_not_known_and_no_zero(cast: Cast) -> None:
    PlaceFigure.objects.create(
        place=cast.bradford, measure="population", unit="people", release="2011",
        as_of=dt.date(2011, 1, 1), as_of_precision="year",
    )  # fmt: skip
    assert "Population not known (2011)" in page(Client(), "bradford")


def test_the_same_figure_of_one_release_stands_once(cast: Cast) -> None:
    PlaceFigure.objects.create(
        place=cast.bradford, measure="population", value=1, unit="people", release="Census"
    )
    sent = {
        "measure": "population", "value": "2", "unit": "people", "release": "Census",
        "as_of_year": "2021", "source_title": "Census 2021",
    }  # fmt: skip
    answer = signed_in(cast.bradford_editor).post("/places/bradford/figures/add/", sent)
    assert "This figure of this release is recorded already" in text_of(answer)
