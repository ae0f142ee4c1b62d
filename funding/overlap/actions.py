"""Saying what two flows are to each other. Each locks both flows and looks again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from funding.models import Flow, Overlap
from funding.overlap.permissions import can_judge


@transaction.atomic
def judge(*, by: Any, one: Flow, other: Flow, verdict: str, reason: str) -> Overlap:
    """Say what two flows are to each other.

    Raises ValidationError where somebody said it before, and PermissionDenied for who may not.
    """
    one, other = _locked(by, one, other)
    if Overlap.objects.filter(one=one, other=other).exists():
        raise ValidationError("Somebody said already what these two are. Open the page again")
    return Overlap.objects.create(
        one=one,
        other=other,
        verdict=verdict,
        reason=reason,
        judged_by=by,
        judged_at=timezone.now(),
        created_by=by,
    )


@transaction.atomic
def judge_again(*, by: Any, overlap: Overlap) -> Overlap:
    """Write what was said anew of the two; it is theirs who said it last."""
    _locked(by, overlap.one, overlap.other)
    overlap.judged_by, overlap.judged_at = by, timezone.now()
    overlap.save()
    return overlap


def _locked(by: Any, one: Flow, other: Flow) -> tuple[Flow, Flow]:
    """Both, locked in the order of their numbers, as this user may see and judge them."""
    if one.pk == other.pk:
        raise ValidationError("These are the same row. Choose two")
    seen = Flow.objects.filter(pk__in=Flow.objects.visible_to(by).order_by().values("pk"))
    rows = seen.filter(pk__in=[one.pk, other.pk]).order_by("pk").select_for_update(of=("self",))
    locked = list(rows)
    if len(locked) < 2:
        raise ValidationError("One of the two is not there any more")
    if not can_judge(by, *locked):
        raise PermissionDenied
    return locked[0], locked[1]
