"""Two people put a flow of money right at once, in what stands beside its own columns."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from partnerships.models import Topic
from tests import builders
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db


def test_a_topic_that_was_added_meanwhile_stays(cast: Any) -> None:
    made = builders.flow(cast.bradford, 1000, description="Warm homes")
    housing = Topic.objects.create(slug="housing", name="Housing")
    client, edit = signed_in(cast.bradford_editor), reverse("flow_edit", args=[made.pk])
    client.post(edit, filled(client, edit))  # its columns as the form writes them
    before = filled(client, edit)
    client.post(edit, {**filled(client, edit), "topics": [housing.pk]})
    said = client.post(edit, {**before, "description": "Warmer homes"}, follow=True)
    assert list(made.topics.all()) == [housing]
    assert "Housing" in text_of(said)
    made.refresh_from_db()
    assert made.description == "Warm homes"
    client.post(edit, values(said.content.decode()))
    made.refresh_from_db()
    assert (made.description, list(made.topics.all())) == ("Warmer homes", [housing])


def test_a_topic_that_was_taken_off_is_told_in_the_history_of_its_money(
    own_database: str, cast: Any
) -> None:
    made = builders.flow(cast.bradford, 1000, description="Warm homes")
    made.topics.add(Topic.objects.create(slug="housing", name="Housing"))
    client, edit = signed_in(cast.bradford_editor), reverse("flow_edit", args=[made.pk])
    client.post(edit, {**filled(client, edit), "topics": []})
    assert not made.topics.exists()
    said = text_of(client.get(f"{made.get_absolute_url()}history/"))
    assert "Topic added Housing" in said
    assert "Topic taken out Housing" in said
