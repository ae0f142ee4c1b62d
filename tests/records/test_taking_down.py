"""What everybody reads is taken out of public view with one press, and comes back with one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from barriers.models import ActionTried, Barrier
from barriers.publication.named import unsettled
from tests import builders, coursed, learned, published
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


def _lesson(cast: Cast) -> Any:
    pilot = builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, slug="warm-homes")
    return learned.lesson(pilot, created_by=cast.bradford_officer)


def _event(cast: Cast) -> Any:
    return learned.learning_event(place=cast.bradford, created_by=cast.bradford_officer)


def _barrier(cast: Cast) -> Any:
    return builders.barrier(cast.bradford, created_by=cast.bradford_officer)


KINDS = {
    "lesson": (_lesson, "lesson_take_down", "place"),
    "learning event": (_event, "learning_event_take_down", "network"),
    "barrier": (_barrier, "barrier_take_down", "place"),
}


def down(record: Any) -> str:
    """Where it is taken down."""
    name = {Barrier: "barrier_take_down"}.get(type(record), "lesson_take_down")
    return reverse(name, args=[key(record)])


def offered_at(record: Any) -> str:
    """The page that offers it."""
    of_a_barrier = isinstance(record, Barrier)
    return record.get_absolute_url() + ("details/" if of_a_barrier else "")


def key(record: Any) -> Any:
    return record.reference if isinstance(record, Barrier) else record.pk


@pytest.mark.parametrize("kind", KINDS)
def test_its_author_takes_it_down_with_one_press_and_back_with_one(cast: Cast, kind: str) -> None:
    make, name, level = KINDS[kind]
    record = make(cast)
    client, address = signed_in(cast.bradford_officer), reverse(name, args=[key(record)])
    assert f'action="{address}"' in client.get(offered_at(record)).content.decode()
    page = client.post(address, follow=True)
    assert "Taken out of public view." in text_of(page)
    assert f'action="{address}?again=1"' in page.content.decode()
    assert f'action="{address}"' not in page.content.decode()
    record.refresh_from_db()
    assert record.visibility == level
    assert Client().get(record.get_absolute_url()).status_code == 404
    assert "not public any more" in text_of(client.post(address, follow=True))

    page = client.post(f"{address}?again=1", follow=True)
    assert "Everyone can read it again." in text_of(page)
    assert Client().get(record.get_absolute_url()).status_code == 200


def test_only_who_took_it_down_or_publishes_shows_it_again(cast: Cast) -> None:
    lesson = _lesson(cast)
    address = down(lesson)
    signed_in(cast.bradford_editor).post(address)
    again = f"{address}?again=1"
    assert signed_in(cast.bradford_officer).post(again).status_code == 403
    lesson.refresh_from_db()
    assert lesson.visibility == "place"
    assert signed_in(cast.luton_officer).post(again).status_code == 404
    assert signed_in(cast.region_editor).post(again).status_code == 302
    lesson.refresh_from_db()
    assert lesson.visibility == "public"


def test_what_was_changed_since_is_not_shown_again_by_its_author_alone(cast: Cast) -> None:
    lesson = _lesson(cast)
    client, address = (
        signed_in(cast.bradford_officer),
        reverse("lesson_take_down", args=[lesson.pk]),
    )
    client.post(address)
    type(lesson).objects.filter(pk=lesson.pk).update(text="Other words")
    page = client.post(f"{address}?again=1", follow=True)
    assert "It was changed since it was taken down" in text_of(page)
    lesson.refresh_from_db()
    assert lesson.visibility == "place"


def test_what_its_place_agreed_to_publish_has_to_be_agreed_anew(cast: Cast) -> None:
    barrier = _barrier(cast)
    made = published.publication(barrier, energy(), "published")
    assert published.public(barrier)
    client, address = (
        signed_in(cast.bradford_officer),
        reverse("barrier_take_down", args=[key(barrier)]),
    )
    page = client.post(address, follow=True)
    assert "Taken out of public view." in text_of(page)
    assert "again=1" not in page.content.decode()
    made.refresh_from_db()
    barrier.refresh_from_db()
    assert (made.state, barrier.visibility, barrier.is_cleared) == ("withdrawn", "place", False)


def test_a_body_named_meanwhile_keeps_it_from_the_public(cast: Cast) -> None:
    barrier = _barrier(cast)
    client, address = (
        signed_in(cast.bradford_editor),
        reverse("barrier_take_down", args=[key(barrier)]),
    )
    client.post(address)
    name = str(energy())
    ActionTried.objects.create(barrier=barrier, what=f"We asked {name}")
    assert unsettled(barrier)
    client.post(f"{address}?again=1")
    barrier.refresh_from_db()
    assert barrier.visibility == "place"


@pytest.mark.parametrize("level", ["public", "network"])
def test_a_form_says_above_its_button_that_everyone_reads_it(cast: Cast, level: str) -> None:
    """Where all of it is the pilot's to show; who may choose everyone is told what that means."""
    pilot = builders.pilot(cast.bradford, "Warm homes", slug="warm-homes", visibility=level)
    one, change = coursed.milestone(pilot), coursed.change(pilot)
    barrier = builders.barrier(cast.bradford, visibility=level)
    tried = ActionTried.objects.create(barrier=barrier, what="Talks")
    client = signed_in(cast.bradford_editor)
    for address in (
        "/pilots/warm-homes/milestones/add/",
        reverse("milestone_edit", args=[one.pk]),
        "/pilots/warm-homes/changes/add/",
        reverse("pilot_change_edit", args=["warm-homes", change.pk]),
        f"{barrier.get_absolute_url()}tried/add/",
        reverse("barrier_tried_edit", args=[tried.pk]),
    ):
        said = text_of(client.get(address)).partition("Save as draft")[0]
        assert ("Everyone can read this once you save it" in said) == (level == "public"), address
    meeting = text_of(client.get("/pilots/warm-homes/meetings/add/"))
    assert ("everyone can read when it was" in meeting) == (level == "public")
    lesson = text_of(client.get("/pilots/warm-homes/lessons/add/"))
    assert ("If you choose “Everyone”" in lesson) == (level == "public")
