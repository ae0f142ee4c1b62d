"""Over every model: a page adds its records, one changes and one ends them, or it says why not."""

from __future__ import annotations

from dataclasses import fields

import pytest

from records.subjects import file_of
from tests.access import table
from tests.kept import KEPT, Because, Kept
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
