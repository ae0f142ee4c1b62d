"""Who may do what with a barrier. The lead place decides, where it has several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from access.permissions import (
    connects,
    contributes,
    contributes_anywhere,
    edits,
    is_on_team,
    leads_its_programme,
    reads,
    wrote,
)
from access.visibility import reader_of
from barriers.models import ActionTried, Barrier
from partnerships.models import Place
from partnerships.place.known_reach import know_reach_of, know_reach_of_links
from pilots.models import PilotPlace


def lead_place(barrier: Barrier) -> Place | None:
    """The place that leads the barrier; one query unless ``place_links`` is prefetched."""
    return next((link.place for link in barrier.place_links.all() if link.is_lead), None)


def know_reach(barriers: Iterable[Barrier], user: Any) -> None:
    """Look up once what lies above the lead places: each question of who may do what asks for it.

    For barriers whose ``place_links`` are prefetched; no query where those came ``with_reach``.
    """
    barriers = list(barriers)
    for barrier in barriers:
        know_reach_of_links(barrier.place_links.all())
    know_reach_of(
        [place for barrier in barriers if (place := lead_place(barrier)) is not None], user
    )


def can_log_barriers(user: Any) -> bool:
    """Contributors and editors log barriers, at their places or in their teams."""
    return contributes_anywhere(user)


def leads_or_connects(user: Any) -> bool:
    """Leads of programmes and connectors of places work on barriers that others logged."""
    reader = reader_of(user)
    return bool(reader and (reader.led_programmes or reader.connected_places))


def can_log_barrier_at(user: Any, place: Place) -> bool:
    """At places where they contribute, and where their teams have a pilot."""
    if contributes(user, place):
        return True
    reader = reader_of(user)
    return bool(reader and reader.teams and places_of_teams(user).filter(pk=place.pk).exists())


def places_of_teams(user: Any) -> QuerySet[Place]:
    """The lead places of the pilots of the user's teams."""
    reader = reader_of(user)
    if reader is None or not reader.teams:
        return Place.objects.none()
    leads_one = PilotPlace.objects.filter(
        place=OuterRef("pk"), role=PilotPlace.Role.LEAD, pilot__team__in=reader.teams
    )
    return Place.objects.filter(Exists(leads_one))


def _is_its_author(user: Any, barrier: Barrier) -> bool:
    """Whoever logged it, for as long as they have a role to log with."""
    return wrote(user, barrier) and contributes_anywhere(user)


def can_edit_barrier(user: Any, barrier: Barrier) -> bool:
    """Its author and team, editors of its lead place, and leads of its programme."""
    return (
        _is_its_author(user, barrier)
        or is_on_team(user, barrier.team_id)
        or edits(user, lead_place(barrier))
        or leads_its_programme(user, barrier)
        or can_triage(user, barrier)
    )


def can_take_back_barrier(user: Any, barrier: Barrier) -> bool:
    """Who logged it, and editors of its lead place."""
    return wrote(user, barrier) or edits(user, lead_place(barrier))


def can_triage(user: Any, barrier: Barrier) -> bool:
    """Connectors of its places name an owner for a barrier that needs one."""
    return barrier.status == Barrier.Status.NEEDS_OWNER and connects(user, lead_place(barrier))


def can_close(user: Any, barrier: Barrier) -> bool:
    """Its author and team, editors of its lead place and leads of its programme say how it ended,
    and open it again."""
    return (
        _is_its_author(user, barrier)
        or is_on_team(user, barrier.team_id)
        or edits(user, lead_place(barrier))
        or leads_its_programme(user, barrier)
    )


def can_set_level(user: Any, barrier: Barrier) -> bool:
    """Who reads it is for its author, its team and the editors of its lead place to say.

    Programme leads and connectors, who may read a private one while it needs an owner, may not
    widen it.
    """
    return (
        _is_its_author(user, barrier)
        or is_on_team(user, barrier.team_id)
        or edits(user, lead_place(barrier))
    )


def can_publish(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place decide whether the public reads it."""
    return edits(user, lead_place(barrier))


def can_add_tried(user: Any, barrier: Barrier) -> bool:
    """Whoever may edit it, and the contributors of its lead place."""
    return can_edit_barrier(user, barrier) or (
        contributes(user, lead_place(barrier)) and reads(user, barrier)
    )


def can_edit_tried(user: Any, tried: ActionTried) -> bool:
    """Whoever may edit its barrier; whoever wrote it, while they may add what was tried."""
    barrier = tried.barrier
    own = wrote(user, tried) and can_add_tried(user, barrier)
    return own or can_edit_barrier(user, barrier)


def can_record_check(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place and leads of its programme; the author's own view is a claim."""
    return edits(user, lead_place(barrier)) or leads_its_programme(user, barrier)


def can_link(user: Any, barrier: Barrier) -> bool:
    """Whoever may edit it says to which others it is joined or linked, and takes that off."""
    return can_edit_barrier(user, barrier)
