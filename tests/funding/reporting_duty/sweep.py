"""What funds ask their recipients to report."""

from __future__ import annotations

from typing import Any

from funding.models import DutyFigure, ReportingDuty
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, SECRET, Seen, said
from tests.access.table import Family, Row, by_number, post
from tests.access.world import Level
from tests.funding.fund.sweep import EDITS
from tests.funding.fund.sweep import FAMILIES as OF_FUND

AFTER = ("funding.fund",)


def _figure_address(record: Any) -> list[Any]:
    return [record.duty_id, record.pk]


FAMILIES = {
    "reporting_duty": Family(OF_FUND["fund"].readers, by_number),
    "duty_figure": Family(OF_FUND["fund"].readers, _figure_address),
}

ROWS = [
    Row("reporting_duties", public=True),
    Row("reporting_duties", public=True, query="?q=spent&often=quarterly&standing=on"),
    Row("reporting_duties", public=True, query="?format=csv", page=False),
    Row("reporting_duty", "reporting_duty", public=True),
    Row("reporting_duty_add", "fund", permission=EDITS),
    post("reporting_duty_add", "fund", permission=EDITS),
    Row("reporting_duty_edit", "reporting_duty", permission=EDITS),
    post("reporting_duty_edit", "reporting_duty", permission=EDITS),
    Row("reporting_duty_history", "reporting_duty", public=True),
    Row("reporting_duty_take_back", "reporting_duty", permission=EDITS),
    post("reporting_duty_take_back", "reporting_duty", permission=EDITS),
    Row("duty_figure_add", "reporting_duty", permission=EDITS),
    post("duty_figure_add", "reporting_duty", permission=EDITS),
    Row("duty_figure_edit", "duty_figure", permission=EDITS),
    post("duty_figure_edit", "duty_figure", permission=EDITS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of the fund of this level, with a figure that it asks for."""
    made = ReportingDuty.objects.create(
        fund=at["fund"], what="What was spent", created_by=at.cast.author
    )
    figure = DutyFigure.objects.create(duty=made, name="Homes", unit="homes")
    return {"reporting_duty": made, "duty_figure": figure}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of the open fund, with a figure that it asks for."""
    made = ReportingDuty.objects.create(
        fund=seen.first("fund"), what="What was spent", first_due=AHEAD, source=seen.source
    )
    figure = DutyFigure.objects.create(duty=made, name="Homes improved", unit="homes")
    return {"reporting_duty": [made], "duty_figure": [figure]}


def hide_at(at: HiddenAt) -> None:
    """One of each hidden fund, no longer asked."""
    if at.level != "place":
        made = ReportingDuty.objects.create(
            fund=at.hidden["fund"][-1],
            first_due=AHEAD,
            ended=AHEAD,
            source=at.seen.source,
            link=f"https://example.org/{SECRET}",
            **said("what", "about", "of_said", "where_to", "ended_because"),
        )
        at.hidden["reporting_duty"].append(made)
        figure = DutyFigure.objects.create(duty=made, **said("name", "unit"))
        at.hidden["duty_figure"].append(figure)


def fill(more: More) -> None:
    """One more of the first fund, and one more figure of the first duty."""
    ReportingDuty.objects.create(
        fund=more.seen.first("fund"), what=f"Return {more.number}", first_due=AHEAD
    )
    DutyFigure.objects.create(
        duty=more.seen.first("reporting_duty"), name=f"Figure {more.number}", unit="homes"
    )
