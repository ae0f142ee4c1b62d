"""Who keeps organisations; where somebody works, as conditions on records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from access.permissions import can_edit_place, is_administrator, wrote
from access.visibility import Reader, reader_of
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach


def speaks_for(user: Any, body: Organisation) -> bool:
    """Whether the user is an officer of this body, or of one that it is a part of."""
    reader = reader_of(user)
    if reader is None or not reader.organisations:
        return False
    if {body.pk, body.parent_id} & reader.organisations:
        return True
    return Organisation.objects.of_bodies(reader.organisations).filter(pk=body.pk).exists()


def spoken_for(user: Any, bodies: Iterable[Organisation]) -> list[Organisation]:
    """Those of these bodies for which the user speaks (``speaks_for``). One query."""
    asked, reader = list(bodies), reader_of(user)
    if reader is None or not reader.organisations or not asked:
        return []
    own = Organisation.objects.of_bodies(reader.organisations)
    within = set(own.filter(pk__in=[body.pk for body in asked]).values_list("pk", flat=True))
    theirs = reader.organisations | within
    return [body for body in asked if {body.pk, body.parent_id} & theirs]


def can_keep_organisation(user: Any, body: Organisation) -> bool:
    """Its officers; editors and connectors of a place where it works."""
    reader = reader_of(user)
    if reader is None:
        return False
    if speaks_for(user, body):
        return True
    if not reader.kept_places:
        return False
    places = OrganisationPlace.objects.standing().filter(organisation=body).values("place")
    return PlaceReach.objects.filter(place__in=places, ancestor__in=reader.kept_places).exists()


def can_edit_organisation(user: Any, body: Organisation) -> bool:
    """Whoever keeps it right, and the administrators."""
    return is_administrator(user) or can_keep_organisation(user, body)


def bodies_kept(user: Any) -> QuerySet[Organisation]:
    """All for which ``can_edit_organisation`` holds, as a query."""
    rows, reader = Organisation.objects.visible_to(user).order_by(), reader_of(user)
    if reader is None:
        return rows.none()
    if reader.is_administrator:
        return rows
    reach = PlaceReach.objects.filter(ancestor__in=sorted(reader.kept_places))
    links = OrganisationPlace.objects.standing().filter(place__in=reach.values("place"))
    own = Organisation.objects.of_bodies(reader.organisations)
    return rows.filter(Q(pk__in=links.values("organisation")) | Q(pk__in=own.values("pk")))


def can_add_organisations(user: Any) -> bool:
    """Whether the user may add any body at all; ``why_not_add`` says which."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.is_administrator
            or reader.organisations
            or reader.kept_places
            or reader.led_programmes
        )
    )


def can_say_place(user: Any, body: Organisation, place: Place) -> bool:
    """Whether the user may say that a body, which they keep, works at a place.

    Who keeps a body may be told what its places are, and its officers write for the regions that it
    serves: so keepers name their own places, and officers all but regions.
    """
    if is_administrator(user) or can_edit_place(user, place):
        return True
    return place.kind != Place.Kind.REGION and speaks_for(user, body)


def can_move(user: Any, body: Organisation, parent: Organisation | None) -> bool:
    """Whether the user may say which body this one is part of.

    Officers read what is asked of the teams within their body, so nobody puts another's team there.
    """
    if is_administrator(user):
        return True
    ends = [end for end in (body.parent or body, parent) if end is not None]
    return all(speaks_for(user, end) for end in ends)


def can_take_back(user: Any, body: Organisation) -> bool:
    """Who added it, and who may change it."""
    return wrote(user, body) or can_edit_organisation(user, body)


def can_keep_any(user: Any, bodies: Iterable[Organisation | None], place: Place | None) -> bool:
    """Whether the user keeps what is recorded of one of these bodies, or at this place."""
    if place is not None and can_edit_place(user, place):
        return True
    return any(can_keep_organisation(user, body) for body in bodies if body is not None)


def works_at(reader: Reader) -> Q:
    """Records at this reader's places, of their teams or of their programmes."""
    rule = Q(team__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.programmes))
    if reader.places:
        rule |= Q(reach_ids__overlap=sorted(reader.places))
    return rule


def bodies_of(reader: Reader) -> QuerySet[Organisation]:
    """This reader's organisations and the teams within them.

    As a query of its own: joined to the barriers, the OR would cost the index of who unlocks what.
    """
    ids = sorted(reader.organisations)
    return Organisation.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
