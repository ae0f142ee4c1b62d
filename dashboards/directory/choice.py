"""What the map of places can be coloured by, and the figure that an address picks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from barriers.models import Barrier
from dashboards.directory.colouring import Choices, Colouring, Counted
from dashboards.directory.money import BEFORE, of_money
from dashboards.directory.official import by_topic, measures, official
from funding.models import Flow
from pilots.models import Pilot

PILOTS, BARRIERS = "pilots", "barriers"
FIRST = "imd_lsoas_most_deprived_decile_pct"


def colouring(user: Any, asked: str) -> Colouring:
    """What this address colours by, without figures yet. Two queries at most."""
    offered = {measure.key: measure for measure in measures()}
    money = {f"{BEFORE}{meaning}": meaning for meaning in Flow.FIRM}
    choices = (
        *by_topic(offered.values()),
        (
            "In Placebook",
            [
                (PILOTS, "Pilots"),
                (BARRIERS, "Barriers"),
                *((key, f"Money {meaning.label}") for key, meaning in money.items()),
            ],
        ),
    )
    if asked in money:
        return of_money(user, money[asked], choices)
    if asked in (PILOTS, BARRIERS):
        return _counted(user, asked, choices)
    shown = asked if asked in offered else FIRST
    made = (
        official(offered[shown], choices) if shown in offered else _counted(user, PILOTS, choices)
    )
    problem = f"There is no such figure. The map shows: {made.label}."
    return replace(made, problem=problem) if asked not in ("", shown) else made


def _counted(user: Any, asked: str, choices: Choices) -> Counted:
    noun, seen = ("barrier", Barrier) if asked == BARRIERS else ("pilot", Pilot)
    label = f"{noun.capitalize()}s"
    return Counted(
        key=f"{noun}s",
        label=f"{label} you can see",
        short=label,
        choices=choices,
        none_words=f"No {noun} to see",
        noun=noun,
        counted=seen.objects.visible_to(user),
    )
