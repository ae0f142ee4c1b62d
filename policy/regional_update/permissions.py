from __future__ import annotations

from typing import Any

from access.permissions import wrote
from access.visibility import reader_of
from partnerships.models import Place
from policy.models import RegionalReply, RegionalUpdate, regions_written_by


def writes_regional_update(user: Any, region: Place) -> bool:
    """Whether the user writes, checks and publishes what this region is told each quarter."""
    return regions_written_by(reader_of(user)).filter(pk=region.pk).exists()


def can_begin_regional_update(user: Any) -> bool:
    """Who writes the updates of any region; a query only for connectors and department officers."""
    return regions_written_by(reader_of(user)).exists()


def can_check_regional_update(user: Any, update: RegionalUpdate) -> bool:
    """Somebody who writes for the region, but neither began this one nor sent it to be checked."""
    return user.pk not in (None, update.created_by_id, update.sent_by_id) and (
        writes_regional_update(user, update.region)
    )


def can_edit_reply(user: Any, reply: RegionalReply) -> bool:
    """Its author, until it is answered: the answer stands to what was written then."""
    return wrote(user, reply) and reply.answered_at is None


def can_withdraw_reply(user: Any, reply: RegionalReply) -> bool:
    """Its author; who writes for the region, where somebody without an account sent it."""
    return wrote(user, reply) or writes_regional_update(user, reply.update.region)
