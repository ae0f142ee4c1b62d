"""The ends of money, and what stands at risk: never the public's to read."""

from __future__ import annotations

from typing import Any

from funding.models import AtRisk, Ending
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.flow.sweep import EDITS, PASSES_ON

AFTER = ("funding.flow",)
# What depends on money of one level has that level, but for the public's
FAMILIES = {
    "at_risk": Family({**readers.BY_LEVEL, "public": readers.SIGNED_IN}, by_number),
}
WRITES = EDITS | {"author"}

ROWS = [
    Row("money_ending", public=True),
    Row("money_ending", public=True, query="?place=bradford&ending=12&risk=any&follows=undecided"),
    Row("money_ending", public=True, query="?format=csv", page=False),
    Row("flow_ending", "flow", public=True),
    Row("flow_ending_history", "flow", public=True),
    Row("flow_ending_edit", "flow", permission=PASSES_ON),
    post("flow_ending_edit", "flow", permission=PASSES_ON),
    Row("at_risk_add", "flow", permission=PASSES_ON),
    post("at_risk_add", "flow", permission=PASSES_ON),
    Row("at_risk", "at_risk"),
    Row("at_risk_edit", "at_risk", permission=WRITES),
    post("at_risk_edit", "at_risk", permission=WRITES),
    Row("at_risk_history", "at_risk"),
    Row("at_risk_withdraw", "at_risk", permission=WRITES),
    post("at_risk_withdraw", "at_risk", permission=WRITES),
]


def _level(level: str) -> str:
    return "network" if level == "public" else level


def at_level(at: Level) -> dict[str, Any]:
    """One that depends on the money of this level, at that level or the widest that it can have."""
    made = AtRisk.objects.create(
        flow=at["flow"],
        kind="post",
        what=f"Workers {at.level}",
        visibility=_level(at.level),
        created_by=at.cast.author,
    )
    return {"at_risk": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """What is to follow on the open money, and what depends on it."""
    flow = seen.first("flow")
    Ending.objects.create(
        flow=flow, decider=seen.cast.council, decision_due=AHEAD, outcome="open", said="Nothing yet"
    )
    made = AtRisk.objects.create(
        flow=flow, kind="post", what="Two workers", posts=2, visibility="network",
        created_by=seen.cast.author,
    )  # fmt: skip
    return {"at_risk": [made]}


def hide_at(at: HiddenAt) -> None:
    """What is said of the end of each hidden flow, and one line that was withdrawn."""
    flow, level = at.hidden["flow"][-1], _level(at.level)
    Ending.objects.create(
        flow=flow, decider=at.seen.cast.council, decision_due=AHEAD, **said("decider_role", "said")
    )
    common = {"flow": flow, "kind": "post", "visibility": level}
    common["created_by"] = at.common["created_by"]
    texts = said("what", "note")
    made = AtRisk.objects.create(**common, **texts)
    gone = AtRisk.with_withdrawn.create(**common, **texts, **withdrawn())
    at.hidden["at_risk"] += [made, gone]


def fill(more: More) -> None:
    """One more thing that depends on the first flow."""
    seen = more.seen
    AtRisk.objects.create(
        flow=seen.first("flow"), kind="service", what=f"Service {more.number}",
        visibility="network", created_by=seen.cast.author,
    )  # fmt: skip
