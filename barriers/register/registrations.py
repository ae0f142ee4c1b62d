"""How the register of barriers takes part in the whole."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier
from barriers.register.filters import BarrierFilter
from interface.parts import MenuItem, Theme
from registry.saved_lists import SavedList


def _filtered(request: Any) -> BarrierFilter:
    return BarrierFilter(request.GET, request=request)


def _called(barrier: Barrier) -> str:
    return f"{barrier.reference}: {barrier.title}"


REGISTRATIONS = (
    MenuItem(
        page="barriers",
        label="Barriers",
        says="What gets in the way of joint work, and who could change it",
        theme=Theme.BARRIERS,
        order=10,
        words="problems blockers obstacles issues",
    ),
    SavedList(
        key="barriers",
        label="Barriers",
        noun="barrier",
        address="barriers",
        filtered=_filtered,
        called=_called,
        order=20,
    ),
)
