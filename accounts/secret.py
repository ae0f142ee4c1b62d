"""Secrets: what opens something to whoever has it, without a password.

Each subject declares its kinds (``SecretKind``) in its registrations: where one is kept, which
pages it opens, and what ends it. ``end_secrets`` ends those of an account once somebody else may
have been in it, or its person has left.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from interface.words import count_words, list_words
from records.subjects import registered


def drawn() -> str:
    """A new one, 43 letters that nobody guesses."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of one. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Upon(StrEnum):
    """What happens to an account that ends secrets of it."""

    NEW_PASSWORD = "new_password"  # noqa: S105 - changed, or set by the link for a forgotten one
    TWO_STEP_OFF = "two_step_off"
    SEPARATED = "separated"
    CLOSED = "closed"
    ROLE_ENDED = "role_ended"


# After these nobody else should have a way in that is left from before
WAYS_IN = frozenset({Upon.NEW_PASSWORD, Upon.TWO_STEP_OFF, Upon.SEPARATED, Upon.CLOSED})


@dataclass(frozen=True)
class Ending:
    """Secrets of one account end; the session ``here`` is that of whoever brought it about."""

    user: Any
    upon: Upon
    here: str | None = None


@dataclass(frozen=True, kw_only=True)
class SecretKind:
    """A kind of secret. ``noun``: one and several of it, "calendar feed,calendar feeds".

    ``kept_in``: the columns that hold it or its hash; none where it is only signed. ``addresses``:
    the names of the pages that it opens. ``end`` ends those of an account, when one of ``upon``
    happens, and counts them; without it, ``stays`` says why they outlive that.
    """

    noun: str
    order: int
    kept_in: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    end: Callable[[Ending], int] | None = None
    upon: frozenset[Upon] = WAYS_IN
    stays: str = ""


@dataclass(frozen=True)
class Ended:
    """How many secrets of each kind ended, by its noun."""

    counts: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.number)

    @property
    def number(self) -> int:
        """How many ended."""
        return sum(self.counts.values())

    @property
    def words(self) -> str:
        """ "This also ended 2 calendar feeds and 1 key for another program."; empty for none."""
        told = [count_words(count, noun) for noun, count in self.counts.items() if count]
        return f"This also ended {list_words(told)}." if told else ""

    @property
    def added(self) -> str:
        """The same as a sentence goes on with it."""
        return f" {self.words}" if self else ""


@transaction.atomic
def end_secrets(user: Any, upon: Upon, *, here: str | None = None) -> Ended:
    """End what opens something of this account without a password, and say what ended.

    What is being made for the account at the same moment is made before, and ends, or after.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if upon in WAYS_IN:
        User.objects.filter(pk=user.pk).update(secrets_ended_at=timezone.now())
    ending, counts = Ending(user, upon, here), dict[str, int]()
    for kind in registered(SecretKind):
        if kind.end is not None and upon in kind.upon:
            counts[kind.noun] = kind.end(ending)
    return Ended(counts)
