"""The questions about roles that every app builds on: who may act where.

Views and templates ask these and the apps' own (``can_log_progress``), never for a role by name.
Reading is decided elsewhere, in one place: ``partnerships.visibility``.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from django.core.exceptions import PermissionDenied

from partnerships.models import (
    Opportunity,
    Organisation,
    OrganisationPlace,
    Place,
    PlaceReach,
    PolicyTest,
    Post,
    Priority,
    Recognition,
    RegionalUpdate,
    regions_written_by,
)
from partnerships.visibility import reader_of


def _reach(place: Place | None) -> Set[int]:
    if place is None:
        return frozenset()
    return PlaceReach.of([place.pk]) if place.known_reach is None else place.known_reach


def edits(user: Any, place: Place | None) -> bool:
    """Whether the user is a place editor here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.edited_places and reader.edited_places & _reach(place))


def contributes(user: Any, place: Place | None) -> bool:
    """Whether the user is a contributor or place editor here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.contributed_places and reader.contributed_places & _reach(place))


def connects(user: Any, place: Place | None) -> bool:
    """Whether the user keeps the directory here or at a place above."""
    reader = reader_of(user)
    return bool(reader and reader.connected_places and reader.connected_places & _reach(place))


def is_on_team(user: Any, team_id: int | None) -> bool:
    """Whether the user is a contributor of this team."""
    reader = reader_of(user)
    return bool(reader and team_id is not None and team_id in reader.teams)


def leads(user: Any, programme_id: int | None) -> bool:
    """Whether the user is a lead of this programme."""
    reader = reader_of(user)
    return bool(reader and programme_id is not None and programme_id in reader.led_programmes)


def wrote(user: Any, record: Any) -> bool:
    """Whether the user made this record."""
    return user.pk is not None and record.created_by_id == user.pk


def keeps_expenses(user: Any, post: Post) -> bool:
    """Whether the user reads and records what a lived-experience role costs (as ``told_to``)."""
    reader = reader_of(user)
    if reader is None:
        return False
    edits_there = bool(reader.edited_places & set(post.reach_ids))
    own_body = post.organisation_id in reader.organisations
    return wrote(user, post) or is_on_team(user, post.team_id) or edits_there or own_body


def may_know_holder(user: Any, post: Post) -> bool:
    """Whether who holds this role, which the user sees, is told to them."""
    if not user.is_authenticated or post.kind != Post.Kind.LIVED_EXPERIENCE:
        return bool(user.is_authenticated)
    return Post.objects.telling_holders_to(user).filter(pk=post.pk).exists()


def can_edit_place(user: Any, place: Place) -> bool:
    """A place's own page: its editors, and the connectors who keep the directory right."""
    return edits(user, place) or connects(user, place)


def can_map_services(user: Any, place: Place) -> bool:
    """Whoever contributes here, and who keeps the place right, puts services and assets on its
    map, says what clashes and how it was settled."""
    return contributes(user, place) or can_edit_place(user, place)


def can_merge_services(user: Any, place: Place) -> bool:
    """Whoever keeps the place right says that two services are one."""
    return can_edit_place(user, place)


def contributes_anywhere(user: Any) -> bool:
    """Whether the user may log anything at all, at some place or in some team."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams))


def speaks_for(user: Any, body: Organisation) -> bool:
    """Whether the user is an officer of this body, or of one that it is a part of."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return False
    if {body.pk, body.parent_id} & reader.organisations:
        return True
    return Organisation.objects.of_bodies(reader.organisations).filter(pk=body.pk).exists()


def can_keep_post(user: Any, post: Post) -> bool:
    """Officers of its body; editors and connectors of a place that it covers."""
    reader = reader_of(user)
    if reader is None:
        return False
    return bool(reader.kept_places & set(post.reach_ids)) or speaks_for(user, post.organisation)


def can_change_post(user: Any, post: Post) -> bool:
    """Whoever keeps it right, until it is closed."""
    return post.closed_on is None and can_keep_post(user, post)


def can_add_posts(user: Any) -> bool:
    """Department officers, and whoever keeps a place right."""
    reader = reader_of(user)
    return bool(reader and (reader.organisations or reader.kept_places))


def can_keep_organisation(user: Any, body: Organisation) -> bool:
    """Its officers; editors and connectors of a place where it works."""
    reader = reader_of(user)
    if reader is None:
        return False
    if speaks_for(user, body):
        return True
    if not reader.kept_places:
        return False
    places = OrganisationPlace.objects.filter(organisation=body).values("place")
    return PlaceReach.objects.filter(place__in=places, ancestor__in=reader.kept_places).exists()


def can_edit_organisation(user: Any, body: Organisation) -> bool:
    """Whoever keeps it right, and the administrators."""
    return is_administrator(user) or can_keep_organisation(user, body)


def can_keep(user: Any, record: Any) -> bool:
    """Whether the user keeps this place, organisation or job role of the directory right."""
    if isinstance(record, Post):
        return can_keep_post(user, record)
    if isinstance(record, Place):
        return can_edit_place(user, record)
    return can_keep_organisation(user, record)


def keeps_anything(user: Any) -> bool:
    """Whether the user keeps any part of the directory right."""
    return can_add_posts(user)


def priority_tiers(user: Any) -> list[str]:
    """The tiers of priorities that the user may write: of their bodies, regions or places."""
    reader = reader_of(user)
    if reader is None:
        return []
    tier = Priority.Tier
    found = {tier.NATIONAL, tier.REGIONAL} if reader.organisations else set()
    found |= {tier.REGIONAL} if reader.connected_places else set()
    found |= {tier.LOCAL} if reader.edited_places else set()
    return [one for one in tier.values if one in found]


