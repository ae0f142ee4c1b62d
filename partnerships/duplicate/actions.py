"""Saying that two organisations which look alike are two. Who may was asked before."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Organisation, TwoBodies


def say_two(*, by: Any, one: Organisation, other: Organisation, reason: str) -> TwoBodies:
    """Write down that they are two, and why; what somebody said before is left as it is."""
    first, second = sorted((one, other), key=lambda body: body.pk)
    try:
        with transaction.atomic():
            return TwoBodies.objects.create(one=first, other=second, reason=reason, created_by=by)
    except IntegrityError:
        return TwoBodies.objects.standing().of(one, other).get()


@transaction.atomic
def take_back_two(*, by: Any, said: TwoBodies) -> bool:
    """They may be one after all, so that the pair is asked about again; False if it was before."""
    standing = TwoBodies.objects.standing().filter(pk=said.pk)
    return bool(standing.update(taken_back_at=timezone.now(), taken_back_by=by))
