"""Items of agendas: carried on, taken off, left for later. The caller has locked their meeting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from governance.models import AgendaItem, BoardMeeting

State = AgendaItem.State
# Where any other business stands: behind whatever is added later
LAST = 900
MOST_ITEMS = 80
# What an item that goes on has from the one that was carried
GOES_ON = (
    *("kind", "title", "asks", "lead_post_id", "lead_words", "subject_type_id", "subject_id"),
    *("decision_id", "is_private", "private_because"),
)


def next_position(meeting: BoardMeeting) -> int:
    """Where the next item of an agenda stands: behind all but what always comes last. Two queries.
    Raises ValidationError where there is no room for it."""
    if meeting.items.count() >= MOST_ITEMS:
        raise ValidationError(f"An agenda has room for {MOST_ITEMS} items")
    last = meeting.items.filter(position__lt=LAST).aggregate(last=Max("position"))["last"] or 0
    return min(int(last) + 1, LAST - 1)


def carry(item: AgendaItem, *, by: Any) -> AgendaItem:
    """Close an item as it stands; another goes on in its place, and waits for a meeting to come."""
    item.state = State.CARRIED
    item.save()
    key = "" if _drafted_again(item) else item.drafted_from
    if (waiting := goes_on_as(item)) is not None:
        # It was carried before, and that was taken back; what came of it elsewhere stays
        if waiting.state == State.DROPPED and waiting.meeting is None:
            waiting.state, waiting.drafted_from = State.OPEN, key
            waiting.save(update_fields=["state", "drafted_from"])
        return waiting
    return AgendaItem.objects.create(
        board_id=item.board_id,
        carried_from=item,
        drafted_from=key,
        created_by_id=by.pk,
        **{name: getattr(item, name) for name in GOES_ON},
    )


def _drafted_again(item: AgendaItem) -> bool:
    """Whether what suggested an item stands open on an agenda once more."""
    rows = AgendaItem.objects.filter(board=item.board_id, drafted_from=item.drafted_from)
    return bool(item.drafted_from) and rows.filter(state=State.OPEN).exclude(pk=item.pk).exists()


def goes_on_as(item: AgendaItem) -> AgendaItem | None:
    """The item that goes on from one that was carried."""
    return AgendaItem.objects.select_related("meeting__board").filter(carried_from=item).first()


def close(item: AgendaItem, state: str, *, by: Any) -> None:
    """Say what came of an item at its meeting, with what was written of it."""
    if state == State.CARRIED:
        carry(item, by=by)
        return
    if (waiting := goes_on_as(item)) is not None and waiting.state == State.OPEN:
        if waiting.meeting is not None:
            raise ValidationError(
                f"“{item.title}” is on the agenda of {waiting.meeting} already. Take it off there"
            )
        waiting.state = State.DROPPED
        waiting.save(update_fields=["state"])
    if state == State.OPEN and _drafted_again(item):
        raise ValidationError(f"“{item.title}” is on another agenda already. Say what came of it")
    item.state = state
    item.save()


def leave_for_later(item: AgendaItem) -> None:
    """Take an item off this agenda; it waits for a meeting to come."""
    item.meeting, item.position, item.is_added_late = None, 0, False
    item.save()


def take_off(item: AgendaItem) -> None:
    """Take an item off for good."""
    item.state = State.DROPPED
    item.meeting = None
    item.save()