def can_add_priority(user: Any) -> bool:
    """Department officers, directory connectors and place editors write priorities."""
    return bool(priority_tiers(user))


def _keeps(user: Any, tier: str, owner_id: int | None, reach: Iterable[int]) -> bool:
    """Whether a priority of this tier, body and reach is this user's to write."""
    reader = reader_of(user)
    if reader is None:
        return False
    above = set(reach)
    match tier:
        case Priority.Tier.LOCAL:
            return bool(reader.edited_places & above)
        case Priority.Tier.REGIONAL if reader.connected_places & above:
            return True
    return owner_id in reader.organisations


def can_edit_priority(user: Any, priority: Priority) -> bool:
    """Officers of the body whose it is; editors of its places (local), connectors (regional)."""
    return _keeps(user, priority.tier, priority.owner_id, priority.reach_ids)


def can_write_priority(user: Any, tier: str, owner_id: int | None, places: list[Place]) -> bool:
    """Whether the user may make a priority of this tier, body and places."""
    return _keeps(user, tier, owner_id, PlaceReach.of([place.pk for place in places]))


def can_give_priority(user: Any, tier: str, owner_id: int | None, place: Place) -> bool:
    """Whether a priority of this tier and body may be put on this place by the user."""
    return can_write_priority(user, tier, owner_id, [place])


def can_take_over(user: Any, priority: Priority) -> bool:
    """Editors make a wider priority their place's own; a local one is nobody else's to take."""
    reader = reader_of(user)
    return bool(reader and reader.edited_places and priority.tier != Priority.Tier.LOCAL)


def can_set_alignment(user: Any, narrower: Priority, wider: Priority) -> bool:
    """Whoever keeps either of the two says how they stand to each other."""
    return can_edit_priority(user, narrower) or can_edit_priority(user, wider)


def can_judge_repeats(user: Any) -> bool:
    """Those who see more than one place: officers, programme leads, connectors, administrators."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.organisations
            or reader.led_programmes
            or reader.is_administrator
            or any(role.role == "connector" for role in reader.roles)
        )
    )


def is_administrator(user: Any) -> bool:
    """Whether the user looks after accounts and personal data."""
    reader = reader_of(user)
    return bool(reader and reader.is_administrator)


def can_reorganise(user: Any) -> bool:
    """Merges, splits and new names of places, and bodies held twice: the administrators'."""
    return is_administrator(user)


def sees_duplicates(user: Any) -> bool:
    """Bodies that may be held twice: administrators, and the connectors who know them."""
    reader = reader_of(user)
    return bool(reader and (reader.is_administrator or reader.connected_places))


def can_keep_any(user: Any, bodies: Iterable[Organisation | None], place: Place | None) -> bool:
    """Whether the user keeps what is recorded of one of these bodies, or at this place."""
    if place is not None and can_edit_place(user, place):
        return True
    return any(can_keep_organisation(user, body) for body in bodies if body is not None)


def can_edit_opportunity(user: Any, opportunity: Opportunity) -> bool:
    """Whoever put it on the board, and those who keep its body or place."""
    own = wrote(user, opportunity)
    return own or can_keep_any(user, [opportunity.organisation], opportunity.place)


def can_edit_recognition(user: Any, recognition: Recognition) -> bool:
    """Whoever said it, and those who keep the body that gave it."""
    return wrote(user, recognition) or can_keep_organisation(user, recognition.given_by)


def must_be_administrator(user: Any) -> None:
    """Raises PermissionDenied for everybody who does not look after personal data."""
    if not is_administrator(user):
        raise PermissionDenied


def writes_regional_update(user: Any, region: Place) -> bool:
    """Whether the user writes, checks and publishes what this region is told each quarter."""
    return regions_written_by(reader_of(user)).filter(pk=region.pk).exists()


def can_check_regional_update(user: Any, update: RegionalUpdate) -> bool:
    """Somebody who writes for the region, but neither began this one nor sent it to be checked."""
    return user.pk not in (None, update.created_by_id, update.sent_by_id) and (
        writes_regional_update(user, update.region)
    )


def can_ask_policy_tests(user: Any) -> bool:
    """Department officers try policies on places."""
    reader = reader_of(user)
    return bool(reader and reader.organisations)


def can_keep_policy_test(user: Any, test: PolicyTest) -> bool:
    """Officers of the body that asks."""
    reader = reader_of(user)
    return bool(reader and test.owner_id in reader.organisations)


def can_decide_policy_test(user: Any, place: Place) -> bool:
    """Whoever speaks for the place: its editors."""
    return edits(user, place)


def can_reply_to_policy_test(user: Any, place: Place) -> bool:
    """Contributors and editors of the place."""
    return contributes(user, place)


def can_draw_areas(user: Any) -> bool:
    """Editors, connectors and administrators make an area out of places; it gives nobody a role."""
    reader = reader_of(user)
    return bool(
        reader and (reader.edited_places or reader.connected_places or reader.is_administrator)
    )


def can_remake_area(user: Any, place: Place) -> bool:
    """Whoever drew an area, its editors and connectors, and administrators say what is in it."""
    if place.kind != Place.Kind.CUSTOM:
        return False
    own = wrote(user, place) and can_draw_areas(user)
    return own or can_edit_place(user, place) or is_administrator(user)
