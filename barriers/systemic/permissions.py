"""Who keeps what barriers of several places share."""

from __future__ import annotations

from typing import Any

from access.permissions import is_administrator, wrote
from access.visibility import reader_of
from barriers.models import SystemicAnswer, SystemicBarrier
from barriers.systemic.named import waited_for
from partnerships.organisation.permissions import speaks_for, spoken_for


def can_keep_systemic(user: Any) -> bool:
    """Whoever sees several places keeps what they share: programme leads, directory connectors and
    administrators."""
    reader = reader_of(user)
    leads_or_connects = bool(reader and (reader.led_programmes or reader.connected_places))
    return leads_or_connects or is_administrator(user)


def can_publish_answer(user: Any, systemic: SystemicBarrier) -> bool:
    """Whoever keeps systemic barriers, and officers of the body that could change this one or of
    one that it waits for, as its words name it."""
    owner = systemic.owner
    if can_keep_systemic(user) or (owner is not None and speaks_for(user, owner)):
        return True
    return bool(spoken_for(user, [each.body for each in waited_for(systemic)]))


def can_change_answer(user: Any, answer: SystemicAnswer) -> bool:
    """Whoever published it, whoever keeps systemic barriers, and officers of the body that said
    it."""
    return wrote(user, answer) or can_keep_systemic(user) or speaks_for(user, answer.body)
