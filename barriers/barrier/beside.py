"""The kinds of records that may stand beside a barrier."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from barriers.models import (
    AdviceSession,
    Barrier,
    BarrierLink,
    Closing,
    DataRequestBarrier,
    Escalation,
    EscalationRequest,
    Publication,
    SystemicMember,
)
from records.beside import marks

_OF_IT = OuterRef("pk")
KINDS: dict[str, QuerySet] = {
    "advice": AdviceSession.objects.filter(barrier=_OF_IT),
    "links": BarrierLink.objects.filter(barrier=_OF_IT),
    "links_here": BarrierLink.objects.filter(other=_OF_IT),
    "closings": Closing.objects.filter(barrier=_OF_IT),
    "data_requests": DataRequestBarrier.objects.filter(removes=_OF_IT),
    "escalations": Escalation.objects.filter(barrier=_OF_IT),
    "escalation_requests": EscalationRequest.objects.filter(barrier=_OF_IT),
    "publications": Publication.objects.filter(barrier=_OF_IT),
    "systemic": SystemicMember.objects.filter(barrier=_OF_IT),
}


def with_kinds(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """With whether there is any row of each kind; no query more."""
    return barriers.annotate(**marks(KINDS))
