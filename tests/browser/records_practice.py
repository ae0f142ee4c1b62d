"""Records of the practice library in the demo, for the addresses that name one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from barriers.models import Believed, Guidance
from partnerships.models import Place
from tests import practised

RECORDS: dict[str, Callable[[], Any]] = {
    "practice": lambda: ["4a"],
    "practice_kind": lambda: ["funding"],
    "guidance": lambda: Guidance.objects.filter(is_example=True).first(),
    "practice_example": lambda: practised.example(Place.objects.get(slug="exampleshire")),
    "believed": lambda: Believed.objects.get(open_to="network"),
    "open_believed": lambda: Believed.objects.get(open_to="public"),
}
