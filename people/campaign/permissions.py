from __future__ import annotations

from typing import Any

from access.permissions import keeps_anything, leads, wrote
from partnerships.organisation.permissions import can_keep_organisation
from people.models import Campaign


def can_add_campaign(user: Any) -> bool:
    """Who edits a place or answers for a body."""
    return keeps_anything(user)


def can_edit_campaign(user: Any, campaign: Campaign) -> bool:
    """Its author, those who keep the body that runs it, and leads of its programme."""
    return (
        wrote(user, campaign)
        or can_keep_organisation(user, campaign.organisation)
        or leads(user, campaign.programme_id)
    )
