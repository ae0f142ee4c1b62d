"""A meeting on its way: planned, called, held, its minutes sent and agreed; or called off.

Who may was asked before. Each locks the meeting and looks again, so that of two who press at once
the second is told; each raises ValidationError with the sentence for the person.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.meeting.as_held import as_held
from governance.meeting.corrections import corrected
from governance.meeting.item_actions import LAST, carry, leave_for_later, take_off
from governance.meeting.notices import tell_members
from governance.meeting.quorum import as_agreed
from governance.models import AgendaItem, Board, BoardMeeting
from interface.words import count_words, date_words

State, Item = BoardMeeting.State, AgendaItem
# What the first meeting of a board begins with
FIRST_ITEMS = {
    "welcome": "Welcome and apologies",
    "last": "Minutes of last time",
    "actions": "Actions",
    "business": "Any other business",
}


@transaction.atomic
def add_meeting(*, by: Any, meeting: BoardMeeting) -> BoardMeeting:
    """Plan a meeting; its number is the next of its board. The first one has four items."""
    board = Board.objects.select_for_update(of=("self",)).get(pk=meeting.board_id)
    _refuse_after_its_end(meeting)
    meeting.number, meeting.created_by_id = board.number_next("meetings"), by.pk
    meeting.save()
    if not board.meetings.exclude(pk=meeting.pk).exists():
        AgendaItem.objects.bulk_create(
            AgendaItem(
                board=board,
                meeting=meeting,
                position=LAST if position == len(FIRST_ITEMS) else position,
                kind=Item.Kind.STANDING,
                title=title,
                drafted_from=f"{key}-{meeting.number}",
                created_by_id=by.pk,
            )
            for position, (key, title) in enumerate(FIRST_ITEMS.items(), 1)
        )
    return meeting


def _refuse_after_its_end(meeting: BoardMeeting) -> None:
    """A board that ended meets no more; meetings of before may still be written down."""
    if why := meeting.board.why_not_on(meeting.on):
        raise ValidationError({"on": f"{why}, so it can’t meet after that"})


def locked(meeting: BoardMeeting) -> BoardMeeting:
    """The meeting as it stands now, until the transaction ends. Raises ValidationError once its
    minutes were agreed, and where it was called off: then nothing of it changes."""
    rows = BoardMeeting.objects.select_for_update(of=("self",))
    # Not with the meeting at which it was agreed: of what is joined, whoever had to wait for the
    # lock reads what was there before
    row = rows.select_related("board__organisation").get(pk=meeting.pk)
    if said := why_fixed(row):
        raise ValidationError(said)
    return row


def why_fixed(meeting: BoardMeeting) -> str:
    """Why nothing of a meeting changes any more; empty while it may."""
    if meeting.state == State.APPROVED and meeting.approved_at:
        at = date_words(meeting.approved_at.on)
        return (
            f"These minutes were agreed on {at}, so nothing here can be changed. Put a "
            "correction on the next agenda"
        )
    return "This meeting was called off" if meeting.state == State.CALLED_OFF else ""


@transaction.atomic
def change_meeting(*, by: Any, meeting: BoardMeeting) -> BoardMeeting:
    """Save its day, hours and place; who sits is told where a meeting that was called moves."""
    before = locked(meeting)
    if before.is_over and meeting.on > timezone.localdate():
        raise ValidationError(
            {"on": "It has already been held, so its date can’t be in the future"}
        )
    if before.on != meeting.on:
        _refuse_after_its_end(meeting)
    if before.on != meeting.on and before.state == State.HELD:
        meeting.held = as_held(meeting)  # who sits on the day that was meant
    with corrected(before, by=by):
        meeting.save()
    moved = (before.on, before.starts_at, before.where) != (
        *(meeting.on, meeting.starts_at),
        meeting.where,
    )
    if before.state == State.CALLED and moved and meeting.on >= timezone.localdate():
        tell_members(meeting, "Changed", by=by)
    return meeting


@transaction.atomic
def call(*, by: Any, meeting: BoardMeeting) -> BoardMeeting:
    """Call the board together: others read the agenda now, and who sits is told, once.

    Of a day that is over nobody is told: it is written down afterwards.
    """
    row = locked(meeting)
    if row.state != State.PLANNED:
        raise ValidationError("It has already been called")
    if why := row.board.why_not_on(row.on):
        raise ValidationError(f"{why}. Call this meeting off")
    if not row.items.exists():
        raise ValidationError("There is nothing on the agenda yet. Draft it first")
    today = timezone.localdate()
    row.state, row.called_on = State.CALLED, min(today, row.on)
    row.save(update_fields=["state", "called_on"])
    if row.on >= today:
        tell_members(row, "Called", by=by)
    return row


def hold(meeting: BoardMeeting) -> None:
    """A locked meeting took place: who was there or what was said is being written. What it is
    counted by is kept as it stands now. Raises
    ValidationError before its day, and where it was never called."""
    if meeting.on > timezone.localdate():
        raise ValidationError(f"This meeting isn’t until {meeting.on:%A} {meeting}")
    if meeting.state == State.PLANNED:
        raise ValidationError("Call the meeting first: nobody could read its agenda yet")
    if meeting.state == State.CALLED:
        meeting.state = State.HELD
        meeting.held = as_held(meeting)
        meeting.save(update_fields=["state", "held"])


@transaction.atomic
def send(*, by: Any, meeting: BoardMeeting) -> BoardMeeting:
    """Send the minutes: whoever reads the meeting reads them from now on, and who sits is told.

    What came of each item to decide or discuss must have been said; others count as done.
    """
    row = locked(meeting)
    if row.state != State.HELD:
        said = "The minutes have already been sent" if row.is_over else "It hasn’t been held yet"
        raise ValidationError(said)
    _close_items(row)
    row.state = State.MINUTED
    row.save(update_fields=["state"])
    tell_members(row, "Minutes sent", by=by)
    return row


def _close_items(meeting: BoardMeeting) -> None:
    """Nothing stays open in minutes that are sent or agreed: it would never be looked at again."""
    open_ones = meeting.items.filter(state=Item.State.OPEN)
    if count := open_ones.unsaid().count():
        said = count_words(count, "item")
        raise ValidationError(f"First say what happened to {said}: done, carried over or dropped")
    for item in open_ones.select_for_update():
        item.state = Item.State.DONE
        item.save(update_fields=["state"])


def can_agree_at(meeting: BoardMeeting) -> QuerySet[BoardMeeting]:
    """Meetings at which these minutes can have been agreed: later ones of the same board, held. Of
    two on one day the one with the higher number is later, so that no two agree each other's."""
    later = Q(on__gt=meeting.on) | Q(on=meeting.on, number__gt=meeting.number)
    return meeting.board.meetings.filter(later, state__in=BoardMeeting.HELD).order_by(
        "on", "number"
    )


