"""A kind refuses what it does not know, and its addresses are those that it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from inspect import get_annotations
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import resolve

from interface.columns import Column
from pilots.kinds import KindOfPilot
from pilots.models import Risk
from pilots.risk.views import Risks
from records.subjects import registered
from registry.declared_kind import Kind, refuse_unknown


def test_a_kind_refuses_a_name_that_it_does_not_know() -> None:
    with pytest.raises(TypeError, match="Wrong says what is not known: titel"):

        class Wrong(KindOfPilot):
            model, titel = Risk, "Risks"


def scopes(of: Any = Kind) -> Iterator[Any]:
    """The kinds of kinds: each class below ``Kind`` that has no model."""
    for one in of.__subclasses__():
        if "model" not in vars(one):
            yield one
            yield from scopes(one)


@pytest.mark.parametrize("scope", [*scopes()], ids=lambda scope: scope.__name__)
def test_a_kind_of_each_scope_refuses_a_name_that_it_does_not_know(scope: Any) -> None:
    with pytest.raises(TypeError, match="Wrong says what is not known: titel"):
        type("Wrong", (scope,), {"model": Risk, "titel": "Risks"})


@pytest.mark.parametrize("scope", [Kind, *scopes()], ids=lambda scope: scope.__name__)
def test_what_a_scope_lets_a_kind_say_is_read_somewhere(scope: Any) -> None:
    """As an attribute, or by ``said`` for a page."""
    unread = [
        name
        for name in get_annotations(scope)
        if not re.search(rf"""\.{name}\b|said\("{name}"\)""", product())
    ]
    assert unread == []


@cache
def product() -> str:
    """All code of the product."""
    root, ours = settings.BASE_DIR, {app.label for app in apps.get_app_configs()}
    files = (file for app in sorted(ours) for file in (root / app).rglob("*.py"))
    return "\n".join(file.read_text() for file in files if "migrations" not in file.parts)


def test_a_kind_refuses_a_page_that_it_does_not_have() -> None:
    with pytest.raises(TypeError, match="Wrong says what is not known: Lst"):

        class Wrong(KindOfPilot):
            model, title = Risk, "Risks"

            class Lst(KindOfPilot.List):
                pass


def test_a_kind_refuses_columns_of_which_its_list_shows_none() -> None:
    with pytest.raises(TypeError, match="Wrong shows no column in its list"):

        class Wrong(KindOfPilot):
            model, title = Risk, "Risks"
            columns = (Column.of(Risk, "what"),)


@pytest.mark.parametrize("said", ["titel", "success_mesage"])
def test_a_page_of_a_kind_refuses_a_name_that_its_class_does_not_know(said: str) -> None:
    page: Any = type("Add", (KindOfPilot.Add,), {said: "Add a risk", "_own": 1})
    with pytest.raises(TypeError, match=f"Add says what is not known: {said}"):
        refuse_unknown(page)


def test_what_it_says_of_a_page_is_known_to_that() -> None:
    refuse_unknown(type("Add", (KindOfPilot.Add,), {"title": "", "get": None, "_own": 1}))


def test_every_kind_answers_at_the_addresses_that_it_declares() -> None:
    assert any(isinstance(kind, Risks) for kind in registered(Kind))
    for kind in registered(Kind):
        for page in kind.made():
            assert kind.name_of(page) in {address.name for address in kind.urls()}
    found: Any = resolve("/pilots/warm-homes/risks/")
    assert found.func.view_class is Risks.List
