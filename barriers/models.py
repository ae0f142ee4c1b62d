"""Models of barriers: what gets in the way, what was tried, what was checked, what is asked for."""

from barriers.barrier.models.barrier import Barrier, BarrierPlace, BarrierSubType
from barriers.barrier.models.kind import Category
from barriers.barrier.models.work import ActionTried, Check, Outcome
from barriers.closing.models import Closing
from barriers.data_request.models.data_request import DataRequest
from barriers.data_request.models.parts import (
    AdviceBody,
    AdviceSession,
    DataRequestBarrier,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
)
from barriers.escalation.answer_models import AnswerLink, EscalationRule
from barriers.escalation.models import Escalation, EscalationReply
from barriers.escalation.request_models import EscalationRequest
from barriers.example_agreement.models import ExampleAgreement, ExampleAgreementPlace
from barriers.link.models import BarrierLink
from barriers.practice.models.bearing import BarrierGuidance
from barriers.practice.models.believed import Believed
from barriers.practice.models.library import (
    Guidance,
    GuidanceFor,
    Practice,
    PracticeDay,
    PracticeExample,
)
from barriers.practice.models.reading import GuidanceRead
from barriers.publication.models import Publication, PublicationStep
from barriers.publication.named_models import NamedBody
from barriers.publication.pause_models import PublishingPause
from barriers.similar.models import BarrierWord
from barriers.sub_type.models import SubType
from barriers.systemic.models import SystemicAnswer, SystemicBarrier, SystemicMember
from barriers.systemic.offer_models import SystemicOffer

__all__ = [
    "ActionTried",
    "AdviceBody",
    "AdviceSession",
    "AnswerLink",
    "Barrier",
    "BarrierGuidance",
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
    "EscalationRequest",
    "EscalationRule",
    "ExampleAgreement",
    "ExampleAgreementPlace",
    "Guidance",
    "GuidanceFor",
    "GuidanceRead",
    "NamedBody",
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
