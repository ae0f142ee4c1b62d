"""Changes of more than one row about the workforce."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Organisation
from services.models import WorkforceAction, WorkforcePartner


@transaction.atomic
def save_action(
    *, by: Any, action: WorkforceAction, partners: Iterable[Organisation]
) -> WorkforceAction:
    """Write what is done together, with the bodies that do it."""
    action.save()
    wanted = {body.pk for body in partners}
    links = WorkforcePartner.objects.filter(action=action)
    have = set(links.values_list("organisation_id", flat=True))
    links.filter(organisation__in=have - wanted).delete()
    for body in sorted(wanted - have):
        WorkforcePartner.objects.create(action=action, organisation_id=body, created_by=by)
    return action
