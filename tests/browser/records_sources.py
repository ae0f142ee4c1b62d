"""A source of the demo, and some that somebody typed in, of which the demo has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from pilots.models import Pilot
from records.models import Source
from tests.dashboards.source import sweep


def _typed(family: str) -> Any:
    pilot = Pilot.objects.filter(programme__is_example=True, status="live").order_by("id")[0]
    by = User.objects.get(email="editor.exampleshire@demo.test")
    return sweep.of_pilot(pilot, by)[family]


RECORDS: dict[str, Callable[[], Any]] = {
    "source": lambda: Source.objects.filter(is_open=True).order_by("id").first(),
    "typed_source": lambda: _typed("typed_source"),
    "withdrawn_source": lambda: _typed("withdrawn_source"),
}
