"""Who writes agreements down, and who says whether a body signs."""

from __future__ import annotations

from typing import Any

from access.visibility import reader_of
from governance.board.permissions import can_keep_board
from governance.models import Agreement, AgreementParty
from partnerships.partnership.permissions import can_keep_partnership


def can_keep_agreement(user: Any, agreement: Agreement) -> bool:
    """Who keeps the board or the partnership that it is of."""
    if agreement.board is not None:
        return can_keep_board(user, agreement.board)
    return can_keep_partnership(user, agreement.of)


def answers_for(user: Any, party: AgreementParty) -> bool:
    """Officers of the body that is asked, while the agreement is not over or to be replaced."""
    reader, agreement = reader_of(user), party.agreement
    is_open = party.valid_to is None and agreement.successor is None and not agreement.is_over
    return is_open and reader is not None and party.organisation_id in reader.organisations


def can_answer(user: Any, party: AgreementParty) -> bool:
    """Officers of the body; and who keeps the agreement, for what was said on paper. What a body
    said before it gave way to another stays."""
    return answers_for(user, party) or (
        party.valid_to is None and can_keep_agreement(user, party.agreement)
    )
