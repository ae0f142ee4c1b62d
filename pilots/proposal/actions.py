"""A pilot is proposed, by itself or as one that grows out of another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.models import Place, Topic
from people.models import Team
from pilots.models import Legacy, Phase, Pilot, PilotPartner, PilotPlace
from pilots.pilot import permissions
from pilots.pilot.levels import refuse_level
from pilots.status.actions import change_status
from records.addresses import save_with_tail
from records.dates import DateWithPrecision

Placed = Iterable[tuple[Place, str]]


@transaction.atomic
def propose_pilot(
    *, by: Any, pilot: Pilot, lead: Place, others: Placed = (), topics: Iterable[Topic] = ()
) -> Pilot:
    """Write a new pilot down as proposed, with its places, its topics and a team of its own."""
    if not permissions.can_propose_at(by, lead):
        raise PermissionDenied
    refuse_level(pilot.visibility, publishes=permissions.can_publish_at(by, lead))
    return _made(by, pilot, lead, others, topics)


@transaction.atomic
def grow_pilot(
    *,
    by: Any,
    parent: Pilot,
    pilot: Pilot,
    provider: PilotPartner,
    phase: Phase,
    to: str = Pilot.Status.PROPOSED,
    legacy: Legacy | None = None,
) -> Pilot:
    """A pilot that grows out of another: its places, topics and team, with provider and payer.

    ``phase`` is when it is to run and who pays; ``legacy`` the entry of the parent that it became.
    """
    if not permissions.can_log_progress(by, parent):
        raise PermissionDenied
    refuse_level(pilot.visibility, publishes=permissions.can_publish_pilot(by, parent))
    links = parent.place_links.select_related("place")
    lead = next((link.place for link in links if link.role == PilotPlace.Role.LEAD), None)
    if lead is None:
        raise ValidationError("No place leads this pilot, so none would lead the new one")
    others = [(link.place, link.role) for link in links if link.role != PilotPlace.Role.LEAD]
    pilot.parent, pilot.programme, pilot.team = parent, parent.programme, parent.team
    made = _made(by, pilot, lead, others, parent.topics.all())
    provider.pilot, provider.created_by = made, by
    provider.save()
    phase.pilot, phase.created_by = made, by
    if to == Pilot.Status.SETTING_UP:
        phase.planned_start = None  # it is the set-up that begins then
    phase.save()
    on = DateWithPrecision.of(pilot, "start") or DateWithPrecision(timezone.localdate())
    if to != Pilot.Status.PROPOSED:
        change_status(pilot=made, to=to, on=on, by=by)
    if legacy is not None:
        entry = parent.legacy.select_for_update().filter(pk=legacy.pk, child=None).first()
        if entry is None:
            raise ValidationError("This became a pilot meanwhile. Look at what grew out of it")
        entry.child = made
        entry.save(update_fields=["child"])
    return Pilot.objects.get(pk=made.pk)


def _made(by: Any, pilot: Pilot, lead: Place, others: Placed, topics: Iterable[Topic]) -> Pilot:
    called = pilot.name or f"{lead.name} pilot"
    pilot.status, pilot.created_by = Pilot.Status.PROPOSED, by
    if pilot.team is None:
        pilot.team = Team.objects.create(name=f"{called} team"[:150], place=lead, created_by=by)
    save_with_tail(pilot, called, "pilot")
    PilotPlace.objects.create(pilot=pilot, place=lead, role=PilotPlace.Role.LEAD, created_by=by)
    for place, role in others:
        PilotPlace.objects.create(pilot=pilot, place=place, role=role, created_by=by)
    pilot.topics.set(topics)
    return Pilot.objects.get(pk=pilot.pk)
