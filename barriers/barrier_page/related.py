"""The kinds of records that may stand beside a barrier."""

from __future__ import annotations

from django.db.models import QuerySet

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
from records.related import any_row, marks

KINDS = {
    "advice": any_row(AdviceSession, "barrier"),
    "links": any_row(BarrierLink, "barrier"),
    "links_at_place": any_row(BarrierLink, "other"),
    "closings": any_row(Closing, "barrier"),
    "data_requests": any_row(DataRequestBarrier, "removes"),
    "escalations": any_row(Escalation, "barrier"),
    "escalation_requests": any_row(EscalationRequest, "barrier"),
    "publications": any_row(Publication, "barrier"),
    "systemic": any_row(SystemicMember, "barrier"),
}


def with_kinds(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """With whether there is any row of each kind; no query more."""
    return barriers.annotate(**marks(KINDS))
