"""Whom an act reached: how many people and addresses, and for whom nobody was there; one sentence.

What tells people gives a ``Reached`` and notes it for the page that asked (``reaching``), however
far below that page it stands. So a sentence after an act says what was counted and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from interface.words import count_words, list_words

NOBODY = "Nobody with an account answers for {}"


@dataclass(frozen=True, slots=True)
class Missing:
    """A party of which nobody could be told, by a name that the reader may know, and what to do
    ``instead``. ``why`` has ``{}`` for the names of all that lack the same."""

    name: str
    why: str = NOBODY
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an act told: accounts in *my work*, those ``emailed`` as well, addresses by email
    alone, and parties of which nobody could be told. Two of them add up; nobody counts twice."""

    accounts: frozenset[int] = frozenset()
    emailed: frozenset[int] = frozenset()
    addresses: frozenset[str] = frozenset()
    missing: tuple[Missing, ...] = ()

    def __add__(self, other: Reached) -> Reached:
        return Reached(
            self.accounts | other.accounts,
            self.emailed | other.emailed,
            self.addresses | other.addresses,
            tuple(dict.fromkeys([*self.missing, *other.missing])),
        )

    def __bool__(self) -> bool:
        """Whether anybody was told."""
        return bool(self.accounts or self.addresses)

    @property
    def count(self) -> int:
        """How many people and addresses were told."""
        return len(self.accounts) + len(self.addresses)

    @property
    def words(self) -> str:
        """What is said of it, in sentences, without a name of a person; nothing where there was
        nobody to tell but whoever acted."""
        parts = [self._told(), *self._untold()]
        return " ".join(f"{part}." for part in parts if part)

    def after(self, said: str) -> str:
        """The sentence of the act, and then whom it reached."""
        return f"{said} {self.words}".strip()

    def _told(self) -> str:
        parts = []
        if self.accounts:
            people = count_words(len(self.accounts), "person", "people")
            parts.append(f"{people} told in My work{self._emailed()}")
        if self.addresses:
            to = "an address" if len(self.addresses) == 1 else "addresses"
            parts.append(
                f"{count_words(len(self.addresses), 'email')} sent to {to} with no account"
            )
        if self.missing and not parts:
            return "Nobody was told"
        return (", and " if "," in "".join(parts) else " and ").join(parts)

    def _emailed(self) -> str:
        if not self.emailed:
            return ""
        if self.emailed == self.accounts:
            return " and by email"
        return f", {len(self.emailed)} of them also by email"

    def _untold(self) -> Iterator[str]:
        alike: dict[tuple[str, str], list[str]] = {}
        for party in self.missing:
            alike.setdefault((party.why, party.instead), []).append(party.name)
        for (why, instead), names in alike.items():
            lacks = why.format(list_words(names))
            yield f"{lacks}: {instead}" if instead else lacks


class Reaching:
    """What was told so far within one act."""

    def __init__(self) -> None:
        self._all = Reached()

    def note(self, more: Reached) -> None:
        """Count this too."""
        self._all += more

    @property
    def reached(self) -> Reached:
        """All of it."""
        return self._all

    def after(self, said: str) -> str:
        """The sentence of the act, and then whom it reached."""
        return self._all.after(said)


_act: ContextVar[Reaching | None] = ContextVar("reaching", default=None)


@contextmanager
def reaching() -> Iterator[Reaching]:
    """Count whom the act within tells. Of one act within another, the outer counts only its own:
    whoever asked the inner one says it."""
    act = Reaching()
    token = _act.set(act)
    try:
        yield act
    finally:
        _act.reset(token)


def note(reached: Reached) -> Reached:
    """Note for the page that asked whom something reached; gives it on."""
    if (act := _act.get()) is not None:
        act.note(reached)
    return reached
