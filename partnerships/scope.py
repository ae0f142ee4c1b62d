"""Where somebody works, as conditions on records: their places, teams, programmes and bodies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from partnerships.models import Organisation
from partnerships.visibility import Reader


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
