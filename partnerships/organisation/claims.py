"""Whose word a claim is, and what a body's word makes of it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from partnerships.organisation.claim_link_models import ClaimLink
from partnerships.organisation.claim_models import ANEW, CLAIM_COLUMNS, Claim
from partnerships.organisation.permissions import speaks_for


def own_word(row: Claim, user: Any) -> None:
    """Note on a row that is about to be saved whether its writer speaks for the body of which it
    says something."""
    body = row.claimed_body
    row.is_own_word = body is not None and speaks_for(user, body)


def say(row: Claim, *, is_so: bool, words: str, link: ClaimLink | None = None) -> None:
    """The body's word on a row that is locked: it is so, or it is not. ``link`` is the one by which
    it came, where nobody of the body has an account."""
    row.claim_link = link
    row.claim = row.Word.CONFIRMED if is_so else row.Word.REFUSED
    row.claim_on, row.claim_words = timezone.localdate(), words
    row.save(update_fields=[*CLAIM_COLUMNS])


def unsay(row: Claim) -> None:
    """The word on a row that is locked was not the body's: it is a claim again."""
    for name, value in ANEW.items():
        setattr(row, name, value)
    row.save(update_fields=[*CLAIM_COLUMNS])
