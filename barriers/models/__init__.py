"""Models of barriers: what gets in the way, what was tried, what was checked, what is asked for."""

from .barriers import Barrier, BarrierPlace, BarrierSubType
from .categories import Category, SubType
from .closings import Closing
from .data_advice import AdviceBody, AdviceSession, ExampleAgreement, ExampleAgreementPlace
from .data_request_parts import (
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
)
from .data_requests import DataRequest
from .escalations import AnswerLink, Escalation, EscalationReply, EscalationRule
from .links import BarrierLink
from .words import BarrierWord
from .work import ActionTried, Check

__all__ = [
    "ActionTried",
    "AdviceBody",
    "AdviceSession",
    "AnswerLink",
    "Barrier",
    "BarrierLink",
    "BarrierPlace",
    "BarrierSubType",
    "BarrierWord",
    "Category",
    "Check",
    "Closing",
    "DataRequest",
    "DataRequestBarrier",
    "DataRequestParty",
    "DataRequestPlace",
    "DataRequestStep",
    "Escalation",
    "EscalationReply",
    "EscalationRule",
    "ExampleAgreement",
    "ExampleAgreementPlace",
    "SubType",
]
