"""Putting right the place of a barrier, with all that hangs on it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.notice.parties import tell_parties
from barriers.barrier.permissions import can_log_barrier_at, lead_place
from barriers.escalation.notices import STATUS
from barriers.models import Barrier, BarrierPlace, Escalation, Publication
from barriers.publication.actions import withdraw
from partnerships.models import Place, PlaceReach
from people.review.parties import editors_of
from records.models import Visibility

IS_PUBLIC = "Everyone can read it there. Take it out of public view first"
IS_ASKED = (
    "It has been escalated, and the organisation that was asked can read it as a barrier of this "
    "place. Wait for its answer, or withdraw the escalation first"
)
MOVED = "Somebody moved it meanwhile. Where it is now is above"


@transaction.atomic
def move_barrier(*, by: Any, barrier: Barrier, to: Place, seen: int | None) -> Barrier:
    """Say that it is at another place than was said; ``seen`` is the place that ``by`` saw.

    Who reads it and who keeps it follow from the new place. A publication that waits is withdrawn:
    the new place was never asked. A pilot that does not work there is taken off. Raises
    ValidationError where it is public or escalated, where ``by`` logs nothing there, and where
    somebody moved it meanwhile.
    """
    barrier = Barrier.objects.select_for_update(of=("self",)).defer("search").get(pk=barrier.pk)
    place = lead_place(barrier)
    if (place.pk if place else None) != seen:
        raise ValidationError(MOVED)
    if barrier.visibility == Visibility.PUBLIC:
        raise ValidationError(IS_PUBLIC)
    if barrier.escalations.filter(state__in=Escalation.OPEN).exists():
        raise ValidationError(IS_ASKED)
    if not can_log_barrier_at(by, to):
        raise ValidationError({"place": f"You can’t log barriers in {to}"})
    if place is not None and place.pk == to.pk:
        return barrier
    for live in barrier.publications.exclude(state=Publication.State.WITHDRAWN):
        withdraw(by=by, publication=live, text="It was logged at the wrong place.", narrows=False)
    if barrier.pilot is not None and not _works_at(barrier.pilot, to):
        barrier.pilot = barrier.programme = None
        barrier.save(update_fields=["pilot", "programme"])
    _lead_with(barrier, to, by)
    tell_parties(
        [editors_of(to)],
        by=by,
        kind=STATUS,
        subject=f"Now a barrier in {to}: {barrier.reference}, {barrier.title}",
        about=barrier,
        url=barrier.get_absolute_url(),
    )
    return barrier


def _works_at(pilot: Any, place: Place) -> bool:
    """Whether a pilot works at a place, around it or within it."""
    around = PlaceReach.of([place.pk])
    return place.pk in pilot.reach_ids or pilot.place_links.filter(place__in=around).exists()


def _lead_with(barrier: Barrier, to: Place, by: Any) -> None:
    """The old lead place goes; one that was among the others leads now."""
    barrier.place_links.filter(is_lead=True).delete()
    if not barrier.place_links.filter(place=to).update(is_lead=True):
        BarrierPlace.objects.create(barrier=barrier, place=to, is_lead=True, created_by=by)
