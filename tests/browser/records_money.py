"""Money of the made-up county: funds with what belongs to them, flows and what is said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from accounts.models import User
from funding.models import (
    AtRisk,
    Bid,
    BidLine,
    CallNote,
    DutyFigure,
    Estimate,
    Flow,
    Fund,
    FundGuidance,
    FundPot,
    FundRound,
    MonitoringReturn,
    Pool,
    PoolContribution,
    PoolYear,
    ReportingDuty,
)
from partnerships.models import Place

ADMINISTRATOR = "admin@demo.test"
EDITOR = "editor.exampleshire@demo.test"
DAY = dt.date(2026, 9, 1)


def _fund() -> Fund:
    return Fund.objects.filter(is_example=True, visibility="public")[0]


def _of_fund(model: Any, **fields: Any) -> Any:
    return model.objects.create(fund=_fund(), **fields)


def _pot() -> FundPot:
    made: FundPot = _of_fund(FundPot, name="Families", outcome="Fewer children in care")
    return made


def _round() -> FundRound:
    made: FundRound = _of_fund(FundRound, name="Round two", opens=DAY, who_may="Any council")
    return made


def _duty() -> ReportingDuty:
    made: ReportingDuty = _of_fund(
        ReportingDuty, what="What was spent", often="quarterly", first_due=DAY, hours_low=6
    )
    return made


def _figure() -> DutyFigure:
    return DutyFigure.objects.create(duty=_duty(), name="Homes improved", unit="homes")


def _return() -> MonitoringReturn:
    """One that is late, with a figure that it asks for."""
    return MonitoringReturn.objects.create(
        duty=_figure().duty, place=Place.objects.get(slug="exampleshire"), due=DAY, hours_low=6
    )


def _guidance() -> FundGuidance:
    made: FundGuidance = _of_fund(
        FundGuidance, title="How to apply", edition="2.1", checked_on=dt.date(2025, 1, 1)
    )
    return made


def _call() -> CallNote:
    made: CallNote = _of_fund(
        CallNote, on=DAY, our_side="County Council", post_said="Fund team",
        said="A second year is likely", created_by=User.objects.get(email=EDITOR),
    )  # fmt: skip
    return made


def _part(model: Any, link: str) -> Any:
    """A part of a record of the made-up county."""
    return model.objects.filter(**{f"{link}__programme__is_example": True}).order_by("id")[0]


RECORDS: dict[str, Callable[[], Any]] = {
    "fund": _fund,
    "flow": lambda: Flow.objects.filter(programme__is_example=True).order_by("id").first(),
    "fund_pot": _pot,
    "fund_round": _round,
    "reporting_duty": _duty,
    "duty_figure": _figure,
    "monitoring_return": _return,
    "fund_guidance": _guidance,
    "call_note": _call,
    "bid": lambda: Bid.objects.filter(programme__is_example=True, state="sent")[0],
    "bid_line": lambda: _part(BidLine, "bid"),
    "estimate": lambda: Estimate.objects.filter(programme__is_example=True).order_by("id").first(),
    "pool": lambda: Pool.objects.filter(programme__is_example=True)[0],
    "at_risk": lambda: AtRisk.objects.filter(flow__programme__is_example=True, kind="post")[0],
    "pool_contribution": lambda: _part(PoolContribution, "pool"),
    "pool_year": lambda: _part(PoolYear, "pool"),
}
NAMED: dict[str, tuple[str, Callable[[], Any]]] = {
    **{
        f"{name}_add": (ADMINISTRATOR, _fund)
        for name in ("fund_pot", "fund_round", "reporting_duty", "fund_guidance")
    },
    **{
        f"{name}_{page}": (ADMINISTRATOR, RECORDS[name])
        for name in ("fund_pot", "fund_round", "reporting_duty", "fund_guidance")
        for page in ("edit", "take_back")
    },
    "duty_figure_add": (ADMINISTRATOR, _duty),
    "duty_figure_edit": (ADMINISTRATOR, _figure),
    "monitoring_returns_make": (ADMINISTRATOR, _duty),
    "monitoring_return_add": (EDITOR, _duty),
    **{f"monitoring_return_{page}": (EDITOR, _return) for page in ("edit", "state", "withdraw")},
    "fund_contact": (ADMINISTRATOR, _fund),
    "fund_edit": (ADMINISTRATOR, _fund),
    "fund_take_back": (ADMINISTRATOR, _fund),
    "call_note_edit": (EDITOR, _call),
    "call_note_withdraw": (EDITOR, _call),
}
