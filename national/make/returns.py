"""What is owed for money, and what follows when it ends."""

from __future__ import annotations

from collections.abc import Iterator

from funding.models import AtRisk, DutyFigure, Ending, MonitoringReturn, ReportingDuty
from national.make.ground import DEPARTMENTS
from national.make.money import receiver_of
from national.make.world import World
from records.copying import Row

DUTIES = 2  # of each fund
FIGURES = 3  # that each asks for
_OFTEN = ("quarterly", "yearly", "half_yearly", "once", "monthly")
_OUTCOME = {"not_known": 40, "open": 25, "goes_on": 15, "other_money": 10, "stops": 10}
_DECIDED = ("goes_on", "other_money", "stops")
_RISK = {"post": 50, "service": 35, "building": 10, "other": 5}
_RETURN = (
    *("duty_id", "body_id", "place_id", "flow_id", "period_end", "due", "hours_low", "hours_high"),
    *("state", "sent_on", "sent_by_id", "took_low", "because", "created_by_id", "created_at"),
)
_ENDING = (
    *("flow_id", "decider_id", "decider_role", "decision_due", "tell_by", "outcome", "decided"),
    "created_by_id",
)
_AT_RISK = ("flow_id", "kind", "what", "posts", "people", "visibility", "created_by_id")


def fill_returns(world: World) -> None:
    """What each fund asks to be reported, and the returns on a part of its money."""
    columns = ("id", "fund_id", "what", "often", "first_due", "hours_low", "created_by_id")
    world.fill(ReportingDuty, columns, _duties(world))
    shared = world.sizes.shared_definitions
    figures = (
        (duty, f"Made-up figure {at}", "people", None if at else duty % shared + 1)
        for duty in range(1, DUTIES * world.sizes.funds + 1)
        for at in range(FIGURES)
    )
    world.fill(DutyFigure, ("duty_id", "name", "unit", "shared_id"), figures)
    world.fill(MonitoringReturn, _RETURN, _returns(world))


def _duties(world: World) -> Iterator[Row]:
    for n in range(1, DUTIES * world.sizes.funds + 1):
        hours = None if n % 3 == 0 else 2 + n % 30
        fund, often = (n + 1) // DUTIES, _OFTEN[n % len(_OFTEN)]
        yield n, fund, f"Made-up report {n}", often, world.day(-900, 0), hours, world.person()


def _returns(world: World) -> Iterator[Row]:
    """On every so-manieth flow one; most that were due are sent, few are late."""
    step = world.sizes.flows // world.sizes.returns
    for n in range(1, world.sizes.returns + 1):
        flow = n * step
        duty = DUTIES * (flow % world.sizes.funds + 1) - n % DUTIES
        due, state = world.day(-700, 400), "due"
        if due < world.today.isoformat() and n % 20:
            state = "not_needed" if n % 17 == 0 else "sent"
        is_sent = state == "sent"
        low = None if n % 3 == 0 else 2 + n % 30
        high = low + 6 if low and n % 4 == 0 else None
        yield (
            *(duty, receiver_of(world, flow), None if n % 15 == 0 else world.flow_places[flow - 1]),
            *(flow, world.day_after(due, -30), due, low, high, state),
            world.day_after(due, n % 9 - 6) if is_sent else None,
            world.person() if is_sent else None,
            1 + n % 40 if is_sent and n % 3 else None,
            *("Asked for no longer" if state == "not_needed" else "", world.person()),
            world.times()[0],
        )


def fill_endings(world: World) -> None:
    """Who decides what follows on a tenth of the money, and what depends on an eighth of it.

    The numbers are odd: each of these flows has an end.
    """
    world.fill(Ending, _ENDING, _endings(world))
    world.fill(AtRisk, _AT_RISK, _at_risk(world))


def _endings(world: World) -> Iterator[Row]:
    flows = range(3, world.sizes.flows + 1, 10)
    outcomes = world.pick(_OUTCOME, len(flows))
    for flow, outcome in zip(flows, outcomes, strict=True):
        is_decided = outcome in _DECIDED
        yield (
            *(flow, flow % DEPARTMENTS + 1, "Made-up board", world.day(-200, 300)),
            *(world.day(-100, 300), outcome, world.day(-300, -1) if is_decided else None),
            world.person(),
        )


def _at_risk(world: World) -> Iterator[Row]:
    flows = range(1, world.sizes.flows + 1, 8)
    kinds = world.pick(_RISK, len(flows))
    levels = world.pick({"team": 15, "place": 60, "programme": 15, "network": 10}, len(flows))
    for flow, kind, level in zip(flows, kinds, levels, strict=True):
        posts = 1 + flow % 12 / 2 if kind == "post" and flow % 3 else None
        people = flow % 900 if kind != "post" and flow % 5 else None
        yield flow, kind, f"Made-up {kind} {flow}", posts, people, level, world.person()
