"""Who comes instead of somebody: in words, as a job role, and never one that sits there itself."""

from __future__ import annotations

from typing import Any

from governance.models import BoardMeeting, Seat
from partnerships.place.models.place import holding
from people.models import JobRole


def sits_already(user: Any, meeting: BoardMeeting, instead: str, seat: Seat | None) -> str:
    """The job role that is named as a substitute, where it has another seat on the day: nobody sits
    there twice. Empty where it has none that this user sees. Two queries."""
    if not instead:
        return ""
    seats = meeting.board.seats.filter(holding(meeting.on)).exclude(pk=seat.pk if seat else 0)
    rows = list(seats.values_list("post", "role_words"))
    titles = JobRole.objects.visible_to(user).filter(pk__in=[post for post, _ in rows if post])
    known = {*titles.values_list("title", flat=True), *(words for _, words in rows)}
    return next((title for title in known if title and _plain(title) == _plain(instead)), "")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
