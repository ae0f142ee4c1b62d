"""What history tells the public of a barrier that names a body, and what it does not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from access.history import history_of
from barriers.barrier_page.actions import edit_barrier
from barriers.models import Barrier, Publication
from tests import builders, published
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import text_of
from tests.published import public

# Each change commits, or all of them were one moment
pytestmark = pytest.mark.usefixtures("own_database")
DUE = dt.date(2026, 12, 4)


def told(barrier: Barrier) -> str:
    return text_of(Client().get(f"{barrier.get_absolute_url()}history/"))


def edited(cast: Cast, barrier: Barrier, **words: object) -> None:
    row = Barrier.objects.get(pk=barrier.pk)
    for name, value in words.items():
        setattr(row, name, value)
    edit_barrier(by=cast.bradford_editor, barrier=row)


def test_public_history_begins_where_it_became_public(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    Barrier.objects.filter(pk=barrier.pk).update(people="Secret canary of before")
    Barrier.objects.filter(pk=barrier.pk).update(people="Families wait")
    made = published.publication(barrier, energy(), "published")
    assert "canary" not in told(barrier)
    edited(cast, barrier, people="Secret canary of after")
    edited(cast, barrier, people="Families wait long")
    Publication.objects.filter(pk=made.pk).update(
        state="published", agreed_on=builders.TODAY, sent_on=builders.TODAY, reply_by=DUE,
        replied_on=builders.TODAY, published_on=builders.TODAY,
    )  # fmt: skip
    Barrier.objects.filter(pk=barrier.pk).update(is_cleared=True, visibility="public")
    assert public(barrier)
    assert "canary" not in told(barrier)
    assert history_of(Barrier.objects.get(pk=barrier.pk), AnonymousUser()).entries
    assert "canary" not in text_of(Client().get(barrier.get_absolute_url()))


def test_what_was_said_while_it_named_a_body_without_agreement_stays_untold(
    own_database: str, cast: Cast, barrier: Barrier
) -> None:
    """The level alone does not open it, in history either."""
    Barrier.objects.filter(pk=barrier.pk).update(visibility="public", people="Before all")
    Barrier.objects.filter(pk=barrier.pk).update(people="Secret canary of the body")
    Barrier.objects.filter(pk=barrier.pk).update(people="Families wait", unlocker=None)
    assert public(barrier)
    assert "canary" not in told(barrier)
    Barrier.objects.filter(pk=barrier.pk).update(people="Families wait long")
    assert "Families wait long" in told(barrier)
    assert "canary" not in told(barrier)
