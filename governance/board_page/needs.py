"""What a board waits for from its reader: their own part first, then what its keepers see to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from collaboration.models import ActionItem
from governance.board_page.decisions import is_above
from governance.board_page.meetings import Coming, Meetings
from governance.board_page.reader import BoardReader
from governance.meeting.promised import promised_at
from governance.models import BoardMeeting, Decision, Power, ReportPlan
from interface.cells import names
from interface.sections import Task
from interface.words import count_words

SHOWN, MOST_LATE, MOST_ACTIONS = 4, 2, 60
# Minutes are sent within a week; a meeting is called a fortnight before
WEEK, FORTNIGHT = dt.timedelta(days=7), dt.timedelta(days=14)


def actions_at(reader: BoardReader) -> list[ActionItem]:
    """What was promised at its meetings and for its decisions and is still to do, as far as this
    reader reads what was said there, with ``is_own``. One query."""
    if not reader.is_signed_in:
        return []
    owed = ActionItem.objects.owed_by(reader.user).filter(pk=OuterRef("pk"))
    decided = Decision.objects.visible_to(reader.user).filter(board=reader.board)
    rows: Any = promised_at(reader.user, BoardMeeting.objects.filter(board=reader.board))
    rows |= ActionItem.objects.told_with(reader.user, decided)
    return list(rows.annotate(is_own=Exists(owed)).open()[:MOST_ACTIONS])


def to_confirm(reader: BoardReader, rows: QuerySet[Decision]) -> list[Decision]:
    """Provisional decisions that wait for who keeps the board, or for a body of the reader. One
    query; none where neither is so."""
    if not (reader.is_of_it or reader.bodies):
        return []
    waiting = rows.filter(state=Decision.State.PROVISIONAL).select_related("confirm_by", "power")
    if not reader.is_of_it:
        waiting = waiting.filter(confirm_by__in=sorted(reader.bodies))
    return list(waiting.order_by("decided_on", "id")[:SHOWN])


def reports_due(reader: BoardReader) -> list[ReportPlan]:
    """Reports that are to be sent soon, or late, for who keeps the board. One query for them."""
    if not reader.keeps_meetings:
        return []
    rows = ReportPlan.objects.near(reader.today).filter(board=reader.board)
    return list(rows.select_related("to")[:SHOWN])


def own_part(
    reader: BoardReader,
    coming: Coming | None,
    actions: Sequence[Any],
    waiting: Sequence[Decision],
) -> Iterator[Task]:
    """What waits for the reader: to say whether they come, to do what they promised, to lead an
    item, to confirm what is above the limits of the board."""
    if coming and coming.waits_for(reader.posts):
        yield Task(
            "Say whether you’re coming",
            _at(coming.meeting, "coming"),
            note="Or who comes for you",
            due=coming.meeting.on,
        )
    for action in actions:
        if action.is_own:
            yield Task(action.text, action.get_absolute_url(), note="Your action", due=action.due)
    for number, item in enumerate(coming.items if coming else (), 1):
        if item.lead_post_id in reader.posts:
            yield Task(
                f"Get ready to lead: {item.title}", item.get_absolute_url(), reason=f"Item {number}"
            )
    for decision in waiting:
        if decision.confirm_by_id in reader.bodies:
            url = reverse("decision_confirm", args=[decision.slug])
            yield Task(f"Confirm: {decision.title}", url, note=_why(decision))


def before_the_meeting(
    reader: BoardReader,
    meetings: Meetings,
    actions: Sequence[Any],
    waiting: Sequence[Decision],
    powers: Sequence[Power],
    *,
    reports: Sequence[ReportPlan],
) -> Iterator[Task]:
    """What its keepers see to, the most pressing first."""
    for meeting in meetings.too_late:
        why = meeting.board.why_not_on(meeting.on)
        yield Task(f"Call off the meeting of {meeting}", _at(meeting, "call_off"), note=why)
    for meeting in meetings.unsent:
        yield _minutes(meeting)
    if meetings.coming:
        yield from _to_prepare(meetings.coming)
    for decision in waiting:
        if decision.confirm_by_id not in reader.bodies:
            yield Task(
                f"Ask {decision.confirm_by} to confirm: {decision.title}",
                decision.get_absolute_url(),
                note=_why(decision),
            )
    late = [one for one in actions if one.due < reader.today and not one.is_own]
    for action in late[:MOST_LATE]:
        yield Task(
            f"Ask about: {action.text}",
            action.get_absolute_url(),
            note=action.owner_said,
            due=action.due,
        )
    for plan in reports:
        url = reverse("packs", args=[reader.board.slug])
        yield Task(f"Send the report to {plan.to}", url, due=plan.next_on)
    for power in powers:
        if not (power.holds or power.is_refused or power.is_over):
            yield Task(
                f"Ask {power.from_body} to confirm the power: {power.about}",
                power.get_absolute_url(),
                note="It doesn’t hold before that",
            )


def _to_prepare(coming: Coming) -> Iterator[Task]:
    meeting = coming.meeting
    if not coming.item_count:
        yield Task("Draft the agenda", _at(meeting, "agenda"), note=coming.day)
    if not coming.is_called:
        yield Task(
            f"Call the meeting of {coming.day}",
            meeting.get_absolute_url(),
            due=meeting.on - FORTNIGHT,
        )
    if bare := coming.without_paper:
        yield Task(
            f"Add a paper to {count_words(len(bare), 'item')} to decide",
            meeting.get_absolute_url(),
            note="; ".join(one.title for one in bare[:2]),
            reason="Missing",
        )
    if silent := coming.not_answered:
        yield Task(
            f"Ask {count_words(len(silent), 'member')} whether they’re coming",
            _at(meeting, "attendance"),
            note=names([one.called for one in silent]),
            reason="Not answered",
        )


def _minutes(meeting: BoardMeeting) -> Task:
    due = meeting.on + WEEK
    if meeting.state == BoardMeeting.State.HELD:
        return Task(f"Send the minutes of {meeting}", meeting.get_absolute_url(), due=due)
    return Task(f"Note who was there on {meeting}", _at(meeting, "attendance"), due=due)


def _why(decision: Decision) -> str:
    if is_above(decision) and decision.power:
        limit = decision.power.limit.number
        return f"{decision.amount} is above the board’s limit of {limit}"
    return "Too few were there" if decision.quorum_met is False else ""


def _at(meeting: BoardMeeting, part: str) -> str:
    return reverse(f"board_meeting_{part}", args=[meeting.board.slug, meeting.number])
