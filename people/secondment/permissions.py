from __future__ import annotations

from typing import Any

from access.permissions import keeps_anything, wrote
from access.visibility import reader_of
from partnerships.organisation.permissions import can_keep_any
from people.secondment.models import Opportunity, Secondment


def can_add_secondment(user: Any) -> bool:
    """Who edits a place or answers for a body."""
    return keeps_anything(user)


def can_edit_secondment(user: Any, secondment: Secondment) -> bool:
    """Its author, and those who keep either body or its place."""
    bodies = (secondment.giver, secondment.receiver)
    return wrote(user, secondment) or can_keep_any(user, bodies, secondment.place)


def can_add_opportunity(user: Any) -> bool:
    """Who edits a place or answers for a body."""
    return keeps_anything(user)


def can_edit_opportunity(user: Any, opportunity: Opportunity) -> bool:
    """Whoever put it on the board, and those who keep its body or place."""
    own = wrote(user, opportunity)
    return own or can_keep_any(user, [opportunity.organisation], opportunity.place)


def reads_interests(user: Any, opportunity: Any) -> bool:
    """Its author; where they have no account any more, officers of its body or of the one that this
    is a part of (``Interest.visible_to``). The card is one of ``listed``."""
    if opportunity.has_author:
        return wrote(user, opportunity)
    reader, body = reader_of(user), opportunity.organisation
    return bool(reader and {body.pk, body.parent_id} & reader.organisations)
