"""What a reader may do on the page of a board: one button, and the rest under *More*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from governance.board_page.meetings import Coming, Meetings
from governance.board_page.reader import BoardReader
from governance.models import Board, BoardMeeting
from interface.pages import PageAction
from records.taking_back import is_just_added


def button_of(reader: BoardReader, meetings: Meetings) -> PageAction | None:
    """The one thing to do: for its keepers the next step to a meeting, for who sits there to say
    whether they come, for others to follow what is decided."""
    if reader.keeps_meetings:
        return _next_step(reader, meetings)
    return _own_answer(reader, meetings.coming) or follow(reader.board)


def _next_step(reader: BoardReader, meetings: Meetings) -> PageAction:
    slug = reader.board.slug
    if meetings.unsent:
        return _after(slug, meetings.unsent[0])
    if meetings.coming is None:
        return _at("Plan a meeting", "board_meeting_add", slug)
    return _before(meetings.coming, slug)


def _after(slug: str, meeting: Any) -> PageAction:
    if meeting.state != BoardMeeting.State.HELD:
        name = "board_meeting_attendance"
        return _at("Note who was there", name, slug, meeting.number)
    if meeting.open_count:
        return _at("Write the minutes", "board_meeting_write", slug, meeting.number)
    return _at("Send the minutes", "board_meeting", slug, meeting.number)


def _before(coming: Coming, slug: str) -> PageAction:
    number = coming.meeting.number
    if not coming.item_count:
        return _at("Draft the agenda", "board_meeting_agenda", slug, number)
    if not coming.is_called:
        return _at("Call the meeting", "board_meeting", slug, number)
    if coming.meeting.on == coming.today:
        return _at("Note who is there", "board_meeting_attendance", slug, number)
    return _at("Read the agenda", "board_meeting", slug, number)


def _own_answer(reader: BoardReader, coming: Coming | None) -> PageAction | None:
    if not (reader.posts and coming and coming.is_called):
        return None
    at = (reader.board.slug, coming.meeting.number)
    if coming.waits_for(reader.posts):
        return _at("Say whether you’re coming", "board_meeting_coming", *at)
    return _at("Read the agenda", "board_meeting", *at)


def follow(board: Board) -> PageAction | None:
    """Where a resident follows what it decides: news of the place that it decides for."""
    places = [link.place for link in board.place_links.all()]
    return _at("Follow its decisions", "place_follow", places[0].slug) if places else None


def more_of(reader: BoardReader, coming: Coming | None) -> Iterator[PageAction]:
    """What else this reader may do."""
    board = reader.board
    if reader.keeps_meetings:
        yield _at("Plan a meeting", "board_meeting_add", board.slug)
    if reader.keeps:
        yield PageAction("Add a decision", f"{reverse('decision_add')}?board={board.slug}")
        yield _at("Change this board", "board_edit", board.slug)
        if is_just_added(board):
            yield _at("Take back", "board_take_back", board.slug)
    if reader.posts and coming:
        at = (board.slug, coming.meeting.number)
        yield _at("Declare an interest", "board_meeting_interest", *at)
    if not reader.keeps and (way := follow(board)):
        yield way


def _at(words: str, name: str, *args: Any) -> PageAction:
    return PageAction(words, reverse(name, args=args))
