"""Who is told what of an agreement: the bodies that answered, where it was put right since."""

from __future__ import annotations

from typing import Any

from accounts.notice.parties import tell_parties
from governance.board.officers import officers_of
from governance.models import Agreement, AgreementParty
from interface.reached import Reached
from people.review.parties import body_party

KIND = "agreement"


def tell_signed(agreement: Agreement, *, by: Any) -> Reached:
    """Tell the officers of each body that answered that it says something else than it did."""
    answered = agreement.parties.filter(valid_to=None).filter(state__in=AgreementParty.ANSWERED)
    return tell_parties(
        [
            body_party(party.organisation, officers_of(party.organisation))
            for party in answered.select_related("organisation")
        ],
        by=by,
        kind=KIND,
        subject=f"Changed since you answered: {agreement}",
        about=agreement,
        text="Read what was written down since. If it isn’t what you agreed, tell the people who "
        "look after it.",
        url=agreement.get_absolute_url(),
    )
