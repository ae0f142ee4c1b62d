"""What others say of a body, for who speaks for it, and the links by which one without an account
answers."""

from __future__ import annotations

from typing import Any

from accounts.answer_link import assured_until
from accounts.secret import hashed
from governance.models import Board, Seat
from partnerships.models import ClaimLink, Organisation
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen, each
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level
from tests.builders import TODAY, Cast
from tests.governance.board.sweep import BY_LEVEL, KEEPS, board


def _by_kind(row: Any) -> list[Any]:
    return [row._meta.model_name, row.pk]


FAMILIES = {
    "claimed_body": Family(readers.OPEN),
    "asked_claim": Family(BY_LEVEL, _by_kind),
    "claim_link": Family(BY_LEVEL, by_number),
    "claim_token": Family(readers.OPEN, as_it_stands),
}
SPEAKS = frozenset({"desnz_official"})
ALONE = "Body that nobody answers for"
SPARE = "Asking body"  # of a board that is hidden: bodies are of the open directory
ADMINISTRATORS = frozenset({"administrator"})

ROWS = [
    Row("organisation_claims", "claimed_body", permission=SPEAKS),
    post("organisation_claims", "claimed_body", permission=SPEAKS),
    Row("claim_ask", "asked_claim", permission=KEEPS),
    post("claim_ask", "asked_claim", permission=KEEPS),
    post("claim_link_end", "claim_link", permission=KEEPS),
    Row("claims_asked", permission=ADMINISTRATORS),
    post("claim_link_take_back", "claim_link", permission=ADMINISTRATORS),
    Row("claims_by_link", "claim_token", public=True),
    post("claims_by_link", "claim_token", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """A department with a seat on a board that everybody reads."""
    body = _department()
    made = board(cast.bradford, "Board with a department", visibility="public")
    Seat.objects.create(board=made, organisation=body)
    return {"claimed_body": body}


def link(of: Any, by: Any, token: str = "secret", **fields: Any) -> ClaimLink:
    """A link to what the board of a seat says of its body."""
    said = {
        "email": "contact@body.test",
        "domain": "body.test",
        "published_at": "https://body.test/contact",
        **fields,
    }
    return ClaimLink.objects.create(
        organisation=of.organisation,
        record_kind="board",
        record_id=of.board_id,
        made_by=by,
        token_hash=hashed(token),
        expires_at=assured_until(TODAY),
        **said,
    )


def at_level(at: Level) -> dict[str, Any]:
    """A board says something of a body that nobody answers for, and asked it."""
    level = "public" if at.level == "public" else "network"
    made = board(at.cast.bradford, f"Asking {at.level}", **{**at.common, "visibility": level})
    seat = Seat.objects.create(board=made, organisation=_alone())
    token = f"claims-{at.level}"
    return {
        "asked_claim": seat,
        "claim_link": link(seat, at.cast.bradford_editor, token),
        "claim_token": [token],
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The same, and a public board that asked."""
    builders.organisation(SPARE)
    asks = at_level(seen.level(created_by=seen.cast.author))
    return each(make(seen.cast) | asks)


def hide_at(at: HiddenAt) -> None:
    """Of a board that only who signs in sees."""
    if at.level != "network":
        return
    body = Organisation.objects.get(name=SPARE)
    made = board(at.scope.place, body=body, **at.common)
    seat = Seat.objects.create(board=made, organisation=_alone())
    at.hidden["asked_claim"].append(seat)
    at.hidden["claim_link"].append(_hidden_link(at.seen, seat))


def hide(seen: Seen, hidden: Hidden) -> None:
    """To whom a public board wrote, and who answered, is for who keeps it."""
    if seen.who == "resident":
        _hidden_link(seen, seen.first("asked_claim"))


def _hidden_link(seen: Seen, seat: Seat) -> ClaimLink:
    return link(
        seat,
        seen.others[0],
        f"{MARK}-{seat.pk}",
        email=f"{MARK}@{MARK}.test",
        domain=f"{MARK}.test",
        published_at=f"https://{MARK}.test/contact",
        answered_by=SECRET,
        answered_role=SECRET,
    )


def fill(more: More) -> None:
    """One more seat of the department, and one more asked of a board that asked."""
    made = Board.objects.get(organisation__name="Board with a department")
    Seat.objects.create(board=made, organisation=_department())
    asking = more.seen.first("asked_claim")
    seat = Seat.objects.create(board=asking.board, organisation=asking.organisation)
    link(seat, more.seen.cast.bradford_editor, f"more-{more.number}")


def _alone() -> Organisation:
    found = Organisation.objects.filter(name=ALONE).first()
    return found or builders.organisation(ALONE)


def _department() -> Organisation:
    return Organisation.objects.get(name__startswith="Department for Energy")
