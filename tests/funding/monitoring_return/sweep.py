"""Returns: what is to be reported to a fund; never the public's to read."""

from __future__ import annotations

from typing import Any

from funding.models import MonitoringReturn, ReportingDuty
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, PAST, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND

AFTER = ("funding.reporting_duty", "funding.flow")
# Who reads its fund, but not the public
READERS = {
    level: readers.SIGNED_IN if level in ("network", "public") else seen
    for level, seen in OF_FUND["fund"].readers.items()
}
FAMILIES = {"monitoring_return": Family(READERS, by_number)}
REPORTS = frozenset({"bradford_officer", "bradford_editor", "region_editor"})
KEEPS = EDITS | REPORTS
ADDS = KEEPS | {"luton_officer", "luton_editor", "desnz_official"}

ROWS = [
    Row("monitoring_returns"),
    Row("monitoring_returns", query="?q=spent&state=late&due=30&place=bradford&mine=on"),
    Row("monitoring_returns", query="?format=csv", page=False),
    Row("monitoring_return", "monitoring_return"),
    Row("monitoring_return", "monitoring_return", query="?format=csv", page=False),
    Row("place_returns", "place"),
    Row("place_returns", "place", query="?format=csv", page=False),
    Row("monitoring_return_add", "reporting_duty", permission=ADDS),
    post("monitoring_return_add", "reporting_duty", permission=ADDS),
    Row("monitoring_returns_make", "reporting_duty", permission=EDITS),
    post("monitoring_returns_make", "reporting_duty", permission=EDITS),
    Row("monitoring_return_edit", "monitoring_return", permission=KEEPS),
    post("monitoring_return_edit", "monitoring_return", permission=KEEPS),
    Row("monitoring_return_state", "monitoring_return", permission=KEEPS),
    post("monitoring_return_state", "monitoring_return", permission=KEEPS),
    post("monitoring_return_done", "monitoring_return", permission=KEEPS),
    post("monitoring_return_not_done", "monitoring_return", permission=KEEPS),
    Row("monitoring_return_history", "monitoring_return"),
    Row("monitoring_return_withdraw", "monitoring_return", permission=KEEPS),
    post("monitoring_return_withdraw", "monitoring_return", permission=KEEPS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the duty of this level, for Bradford."""
    made = MonitoringReturn.objects.create(
        duty=at["reporting_duty"], place=at.cast.bradford, due=AHEAD, created_by=at.cast.author
    )
    return {"monitoring_return": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One that is late, of the open fund."""
    made = MonitoringReturn.objects.create(
        duty=seen.first("reporting_duty"), place=seen.cast.bradford, body=seen.cast.council,
        due=PAST, hours_low=6,
    )  # fmt: skip
    return {"monitoring_return": [made]}


def hide_at(at: HiddenAt) -> None:
    """One to each hidden fund, one on hidden money to the open one, and one that was withdrawn."""
    common = {"place": at.scope.place, "due": AHEAD, "hours_low": 977}
    made = []
    if at.level != "place":
        duty = at.hidden["reporting_duty"][-1]
        made.append(MonitoringReturn.objects.create(duty=duty, **common, **said("note")))
    seen: ReportingDuty = at.seen.first("reporting_duty")
    about = {**common, "flow": at.hidden["flow"][-1]}
    made.append(
        MonitoringReturn.objects.create(
            duty=seen, state="not_needed", **about, **said("note", "because", "after_end")
        )
    )
    gone = {**common, "body": at.seen.cast.council, "flow": at.hidden["flow"][-1]}
    made.append(
        MonitoringReturn.with_withdrawn.create(duty=seen, **gone, **said("note"), **withdrawn())
    )
    at.hidden["monitoring_return"] += made


def fill(more: More) -> None:
    """One more of the first duty."""
    MonitoringReturn.objects.create(
        duty=more.seen.first("reporting_duty"), place=more.seen.cast.bradford, body=more.body,
        due=AHEAD,
    )  # fmt: skip
