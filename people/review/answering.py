"""Who can answer what is asked: the first of some parties that has anybody, and what is said of
those before it. Asked before a request, so that nothing waits for nobody without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.notice.parties import Party, tell_parties
from interface.reached import Reached, note
from interface.words import capitalised, list_words
from people.review.parties import tell_administrators


@dataclass(frozen=True, slots=True)
class Answering:
    """The ``party`` that can answer, None where nobody can, and those asked first that ``lack``
    anybody."""

    party: Party | None
    lack: tuple[Party, ...] = ()

    def says(self, does: str) -> str:
        """Who ``does`` it ("accepts it"), why they do where it falls to them, or that nobody can
        yet and what helps."""
        empty = list_words(each.why.format(each.name) for each in self.lack)
        empty = empty.replace(" and Nobody", " and nobody")
        if self.party is None and not self.lack:
            return "Nobody can do that yet."
        if self.party is None:
            return f"Nobody can do that yet. {empty}: {self.lack[-1].instead}."
        who = self.party.who or f"somebody of {self.party.name}"
        return f"{empty}, so {who} {does}." if empty else f"{capitalised(who)} {does}."


def answering(parties: Iterable[Party]) -> Answering:
    """The first of these parties of which anybody is there; they are asked one after the other."""
    lack: list[Party] = []
    for party in parties:
        if list(party.people):
            return Answering(party, tuple(lack))
        lack.append(party)
    return Answering(None, tuple(lack))


def ask(found: Answering, *, at: Any, by: Any, **notice: Any) -> Reached:
    """Tell who can answer; where nobody can, the administrators, who can name somebody ``at`` the
    place or programme."""
    if found.party is not None:
        return tell_parties([found.party], by=by, **notice)
    return note(ask_administrators(found, at=at))


def ask_administrators(found: Answering, *, at: Any) -> Reached:
    """Where nobody can answer, tell the administrators, who can name somebody ``at`` the place or
    programme; else nothing."""
    if found.party is not None or not found.lack or at is None:
        return Reached()
    return tell_administrators(found.lack[-1], at=at)
