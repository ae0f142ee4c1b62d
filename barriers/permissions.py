"""Who may do what with a barrier. The lead place decides, where it has several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from barriers.models import Barrier, Escalation, Publication, PublishingPause, SystemicBarrier
from partnerships.models import Place, PlaceReach
from partnerships.permissions import (
    connects,
    contributes,
    contributes_anywhere,
    edits,
    is_administrator,
    is_on_team,
    leads,
    speaks_for,
    wrote,
)
from partnerships.visibility import reader_of
from pilots.models import PilotPlace


def lead_place(barrier: Barrier) -> Place | None:
    """The place that leads the barrier; one query unless ``place_links`` is prefetched."""
    return next((link.place for link in barrier.place_links.all() if link.is_lead), None)


def know_reach(barriers: Iterable[Barrier], user: Any) -> None:
    """Look up once what lies above the lead places: each question of who may do what asks for it.

    For barriers whose ``place_links`` are prefetched.
    """
    know_reach_of([place for one in barriers if (place := lead_place(one)) is not None], user)


def know_reach_of(places: Sequence[Place], user: Any) -> None:
    """The same for places."""
    reader = reader_of(user)
    if reader is None or not reader.places or not places:
        return
    above: defaultdict[int, set[int]] = defaultdict(set)
    rows = PlaceReach.objects.filter(place__in={place.pk for place in places}).order_by()
    for below, ancestor in rows.values_list("place", "ancestor"):
        above[below].add(ancestor)
    for place in places:
        place.known_reach = frozenset(above[place.pk])


def can_log_barriers(user: Any) -> bool:
    """Contributors and editors log barriers, at their places or in their teams."""
    return contributes_anywhere(user)


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
        or leads(user, barrier.programme_id)
        or can_triage(user, barrier)
    )


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
        or leads(user, barrier.programme_id)
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
    return can_edit_barrier(user, barrier) or contributes(user, lead_place(barrier))


def can_record_check(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place and leads of its programme; the author's own view is a claim."""
    return edits(user, lead_place(barrier)) or leads(user, barrier.programme_id)


def can_escalate(user: Any, barrier: Barrier) -> bool:
    """Editors of its lead place and leads of its programme ask bodies, and take an ask back."""
    return edits(user, lead_place(barrier)) or leads(user, barrier.programme_id)


def can_link(user: Any, barrier: Barrier) -> bool:
    """Whoever may edit it says to which others it is joined or linked, and takes that off."""
    return can_edit_barrier(user, barrier)


def can_answer(user: Any, escalation: Escalation) -> bool:
    """Officers of the body that is asked, or of one that it is a part of, while it waits."""
    return escalation.is_open and speaks_for(user, escalation.to)


def can_say_helped(user: Any, escalation: Escalation) -> bool:
    """Whoever logged the barrier or works on it, and those who may ask, once there is an answer."""
    answered = escalation.state in (Escalation.State.ANSWERED, Escalation.State.DECLINED)
    barrier = escalation.barrier
    return answered and (can_edit_barrier(user, barrier) or can_escalate(user, barrier))


def can_set_clock(user: Any, programme_id: int) -> bool:
    """Leads of a programme say how long bodies have to answer what it asks."""
    return leads(user, programme_id)


def can_keep_kinds(user: Any) -> bool:
    """Administrators add finer kinds, and merge those that mean the same."""
    return is_administrator(user)


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
    """Officers of the body that is named, once it is asked."""
    return publication.state in Publication.WITH_BODY and speaks_for(user, publication.body)


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


def can_keep_systemic(user: Any) -> bool:
    """Whoever sees several places keeps what they share: programme leads, directory connectors and
    administrators."""
    reader = reader_of(user)
    leads_or_connects = bool(reader and (reader.led_programmes or reader.connected_places))
    return leads_or_connects or is_administrator(user)


def can_publish_answer(user: Any, systemic: SystemicBarrier) -> bool:
    """Whoever keeps systemic barriers, and officers of the body that could change this one."""
    owner = systemic.owner
    return can_keep_systemic(user) or (owner is not None and speaks_for(user, owner))
