"""Funds, flows, and what is said of money."""

from __future__ import annotations

from demo.load.kinds import Kind

_OF_PROGRAMME = ("programme",)
_DUTY = Kind(
    "funding.ReportingDuty",
    "duties",
    parts={"figures": Kind("funding.DutyFigure", "figure")},
)
FUND = Kind(
    "funding.Fund",
    "fund",
    needs=_OF_PROGRAMME,
    parts={
        "parts": Kind("funding.FundOwner", "organisation", needs=("share",)),
        "pots": Kind("funding.FundPot", "pot"),
        "rounds": Kind("funding.FundRound", "rounds"),
        "duties": _DUTY,
        "guidance": Kind("funding.FundGuidance", "guidance"),
    },
)
FLOW = Kind(
    "funding.Flow", "flow", needs=_OF_PROGRAMME, parts={"years": Kind("funding.FlowYear", "year")}
)
BID = Kind(
    "funding.Bid",
    "bid",
    needs=(*_OF_PROGRAMME, "state"),
    parts={"lines": Kind("funding.BidLine", "line")},
)
ENDING = Kind(
    "funding.Ending",
    "ending",
    parts={"at_risk": Kind("funding.AtRisk", "at-risk", defaults={"visibility": "place"})},
)
POOL = Kind(
    "funding.Pool",
    "pool",
    needs=_OF_PROGRAMME,
    parts={
        "paid_in": Kind("funding.PoolContribution", "paid-in"),
        "years": Kind("funding.PoolYear", "year"),
    },
)
ESTIMATE = Kind("funding.Estimate", "estimate")
