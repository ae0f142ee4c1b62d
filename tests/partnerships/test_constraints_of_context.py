"""Constraints of services, clashes, assets and the emergency pack, each broken once."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from partnerships.models import (
    Asset,
    EmergencyContact,
    LocalService,
    Place,
    ServiceClash,
    ServiceTopic,
    Topic,
)
from partnerships.organisation import identifiers
from partnerships.service_merge.actions import merge_services
from tests import builders
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


def changed(record: Any, **fields: Any) -> Any:
    return lambda: type(record).objects.filter(pk=record.pk).update(**fields)


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


def test_an_asset_has_a_name(luton: Place) -> None:
    asset = Asset.objects.create(place=luton, name="Hall", kind="building")
    assert broken(changed(asset, name="")) == "asset_has_name"


def test_whom_to_ring_has_a_level_and_can_be_reached(luton: Place) -> None:
    one = EmergencyContact.objects.create(
        place=luton, order=1, role="Officer", ring_for="Floods", phone="01632 960001"
    )
    assert broken(changed(one, visibility="team")) == "emergency_contact_known_level"
    assert broken(changed(one, phone="")) == "emergency_contact_can_be_reached"


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


@pytest.mark.parametrize("scheme", identifiers.SCHEMES.values(), ids=str)
def test_the_example_that_a_message_shows_is_right_itself(scheme: identifiers.Scheme) -> None:
    for example in scheme.example.split(" or "):
        assert scheme.read(example) == example
