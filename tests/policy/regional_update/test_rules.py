"""Each named constraint of regional updates, broken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Place
from policy.models import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
    RegionalUpdateItem,
)
from tests import builders as b

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Place:
    return b.place("East", "region")


@pytest.fixture
def update(region: Place) -> RegionalUpdate:
    return b.regional_update(region)


def broken(do: Callable[[], Any]) -> str:
    """The constraint that refuses this."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        do()
    return caught.value.__cause__.diag.constraint_name


def changed(update: RegionalUpdate, **fields: Any) -> Callable[[], Any]:
    return lambda: RegionalUpdate.objects.filter(pk=update.pk).update(**fields)


def test_a_quarter_has_one_update_unless_one_was_withdrawn(update: RegionalUpdate) -> None:
    again = lambda: b.regional_update(update.region)  # noqa: E731
    assert broken(again) == "regional_update_once_a_quarter"
    changed(update, state="withdrawn", withdrawn_on=b.TODAY, withdrawn_because="Wrong")()
    again()


def test_an_update_is_of_a_quarter(update: RegionalUpdate) -> None:
    for day in (dt.date(2026, 7, 2), dt.date(2026, 8, 1)):
        assert broken(changed(update, quarter=day)) == "regional_update_of_a_quarter"


def test_nobody_checks_what_they_began_or_sent(update: RegionalUpdate) -> None:
    ada = b.user("Ada")
    for column in ("created_by", "sent_by"):
        both = changed(update, **{column: ada, "checked_by": ada})
        assert broken(both) == "regional_update_checked_by_another"


def test_what_is_published_was_checked_and_says_when(update: RegionalUpdate) -> None:
    unchecked = changed(update, checked_by=None)
    assert broken(unchecked) == "regional_update_published_once_checked"
    assert broken(changed(update, published_at=None)) == "regional_update_published_when"
    assert broken(changed(update, state="withdrawn")) == "regional_update_withdrawn_why"


def test_an_item_says_something_of_a_whole_record_once(update: RegionalUpdate) -> None:
    kind = ContentType.objects.get_for_model(Place)

    def item(**fields: Any) -> Callable[[], Any]:
        given = {"update": update, "section": "other", "text": "So.", **fields}
        return lambda: RegionalUpdateItem.objects.create(**given)

    assert broken(item(text="")) == "regional_item_says_something"
    assert broken(item(record_type=kind)) == "regional_item_of_a_whole_record"
    item(record_type=kind, record_id=update.region_id)()
    again = item(record_type=kind, record_id=update.region_id)
    assert broken(again) == "regional_item_once"


def test_corrections_and_replies_say_something(update: RegionalUpdate) -> None:
    empty = lambda: RegionalCorrection.objects.create(update=update, on=b.TODAY, text="")  # noqa: E731
    assert broken(empty) == "regional_correction_says_what"
    assert broken(lambda: RegionalReply.objects.create(update=update, text="")) == (
        "regional_reply_says_something"
    )
    kept = lambda: RegionalReply.objects.create(  # noqa: E731
        update=update, text="Why?", answer="So.", answered_at=timezone.now(), email="a@example.test"
    )
    assert broken(kept) == "regional_reply_answered_forgets_the_address"


def test_loads_of_a_day_stand_in_one_row(update: RegionalUpdate) -> None:
    day = lambda: RegionalUpdateDay.objects.create(update=update, day=b.TODAY)  # noqa: E731
    day()
    assert broken(day) == "regional_update_day_once"


def test_editing_an_item_raises_the_version_of_its_update(update: RegionalUpdate) -> None:
    update.items.update(text="Changed.")
    assert RegionalUpdate.objects.get(pk=update.pk).version > update.version
