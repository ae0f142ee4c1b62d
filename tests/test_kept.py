"""Over every model: a page adds its records, one changes and one ends them, or it says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from records.models import Withdrawable
from records.subjects import file_of
from records.withdraw_views import WithdrawPage
from tests.access import table
from tests.kept import HAPPENED, KEPT, Because, Kept
from tests.test_registries import label, our_models

MODELS = {label(model): model for model in our_models()}


def answered() -> set[str]:
    """Addresses that take what somebody sends, by the access table."""
    return {row.name for row in table.rows() if row.method == "POST"}


def test_every_model_has_pages_that_add_change_and_end_it_or_says_why_not() -> None:
    lacks = [
        f"{name}: no page adds, changes or ends it. Write them beside {file_of(MODELS[name])}, and "
        "name them in tests/kept.py; or say there why none does"
        for name in sorted(MODELS.keys() - KEPT.keys())
    ]
    lacks += [f"tests/kept.py: there is no {name}" for name in sorted(KEPT.keys() - MODELS.keys())]
    assert lacks == [], "\n".join(lacks)


@pytest.mark.parametrize("name", sorted(KEPT))
def test_the_pages_of_a_model_take_what_is_sent(name: str) -> None:
    kept = KEPT[name]
    beside = file_of(MODELS[name])
    for what in fields(Kept):
        said = getattr(kept, what.name)
        if isinstance(said, Because):
            assert len(said) > 10, f"{name}: why does no page {what.name} it?"
            continue
        assert said in answered(), (
            f"{name}, {what.name}: no page called {said} takes anything. Write it beside {beside}, "
            "with its row in the sweep; or say in tests/kept.py why there is none"
        )


def test_what_is_said_to_be_corrected_by_a_page_has_that_page() -> None:
    said = [name for name, kept in KEPT.items() if kept.end == HAPPENED]
    assert [name for name in said if isinstance(KEPT[name].change, Because)] == []


def withdrawing(patterns: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The addresses at which a record is withdrawn and put back, each with its model."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from withdrawing(pattern.url_patterns)
        else:
            page = getattr(pattern.callback, "view_class", None)
            if page is not None and issubclass(page, WithdrawPage):
                yield pattern.name or "", page.model


def test_what_can_be_withdrawn_is_changed_and_withdrawn_by_a_page() -> None:
    """Whatever else people send says in the table above how it ends, or why its words stay."""
    pages: dict[str, set[str]] = {}
    for name, model in withdrawing(get_resolver().url_patterns):
        pages.setdefault(label(model), set()).add(name)
    can_be = {name for name, model in MODELS.items() if issubclass(model, Withdrawable)}
    assert pages.keys() == can_be
    assert [name for name in can_be if KEPT[name].end not in pages[name]] == []
    assert [name for name in can_be if isinstance(KEPT[name].change, Because)] == []
