"""Models of barriers: what gets in the way, what was tried, what was checked, what is asked for."""

from barriers.barrier.models.barrier import Barrier, BarrierPlace, BarrierSubType
from barriers.barrier.models.closing import Closing
from barriers.barrier.models.outcomes import Outcome
from barriers.barrier.models.work import ActionTried, Check
from barriers.belief.models import Believed
from barriers.data_request.models.advice import (
    AdviceBody,
    AdviceSession,
    ExampleAgreement,
    ExampleAgreementPlace,
)
from barriers.data_request.models.data_request import DataRequest
from barriers.data_request.models.parts import (
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
)
from barriers.escalation.models.escalation import Escalation, EscalationReply
from barriers.escalation.models.link import AnswerLink
from barriers.escalation.models.rule import EscalationRule
from barriers.kind.models import Category, SubType
from barriers.link.models import BarrierLink
from barriers.practice.models import Guidance, GuidanceFor, Practice, PracticeDay, PracticeExample
from barriers.publication.models.publication import Publication, PublicationStep, PublishingPause
from barriers.similar.models import BarrierWord
from barriers.systemic.models import SystemicAnswer, SystemicBarrier, SystemicMember, SystemicOffer

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
