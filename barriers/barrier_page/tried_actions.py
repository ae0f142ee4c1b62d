"""Putting right what was said to be tried against a barrier, and withdrawing it.

Its words are a part of the barrier's: what its place agreed to publish goes back to the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from barriers.models import ActionTried
from barriers.publication.agreed_words import changing_words
from barriers.publication.narrowing import narrow_where_named
from records.withdrawing import put_back, withdraw


@contextmanager
def _changing(tried: ActionTried, by: Any) -> Iterator[None]:
    with transaction.atomic():
        with changing_words([tried.barrier_id]):
            yield
        narrow_where_named(tried.barrier, by=by)


def edit_tried(*, by: Any, tried: ActionTried) -> ActionTried:
    """Write something tried whose fields were changed."""
    with _changing(tried, by):
        tried.save(update_fields=["what", "by", "on", "on_precision", "outcome", "result"])
    return tried


def withdraw_tried(*, by: Any, tried: ActionTried, because: str) -> None:
    """Withdraw what was not tried, or stands elsewhere. Raises ValidationError."""
    with _changing(tried, by):
        withdraw(by=by, record=tried, because=because)


def put_back_tried(*, by: Any, tried: ActionTried) -> None:
    """Let it stand again. Raises ValidationError."""
    with _changing(tried, by):
        put_back(by=by, record=tried)
