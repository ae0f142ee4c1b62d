"""What the database never lets stand about reorganisations, each broken once."""

import datetime as dt
from typing import Any

import pytest

from partnerships.models import (
    NotDuplicate,
    Organisation,
    Reorganisation,
    ReorganisationChange,
    ReorganisationPart,
)
from tests import builders
from tests.partnerships.test_constraints import broken, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge() -> Reorganisation:
    return Reorganisation.objects.create(
        kind="merge", title="Two became one", on=dt.date(2023, 4, 1), reason="By order"
    )


def test_a_reorganisation_says_why_and_when_it_was_done(merge: Reorganisation) -> None:
    assert broken(changed(merge, reason="")) == "reorganisation_has_its_reason"
    assert broken(changed(merge, state="done")) == "reorganisation_done_says_when"
    assert broken(changed(merge, state="undone")) == "reorganisation_undone_says_when"


def test_a_part_of_a_reorganisation_is_one_place_or_one_body(merge: Reorganisation) -> None:
    make = lambda: ReorganisationPart.objects.create(reorganisation=merge, side="before")  # noqa: E731
    assert broken(make) == "reorganisation_part_of_one_record"


def test_a_moved_row_says_what_it_was_and_is_written_once(merge: Reorganisation) -> None:
    common: dict[str, Any] = {"reorganisation": merge, "rule": "a", "table": "b", "row_id": 1}
    bare = lambda: ReorganisationChange.objects.create(act="update", **common)  # noqa: E731
    assert broken(bare) == "moved_says_before_and_after"
    ReorganisationChange.objects.create(act="insert", after={}, **common)
    again = lambda: ReorganisationChange.objects.create(act="insert", after={}, **common)  # noqa: E731
    assert broken(again) == "moved_row_once_a_rule"


def test_a_body_is_not_merged_into_itself() -> None:
    council: Organisation = builders.organisation("Luton Council")
    assert broken(changed(council, merged_into=council)) == "organisation_not_merged_into_itself"


def test_two_bodies_are_said_once_in_order_and_why() -> None:
    one, other = builders.organisation("Luton Council"), builders.organisation("Luton Trust")
    said = {"one": one, "other": other, "reason": "Two charters"}
    NotDuplicate.objects.create(**said)
    assert broken(lambda: NotDuplicate.objects.create(**said)) == "two_bodies_said_once"
    turned = {**said, "one": other, "other": one}
    assert broken(lambda: NotDuplicate.objects.create(**turned)) == "two_bodies_in_order"
    said["other"] = builders.organisation("Luton Board")
    assert broken(lambda: NotDuplicate.objects.create(**{**said, "reason": ""})) == (
        "two_bodies_says_why"
    )
