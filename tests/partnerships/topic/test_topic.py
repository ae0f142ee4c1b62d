"""Words that lead to a topic or a team."""

from __future__ import annotations

from typing import Any

import pytest

from partnerships.models import Synonym, Topic
from tests import builders
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db


def test_another_word_is_for_one_thing_and_stands_once() -> None:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    team = builders.organisation("Homes team")

    def word(**fields: Any) -> Any:
        return lambda: Synonym.objects.create(words="Retrofit", **fields)

    assert broken(word()) == "synonym_of_one_thing"
    assert broken(word(topic=topic, organisation=team)) == "synonym_of_one_thing"
    word(topic=topic)()
    assert broken(word(topic=topic)) == "synonym_once"
