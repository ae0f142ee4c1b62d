"""Asking those who may escalate a barrier to do so. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.notice.parties import one_person, tell_parties
from barriers.barrier.permissions import lead_place
from barriers.models import Barrier, EscalationRequest
from people.review.answering import Answering, answering, ask
from people.review.parties import editors_of, leads_of

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
    if waiting is not None:
        return waiting
    made = EscalationRequest.objects.create(barrier=barrier, created_by=by)
    _tell_who_may(barrier, by)
    return made


def _tell_who_may(barrier: Barrier, by: Any) -> None:
    """Tell those who may escalate it."""
    says: dict[str, Any] = {
        "kind": REQUEST,
        "subject": f"Escalate it? {barrier.reference}, {barrier.title}",
        "about": barrier,
        "url": barrier.get_absolute_url(),
    }
    if found := who_escalates(barrier):
        ask(found, at=lead_place(barrier), by=by, **says)


def who_escalates(barrier: Barrier) -> Answering | None:
    """Who may escalate it (``permissions.can_escalate``); None of one without a lead place."""
    place = lead_place(barrier)
    if place is None:
        return None
    programme = [leads_of(barrier.programme)] if barrier.programme else []
    return answering([editors_of(place), *programme])


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
    tell_parties(
        [one_person(author if reads else None, "Whoever asked")],
        by=by,
        kind=REQUEST,
        subject=f"Not escalated for now: {barrier.reference}, {barrier.title}",
        about=barrier,
        url=barrier.get_absolute_url(),
    )


REQUEST = "barrier-escalation-request"


def settle_requests(barrier: Barrier) -> None:
    """It is escalated: whoever asked for that waits no longer. Its row is locked already."""
    barrier.escalation_requests.filter(outcome=Outcome.WAITING).update(outcome=Outcome.ESCALATED)


def _locked(barrier: Barrier) -> Barrier:
    return Barrier.objects.select_for_update(of=("self",)).defer("search").get(pk=barrier.pk)
