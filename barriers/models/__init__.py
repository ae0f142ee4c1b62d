"""Models of barriers: what gets in the way, what was tried, what was checked, what is asked for."""

from .answer_links import AnswerLink
from .barriers import Barrier, BarrierPlace, BarrierSubType
from .believed import Believed
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
from .escalation_rules import EscalationRule
from .escalations import Escalation, EscalationReply
from .links import BarrierLink
from .outcomes import Outcome
from .practice import Guidance, GuidanceFor, Practice, PracticeExample
from .practice_days import PracticeDay
from .publications import Publication, PublicationStep, PublishingPause
from .systemic import (
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
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
    "Believed",
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
    "Guidance",
    "GuidanceFor",
    "Outcome",
    "Practice",
    "PracticeDay",
    "PracticeExample",
    "Publication",
    "PublicationStep",
    "PublishingPause",
    "SubType",
    "SystemicAnswer",
    "SystemicBarrier",
    "SystemicMember",
    "SystemicOffer",
]
