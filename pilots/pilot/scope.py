"""In which pilots somebody's organisations take part, as a condition on pilots."""

from __future__ import annotations

from django.db.models import Q

from partnerships.organisation.permissions import bodies_of
from partnerships.visibility import Reader
from pilots.models import Pilot


def joined_by(reader: Reader) -> Q:
    """Pilots in which this reader's organisations, or teams within them, take part."""
    joined = Pilot.objects.filter(partners__organisation__in=bodies_of(reader).values("pk"))
    return Q(pk__in=joined.order_by().values("pk"))
