"""What history tells of a source: its own to who may change it, its title to who may read it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse

from access.history import history_of
from pilots.models import Lesson
from records.models import Source
from tests import builders, learned
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def people(own_database: str) -> Cast:
    return builders.cast()


@pytest.fixture
def lesson(people: Cast) -> Lesson:
    """A public lesson that named a source once, which nothing public rests on any more."""
    with transaction.atomic():
        typed = Source.objects.create(slug="x", title="The letter", created_by=people.teammate)
        pilot = builders.pilot(people.bradford, "Warm homes", team=people.team)
        found = learned.lesson(pilot, source=typed)
    with transaction.atomic():
        Lesson.objects.filter(pk=found.pk).update(source=None, text="Ask twice.")
    return Lesson.objects.get(pk=found.pk)


def told(lesson: Lesson, user: object) -> str:
    return str([entry.differences for entry in history_of(lesson, user).entries])


def test_a_record_that_named_a_source_does_not_tell_its_title_where_it_is_hidden_now(
    people: Cast, lesson: Lesson
) -> None:
    for reader in (AnonymousUser(), people.outsider, people.bradford_editor):
        assert "Ask twice." in told(lesson, reader)
        assert "The letter" not in told(lesson, reader)
    assert "The letter" in told(lesson, people.teammate), "who typed it reads it"


def test_a_record_that_named_a_source_does_not_tell_its_title_once_it_is_withdrawn(
    people: Cast, lesson: Lesson
) -> None:
    typed = Source.objects.get(slug="x")
    typed.withdraw("It names somebody")
    typed.save()
    assert "The letter" not in told(lesson, people.teammate)
    assert "Source withdrawn" in told(lesson, people.teammate)


def test_its_own_history_is_for_who_may_change_it(people: Cast, lesson: Lesson) -> None:
    typed = Source.objects.get(slug="x")
    with transaction.atomic():
        typed.withdraw("It names somebody")
        typed.save()
    with transaction.atomic():
        Lesson.objects.filter(pk=lesson.pk).update(source=typed)
    history = reverse("source_history", args=[typed.slug])
    shown = text_of(signed_in(people.teammate).get(history))
    for said in ("The letter", "Source withdrawn", "It names somebody"):
        assert said in shown
    assert "withdrawn_words" not in shown
    assert signed_in(people.outsider).get(history).status_code == 403
    assert Client().get(history).status_code == 302
