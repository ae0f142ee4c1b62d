"""Every change of a decision. Who may do it was asked before.

Each locks the board first: so numbers are given once, of two decisions that use up one limit the
second is judged by what the first left, and one decision is replaced by one other.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from governance.decision.authority import check_authority
from governance.decision.limits import against_limits
from governance.decision.notices import tell_confirmed, tell_to_confirm
from governance.decision.voting import VOTES, check_votes, item_of
from governance.meeting.corrections import corrected
from governance.meeting.quorum import Quorum, quorum_at, quorum_held, seats_on
from governance.models import AgendaItem, Board, BoardMeeting, Decision
from partnerships.models import Organisation
from records.addresses import save_with_tail

State, How = Decision.State, Decision.How
# What may become of a decision on its form; a provisional one is confirmed on a page of its own
NEXT = {
    "": (State.DUE, State.MADE),
    State.DUE: (State.DUE, State.MADE, State.PUT_OFF, State.DROPPED),
    State.PUT_OFF: (State.PUT_OFF, State.DUE, State.MADE, State.DROPPED),
    State.MADE: (State.MADE, State.WITHDRAWN),
    State.PROVISIONAL: (State.PROVISIONAL, State.DROPPED, State.WITHDRAWN),
    State.DROPPED: (State.DROPPED, State.DUE),
    State.WITHDRAWN: (State.WITHDRAWN,),
}
# Whether enough were there is judged anew where one of these changes, and its limit where one of
# those does: what was judged by seats and rules of its day is not held against those of today
_BY_QUORUM = ("meeting_id", "decided_on", "how")
_BY_LIMIT = ("decided_on", "power_id", "amount_low", "amount_high", "amount_qualifier")
# What a body reads when it confirms
_CONFIRMED = ("title", "outcome", "options", "chosen")
OF_ANOTHER = "That belongs to another board. Choose one of this board"
MOVED_ON = "Its status changed after you opened the page. Check it again before you save"
WHO_CONFIRMS = (
    "It’s provisional, but we don’t know which body answers for it. Say who must confirm it"
)
BY_ITSELF = "A board cannot confirm what it decided itself. Name another body"
ALREADY = "That item led to another decision already. Look at its meeting first"
SENT = "It is in minutes that were sent, so it cannot be removed. Say that it’s withdrawn instead"
AGREED = "The minutes of that meeting are agreed, so what was decided there stays as it is"


@transaction.atomic
def save_decision(*, by: Any, decision: Decision, item: AgendaItem | None = None) -> Decision:
    """Write a decision, new or known, with the ``item`` of a meeting at which it was made.

    One that is made is judged: where too few were there, or it is above a limit of its power, it
    is provisional by itself. Raises ValidationError.
    """
    board = Board.objects.select_for_update().get(pk=decision.board_id)
    decision.board = board  # as it stands, and no longer as the page was opened
    before = Decision.objects.filter(pk=decision.pk).first() if decision.pk else None
    if decision.state not in NEXT[State(before.state) if before else ""]:
        raise ValidationError({"state": MOVED_ON})
    _check_board(decision, item)
    known = item_of(before) if before else None
    if known is not None and decision.meeting_id not in (None, known.meeting_id):
        known = None  # it was said that it was made at another meeting
    taken = item or known
    if taken is not None:
        decision.meeting = taken.meeting
    _check_agreed(before, decision)
    _check_replaced(by, decision)
    check_authority(by, before, decision)
    if decision.accountable_body is None:
        decision.accountable_body = _who_answers(decision)
    if decision.state in Decision.DECIDED:
        made = before if before and before.state in Decision.DECIDED else None
        _judge(by, made, decision, taken, is_other_item=item not in (None, known))
    with ExitStack() as corrections:
        for meeting in _meetings_of(before, decision):
            corrections.enter_context(corrected(meeting, by=by))
        _write(decision, board)
    if item is not None:
        _link(item, decision)
    if decision.state == State.PROVISIONAL and (before is None or before.state != decision.state):
        tell_to_confirm(decision, but=by)
    return decision


def _write(decision: Decision, board: Board) -> None:
    if decision.pk:
        decision.save()
    else:
        decision.number = board.number_next("decisions")
        save_with_tail(decision, decision.title, "decision")


def _meetings_of(before: Decision | None, decision: Decision) -> list[BoardMeeting]:
    """Those at which it was made, as it was said before and is now, as they stand: what is changed
    in minutes that were sent is a correction of them."""
    both = (before.meeting_id if before else None, decision.meeting_id)
    ids = {pk for pk in both if pk is not None}
    rows = BoardMeeting.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return list(rows.select_related("board__organisation").order_by("pk")) if ids else []


def stays_in_minutes(decision: Decision) -> None:
    """Before a decision is taken back: raises ValidationError where the minutes of its meeting were
    sent. Locks the board and the meeting, as whoever writes either does."""
    Board.objects.select_for_update().get(pk=decision.board_id)
    now = Decision.objects.decided_there().filter(pk=decision.pk).first()
    if now and any(meeting.state in BoardMeeting.SENT for meeting in _meetings_of(None, now)):
        raise ValidationError(SENT)


@transaction.atomic
def confirm(*, by: Any, decision: Decision, confirms: bool, read: str = "") -> Decision:
    """The word of the body that must confirm a provisional decision: it is made, or dropped.

    ``read`` is the version of it that the officer read. Raises ValidationError where somebody was
    first, or it was changed since.
    """
    Board.objects.select_for_update().get(pk=decision.board_id)
    now = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    moved = now.state != State.PROVISIONAL or now.confirm_by_id != decision.confirm_by_id
    if moved or (read and read != str(now.version)):
        raise ValidationError(MOVED_ON)
    now.state = State.MADE if confirms else State.DROPPED
    now.confirmed_on = timezone.localdate()
    now.save(update_fields=["state", "confirmed_on"])
    tell_confirmed(now, but=by)
    return now


def _check_agreed(before: Decision | None, decision: Decision) -> None:
    """Minutes that are agreed stay: what was decided there is neither added to nor changed."""
    if before and not _changed(before, decision, (*_BY_QUORUM, *_CONFIRMED, *VOTES)):
        return
    known = [before.meeting_id if before else None, decision.meeting_id]
    ids = [pk for pk in known if pk is not None]
    meetings = BoardMeeting.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    if any(meeting.state == BoardMeeting.State.APPROVED for meeting in meetings):
        raise ValidationError({"meeting": AGREED})


def _check_board(decision: Decision, item: AgendaItem | None) -> None:
    """A board decides at its own meetings, under its own powers."""
    named = {"meeting": decision.meeting, "item": item, "power": decision.power}
    for name, record in {**named, "supersedes": decision.supersedes}.items():
        if record is not None and record.board_id != decision.board_id:
            raise ValidationError({name: OF_ANOTHER})


def _changed(before: Decision, decision: Decision, names: Iterable[str]) -> bool:
    return any(getattr(before, name) != getattr(decision, name) for name in names)


def _judge(
    by: Any,
    before: Decision | None,
    decision: Decision,
    item: AgendaItem | None,
    *,
    is_other_item: bool,
) -> None:
    """Freeze what the quorum and the limit were, and make it provisional where either fails. Of one
    that was made ``before``, only what other facts were judged by; what a body confirmed it
    confirms again where its words changed."""
    is_met = before is None or is_other_item or _changed(before, decision, _BY_QUORUM)
    is_within = before is None or _changed(before, decision, _BY_LIMIT)
    if before is None or is_met or _changed(before, decision, VOTES):
        check_votes(by, decision, item)
    if is_met:
        quorum = quorum_for(decision, item)
        decision.quorum_met = quorum.met if quorum else None
        decision.quorum_words = quorum.words[:300] if quorum else ""
    if is_within:
        limits = against_limits(decision)
        decision.within_limit, decision.limit_words = limits.within, limits.words[:300]
    if not (is_met or is_within):
        if before and before.state == State.PROVISIONAL:
            decision.confirm_by = before.confirm_by
        if not (before and before.confirmed_on and _changed(before, decision, _CONFIRMED)):
            return
    decision.confirmed_on = None
    _say_who_confirms(decision)


def _say_who_confirms(decision: Decision) -> None:
    if decision.quorum_met is not False and decision.within_limit is not False:
        decision.state, decision.confirm_by = State.MADE, None
        return
    decision.state = State.PROVISIONAL
    decision.confirm_by = _who_answers(decision) or decision.confirm_by
    if decision.confirm_by is None:
        raise ValidationError({"confirm_by": WHO_CONFIRMS})
    if decision.confirm_by_id == decision.board.organisation_id:
        raise ValidationError({"confirm_by": BY_ITSELF})


def quorum_for(decision: Decision, item: AgendaItem | None) -> Quorum | None:
    """The quorum at the item at which it was made; where only the meeting is known, of those who
    were there from its begin to its end. None where the board itself did not decide."""
    if decision.how in (How.CHAIR, How.OFFICER):
        return None
    if item is not None:
        return quorum_at(item)
    if decision.meeting is None:
        return None
    meeting = decision.meeting
    return quorum_held(meeting, seats_on(meeting), meeting.attendance.all(), throughout=True)


def _who_answers(decision: Decision) -> Organisation | None:
    """Who answers for the power, else who gave it, else who answers for the board."""
    power = decision.power
    given = (power.accountable_body or power.from_body) if power else None
    return given or decision.board.accountable_body


def _check_replaced(by: Any, decision: Decision) -> None:
    """One decision is replaced by one other."""
    if decision.supersedes_id is None:
        return
    first = Decision.objects.filter(supersedes=decision.supersedes_id).exclude(pk=decision.pk)
    if (other := first.first()) is None:
        return
    seen = Decision.objects.visible_to(by).filter(pk=other.pk).exists()
    named = f"“{other}”" if seen else "another decision"
    raise ValidationError(
        {"supersedes": f"“{decision.supersedes}” was replaced by {named} already. Replace that one"}
    )


def _link(item: AgendaItem, decision: Decision) -> None:
    """The meeting first and then its item, as whoever writes minutes locks them."""
    at = BoardMeeting.objects.select_for_update().filter(pk=item.meeting_id or 0).first()
    now = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if now.decision_id == decision.pk:
        return
    if now.decision_id is not None:
        raise ValidationError({"item": ALREADY})
    if at is not None and at.state == BoardMeeting.State.APPROVED:
        raise ValidationError({"item": AGREED})
    now.decision = decision
    now.save(update_fields=["decision"])
