"""What somebody wrote is found by its words: each text that is kept leads to an entry of the index,
or its subject says why not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.db.models import F

from records.absent import Whole
from records.history import tracked_models
from search.index import kinds
from tests.whole.reasons import absent, label, overused

# Shorter texts are keys, codes and numbers
SHORTEST = 100
MOST_TO_COME = 221  # to be made smaller with each that is found
# Texts by which nobody looks for anything
NO_WORDS = ("email", "key", "password", "slug", "sort_key", "source_said", "url")


def texts_of(model: Any) -> list[str]:
    """The columns of a model in which somebody writes words."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.TextField | models.CharField)
        and not (field.choices or field.name in NO_WORDS)
        and (isinstance(field, models.TextField) or (field.max_length or 0) >= SHORTEST)
    ]


def _columns(said: Any, model: Any) -> Iterator[tuple[Any, str]]:
    """The columns that an expression reads, of the model or of others."""
    if isinstance(said, str | F):
        yield from _at_end(model, said if isinstance(said, str) else said.name)
    if query := getattr(said, "query", None):
        for name in query.values_select:
            yield from _at_end(query.model, name)
        for expression in query.annotation_select.values():
            yield from _columns(expression, query.model)
    if hasattr(said, "get_source_expressions"):
        for part in said.get_source_expressions():
            yield from _columns(part, model)


def _at_end(model: Any, path: str) -> Iterator[tuple[Any, str]]:
    """The column at the end of a way: "pilot__name"."""
    *way, name = path.split("__")
    for step in way:
        field = next((one for one in model._meta.get_fields() if one.name == step), None)
        model = field and field.related_model
        if model is None:
            return
    yield model, name


@cache
def found() -> frozenset[tuple[Any, str]]:
    """The columns whose words lead to an entry."""
    said = (
        (index, part)
        for index in kinds()
        for part in (
            *(index.title, index.names, index.found_as, index.words_of),
            *(*index.text, *index.signed_in_text, *index.note),
        )
    )
    return frozenset(column for index, part in said for column in _columns(part, index.model))


def lost_texts() -> dict[Any, list[str]]:
    """The columns of each model whose words lead nowhere."""
    lost = {
        model: [name for name in texts_of(model) if (model, name) not in found()]
        for model in tracked_models()
    }
    return {model: names for model, names in lost.items() if names}


@cache
def to_come() -> frozenset[str]:
    """Texts that are to be found and are not yet, as "pilots.Risk.owner_said"."""
    said = Path(__file__).with_name("texts_to_come.txt").read_text(encoding="utf-8")
    return frozenset(said.split())


@pytest.mark.parametrize("model", tracked_models(), ids=label)
def test_each_text_is_found_or_its_subject_says_why_not(model: Any) -> None:
    said = {name for one in absent(Whole.SEARCH) if one.model is model for name in one.fields}
    said |= {one.rpartition(".")[2] for one in to_come() if one.startswith(f"{label(model)}.")}
    lost = set(lost_texts().get(model, ()))
    assert lost - said == set(), "their words lead to no entry, and nobody says why"
    assert said - lost == set(), "are found, or not there: take them from what is said of them"


def test_texts_to_come_only_become_fewer() -> None:
    assert len(to_come()) <= MOST_TO_COME


def test_no_reason_serves_for_everything() -> None:
    assert overused(why for _, why in {(one.model, one.why) for one in absent(Whole.SEARCH)}) == {}


def test_a_text_of_the_title_of_a_part_and_of_a_note_is_found() -> None:
    names = {f"{label(model)}.{name}" for model, name in found()}
    assert {"pilots.Pilot.name", "pilots.Risk.effect_said", "partnerships.PlaceName.name"} <= names
