"""Who reads a figure that was sent by itself, and from when, in words."""

from __future__ import annotations

from typing import Any

from people.review.answering import Answering
from pilots.models import Pilot, first_readers
from pilots.pilot.models import UNREAD_BY_PROGRAMME
from pilots.pilot.permissions import can_accept_for, who_accepts
from records.models import Visibility

OPEN = {Visibility.PUBLIC: "the public", Visibility.NETWORK: "everyone who is signed in"}


def acceptor(pilot: Pilot) -> str:
    """Who accepts what this pilot reports. No query."""
    if pilot.programme and pilot.visibility not in UNREAD_BY_PROGRAMME:
        return f"the lead of {pilot.programme}"
    return f"an editor of {pilot.lead_place or 'its place'}"


def once_accepted(pilot: Pilot) -> str:
    """Who reads a figure that was accepted."""
    everybody = OPEN.get(Visibility(pilot.visibility), "the readers of the pilot")
    return f"Once you accept it, {everybody} can read it."


def who_reads(user: Any, pilot: Pilot, *, with_update: bool = False) -> str:
    """Who reads a figure that this user sends by itself, and from when.

    ``with_update``: it goes with its update, which is not accepted yet.
    """
    accepts = not with_update and can_accept_for(user, pilot)
    found = None if accepts else who_accepts(pilot)
    return reach(pilot, accepts=accepts, with_update=with_update, found=found)


def reach(
    pilot: Pilot, *, accepts: bool, with_update: bool = False, found: Answering | None = None
) -> str:
    """The same where it is known whether the one who sends it ``accepts`` it, too. No query.

    ``found`` is who can today; without it, who is to.
    """
    everybody = OPEN.get(Visibility(pilot.visibility), "")
    if accepts:
        words = f"{everybody or 'all readers of the pilot'} can read it at once."
    else:
        words = f"{first_readers(pilot).label} can read it at once"
        what = "the update that it goes with" if with_update else "it"
        who = found.party.who if found and found.party else acceptor(pilot)
        if found and not found.party:
            words += f". {found.says(f'accepts {what}')}"
        elif everybody:
            words += f", and {everybody} once {who} accepts {what}."
        else:
            words += f". It waits for {who} to accept {what}."
    return f"{words[:1].upper()}{words[1:]}"
