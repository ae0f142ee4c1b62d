"""Who is told of a pack or a report: those for whom it is, once it is issued; keepers of a board
that one waits to be sent."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.notice.outbox import tell
from accounts.notice.parties import tell_parties
from governance.board.officers import keepers_of, officers_of
from governance.meeting.notices import members
from governance.models import Pack
from interface.reached import Reached
from people.review.parties import body_party

SEND_PDF = "send them the PDF, or print it"
PACK, REPORT = "board-pack", "board-report"


def tell_issued(pack: Pack, *, by: Any) -> Reached:
    """Tell who sits on the board, or the officers of the body. Everybody’s is told to nobody."""
    parties = []
    if pack.audience == Pack.Audience.MEMBERS:
        parties = members(pack.board)
    elif pack.body:
        parties = [body_party(pack.body, officers_of(pack.body), SEND_PDF)]
    return tell_parties(
        parties, by=by, kind=PACK, subject=str(pack), about=pack, url=pack.get_absolute_url()
    )


def tell_to_send(pack: Pack) -> int:
    """Tell who keeps the board that its report was drafted."""
    subject = f"Read and send: {pack}"
    return _tell(list(keepers_of(pack.board)), REPORT, subject, pack)


def _tell(people: list[User], kind: str, subject: str, pack: Pack) -> int:
    for person in people:
        tell(kind=kind, subject=subject, about=pack, url=pack.get_absolute_url(), to=person)
    return len(people)
