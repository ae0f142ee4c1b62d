"""Who is told of a pack or a report: those for whom it is, once it is issued; keepers of a board
that one waits to be sent."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.notice.outbox import tell
from governance.board.officers import keepers_of, officers_of
from governance.meeting.notices import people_of
from governance.models import Pack

PACK, REPORT = "board-pack", "board-report"


def tell_issued(pack: Pack, *, by: Any) -> int:
    """Tell who sits on the board, or the officers of the body; gives how many. Everybody’s is told
    to nobody."""
    people = []
    if pack.audience == Pack.Audience.MEMBERS:
        people = list(people_of(pack.board))
    elif pack.body:
        people = list(officers_of(pack.body))
    return _tell([one for one in people if one.pk != by.pk], PACK, str(pack), pack)


def tell_to_send(pack: Pack) -> int:
    """Tell who keeps the board that its report was drafted."""
    subject = f"Read and send: {pack}"
    return _tell(list(keepers_of(pack.board)), REPORT, subject, pack)


def _tell(people: list[User], kind: str, subject: str, pack: Pack) -> int:
    for person in people:
        tell(kind=kind, subject=subject, about=pack, url=pack.get_absolute_url(), to=person)
    return len(people)
