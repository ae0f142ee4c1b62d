"""You said, we did: sent in or proposed, approved by an editor of the place, or turned down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.models import Place
from pilots.you_said import permissions
from pilots.you_said.models import YouSaid

State = YouSaid.State
UNANSWERED = "Write down who said it and what was done, or why nothing was, before all read it"


def send_in(*, place: Place, said: str, said_by: str) -> YouSaid:
    """A resident says something, without an account; nobody reads it before an editor has."""
    return YouSaid.objects.create(
        place=place, said=said, said_by=said_by, state=State.SENT, from_resident=True
    )


@transaction.atomic
def write_you_said(*, by: Any, entry: YouSaid) -> YouSaid:
    """Save an entry, new or changed; it waits for an editor, also one that was public."""
    if not permissions.can_write_you_said(by, entry.place):
        raise PermissionDenied
    if not entry.pk:
        entry.created_by = by
    entry.state, entry.because = State.PROPOSED, ""
    entry.decided_by = entry.decided_at = None
    entry.save()
    return entry


@transaction.atomic
def approve_you_said(*, by: Any, entry: YouSaid) -> YouSaid:
    """Put it before the public. Raises ValidationError where it has no answer yet."""
    locked = _locked(by, entry)
    if not locked.did or not locked.said_by:
        raise ValidationError(UNANSWERED)
    return _decide(by, locked, State.APPROVED)


@transaction.atomic
def turn_down_you_said(*, by: Any, entry: YouSaid, because: str) -> YouSaid:
    """Do not take it up, or take it off the public page; the reason stays with it."""
    if not because:
        raise ValidationError("Say why")
    locked = _locked(by, entry)
    was_public = locked.state == State.APPROVED
    return _decide(by, locked, State.WITHDRAWN if was_public else State.DECLINED, because)


def _locked(by: Any, entry: YouSaid) -> YouSaid:
    rows = YouSaid.objects.select_for_update(of=("self",)).select_related("place")
    locked = rows.get(pk=entry.pk)
    if not permissions.can_decide_you_said(by, locked):
        raise PermissionDenied
    if locked.version != entry.version:
        raise ValidationError("It was changed in the meantime: look at it again")
    return locked


def _decide(by: Any, entry: YouSaid, state: str, because: str = "") -> YouSaid:
    entry.state, entry.because = state, because
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    return entry
