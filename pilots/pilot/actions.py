"""Which places a pilot has: who leads it, who is a district partner, where it works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from partnerships.models import Place
from pilots.models import Pilot, PilotPlace
from pilots.pilot import permissions
from records.models import Visibility

Role = PilotPlace.Role


@transaction.atomic
def change_places(
    *, by: Any, pilot: Pilot, lead: Place, others: Iterable[tuple[Place, str]]
) -> Pilot:
    """Give a pilot just these places. Who hands it to another lead place works for that one.

    A place that is not named is taken out; the history keeps that it was in it.
    """
    locked = Pilot.objects.select_for_update().get(pk=pilot.pk)
    if not permissions.can_edit_pilot(by, locked):
        raise PermissionDenied
    links = {link.place_id: link for link in locked.place_links.all()}
    before = next((key for key, link in links.items() if link.role == Role.LEAD), None)
    if before != lead.pk:
        _refuse_lead(by, locked, lead)
    wanted = {place.pk: Role(role) for place, role in others}
    if lead.pk in wanted or Role.LEAD in wanted.values():
        only = "Only one place can lead it, and each place can be listed only once"
        raise ValidationError({"lead": only})
    for key, link in links.items():
        if key not in wanted and key != lead.pk:
            link.delete()
    # The lead last: until then nobody else has it
    for key, role in {**wanted, lead.pk: Role.LEAD}.items():
        link_before = links.get(key)
        if link_before is None:
            PilotPlace.objects.create(pilot=locked, place_id=key, role=role, created_by=by)
        elif link_before.role != role:
            link_before.role = role
            link_before.save()
    return Pilot.objects.get(pk=locked.pk)


def _refuse_lead(by: Any, pilot: Pilot, lead: Place) -> None:
    if not permissions.can_propose_at(by, lead):
        raise ValidationError(
            {"lead": "Choose a place that you work for, or leave the lead as it is"}
        )
    if pilot.visibility == Visibility.PUBLIC and not permissions.can_publish_at(by, lead):
        refusal = "Everyone can see this pilot: only an editor of the place can let it lead"
        raise ValidationError({"lead": refusal})
