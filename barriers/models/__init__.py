"""Models of barriers: what gets in the way, what was tried, what was checked."""

from .barriers import Barrier, BarrierPlace, BarrierSubType
from .categories import Category, SubType
from .escalations import AnswerLink, Escalation, EscalationReply, EscalationRule
from .links import BarrierLink
from .words import BarrierWord
from .work import ActionTried, Check

__all__ = [
    "ActionTried",
    "AnswerLink",
    "Barrier",
    "BarrierLink",
    "BarrierPlace",
    "BarrierSubType",
    "BarrierWord",
    "Category",
    "Check",
    "Escalation",
    "EscalationReply",
    "EscalationRule",
    "SubType",
]
