"""What the tests of the whole share: the reasons that subjects give, and how many one may serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from records.absent import Absent, Whole
from records.subjects import registered

MOST = 5  # models that one reason may serve


def label(model: Any) -> str:
    """As Django names it: "pilots.Risk"."""
    return str(model._meta.label)


def absent(at: Whole) -> list[Absent]:
    """What subjects say is absent there, and why."""
    return [one for one in registered(Absent) if one.at is at]


def overused(reasons: Iterable[str]) -> dict[str, int]:
    """Reasons that serve more models than one reason may."""
    return {why: times for why, times in Counter(reasons).items() if times > MOST}
