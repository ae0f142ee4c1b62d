"""What can be done with a meeting next, by whoever looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from governance.meeting.page_data import MeetingPage
from governance.models import BoardMeeting
from interface.pages import PageAction
from records.taking_back import is_just_added

State = BoardMeeting.State


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing that its keeper does next: on a ``form`` of the meeting, or by one ``press`` on
    its page."""

    words: str
    form: str = ""
    press: str = ""

    def url(self, meeting: BoardMeeting) -> str:
        """Where it is done."""
        return _at(f"board_meeting_{self.form}", meeting) if self.form else _at("", meeting)


def next_step(
    meeting: BoardMeeting, *, has_items: bool, is_unsaid: bool, has_pack: bool
) -> NextStep | None:
    """None while a meeting that was called and has its pack waits for its day, and of what is
    agreed or called off.

    ``is_unsaid``: of an item to decide or discuss nobody has said what came of it.
    """
    today = timezone.localdate()
    match meeting.state:
        case State.PLANNED:
            draft, call = NextStep("Draft the agenda", "agenda"), "Call the meeting"
            return NextStep(call, press="call") if has_items else draft
        case State.CALLED if meeting.on <= today:
            is_now = meeting.on == today
            return NextStep(f"Note who {'is' if is_now else 'was'} there", "attendance")
        case State.CALLED if not has_pack:
            return NextStep("Make the pack", "pack")
        case State.HELD:
            write, send = NextStep("Write the minutes", "write"), "Send the minutes"
            return write if is_unsaid else NextStep(send, press="send")
        case State.MINUTED:
            return NextStep("Agree the minutes", press="approve")
    return None


def next_on_page(page: MeetingPage) -> NextStep | None:
    """The same as the page of the meeting offers it: its agenda changes until its day comes, and
    its minutes are agreed once there is a meeting to agree them at."""
    if not page.keeps:
        return None
    items = [line.item for line in page.lines if line.item]
    step = next_step(
        page.meeting,
        has_items=bool(page.lines),
        is_unsaid=any(item.is_unsaid for item in items),
        has_pack=page.has_pack,
    )
    if page.meeting.state == State.CALLED and step is None:
        return NextStep("Change the agenda", "write")
    return None if step and step.press == "approve" and not page.agree_at else step


def more_actions(page: MeetingPage, step: NextStep | None) -> list[PageAction]:
    """What else this reader may do, but for the one thing that comes next."""
    meeting, found = page.meeting, []
    if page.whole and not meeting.is_fixed:
        found.append(("Declare an interest", "interest"))
    if page.keeps and not meeting.is_fixed:
        if not meeting.is_over:
            if meeting.called_on:
                found.append(("Make the pack again" if page.has_pack else "Make the pack", "pack"))
            found.append(("Look again for what to discuss", "agenda"))
            found.append(("Call it off", "call_off"))
        found.append(("Write the minutes" if meeting.is_over else "Change the agenda", "write"))
        found.append(("Who comes and who was there", "attendance"))
        found.append(("Change day, place or readers", "edit"))
        if meeting.state == State.PLANNED and is_just_added(meeting):
            found.append(("Take it back", "take_back"))
    if page.whole:
        found.append(("History", "history"))
    return [
        PageAction(words, _at(f"board_meeting_{form}", meeting))
        for words, form in found
        if step is None or form != step.form
    ]


def _at(name: str, meeting: BoardMeeting) -> str:
    return reverse(name or "board_meeting", args=[meeting.board.slug, meeting.number])
