"""Where somebody works, as conditions on records: their places, teams, programmes and bodies."""

from __future__ import annotations

from django.db.models import Q

from partnerships.visibility import Reader


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
    ids = sorted(reader.organisations)
    return Q(unlocker__in=ids) | Q(unlocker__parent__in=ids)
