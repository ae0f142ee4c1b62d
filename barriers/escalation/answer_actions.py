"""What a body's answer says of who could change a barrier. The barrier is locked already."""

from __future__ import annotations

from copy import copy

from barriers.models import Barrier, Escalation, EscalationReply
from barriers.publication.agreed_words import changing_words, differ
from partnerships.models import Organisation
from people.models import JobRole
from records.models import Visibility

Kind = EscalationReply.Kind
# A body that says this looks after what is in the way
THEIRS = frozenset({Kind.ANSWERED, Kind.NEEDS_DECISION})


def name_who_answered(barrier: Barrier, escalation: Escalation, kind: str) -> None:
    """Where nobody is named who could change it, the body that answers is."""
    if kind in THEIRS and barrier.unlocker_id is None:
        _name(barrier, escalation.to, escalation.post)


def name_in_place_of(barrier: Barrier, said_no: Organisation, passed_to: Organisation) -> None:
    """A body that says it is not theirs is named no longer: whom it names is."""
    if barrier.unlocker_id == said_no.pk:
        _name(barrier, passed_to, None)


def _name(barrier: Barrier, body: Organisation, post: JobRole | None) -> None:
    """One that the public reads stays as it is: with a body named it would leave its view."""
    if barrier.visibility == Visibility.PUBLIC:
        return
    before = copy(barrier)
    barrier.unlocker, barrier.unlocker_post = body, post
    if barrier.status == Barrier.Status.NEEDS_OWNER:
        barrier.status = Barrier.Status.OPEN
    with changing_words([barrier.pk] if differ(before, barrier) else []):
        barrier.save(update_fields=["unlocker", "unlocker_post", "status"])
