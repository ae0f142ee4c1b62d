"""Switching a part off and on."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from records.models import SwitchedOff
from records.switches import SwitchablePart, forget


def switch_off(*, by: Any, part: SwitchablePart) -> None:
    """From now on nobody sees it; its records stay. Nothing changes where it is off already."""
    try:
        with transaction.atomic():
            SwitchedOff.objects.create(part=part.key, off_by=by)
    except IntegrityError:  # somebody else did it meanwhile
        pass
    forget()


def switch_on(*, by: Any, part: SwitchablePart) -> None:
    """It is there again, as it was."""
    SwitchedOff.objects.filter(part=part.key, on_at=None).update(on_at=Now(), on_by=by)
    forget()
