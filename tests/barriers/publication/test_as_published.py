"""What a published source says of a body is public at once, until somebody changes the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from barriers.barrier_page.actions import edit_barrier, record_tried
from barriers.barrier_page.owner_actions import name_owner
from barriers.closing.actions import close_barrier
from barriers.models import Barrier
from records.models import Source
from tests import builders
from tests.asked import energy
from tests.builders import TODAY, Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast) -> Barrier:
    """One that names the energy department, as a published guide does."""
    source = Source.objects.create(slug="the-guide", title="The guide", is_open=True)
    return builders.barrier(
        cast.bradford, "We cannot see licences", unlocker=energy(), source=source,
        is_as_published=True, is_cleared=True,
    )  # fmt: skip


def is_public(barrier: Barrier) -> bool:
    return Barrier.objects.visible_to(AnonymousUser()).filter(pk=barrier.pk).exists()


def test_everyone_reads_it_and_why_nobody_was_asked(told: Barrier) -> None:
    page = text_of(Client().get(told.get_absolute_url()))
    assert (
        "A published source already says this, so we did not ask the organisations it names first"
        in page
    )
    assert "The guide" in page


def test_nobody_is_asked_to_make_it_public_once_more(cast: Cast, told: Barrier) -> None:
    details = f"{told.get_absolute_url()}details/"
    page = text_of(signed_in(cast.bradford_editor).get(details))
    assert "Ask to make it public" not in page
    assert "people who sign in can read it" not in page


def reworded(cast: Cast, barrier: Barrier) -> None:
    barrier.title = "The department hides licences"
    edit_barrier(by=cast.bradford_editor, barrier=barrier)


def tried(cast: Cast, barrier: Barrier) -> None:
    record_tried(by=cast.bradford_editor, barrier=barrier, what="We wrote. They never answer.")


def closed(cast: Cast, barrier: Barrier) -> None:
    close_barrier(
        by=cast.bradford_editor, barrier=barrier, status="closed_unresolved",
        what="They never answered.", on=TODAY, no_lesson_because="Nothing came of it",
    )  # fmt: skip


def of_another_body(cast: Cast, barrier: Barrier) -> None:
    other = builders.organisation("Another department")
    name_owner(by=cast.bradford_editor, barrier=barrier, to=other, seen=barrier.unlocker_id)


@pytest.mark.parametrize("change", [reworded, tried, closed, of_another_body])
def test_with_words_of_ours_it_is_not_public_before_the_body_is_asked(
    cast: Cast, told: Barrier, change: Callable[[Cast, Barrier], None]
) -> None:
    assert is_public(told)
    change(cast, told)
    told = Barrier.objects.get(pk=told.pk)
    assert (told.is_as_published, told.is_cleared, told.visibility) == (False, False, "network")
    assert not is_public(told)
    page = text_of(signed_in(cast.bradford_editor).get(told.get_absolute_url()))
    assert "It says what The guide says" not in page


def test_who_changes_it_is_told_before(cast: Cast, told: Barrier) -> None:
    form = text_of(
        signed_in(cast.bradford_editor).get(reverse("barrier_edit", args=[told.reference]))
    )
    assert "If you change its words, only people who are signed in can read it" in form


def test_a_change_that_is_none_of_words_leaves_it_public(cast: Cast, told: Barrier) -> None:
    edit_barrier(by=cast.bradford_editor, barrier=told)
    assert is_public(told)


def test_it_is_taken_out_of_public_view_and_shown_again(cast: Cast, told: Barrier) -> None:
    for level in ("place", "public"):
        row = Barrier.objects.get(pk=told.pk)
        row.visibility = level
        edit_barrier(by=cast.bradford_editor, barrier=row)
        assert is_public(told) is (level == "public")


@pytest.mark.parametrize("fields", [{"is_cleared": True}, {"is_as_published": True}])
def test_the_database_opens_none_that_names_a_body_without_a_source(
    cast: Cast, fields: dict[str, bool]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.barrier(cast.bradford, unlocker=energy(), **fields)


def test_no_form_says_that_words_are_a_sources(cast: Cast, told: Barrier) -> None:
    Barrier.objects.filter(pk=told.pk).update(is_cleared=False, is_as_published=False)
    client, address = (
        signed_in(cast.bradford_editor),
        reverse("barrier_edit", args=[told.reference]),
    )
    client.post(address, filled(client, address, is_as_published="on", is_cleared="on"))
    assert not is_public(told)