@transaction.atomic
def approve(*, meeting: BoardMeeting, at: int | None) -> BoardMeeting:
    """The minutes were agreed at another meeting of the board, by its number; nothing of this one
    changes after that, and who sat and whether enough were there is kept in words."""
    row = locked(meeting)
    if row.state != State.MINUTED:
        raise ValidationError("Send the minutes first: nobody could read them yet")
    if at == row.number:
        raise ValidationError("A meeting can’t agree its own minutes. Choose a later one")
    agreed = can_agree_at(row).filter(number=at).first() if at is not None else None
    if agreed is None:
        raise ValidationError(
            "Minutes are agreed at a later meeting of the same board, once that was held"
        )
    _close_items(row)
    row.state, row.approved_at, row.agreed = State.APPROVED, agreed, as_agreed(row)
    row.save(update_fields=["state", "approved_at", "agreed"])
    return row


@transaction.atomic
def call_off(*, by: Any, meeting: BoardMeeting, because: str) -> BoardMeeting:
    """It won’t take place; what was on its agenda waits for another. Who sits is told, if they were
    told of it."""
    row = locked(meeting)
    if row.is_over:
        raise ValidationError("This meeting has been held, so it can’t be called off")
    was_called = row.state == State.CALLED
    for item in row.items.filter(state=Item.State.OPEN).select_for_update():
        if item.kind == Item.Kind.STANDING:
            take_off(item)
        else:
            carry(item, by=by)
    row.state, row.called_off_because = State.CALLED_OFF, because
    row.save(update_fields=["state", "called_off_because"])
    if was_called:
        tell_members(row, "Called off", by=by)
    return row


def let_go_of_items(meeting: BoardMeeting) -> None:
    """Before a meeting is taken back: what waited for one before it was planned waits again.

    Raises ValidationError where it was called or held: people were told of it then.
    """
    row = locked(meeting)
    if row.state != State.PLANNED:
        raise ValidationError("It was called, so it can’t be taken back any more. Call it off.")
    waited = Q(carried_from__isnull=False) | Q(created_at__lt=row.created_at)
    # A decision is as private as its item, so that one stays
    waited |= Q(is_private=True, decision__isnull=False)
    for item in row.items.filter(waited, state=Item.State.OPEN).select_for_update(of=("self",)):
        leave_for_later(item)
