"""What the map of places can be coloured by, and the figure that an address picks."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier
from dashboards.directory.colouring import Colouring, Counted
from dashboards.directory.money import BEFORE, OFFERED, of_money
from dashboards.directory.official import by_topic, measures, official
from pilots.models import Pilot

PILOTS, BARRIERS = "pilots", "barriers"


def colouring(user: Any, asked: str) -> Colouring:
    """What this address colours by, without figures yet. Two queries at most."""
    offered = {measure.key: measure for measure in measures()}
    money = {f"{BEFORE}{meaning}": meaning for meaning in OFFERED}
    choices = (
        (
            "What you can see here",
            [
                (PILOTS, "Pilots"),
                (BARRIERS, "Barriers"),
                *((key, f"Money {meaning.label}") for key, meaning in money.items()),
            ],
        ),
        *by_topic(offered.values()),
    )
    if asked in offered:
        return official(offered[asked], choices)
    if asked in money:
        return of_money(user, money[asked], choices)
    problem = ""
    if asked not in ("", PILOTS, BARRIERS):
        problem = "There is no such figure to colour by. The map shows pilots."
    noun, seen = ("barrier", Barrier) if asked == BARRIERS else ("pilot", Pilot)
    return Counted(
        key=f"{noun}s",
        label=f"{noun.capitalize()}s you can see",
        choices=choices,
        none_words=f"matches, no {noun} to see",
        problem=problem,
        noun=noun,
        counted=seen.objects.visible_to(user),
    )
