"""What a reader may do on the page of a board: one button, and the rest under *More*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from governance.board_page.meetings import Coming, Meetings
from governance.board_page.reader import BoardReader
from governance.meeting.steps import next_step
from governance.models import Board
from interface.articles import with_article
from interface.pages import PageAction
from records.taking_back import is_just_added


def button_of(reader: BoardReader, meetings: Meetings) -> PageAction | None:
    """The one thing to do: for its keepers the next step to a meeting, for who sits there to say
    whether they come, for others to follow what is decided."""
    if reader.keeps_meetings:
        return _next_step(reader, meetings)
    return _own_answer(reader, meetings.coming) or follow(reader.board)


def _next_step(reader: BoardReader, meetings: Meetings) -> PageAction | None:
    """Of the first meeting that was held or should have been, else of the next one. A board that
    ended meets no more."""
    coming = meetings.coming
    meeting: Any = meetings.unsent[0] if meetings.unsent else coming and coming.meeting
    if meeting is None and reader.board.ended:
        return follow(reader.board)
    if meeting is None:
        return _at("Plan a meeting", "board_meeting_add", reader.board.slug)
    step = next_step(
        meeting,
        has_items=bool(meeting.item_count),
        is_unsaid=bool(meeting.unsaid_count),
        has_pack=meeting.has_pack,
    )
    if step is None:
        return PageAction("Read the agenda", meeting.get_absolute_url())
    return PageAction(step.words, step.url(meeting))


def _own_answer(reader: BoardReader, coming: Coming | None) -> PageAction | None:
    if not (reader.posts and coming and coming.is_called):
        return None
    at = (reader.board.slug, coming.meeting.number)
    if coming.waits_for(reader.posts):
        return _at("Say whether you’re coming", "board_meeting_coming", *at)
    return _at("Read the agenda", "board_meeting", *at)


def follow(board: Board) -> PageAction | None:
    """Where a resident follows the place that it is for, with what its boards decide."""
    places = [link.place for link in board.place_links.all()]
    words = "Get emails about {}, with what its boards decide"
    return (
        _at(words.format(with_article(places[0])), "place_follow", places[0].slug)
        if places
        else None
    )


def more_of(reader: BoardReader, coming: Coming | None) -> Iterator[PageAction]:
    """What else this reader may do."""
    board = reader.board
    if reader.keeps_meetings and not board.ended:
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
