"""Undo puts back a column only where it still is as it was left."""

from __future__ import annotations

from typing import Any

import pytest

from partnerships.models import Place
from records.undoing import CannotUndo, _set_back
from tests import builders

pytestmark = pytest.mark.django_db


def step(place: Place, left_as: str) -> dict[str, Any]:
    return {
        "model": "partnerships.place",
        "pk": place.pk,
        "before": {"name": "Before"},
        "after": {"name": left_as},
    }


def test_what_somebody_changed_since_stays() -> None:
    place = builders.place("Changed since")
    with pytest.raises(CannotUndo):
        _set_back(step(place, "As it was left"))
    assert Place.objects.get(pk=place.pk).name == "Changed since"
    _set_back(step(place, "Changed since"))
    assert Place.objects.get(pk=place.pk).name == "Before"
