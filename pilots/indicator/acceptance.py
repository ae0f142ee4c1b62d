"""Who reads a figure that was sent by itself, and from when, in words."""

from __future__ import annotations

from typing import Any

from people.review.answering import Answering
from pilots.models import Pilot, first_readers
from pilots.pilot.permissions import can_accept_for, who_accepts
from records.models import Visibility

OPEN = {Visibility.PUBLIC: "the public", Visibility.NETWORK: "everyone who is signed in"}


def once_accepted(pilot: Pilot) -> str:
    """Who reads a figure that was accepted."""
    everybody = OPEN.get(Visibility(pilot.visibility), "the readers of the pilot")
    return f"Once you accept it, {everybody} can read it."


def who_reads(user: Any, pilot: Pilot, *, with_update: bool = False) -> str:
    """Who reads a figure that this user sends by itself, and from when.

    ``with_update``: it goes with its update, which is not accepted yet.
    """
    accepts = not with_update and can_accept_for(user, pilot)
    return reach(pilot, None if accepts else who_accepts(pilot), with_update=with_update)


def reach(pilot: Pilot, found: Answering | None, *, with_update: bool = False) -> str:
    """The same where it is known who can accept it; None where whoever sends it can. No query."""
    everybody = OPEN.get(Visibility(pilot.visibility), "")
    if found is None:
        words = f"{everybody or 'all readers of the pilot'} can read it at once."
    else:
        words = f"{first_readers(pilot).label} can read it at once"
        what = "the update that it goes with" if with_update else "it"
        if not found.party:
            words += f". {found.says(f'accepts {what}')}"
        elif everybody:
            words += f", and {everybody} once {found.party.who} accepts {what}."
        else:
            words += f". It waits for {found.party.who} to accept {what}."
    return f"{words[:1].upper()}{words[1:]}"
