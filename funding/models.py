"""Models of money: funds with their owners, and flows with their places and years."""

from funding.flow.models import AMOUNT_KEY, END_KEY, PASSED_BACK, Flow, FlowPlace, FlowYear
from funding.fund.models import Fund, FundOwner, Restriction
from funding.overlap.models import Overlap, OverlapCall

__all__ = [
    "AMOUNT_KEY",
    "END_KEY",
    "PASSED_BACK",
    "Flow",
    "FlowPlace",
    "FlowYear",
    "Fund",
    "FundOwner",
    "Overlap",
    "OverlapCall",
    "Restriction",
]
