"""Saving what was written of a meeting, row by row. Who may was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from governance.meeting.actions import hold, locked
from governance.meeting.as_held import as_held
from governance.meeting.corrections import corrected
from governance.meeting.item_actions import close, leave_for_later, next_position, take_off
from governance.meeting.rows import FormRow
from governance.meeting.write_forms import LATER, OUT, NoteAttendance, WriteAgenda, WriteMinutes
from governance.models import AgendaItem, Attendance, BoardMeeting, Interest, Seat
from pilots.engagement.actions import write_promise

State = BoardMeeting.State
GONE = "Somebody took “{}” off this agenda while you were writing. Open the page again"


def _items(
    meeting: BoardMeeting, form: WriteAgenda | WriteMinutes
) -> Iterator[tuple[FormRow, AgendaItem, dict[str, Any] | None]]:
    """Each row with its item as it stands now, locked, and what is to be saved of it, if anything.
    At the end what somebody else changed too is refused."""
    rows = meeting.items.select_for_update(of=("self",)).order_by("position", "id")
    items = {item.pk: item for item in rows}
    for one in form.rows:
        current = items.get(one.record.pk)
        if current is None:
            raise ValidationError(GONE.format(one.record))
        yield one, current, form.typed(one, current)
    form.refuse_moved()


def _add_item(meeting: BoardMeeting, said: dict[str, Any], *, by: Any) -> None:
    said["position"] = next_position(meeting)
    item = AgendaItem(board_id=meeting.board_id, meeting=meeting, created_by_id=by.pk, **said)
    item.is_added_late = meeting.state != State.PLANNED
    item.save()


@transaction.atomic
def write_agenda(*, by: Any, meeting: BoardMeeting, form: WriteAgenda) -> BoardMeeting:
    """Save an agenda. Raises Conflict for items that somebody else changed too."""
    row = locked(meeting)
    if row.is_over:
        raise ValidationError("It was held meanwhile. Write its minutes instead")
    for _, current, said in _items(row, form):
        if said is None:
            continue
        stays = said.pop("stays")
        for name, value in said.items():
            setattr(current, name, value)
        if stays == LATER:
            leave_for_later(current)
        elif stays == OUT:
            take_off(current)
        else:
            current.save()
    if form.added:
        _add_item(row, form.added, by=by)
    return row


@transaction.atomic
def write_minutes(*, by: Any, meeting: BoardMeeting, form: WriteMinutes) -> BoardMeeting:
    """Save what was said, what came of each item and the actions given; in minutes that were sent
    as corrections. Raises Conflict for items that somebody else changed too."""
    row = locked(meeting)
    hold(row)
    with corrected(row, by=by):
        for one, current, said in _items(row, form):
            if said is not None:
                current.minutes = said["minutes"]
                close(current, said["state"], by=by)
            if promise := form.promise(one):
                write_promise(by=by, at=current, promise=promise)
        if form.added:
            _add_item(row, form.added, by=by)
    return row


@transaction.atomic
def note_attendance(*, by: Any, meeting: BoardMeeting, form: NoteAttendance) -> BoardMeeting:
    """Save who comes, or who was there; a meeting whose attendance is noted was held. Raises
    Conflict for seats of which somebody else said something too."""
    row = locked(meeting)
    with corrected(row, by=by):
        _note_each(row, form, by=by)
    if row.attendance.filter(state__in=Attendance.NOTED).exists():
        hold(row)
    return row


def _note_each(row: BoardMeeting, form: NoteAttendance, *, by: Any) -> None:
    known = {one.seat_id: one for one in row.attendance.select_for_update(of=("self",))}
    for one in form.rows:
        seat = form.of_seat[one.key]
        said = form.typed(one, known.get(seat.pk))
        if said is not None:
            _note(row, seat, known.get(seat.pk), said, by=by)
    form.refuse_moved()
    if form.cleaned_data.get("anew"):
        row.held = as_held(row)
        row.save(update_fields=["held"])


def _note(
    meeting: BoardMeeting,
    seat: Seat,
    known: Attendance | None,
    said: dict[str, Any],
    *,
    by: Any,
) -> None:
    if not said["state"]:
        if known is not None:
            known.delete()
        return
    made = known or Attendance(meeting=meeting, seat=seat, created_by_id=by.pk)
    made.state, made.for_them = said["state"], said["for_them"]
    made.from_item_id, made.until_item_id = said["from_item"], said["until_item"]
    came, left = made.from_item, made.until_item
    if came and left and (left.position, left.pk) < (came.position, came.pk):
        raise ValidationError(
            f"{seat}: somebody who left after item “{left}” can’t have come at “{came}”"
        )
    made.save()


@transaction.atomic
def say_coming(
    *, by: Any, meeting: BoardMeeting, seat: Seat, state: str, for_them: str
) -> Attendance:
    """The own word of who sits: coming, or apologies, or who comes instead."""
    row = locked(meeting)
    if row.is_over or row.on < timezone.localdate():
        raise ValidationError("This meeting was held. The clerk notes who was there")
    known = row.attendance.select_for_update(of=("self",)).filter(seat=seat).first()
    made = known or Attendance(meeting=row, seat=seat, created_by_id=by.pk)
    made.state, made.for_them = state, for_them
    made.save()
    return made


@transaction.atomic
def declare_interest(
    *,
    by: Any,
    meeting: BoardMeeting,
    seat: Seat,
    item: AgendaItem | None,
    about: str,
    handled: str = "",
    ended: bool = False,
) -> Interest:
    """Write down an interest; said again for the same seat and item, it takes the place of what was
    said before."""
    row = locked(meeting)
    same = Interest.objects.select_for_update(of=("self",)).filter(seat=seat, item=item)
    standing = (same if item else same.filter(ended_on=None)).first()
    made = standing or Interest(board=row.board, seat=seat, item=item, created_by_id=by.pk)
    made.about = about
    made.handled = handled or made.handled
    made.ended_on = timezone.localdate() if ended else None
    with corrected(row, by=by):
        made.save()
    return made
