from __future__ import annotations

from typing import Any

from partnerships.models import Place
from partnerships.permissions import contributes, edits
from pilots.you_said.models import YouSaid


def can_write_you_said(user: Any, place: Place) -> bool:
    """Contributors and editors of the place write down what residents said and what was done."""
    return contributes(user, place)


def can_decide_you_said(user: Any, entry: YouSaid) -> bool:
    """Editors of the place put it before the public, turn it down, or take it off again."""
    return edits(user, entry.place)
