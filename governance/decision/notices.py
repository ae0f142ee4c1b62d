"""Who is told of a provisional decision: the body that must confirm it, then who recorded it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from governance.models import Decision
from people.models import Assignment, Role

TO_CONFIRM, CONFIRMED = "decision-to-confirm", "decision-confirmed"


def tell_to_confirm(decision: Decision, *, but: Any) -> None:
    """Tell the officers of the body that it is asked."""
    subject = f"Confirm a provisional decision of {decision.board}: {decision}"
    for officer in _officers(decision).exclude(pk=but.pk):
        tell(
            kind=TO_CONFIRM,
            subject=subject,
            about=decision,
            url=decision.get_absolute_url(),
            to=officer,
        )


def tell_confirmed(decision: Decision, *, but: Any) -> None:
    """Tell who recorded it what the body said, as far as they still read it."""
    author = decision.created_by
    if author is None or author.pk == but.pk or not author.is_active:
        return
    if not Decision.objects.visible_to(author).filter(pk=decision.pk).exists():
        return
    made = decision.state == Decision.State.MADE
    said = "confirmed" if made else "did not confirm"
    tell(
        kind=CONFIRMED,
        subject=f"{decision.confirm_by} {said}: {decision}",
        about=decision,
        url=decision.get_absolute_url(),
        to=author,
    )


def _officers(decision: Decision) -> QuerySet[User]:
    roles = Assignment.objects.on(timezone.localdate()).filter(
        role=Role.OFFICER, organisation=decision.confirm_by
    )
    return User.objects.filter(pk__in=roles.order_by().values("user"), is_active=True).order_by(
        "id"
    )
