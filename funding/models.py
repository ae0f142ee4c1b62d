"""Models of money: funds with their owners and terms, and flows with their places and years."""

from funding.call_note.models import CallNote
from funding.flow.models import AMOUNT_KEY, END_KEY, PASSED_BACK, Flow, FlowPlace, FlowYear
from funding.fund.models import Fund, FundOwner, Moving, Restriction
from funding.fund_guidance.models import FundGuidance, FundGuidanceTopic
from funding.overlap.models import Overlap, OverlapCall
from funding.pot.models import FundPot
from funding.reporting_duty.models import ReportingDuty
from funding.round.models import FundRound

__all__ = [
    "AMOUNT_KEY",
    "END_KEY",
    "PASSED_BACK",
    "CallNote",
    "Flow",
    "FlowPlace",
    "FlowYear",
    "Fund",
    "FundGuidance",
    "FundGuidanceTopic",
    "FundOwner",
    "FundPot",
    "FundRound",
    "Moving",
    "ReportingDuty",
    "Overlap",
    "OverlapCall",
    "Restriction",
]
