"""What anybody types into a search box of a list: the database reads it, whatever it is."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from barriers.models import Barrier
from interface.filters import Words
from interface.pages import ListPage
from records.typed_words import typed_words

pytestmark = pytest.mark.django_db
STRANGE = (
    *("-" * 33, "- " * 40, "(-" * 50, "-- -" * 40, "-" * 200),
    *('-"' * 60, '"' * 33, "-or " * 40, "!" * 60, "a" + " -" * 60),
    *(" | ".join("a" * 40), "<->" * 50, "a & " * 40, ":*" * 60, "\\" * 60, "'" * 60),
)
OWN_SEARCH = re.compile(r"websearch")


def _searched_by_words() -> list[tuple[Any, str]]:
    """The model of each list that is searched by words, and the method that searches it."""
    _ = get_resolver().url_patterns
    found, waiting = set(), [ListPage]
    while waiting:
        page = waiting.pop()
        waiting += page.__subclasses__()
        model, filters = getattr(page, "model", None), getattr(page, "filters", None)
        if model and filters:
            named = filters.base_filters.values()
            found |= {(model, one.by) for one in named if isinstance(one, Words) and one.by}
    return sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1]))


def test_each_list_answers_whatever_is_typed_into_its_search_box() -> None:
    searched = _searched_by_words()
    assert len(searched) > 15
    for model, by in searched:
        rows = model._default_manager.all()
        for text in STRANGE:
            list(getattr(rows, by)(text.strip()[:200])[:1])


@pytest.mark.parametrize("name", ["search", "who_to_ask", "pilots", "barriers", "decisions"])
def test_pages_with_a_search_box_answer_whatever_is_typed(client: Client, name: str) -> None:
    for text in STRANGE[:6]:
        assert client.get(reverse(name), {"q": text}).status_code == 200


def test_no_mixture_of_signs_is_refused() -> None:
    drawn = random.Random(20261128)
    signs = ("-", "-", " ", '"', "or", "a", "(", ")", "!", "&", ":", "*", "'", "\\", "_", "–")
    for _ in range(400):
        text = "".join(drawn.choices(signs, k=drawn.randint(34, 200)))[:200]
        list(Barrier.objects.filter(search=typed_words(text))[:1])


def test_a_minus_before_a_word_still_leaves_it_out() -> None:
    assert typed_words('homes -cold -"no heat"').source_expressions[1].value == (
        'homes -cold -"no heat"'
    )


def test_words_that_were_typed_become_a_query_in_one_place() -> None:
    root = Path(settings.BASE_DIR)
    said = {
        path.relative_to(root).as_posix()
        for path in root.glob("[a-z]*/**/*.py")
        if "tests/" not in path.as_posix() and OWN_SEARCH.search(path.read_text())
    }
    assert said == {"records/typed_words.py"}
