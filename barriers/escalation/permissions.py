"""Who escalates a barrier, who asks for that, and who answers."""

from __future__ import annotations

from typing import Any

from access.permissions import edits, leads, leads_its_programme, wrote
from barriers.barrier.permissions import can_add_tried, can_edit_barrier, lead_place
from barriers.models import Barrier, Escalation
from partnerships.organisation.permissions import speaks_for


def can_escalate(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place and leads of its programme escalate it, and withdraw that."""
    return edits(user, lead_place(barrier)) or leads_its_programme(user, barrier)


def can_request_escalation(user: Any, barrier: Barrier) -> bool:
    """Whoever works on a barrier that is not closed, and may not escalate it themselves."""
    if barrier.status in Barrier.ENDED or can_escalate(user, barrier):
        return False
    return can_add_tried(user, barrier)


def can_dismiss_request(user: Any, barrier: Barrier) -> bool:
    """Those who may escalate it, and whoever asked them to."""
    if can_escalate(user, barrier):
        return True
    return any(wrote(user, request) for request in barrier.escalation_requests.waiting())


def can_answer(user: Any, escalation: Escalation) -> bool:
    """Officers of the body that is asked, or of one that it is a part of, while it waits."""
    return escalation.is_open and speaks_for(user, escalation.to)


def can_correct_answer(user: Any, escalation: Escalation) -> bool:
    """Officers of the body that answered, until the barrier is closed."""
    answered = escalation.state in Escalation.ANSWERS
    open_still = escalation.barrier.status not in Barrier.ENDED
    return answered and open_still and speaks_for(user, escalation.to)


def can_say_helped(user: Any, escalation: Escalation) -> bool:
    """Whoever logged the barrier or works on it, and who may escalate, once there is an answer."""
    answered = escalation.state in Escalation.ANSWERS
    barrier = escalation.barrier
    return answered and (can_edit_barrier(user, barrier) or can_escalate(user, barrier))


def can_set_clock(user: Any, programme_id: int) -> bool:
    """Leads of a programme say how long bodies have to answer what it escalates."""
    return leads(user, programme_id)
