"""Keeping guidance right. Who may do it was asked before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from barriers.models import Category, Guidance, GuidanceFor, Practice, SubType

Served = tuple[int, int | None, int | None]


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


def check_guidance(*, by: Any, guidance: Guidance) -> None:
    """Somebody looked today: it still stands as described."""
    guidance.checked_on, guidance.checked_by = timezone.localdate(), by
    guidance.save(update_fields=["checked_on", "checked_by"])
