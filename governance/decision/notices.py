"""Who is told of a provisional decision: the body that must confirm it, then who recorded it."""

from __future__ import annotations

from typing import Any

from accounts.notice.outbox import tell
from accounts.notice.parties import tell_parties
from governance.board.officers import officers_of
from governance.models import Decision
from people.review.parties import body_party

TO_CONFIRM, CONFIRMED = "decision-to-confirm", "decision-confirmed"


def tell_to_confirm(decision: Decision, *, but: Any) -> None:
    """Tell the officers of the body that it is asked."""
    subject = f"Confirm a provisional decision of {decision.board}: {decision}"
    if (body := decision.confirm_by) is not None:
        tell_parties(
            [body_party(body, officers_of(body))],
            by=but,
            kind=TO_CONFIRM,
            subject=subject,
            about=decision,
            url=decision.get_absolute_url(),
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
