"""Money: flows, for places."""

from __future__ import annotations

from typing import Any

from funding.models import FlowYear, Fund, FundOwner
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import OPEN, More
from tests.access.open_world import AHEAD, MARK, PAST, SECRET, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level

FAMILIES = {"flow": Family(readers.BY_LEVEL, by_number)}

ADDS = frozenset(
    {
        *("bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor", "desnz_official", "pfpp_lead"),
    }
)
EDITS = readers.EDITORS | {"pfpp_lead"}
PASSES_ON = EDITS | {"bradford_officer"}

ROWS = [
    Row("funding", public=True),
    Row("funding", public=True, query="?show=years"),
    Row("funding", public=True, query="?show=pools"),
    Row("funding", public=True, query="?place=bradford", page=False, answers=(302,)),
    Row("flows", public=True),
    Row("flows", public=True, query="?place=bradford&meaning=committed"),
    Row("flows", public=True, query="?format=csv", page=False),
    Row("flow", "flow", public=True),
    Row("flow_add", permission=ADDS),
    Row("flow_add", permission=ADDS, query="?place=bradford", page=False),
    post("flow_add", permission=ADDS),
    Row("flow_edit", "flow", permission=EDITS),
    post("flow_edit", "flow", permission=EDITS),
    Row("flow_split", "flow", permission=EDITS),
    post("flow_split", "flow", permission=EDITS),
    Row("flow_pass_on", "flow", permission=PASSES_ON),
    post("flow_pass_on", "flow", permission=PASSES_ON),
    Row("flow_history", "flow", public=True),
    Row("flow_history", "flow", public=True, query="?format=csv", page=False),
    Row("flow_take_back", "flow", permission=EDITS),
    post("flow_take_back", "flow", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One to Bradford."""
    words = f"Money {at.level}"
    return {"flow": builders.flow(at.cast.bradford, 1000, description=words, **at.common)}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that is part of a hidden one, out of a hidden fund."""
    hidden = seen.scope("team")
    secret = hidden.at("team")
    fund = Fund.objects.create(name=f"{SECRET} fund", slug=f"{MARK}-fund", **secret)
    whole = builders.flow(hidden.place, 9_000, description=f"{SECRET} whole", **secret)
    flow = builders.flow(
        seen.cast.bradford, 1_000, fund=fund, parent=whole, end=AHEAD, source=seen.source
    )
    return {"flow": [flow]}


def hide_at(at: HiddenAt) -> None:
    """A part of the open one; a fund, which stands at no place."""
    council = at.seen.cast.council
    flow = builders.flow(
        at.scope.place,
        400,
        parent=at.seen.first("flow"),
        giver=council,
        end=AHEAD,
        source=at.seen.source,
        **said("description", "note", "source_said", "restriction_text", "receiver_said"),
        **said("identifier", "receiver_number", "giver_number", "fund_said"),
        receiver_postcode=MARK,
        **at.common,
    )
    FlowYear.objects.create(flow=flow, year=2026, amount=400)
    at.hidden["flow"].append(flow)


def fill(more: More) -> None:
    """One by itself and one that is part of the first, out of a new fund."""
    seen, number = more.seen, more.number
    fund = Fund.objects.create(name=f"Fund {number}", slug=f"fund-{number}", **OPEN)
    FundOwner.objects.create(fund=fund, organisation=more.body)
    for parent in (None, seen.first("flow")):
        flow = builders.flow(
            seen.cast.bradford, 10, fund=fund, giver=seen.cast.council, receiver=more.body,
            parent=parent, source=seen.source, programme=seen.cast.pfpp,
            start=PAST, end=AHEAD,
        )  # fmt: skip
        FlowYear.objects.create(flow=flow, year=2026, amount=4)
    FlowYear.objects.create(flow=seen.first("flow"), year=1995 + number, amount=4)
