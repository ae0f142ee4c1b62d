"""Telling parties: whoever stands for a body, a place or a task, as accounts and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.notice.outbox import tell
from interface.reached import NOBODY, Missing, Reached, note

Recipient = User | str
LEFT = "{} can no longer be reached here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party that an act tells: its ``name`` as it stands in a sentence and as whoever acts may
    read it, the ``people`` who stand for it, ``who`` one of them is ("an editor of Luton"), and
    what is said where there is nobody (``Missing``).
    """

    name: str
    people: Iterable[Recipient]
    why: str = NOBODY
    instead: str = ""
    who: str = ""


def one_person(person: User | None, name: str, instead: str = "") -> Party:
    """One person by their account, under a name that says what they did ("Whoever asked")."""
    people = [person] if person is not None and person.is_active else []
    return Party(name=name, people=people, why=LEFT, instead=instead)


def tell_parties(
    parties: Iterable[Party], *, by: Any = None, by_mail: bool = False, **notice: Any
) -> Reached:
    """Tell each person of these parties once, but not whoever did it (``by``); addresses by email.

    Gives whom that reached, and notes it for the page that asked. A party that is ``by`` alone
    lacks nobody: they know. The rest is as for ``tell``.
    """
    everybody: dict[Recipient, None] = {}
    missing = []
    for party in parties:
        people = list(party.people)
        everybody |= dict.fromkeys(people)
        if not people:
            missing.append(Missing(party.name, party.why, party.instead))
    accounts, emailed, addresses = set(), set(), set()
    for recipient in everybody:
        if isinstance(recipient, str):
            tell(email=recipient, **notice)
            addresses.add(recipient)
        elif by is None or recipient.pk != by.pk:
            made = tell(to=recipient, by_mail=by_mail, **notice)
            accounts.add(recipient.pk)
            if made.by_mail:
                emailed.add(recipient.pk)
    reached = Reached(frozenset(accounts), frozenset(emailed), frozenset(addresses), tuple(missing))
    return note(reached)
