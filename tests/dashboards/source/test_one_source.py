"""One source is seen by its address by whoever finds it in a list; little is asked to know it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.source.reading import keys_resting_on, source_at
from records.models import Source
from tests import builders as b
from tests.access.kept_world import KeptWorld
from tests.builders import Cast


def test_each_source_is_seen_by_whoever_the_rule_of_lists_shows_it_to(
    kept_world: KeptWorld,
) -> None:
    slugs = set(Source.objects.values_list("slug", flat=True))
    assert len(slugs) > 10
    seen_by = []
    for user in (*kept_world.made.cast.signed_in().values(), AnonymousUser()):
        listed = set(Source.objects.visible_to(user).values_list("slug", flat=True))
        assert {slug for slug in slugs if source_at(user, slug)} == listed
        seen_by.append(len(listed))
    assert len(set(seen_by)) > 3  # of people who see less and more


@pytest.fixture
def typed(cast: Cast) -> Source:
    """On which a record rests that its team alone reads."""
    made = Source.objects.create(slug="source-0123456789ab", title="A letter")
    b.barrier(cast.bradford, source=made, visibility="team", team=cast.team)
    return made


@pytest.mark.django_db
def test_the_kinds_that_rest_on_it_are_known(cast: Cast, typed: Source) -> None:
    found = source_at(cast.teammate, typed.slug)
    assert found is not None
    assert [key.model.__name__ for key in keys_resting_on(found)] == ["Barrier"]
    assert source_at(cast.outsider, typed.slug) is None


@pytest.mark.django_db
def test_of_an_open_one_no_rule_is_asked_and_of_another_those_of_what_rests_on_it(
    cast: Cast, typed: Source
) -> None:
    def asked(user: Any, slug: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            source_at(user, slug)
        return [query["sql"] for query in queries]

    Source.objects.create(slug="open", title="Open", is_open=True)
    assert len(asked(AnonymousUser(), "open")) == 1
    which, rule = asked(AnonymousUser(), typed.slug)
    assert which.count("EXISTS") == len(keys_resting_on(typed)) > 30
    assert "barriers_barrier" in rule
    assert "pilots_pilot" not in rule
