"""Who decides that the public reads a barrier which names a body, and who may reply or object."""

from __future__ import annotations

from typing import Any

from access.permissions import connects, edits, is_administrator, leads, wrote
from access.visibility import reader_of
from barriers.barrier.permissions import can_close, can_publish
from barriers.models import Barrier, Publication, PublishingPause
from barriers.publication.named import bodies_asked
from partnerships.models import Organisation
from partnerships.organisation.permissions import spoken_for


def can_ask_to_publish(user: Any, barrier: Barrier) -> bool:
    """Whoever may close it asks that the public may read it although it names a body."""
    return can_close(user, barrier)


def can_object(user: Any, barrier: Barrier) -> bool:
    """Editors of its other places object to its being public."""
    return any(edits(user, link.place) for link in barrier.place_links.all() if not link.is_lead)


def can_withdraw(user: Any, publication: Publication) -> bool:
    """Editors of the lead place; whoever asked, until the place agreed."""
    if publication.is_over:
        return False
    early = publication.state == Publication.State.PLACE and wrote(user, publication)
    return early or can_publish(user, publication.barrier)


def can_reply_beside(user: Any, publication: Publication) -> bool:
    """Officers of a body that is named, once it is asked."""
    return publication.state in Publication.WITH_BODY and bool(replies_for(user, publication))


def was_asked(user: Any, publication: Publication) -> bool:
    """Whether the user speaks for a body that is asked, or was before its place looks again."""
    named = publication.barrier.named_bodies.filter(is_meant=True).select_related("body")
    return bool(spoken_for(user, [publication.body, *(row.body for row in named)]))


def replies_for(user: Any, publication: Publication) -> list[Organisation]:
    """The bodies that are asked for which this user speaks."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return []
    return spoken_for(user, bodies_asked(publication))


def can_set_pauses(user: Any) -> bool:
    """Administrators, leads of programmes and directory connectors."""
    reader = reader_of(user)
    return bool(
        reader and (reader.is_administrator or reader.led_programmes or reader.connected_places)
    )


def can_set_pause(user: Any, pause: PublishingPause) -> bool:
    """Administrators any; leads those of their programme, connectors those of their places."""
    if is_administrator(user):
        return True
    if pause.programme_id is not None:
        return leads(user, pause.programme_id)
    return connects(user, pause.place)
