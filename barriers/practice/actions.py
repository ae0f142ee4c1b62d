"""Keeping guidance right, and entering what checks showed to be only believed.

Who may do it was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from barriers.models import (
    Barrier,
    Believed,
    Category,
    Check,
    Guidance,
    GuidanceFor,
    Practice,
    SubType,
)

Served = tuple[int, int | None, int | None]
# Those before them are for the steps of the published guidance
OWN_LETTERS = "klmnopqrstuvwxyz"


@transaction.atomic
def save_guidance(
    *,
    guidance: Guidance,
    kinds: Iterable[Category],
    steps: Iterable[Practice],
    sub_types: Iterable[SubType],
) -> Guidance:
    """Write guidance and what it serves; these replace what it served before."""
    guidance.save()
    wanted: set[Served] = {(kind.pk, None, None) for kind in kinds}
    wanted |= {(step.category_id, step.pk, None) for step in steps}
    wanted |= {(one.category_id, None, one.pk) for one in sub_types}
    there: dict[Served, int] = {
        (link.category_id, link.practice_id, link.sub_type_id): link.pk
        for link in guidance.links.all()
    }
    gone = [pk for served, pk in there.items() if served not in wanted]
    if gone:
        GuidanceFor.objects.filter(pk__in=gone).delete()
    GuidanceFor.objects.bulk_create(
        GuidanceFor(guidance=guidance, category_id=kind, practice_id=step, sub_type_id=finer)
        for kind, step, finer in sorted(wanted - there.keys(), key=str)
    )
    return guidance


@transaction.atomic
def add_step(*, by: Any, step: Practice) -> Practice:
    """Add a recommended step under the next number of its kind: 4k, 4l, and so on.

    Raises ValidationError where none is left.
    """
    Category.objects.select_for_update().get(pk=step.category_id)  # others wait here
    number = str(step.category.number)
    taken = set(Practice.objects.filter(code__startswith=number).values_list("code", flat=True))
    codes = (f"{number}{letter}" for letter in OWN_LETTERS)
    code = next((code for code in codes if code not in taken), None)
    if code is None:
        raise ValidationError("This kind has no letter left for another step")
    step.code, step.created_by = code, by
    step.save()
    return step


def check_guidance(*, by: Any, guidance: Guidance) -> None:
    """Somebody looked today: it still stands as described."""
    guidance.checked_on, guidance.checked_by = timezone.localdate(), by
    guidance.save(update_fields=["checked_on", "checked_by"])


def enter(*, by: Any, barrier: Barrier, check: Check) -> Believed | None:
    """Enter what a check of a locked barrier showed to be only believed.

    None where its verdict is another, and where an entry of this barrier is there: that one stands
    again. It is read by whoever reads the barrier.
    """
    if check.verdict != Check.Verdict.NO_RULE or Believed.objects.filter(barrier=barrier).exists():
        return None
    return Believed.objects.create(
        barrier=barrier,
        found_by=check,
        category=barrier.category,
        claim=claim_of(barrier),
        because=check.what,
        source=check.source,
        is_example=barrier.places.filter(is_example=True).exists(),
        created_by=by,
    )


def claim_of(barrier: Barrier) -> str:
    """What is believed, as the barrier says it: its title, and the reason."""
    if not barrier.because:
        return barrier.title
    joint = "," if barrier.because[:7].lower() == "because" else "."
    return f"{barrier.title}{joint} {barrier.because}"


def follow_kind(barrier: Barrier) -> None:
    """An entry is of the kind of its barrier; of none while that is of none that claims a rule."""
    kind = barrier.category
    claims = kind is not None and kind.concerns_rules
    Believed.objects.filter(barrier=barrier).update(category=kind if claims else None)
