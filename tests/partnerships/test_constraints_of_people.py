"""Constraints of job roles, people, priorities, figures and subscriptions, each broken once."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notice
from partnerships.models import (
    Alignment,
    FormerAddress,
    Organisation,
    Person,
    Place,
    PlaceFigure,
    PlaceLink,
    Post,
    PostHolder,
    PostPlace,
    PostTopic,
    Priority,
    PriorityPlace,
    PriorityTopic,
    Subscription,
    Topic,
)
from tests import builders
from tests.partnerships.test_constraints import JULY, JUNE, MAY, broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


@pytest.fixture
def council() -> Organisation:
    return builders.organisation("Luton Council")


def changed(record: Any, **fields: Any) -> Any:
    return lambda: type(record).objects.filter(pk=record.pk).update(**fields)


def test_a_job_role_has_a_level_and_another_role_as_backup(council: Organisation) -> None:
    post = builders.post("Housing lead", council)
    assert broken(changed(post, visibility="friends")) == "post_known_level"
    assert broken(changed(post, backup=post)) == "post_not_its_own_backup"


def test_a_job_role_covers_a_place_and_a_topic_once(luton: Place, council: Organisation) -> None:
    post = builders.post("Housing lead", council, luton)
    topic = Topic.objects.create(name="Housing", slug="housing")
    PostTopic.objects.create(post=post, topic=topic)
    again = lambda: PostPlace.objects.create(post=post, place=luton)  # noqa: E731
    assert broken(again) == "post_place_once"
    assert broken(lambda: PostTopic.objects.create(post=post, topic=topic)) == "post_topic_once"


def test_nobody_holds_one_role_twice_at_a_time_or_backwards(council: Organisation) -> None:
    post = builders.post("Housing lead", council)
    held = builders.holder(post, "Ada Lovelace", valid_from=MAY, valid_to=JULY)
    twice = {"post": post, "person": held.person, "valid_from": JUNE}
    assert broken(lambda: PostHolder.objects.create(**twice)) == "post_holder_once_at_a_time"
    back = lambda: PostHolder.objects.create(**{**twice, "valid_to": MAY})  # noqa: E731
    assert broken(back) == "post_holder_dates_in_order"


def test_an_erased_person_has_no_name_and_all_others_have_one() -> None:
    person = Person.objects.create(name="Ada Lovelace")
    assert broken(changed(person, erased_on=MAY)) == "person_erased_has_no_name"
    assert broken(changed(person, name="")) == "person_has_a_name"
    Person.objects.filter(pk=person.pk).update(name="", erased_on=MAY)
    assert str(Person.objects.get()) == "Name removed"


def test_a_priority_has_a_level_and_its_dates_in_order() -> None:
    priority = builders.priority("Warm homes")
    assert broken(changed(priority, visibility="friends")) == "priority_known_level"
    assert broken(changed(priority, start=JUNE, end=MAY)) == "priority_dates_in_order"
    window = changed(priority, decide_from=JUNE, decide_to=MAY)
    assert broken(window) == "priority_window_in_order"
    assert broken(changed(priority, parent=priority)) == "priority_not_its_own_parent"


def test_a_priority_is_for_a_place_and_a_topic_once(luton: Place) -> None:
    priority = builders.priority("Warm homes", luton)
    topic = Topic.objects.create(name="Housing", slug="housing")
    PriorityTopic.objects.create(priority=priority, topic=topic)
    place = lambda: PriorityPlace.objects.create(priority=priority, place=luton)  # noqa: E731
    assert broken(place) == "priority_place_once"
    about = lambda: PriorityTopic.objects.create(priority=priority, topic=topic)  # noqa: E731
    assert broken(about) == "priority_topic_once"


def test_an_alignment_joins_two_priorities_once_and_says_why() -> None:
    wide, narrow = builders.priority("Warm homes"), builders.priority("Warmer homes")

    def align(**fields: Any) -> Any:
        given = {"wider": wide, "narrower": narrow, "verdict": "aligned", "note": "Same", **fields}
        return lambda: Alignment.objects.create(**given)

    assert broken(align(note="")) == "alignment_has_its_reason"
    assert broken(align(narrower=wide)) == "alignment_of_two_priorities"
    align()()
    assert broken(align()) == "alignment_once"


def test_a_figure_of_a_place_stands_once_and_says_what_it_counts(luton: Place) -> None:
    given = {"place": luton, "measure": "population", "unit": "people", "release": "Mid-2020"}
    PlaceFigure.objects.create(**given, value=213_528)
    again = lambda: PlaceFigure.objects.create(**given, value=1)  # noqa: E731
    assert broken(again) == "place_figure_once"
    bare = lambda: PlaceFigure.objects.create(**{**given, "measure": "other"})  # noqa: E731
    assert broken(bare) == "place_figure_says_what"


def test_a_place_is_followed_once_and_an_ended_subscription_keeps_no_address(luton: Place) -> None:
    follows = Subscription.objects.create(place=luton, email="ada@example.test")
    again = lambda: Subscription.objects.create(place=luton, email="Ada@example.test")  # noqa: E731
    assert broken(again) == "subscription_once"
    ended = changed(follows, ended_at=timezone.now())
    assert broken(ended) == "subscription_ended_forgets_the_address"


def test_a_former_address_leads_to_one_record(luton: Place, council: Organisation) -> None:
    both = lambda: FormerAddress.objects.create(slug="l", place=luton, organisation=council)  # noqa: E731
    assert broken(both) == "former_address_of_one_record"
    for column, record in (("place", luton), ("organisation", council)):
        FormerAddress.objects.create(slug="old", **{column: record})
        again = lambda c=column, r=record: FormerAddress.objects.create(slug="old", **{c: r})  # noqa: E731
        assert broken(again) == f"former_address_of_{column}_once"


def test_a_notice_has_a_reader() -> None:
    assert broken(lambda: Notice.objects.create(kind="x", subject="To nobody")) == (
        "notice_has_a_reader"
    )


def test_job_roles_are_read_by_level_and_by_officers_of_their_body(council: Organisation) -> None:
    hidden = builders.post("Housing lead", council, visibility="team")
    officer = builders.user("Olu", ("officer", council))
    assert list(Post.objects.visible_to(officer)) == [hidden]
    assert not Post.objects.visible_to(builders.user("Outsider")).exists()


def test_people_are_named_to_readers_of_their_role_alone(luton: Place) -> None:
    held = builders.holder(builders.post("Lead", None, luton, visibility="place"), "Ada Lovelace")
    here = builders.user("Here", ("contributor", luton))
    assert list(Person.objects.visible_to(here)) == [held.person]
    assert not Person.objects.visible_to(builders.user("Elsewhere")).exists()


def test_priorities_follow_their_places_in_reach(luton: Place) -> None:
    region = builders.place("East", kind="region")
    priority = builders.priority("Warm homes", luton)
    PlaceLink.objects.create(place=luton, other=region, kind="within")
    assert Priority.objects.get(pk=priority.pk).reach_ids == sorted([luton.pk, region.pk])
