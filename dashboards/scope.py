"""Where somebody works, as conditions on records: their places, teams, programmes and bodies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnerships.models import Organisation
from partnerships.visibility import Reader
from pilots.models import EngagementBody, PilotPartner


def works_at(reader: Reader) -> Q:
    """Records at this reader's places, of their teams or of their programmes."""
    rule = Q(team__in=sorted(reader.teams)) | Q(programme__in=sorted(reader.programmes))
    if reader.places:
        rule |= Q(reach_ids__overlap=sorted(reader.places))
    return rule


def gives_or_gets(reader: Reader) -> Q:
    """Flows from or to this reader's organisations."""
    ids = sorted(reader.organisations)
    return Q(giver__in=ids) | Q(receiver__in=ids)


def could_unlock(reader: Reader) -> Q:
    """Barriers that this reader's organisations, or teams within them, could unlock."""
    return Q(unlocker__in=bodies_of(reader).values("pk"))


def joined_by(reader: Reader) -> Q:
    """Pilots in which this reader's organisations, or teams within them, take part."""
    parts = PilotPartner.objects.filter(organisation__in=bodies_of(reader).values("pk"))
    return Q(pk__in=parts.values("pilot"))


def attended_by(reader: Reader) -> Q:
    """Meetings and visits at which this reader's organisations, or teams within them, are."""
    parts = EngagementBody.objects.filter(organisation__in=bodies_of(reader).values("pk"))
    return Q(pk__in=parts.values("engagement"))


def bodies_of(reader: Reader) -> QuerySet[Organisation]:
    """This reader's organisations and the teams within them.

    As a query of its own: joined to the barriers, the OR would cost the index of who unlocks what.
    """
    ids = sorted(reader.organisations)
    return Organisation.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
