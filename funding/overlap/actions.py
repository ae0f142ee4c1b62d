"""Saying what two flows are to each other. Each locks both flows and looks again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from funding.models import Flow, Overlap, OverlapCall
from funding.overlap.permissions import can_judge
from pilots.engagement.actions import NewPromise, write_promise

# A call has as many rows at least
FEWEST = 2


@transaction.atomic
def judge(*, by: Any, one: Flow, other: Flow, verdict: str, reason: str) -> Overlap:
    """Say what two flows are to each other.

    Raises ValidationError where somebody said it before, and PermissionDenied for who may not.
    """
    one, other = _locked(by, one, other)
    if Overlap.objects.filter(one=one, other=other).exists():
        raise ValidationError("Somebody has explained this pair already. Open the page again")
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


@transaction.atomic
def call(*, by: Any, about: str, flows: Sequence[Flow], promise: NewPromise) -> OverlapCall:
    """Write down a call about these rows, and who is to invite to it by when.

    Raises ValidationError where one of them is not there any more, PermissionDenied for who may not
    judge any two of them.
    """
    wanted = sorted({flow.pk for flow in flows})
    seen = Flow.objects.visible_to(by).filter(pk__in=wanted).order_by("pk")
    rows = list(seen)
    if len(rows) < len(wanted) or len(rows) < FEWEST:
        raise ValidationError("One of these rows no longer exists. Open the page again")
    if not any(can_judge(by, rows[0], other) for other in rows[1:]):
        raise PermissionDenied
    made = OverlapCall.objects.create(about=about, created_by=by)
    made.flows.set(rows)
    write_promise(by=by, at=made, promise=promise)
    return made


def _locked(by: Any, one: Flow, other: Flow) -> tuple[Flow, Flow]:
    """Both, locked in the order of their numbers, as this user may see and judge them."""
    if one.pk == other.pk:
        raise ValidationError("These are the same row. Choose two")
    seen = Flow.objects.filter(pk__in=Flow.objects.visible_to(by).order_by().values("pk"))
    rows = seen.filter(pk__in=[one.pk, other.pk]).order_by("pk").select_for_update(of=("self",))
    locked = list(rows)
    if len(locked) < 2:
        raise ValidationError("One of the two no longer exists")
    if not can_judge(by, *locked):
        raise PermissionDenied
    return locked[0], locked[1]
