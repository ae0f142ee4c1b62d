"""Services of a place: the map of them, which two are one, and which clash."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Place, Topic
from records.models import Source
from services.local_services.actions import merge_services, undo_merge
from services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import page, words
from tests.partnerships.test_constraints import broken, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


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
    assert "Service added." in text_of(answer)
    seen = page(Client(), "bradford/services")
    assert "1 service recorded" in seen
    assert "Advice point" in seen
    assert "tenant" in seen
    assert LocalService.objects.get().source == Source.objects.get(title="Our leaflet")


def test_a_service_that_looks_like_one_on_the_map_asks_first_and_keeps_what_was_typed(
    cast: Cast,
) -> None:
    service(cast, "Advice Points", provider_said="the library")
    client = signed_in(cast.bradford_officer)
    answer = text_of(client.post("/places/bradford/services/add/", typed(what="Help with forms")))
    assert "It looks like a service that is already recorded" in answer
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
    assert "2 services recorded" in page(Client(), "bradford/services")


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
        assert "We can’t find" in text_of(answer)
    assert not ServiceClash.objects.exists()


def test_the_list_of_services_costs_the_same_for_thirty_as_for_one(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    for number in range(30):
        one = service(cast, f"Service {number}", provider=cast.council)
        ServiceTopic.objects.create(service=one, topic=topic)
        if number in (0, 29):
            with django_assert_num_queries(6):
                client.get("/places/bradford/services/")


def test_an_invalid_filter_shows_no_service(cast: Cast) -> None:
    service(cast, "Drop-in")
    seen = page(Client(), "bradford/services/?state=none-such".rstrip("/"))
    assert "A filter is not right" in seen
    assert "Drop-in" not in seen


def merged(cast: Cast, **twice: Any) -> ServiceMerge:
    """An advice desk that went into the advice point."""
    kept, gone = service(cast, "Advice point"), service(cast, "Advice desk", **twice)
    merge_services(by=cast.bradford_editor, service=gone, kept=kept)
    return ServiceMerge.objects.get()


def facts(one: LocalService) -> dict[str, Any]:
    """All that a service says, with its topics and clashes."""
    columns = ("name", "what", "provider_id", "provider_said", "audience", "state", "merged_into")
    return {
        **LocalService.objects.values(*columns).get(pk=one.pk),
        "topics": sorted(ServiceTopic.objects.filter(service=one).values_list("topic", flat=True)),
        "clashes": sorted(
            ServiceClash.objects.of(one).values_list("service", "other", "note", "settled")
        ),
    }


def test_an_undone_merge_leaves_both_as_they_were(cast: Cast) -> None:
    kept, gone, third, before = (
        service(cast, name) for name in ("Advice point", "Advice desk", "Drop-in", "Old desk")
    )
    LocalService.objects.filter(pk=gone.pk).update(
        what="Help with forms", provider=cast.council, audience="Anyone", state="running"
    )
    housing, debt = (Topic.objects.create(name=name, slug=name) for name in ("housing", "debt"))
    for topic, one in ((housing, gone), (debt, gone), (debt, kept)):
        ServiceTopic.objects.create(service=one, topic=topic)
    ServiceClash.objects.create(service=third, other=gone, note="Same morning")
    ServiceClash.objects.create(service=gone, other=kept, note="Same room")
    merge_services(by=cast.bradford_editor, service=before, kept=gone)
    gone.refresh_from_db()
    was = [facts(one) for one in (kept, gone, third, before)]

    merge_services(by=cast.bradford_editor, service=gone, kept=kept)
    assert facts(kept)["what"] == "Help with forms"
    assert facts(before)["merged_into"] == kept.pk
    undo_merge(by=cast.bradford_editor, merge=ServiceMerge.objects.get(service=gone))
    assert [facts(one) for one in (kept, gone, third, before)] == was


def test_what_was_changed_since_stays(cast: Cast) -> None:
    merge = merged(cast, what="Help with forms", audience="Anyone")
    LocalService.objects.filter(pk=merge.kept_id).update(audience="Tenants")
    undo_merge(by=cast.bradford_editor, merge=merge)
    kept = LocalService.objects.get(pk=merge.kept_id)
    assert (kept.what, kept.audience) == ("", "Tenants")


def test_a_keeper_takes_them_apart_and_both_stand_on_the_map(cast: Cast) -> None:
    merge = merged(cast, what="Help with forms")
    client, public = Client(), Client()
    client.force_login(cast.bradford_editor)
    address = f"/services/merges/{merge.pk}/undo/"
    own = client.get(f"/services/{merge.kept_id}/").content.decode()
    assert address in own
    assert "Advice desk was found to be the same service on" in own
    assert address not in public.get(f"/services/{merge.kept_id}/").content.decode()
    asked = client.get(address).content.decode()
    assert "Take Advice desk out of Advice point again" in asked
    assert ServiceMerge.objects.standing().exists(), "asking alone changes nothing"
    said = client.post(address, follow=True).content.decode()
    assert "Advice desk is a service of its own again." in said
    assert "Help with forms" in said
    assert "2 services" in " ".join(
        public.get("/places/bradford/services/").content.decode().split()
    )
    assert client.post(address).status_code == 404
    assert address not in client.get(f"/services/{merge.kept_id}/").content.decode()


def test_one_that_went_further_is_taken_apart_from_its_end(cast: Cast) -> None:
    first = merged(cast)
    last = service(cast, "Advice house")
    merge_services(by=cast.bradford_editor, service=first.kept, kept=last)
    with pytest.raises(ValidationError, match="can no longer be undone"):
        undo_merge(by=cast.bradford_editor, merge=first)
    client = Client()
    client.force_login(cast.bradford_editor)
    page = client.post(f"/services/merges/{first.pk}/undo/", follow=True).content.decode()
    assert "This merge can no longer be undone" in page
    undo_merge(by=cast.bradford_editor, merge=ServiceMerge.objects.get(kept=last))
    undo_merge(by=cast.bradford_editor, merge=first)
    assert not LocalService.objects.exclude(merged_into=None).exists()


def test_they_can_be_merged_again_after_an_undoing(cast: Cast) -> None:
    merge = merged(cast)
    undo_merge(by=cast.bradford_editor, merge=merge)
    merge_services(by=cast.bradford_editor, service=merge.service, kept=merge.kept)
    assert ServiceMerge.objects.standing().count() == 1


def test_a_service_goes_into_one_other_at_a_time_and_never_into_itself(cast: Cast) -> None:
    merge = merged(cast)
    third = service(cast, "Drop-in")
    with pytest.raises(IntegrityError, match="service_merge_once"), transaction.atomic():
        ServiceMerge.objects.create(service=merge.service, kept=third)
    with pytest.raises(IntegrityError, match="service_merge_of_two"), transaction.atomic():
        ServiceMerge.objects.create(service=third, kept=third)


def test_a_service_is_not_merged_into_itself_and_has_a_topic_once(luton: Place) -> None:
    one = LocalService.objects.create(place=luton, name="Drop-in")
    assert broken(changed(one, merged_into=one)) == "local_service_not_merged_into_itself"
    topic = Topic.objects.create(name="Housing", slug="housing")
    ServiceTopic.objects.create(service=one, topic=topic)
    again = lambda: ServiceTopic.objects.create(service=one, topic=topic)  # noqa: E731
    assert broken(again) == "service_topic_once"


def test_a_clash_is_with_another_service_and_says_how(luton: Place) -> None:
    one = LocalService.objects.create(place=luton, name="Drop-in")
    other = LocalService.objects.create(place=luton, name="Morning")
    clash = ServiceClash.objects.create(service=one, other=other, note="Same morning")
    assert broken(changed(clash, other=one)) == "service_clashes_with_another"
    assert broken(changed(clash, note="")) == "service_clash_says_how"


def test_a_service_that_was_merged_is_not_merged_again(luton: Place) -> None:
    someone = builders.user("Ada")
    one, other, third = (
        LocalService.objects.create(place=luton, name=name) for name in ("One", "Two", "Three")
    )
    merge_services(by=someone, service=one, kept=other)
    with pytest.raises(ValidationError, match="merged in the meantime"):
        merge_services(by=someone, service=one, kept=third)
    with pytest.raises(ValidationError, match="with itself"):
        merge_services(by=someone, service=third, kept=third)
    merge_services(by=someone, service=other, kept=third)
    answer = Client().get(f"/services/{one.pk}/")
    assert answer["Location"] == f"/services/{third.pk}/"


def test_how_far_people_travel_is_said_in_minutes_and_in_words(cast: Cast) -> None:
    client = signed_in(cast.bradford_officer)
    sent = typed(minutes="20", reach="on foot")
    client.post("/places/bradford/services/add/", sent)
    made = LocalService.objects.get(name="Advice point")
    assert (made.minutes, made.reach) == (20, "on foot")
    assert "Up to 20 minutes, on foot" in text_of(client.get(made.get_absolute_url()))
    body = client.get("/places/bradford/services/?format=csv").getvalue().decode("utf-8-sig")
    assert "20,on foot" in body
    answer = client.post("/places/bradford/services/add/", typed(name="Other", minutes="0"))
    assert "id_minutes-err" in answer.content.decode()
    assert service(cast, "Nobody said", reach="within 2 miles").reach_words == "Within 2 miles"
    with pytest.raises(IntegrityError, match="local_service_minutes"), transaction.atomic():
        service(cast, "Too far", minutes=601)
