"""Figures that funds ask for; read with their duty."""

from __future__ import annotations

from typing import Any

from funding.models import DutyFigure
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import Seen, said
from tests.access.table import Family, Row, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND


def _address(record: Any) -> list[Any]:
    return [record.duty_id, record.pk]


AFTER = ("funding.reporting_duty",)
FAMILIES = {"duty_figure": Family(OF_FUND["fund"].readers, _address)}

ROWS = [
    Row("duty_figure_add", "reporting_duty", may=EDITS),
    post("duty_figure_add", "reporting_duty", may=EDITS),
    Row("duty_figure_edit", "duty_figure", may=EDITS),
    post("duty_figure_edit", "duty_figure", may=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the duty of this level."""
    made = DutyFigure.objects.create(duty=at["reporting_duty"], name="Homes", unit="homes")
    return {"duty_figure": made}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open duty."""
    made = DutyFigure.objects.create(
        duty=seen.first("reporting_duty"), name="Homes improved", unit="homes"
    )
    return {"duty_figure": [made]}


def hide_at(at: HiddenAt) -> None:
    """One of each hidden duty."""
    if at.level != "place":
        duty = at.hidden["reporting_duty"][-1]
        made = DutyFigure.objects.create(duty=duty, unit="homes", **said("name"))
        at.hidden["duty_figure"].append(made)


def fill(more: More) -> None:
    """One more of the first duty."""
    DutyFigure.objects.create(
        duty=more.seen.first("reporting_duty"), name=f"Figure {more.number}", unit="homes"
    )
