"""Withdrawing what somebody sent, with a reason, and putting it back. Who may was asked before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from interface.words import date_words
from records import history
from records.models import Withdrawable

PUT_BACK_ALREADY = "Somebody has already put it back as it was"
_COLUMNS = ["withdrawn_at", "withdrawn_by", "withdrawn_because"]


@transaction.atomic
def withdraw(*, by: Any, record: Withdrawable, because: str) -> None:
    """Take it out of lists, counts, files and public pages. Raises ValidationError where somebody
    withdrew it a moment ago."""
    locked = _locked(record)
    if locked.withdrawn_at is not None:
        raise ValidationError(
            f"It was withdrawn already, on {date_words(locked.withdrawn_at)}: "
            f"“{locked.withdrawn_because}”"
        )
    _write(record, by, at=timezone.now(), because=because)


@transaction.atomic
def put_back(*, by: Any, record: Withdrawable) -> None:
    """Let it stand again as it was. Raises ValidationError where it stands already."""
    if _locked(record).withdrawn_at is None:
        raise ValidationError(PUT_BACK_ALREADY)
    _write(record, by)


def _locked(record: Any) -> Any:
    return type(record).with_withdrawn.select_for_update(of=("self",)).get(pk=record.pk)


def _write(record: Any, by: Any, *, at: dt.datetime | None = None, because: str = "") -> None:
    record.withdrawn_at, record.withdrawn_because = at, because
    record.withdrawn_by = by if at else None
    with history.context(user=by.pk):
        record.save(update_fields=_COLUMNS)
