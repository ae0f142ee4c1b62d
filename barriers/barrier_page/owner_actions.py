"""Naming who could unlock a barrier. Who may do it was asked before."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from barriers.barrier.bodies import must_be_role_of, must_stand
from barriers.escalation.notices import tell_of_status
from barriers.models import Barrier
from barriers.publication.agreed_words import changing_words, differ
from partnerships.models import Organisation
from people.models import JobRole
from records.models import Visibility

Status = Barrier.Status


@transaction.atomic
def name_owner(
    *,
    by: Any,
    barrier: Barrier,
    to: Organisation,
    post: JobRole | None = None,
    lever: str | None = None,
    ask: str | None = None,
    seen: int | None = None,
) -> Barrier:
    """Say who could unlock a barrier, and what they would be asked; it needs no owner any more.

    ``seen`` is the body that it named when the form was opened; a lever or an ask of None stays as
    it is. One that the public read is from now on read by those signed in: it names a body. Raises
    ValidationError where it was closed or somebody else was named meanwhile, for a body that has
    ended and for a job role that is not one of the body's.
    """
    rows = Barrier.objects.select_for_update(of=("self",)).defer("search")
    now = rows.get(pk=barrier.pk)
    before = copy(now)
    if now.status in Barrier.ENDED:
        raise ValidationError("This barrier is closed. Open it again before you name anybody")
    if now.unlocker_id != seen:
        raise ValidationError(
            "While you were writing, somebody named who could change it. Open its page to see who"
        )
    must_stand(to)
    must_be_role_of(post, to)
    is_new = now.unlocker_id != to.pk
    now.unlocker, now.unlocker_post = to, post
    now.lever = now.lever if lever is None else lever
    now.ask = now.ask if ask is None else ask
    if now.status == Status.NEEDS_OWNER:
        now.status = Status.OPEN
    is_other = differ(before, now)
    with changing_words([now.pk] if is_other else []):
        if now.visibility == Visibility.PUBLIC and (is_other or not now.is_cleared):
            now.visibility = Visibility.NETWORK
        now.save(
            update_fields=["unlocker", "unlocker_post", "lever", "ask", "status", "visibility"]
        )
    if is_new:
        tell_of_status(now, f"{to} could change it", but=by)
    return now
