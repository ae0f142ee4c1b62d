"""Models of money: funds with their owners, flows with places and years, bids,
estimates, pools."""

from funding.bid.models import DECIDED, GRANTED, Bid, BidLine, BidPlace
from funding.estimate.models import Estimate, EstimatePlace
from funding.flow.models import AMOUNT_KEY, END_KEY, PASSED_BACK, Flow, FlowPlace, FlowYear
from funding.fund.models import Fund, FundOwner, Restriction
from funding.pool.models import Pool, PoolContribution, PoolPlace, PoolYear

__all__ = [
    "AMOUNT_KEY",
    "DECIDED",
    "END_KEY",
    "GRANTED",
    "PASSED_BACK",
    "Bid",
    "BidLine",
    "BidPlace",
    "Estimate",
    "EstimatePlace",
    "Flow",
    "FlowPlace",
    "FlowYear",
    "Fund",
    "FundOwner",
    "Pool",
    "PoolContribution",
    "PoolPlace",
    "PoolYear",
    "Restriction",
]
