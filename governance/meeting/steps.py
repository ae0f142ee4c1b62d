"""What can be done with a meeting next, by whoever looks at its page."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from governance.meeting.page_data import MeetingPage
from governance.models import BoardMeeting
from interface.pages import PageAction
from records.taking_back import is_just_added

State = BoardMeeting.State


def next_step(page: MeetingPage) -> tuple[str, str]:
    """The one thing that its keeper does next: a step, or where it leads, and how it is called."""
    meeting, said = page.meeting, ("", "")
    if not page.keeps:
        return said
    match meeting.state:
        case State.PLANNED if meeting.number > 1 and not page.lines:
            said = _at("board_meeting_agenda", meeting), "Draft the agenda"
        case State.PLANNED:
            said = "call", "Call the meeting"
        case State.CALLED if meeting.on > timezone.localdate():
            said = _at("board_meeting_write", meeting), "Change the agenda"
        case State.CALLED:
            said = _at("board_meeting_attendance", meeting), "Note who was there"
        case State.HELD if any(one.item and one.item.state == "open" for one in page.lines):
            said = _at("board_meeting_write", meeting), "Write the minutes"
        case State.HELD:
            said = "send", "Send the minutes"
        case State.MINUTED if page.agree_at:
            said = "approve", "Agree the minutes"
    return said


def more_actions(page: MeetingPage, step: str) -> list[PageAction]:
    """What else this reader may do, but for the one thing that comes next."""
    meeting, found = page.meeting, []
    if page.whole and not page.is_fixed:
        found.append(("Declare an interest", "board_meeting_interest"))
    if page.keeps and not page.is_fixed:
        if not meeting.is_over:
            found.append(("Look again for what to discuss", "board_meeting_agenda"))
            found.append(("Call it off", "board_meeting_call_off"))
        write = "Write the minutes" if meeting.is_over else "Change the agenda"
        found.append((write, "board_meeting_write"))
        found.append(("Who comes and who was there", "board_meeting_attendance"))
        found.append(("Change day, place or readers", "board_meeting_edit"))
        if meeting.state == State.PLANNED and is_just_added(meeting):
            found.append(("Take it back", "board_meeting_take_back"))
    if page.whole:
        found.append(("History", "board_meeting_history"))
    actions_found = [PageAction(words, _at(name, meeting)) for words, name in found]
    return [one for one in actions_found if one.url != step]


def _at(name: str, meeting: BoardMeeting) -> str:
    return reverse(name, args=[meeting.board.slug, meeting.number])
