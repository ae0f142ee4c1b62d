"""Models of money: funds with their owners and terms, flows with their places and years, and what
is said of money: bids, estimates, pools, overlaps."""

from funding.bid.models import Bid, BidLine, BidPlace
from funding.call_note.models import CallNote
from funding.ending.models import DECIDED_ENDING, AtRisk, Ending
from funding.estimate.models import Estimate, EstimatePlace
from funding.flow.choices import Payments, Regrant
from funding.flow.models import AMOUNT_KEY, END_KEY, PASSED_BACK, Flow
from funding.flow.part_models import FlowPlace, FlowTopic, FlowYear
from funding.fund.models import Fund, FundOwner, FundTopic, Moving, Restriction
from funding.fund_guidance.models import FundGuidance, FundGuidanceTopic
from funding.monitoring_return.models import MonitoringReturn
from funding.overlap.models import Overlap, OverlapCall
from funding.pool.models import Pool, PoolContribution, PoolPlace, PoolYear
from funding.pot.models import FundPot
from funding.reporting_duty.models import DutyFigure, ReportingDuty
from funding.round.models import FundRound

__all__ = [
    "AMOUNT_KEY",
    "DECIDED_ENDING",
    "END_KEY",
    "PASSED_BACK",
    "AtRisk",
    "Bid",
    "BidLine",
    "BidPlace",
    "CallNote",
    "DutyFigure",
    "Ending",
    "Estimate",
    "EstimatePlace",
    "Flow",
    "FlowPlace",
    "FlowTopic",
    "FlowYear",
    "Fund",
    "FundGuidance",
    "FundGuidanceTopic",
    "FundOwner",
    "FundPot",
    "FundRound",
    "FundTopic",
    "MonitoringReturn",
    "Moving",
    "Overlap",
    "OverlapCall",
    "Payments",
    "Pool",
    "PoolContribution",
    "PoolPlace",
    "PoolYear",
    "Regrant",
    "ReportingDuty",
    "Restriction",
]
