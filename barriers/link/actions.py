"""Every change of what people say of two barriers. Who may do it was asked before.

Each locks both barriers and looks again. Nobody is told of a link to a barrier that they may not
see, nor refused because of one: what only others see gives way without a word.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from barriers.models import Barrier, BarrierLink
from interface.forms.messages import not_found

Kind = BarrierLink.Kind


@transaction.atomic
def link(*, by: Any, barrier: Barrier, other: Barrier) -> BarrierLink:
    """Say that two barriers are like each other.

    Raises ValidationError for a barrier and itself, and for two that are linked or joined already.
    """
    barrier, other = _locked(by, barrier, other)
    if (existing := _between(barrier, other)) is not None:
        raise ValidationError(_already(existing, barrier, other))
    return BarrierLink.objects.create(barrier=barrier, other=other, kind=Kind.LIKE, created_by=by)


@transaction.atomic
def join(*, by: Any, barrier: Barrier, other: Barrier) -> BarrierLink:
    """Say that a barrier is the same problem as another, whose answer it waits for from now on.

    A barrier waits for one other. Where it waits for one that this user may not see, it is linked
    to that one from now on. Raises ValidationError where it waits for another that they do see,
    and where the other waits for this one.
    """
    barrier, other = _locked(by, barrier, other)
    existing = _between(barrier, other)
    if existing is not None and existing.kind == Kind.JOINED:
        raise ValidationError(_already(existing, barrier, other))
    _must_not_wait_here(by, barrier, other)
    earlier = BarrierLink.objects.filter(barrier=barrier, kind=Kind.JOINED).first()
    if earlier is not None:
        seen = Barrier.objects.visible_to(by).filter(pk=earlier.other_id).first()
        if seen is not None:
            raise ValidationError(
                f"This barrier is joined to {seen.reference} already. Take that off first"
            )
        earlier.kind = Kind.LIKE
        earlier.save(update_fields=["kind"])
    made = existing or BarrierLink(created_by=by)
    made.barrier, made.other, made.kind = barrier, other, Kind.JOINED
    made.save()
    return made


@transaction.atomic
def unlink(*, by: Any, link: BarrierLink) -> None:
    """Take a link off; history keeps that it was there. Gone already is as good."""
    BarrierLink.objects.visible_to(by).filter(pk=link.pk).delete()


def _locked(by: Any, barrier: Barrier, other: Barrier) -> tuple[Barrier, Barrier]:
    """Both barriers, locked in the order of their numbers, as this user may see them."""
    if barrier.pk == other.pk:
        raise ValidationError("This is the same barrier. Name another one")
    seen = Barrier.objects.filter(pk__in=Barrier.objects.visible_to(by).values("pk"))
    rows = seen.filter(pk__in=[barrier.pk, other.pk]).order_by("pk").defer("search")
    locked = {barrier.pk: barrier for barrier in rows.select_for_update(of=("self",))}
    if len(locked) < 2:
        raise ValidationError(not_found(other.reference, "Check it"))
    return locked[barrier.pk], locked[other.pk]


def _between(barrier: Barrier, other: Barrier) -> BarrierLink | None:
    return BarrierLink.objects.of(barrier).of(other).first()


def _already(existing: BarrierLink, barrier: Barrier, other: Barrier) -> str:
    if existing.kind == Kind.LIKE:
        return f"{other.reference} is linked to this one already"
    if existing.barrier_id == barrier.pk:
        return f"This one is joined to {other.reference} already"
    return f"{other.reference} is joined to this one already"


def _must_not_wait_here(by: Any, barrier: Barrier, other: Barrier) -> None:
    """Two that wait for each other, through whatever others that this user sees, are refused."""
    seen, at, through = {other.pk}, other, ""
    while True:
        waits = BarrierLink.objects.visible_to(by).filter(barrier=at, kind=Kind.JOINED)
        on = waits.select_related("other").defer("other__search").first()
        if on is None or on.other_id in seen:
            return
        if on.other_id == barrier.pk:
            raise ValidationError(f"{other.reference} is joined to this one already{through}")
        seen.add(on.other_id)
        at, through = on.other, f", through {on.other.reference}"
