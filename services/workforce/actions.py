"""Changes of more than one row about the workforce."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from partnerships.models import Organisation
from records.links import set_links
from services.models import WorkforceAction


@transaction.atomic
def save_action(
    *, by: Any, action: WorkforceAction, partners: Iterable[Organisation]
) -> WorkforceAction:
    """Write what is done together, with the bodies that do it."""
    action.save()
    set_links(action.partner_links, "organisation", partners, created_by=by)
    return action
