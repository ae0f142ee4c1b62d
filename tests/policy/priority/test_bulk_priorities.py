"""Many priorities at once: withdrawn, given a topic, shown to others; and put back for a day."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import Topic
from policy.models import Priority
from tests import builders
from tests.builders import Cast
from tests.records.bulk.steps import chosen, count_of, looked_at, made, undone

pytestmark = pytest.mark.django_db


def test_priorities_are_withdrawn_by_who_keeps_them(client: Client, cast: Cast) -> None:
    one, two = (
        builders.priority(title, cast.bradford, tier="local") for title in ("Jobs", "Homes")
    )
    over = builders.priority("Roads", cast.bradford, tier="local", withdrawn_on=builders.TODAY)
    other = builders.priority("Rail", cast.luton, tier="local")
    hidden = builders.priority("Air", cast.luton, tier="local", visibility="team")
    client.force_login(cast.bradford_officer)  # keeps no priorities
    assert "Change several" not in client.get("/priorities/").content.decode()
    client.force_login(cast.bradford_editor)
    page = client.get("/priorities/?choose=on").content.decode()
    assert f'name="row" value="{one.pk}" form="together"' in page
    assert f'name="row" value="{other.pk}"' not in page
    each = (one, two, over, other, hidden)
    change = chosen(client, cast.bradford_editor, "priorities", "withdraw", *each)
    page = looked_at(client, change, why="The plan ended.")
    assert (count_of(page, "Would change"), count_of(page, "Stay as they are")) == ("2", "2")
    assert "Withdrawn already (1)" in page
    assert "Air" not in page
    page = made(client, change)
    assert "Withdraw: 2 priorities withdrawn" in page
    one.refresh_from_db()
    assert one.withdrawn_on == timezone.localdate()
    undone(client, change)
    assert set(Priority.objects.filter(withdrawn_on=None)) == {one, two, other, hidden}


def test_topics_and_levels_of_priorities(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    mine = builders.priority("Homes", cast.bradford, tier="local", visibility="network")
    change = chosen(client, cast.bradford_editor, "priorities", "topic", mine)
    looked_at(client, change, topic=topic.pk, why="It is about homes.")
    made(client, change)
    assert list(mine.topics.all()) == [topic]
    undone(client, change)
    assert list(mine.topics.all()) == []
    change = chosen(client, cast.bradford_editor, "priorities", "level", mine)
    page = looked_at(client, change, visibility="programme", why="So.")
    assert "Error: " in page  # no funder reads a priority
    page = looked_at(client, change, visibility="public", why="So.")
    assert "1 priority becomes public: everyone can read it, without signing in." in page
    made(client, change)
    assert Priority.objects.get().visibility == "public"
