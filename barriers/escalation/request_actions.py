"""Asking those who may escalate a barrier to do so. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.notice.outbox import tell
from barriers.models import Barrier, EscalationRequest

Outcome = EscalationRequest.Outcome


@transaction.atomic
def request_escalation(*, by: Any, barrier: Barrier) -> EscalationRequest:
    """Ask for it; asking once more while that waits is as once.

    Raises ValidationError for a barrier that was closed meanwhile.
    """
    barrier = _locked(barrier)
    if barrier.status in Barrier.ENDED:
        raise ValidationError("It was closed meanwhile. Open it again before you ask")
    waiting = barrier.escalation_requests.waiting().first()
    return waiting or EscalationRequest.objects.create(barrier=barrier, created_by=by)


@transaction.atomic
def dismiss_request(*, by: Any, barrier: Barrier, why: str) -> None:
    """Say why it is not escalated, or not yet; whoever asked is told.

    Raises ValidationError where it was escalated or dismissed meanwhile.
    """
    waiting = _locked(barrier).escalation_requests.waiting().select_related("created_by").first()
    if waiting is None:
        raise ValidationError("Nobody asks for it any more: it was escalated or dismissed")
    waiting.outcome, waiting.why = Outcome.DISMISSED, why
    waiting.save(update_fields=["outcome", "why"])
    author = waiting.created_by
    reads = author and Barrier.objects.visible_to(author).filter(pk=barrier.pk).exists()
    if author and reads and author != by:
        subject = f"Not escalated for now: {barrier.reference}, {barrier.title}"
        tell(
            kind=REQUEST,
            subject=subject,
            about=barrier,
            url=barrier.get_absolute_url(),
            to=author,
        )


REQUEST = "barrier-escalation-request"


def settle_requests(barrier: Barrier) -> None:
    """It is escalated: whoever asked for that waits no longer. Its row is locked already."""
    barrier.escalation_requests.filter(outcome=Outcome.WAITING).update(outcome=Outcome.ESCALATED)


def _locked(barrier: Barrier) -> Barrier:
    return Barrier.objects.select_for_update(of=("self",)).defer("search").get(pk=barrier.pk)
