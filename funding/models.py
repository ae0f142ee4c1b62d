"""Models of money: funds with their owners and terms, and flows with their places and years."""

from funding.flow.models import AMOUNT_KEY, END_KEY, PASSED_BACK, Flow, FlowPlace, FlowYear
from funding.fund.models import Fund, FundOwner, Moving, Restriction
from funding.pot.models import FundPot

__all__ = [
    "AMOUNT_KEY",
    "END_KEY",
    "PASSED_BACK",
    "Flow",
    "FlowPlace",
    "FlowYear",
    "Fund",
    "FundOwner",
    "FundPot",
    "Moving",
    "Restriction",
]
