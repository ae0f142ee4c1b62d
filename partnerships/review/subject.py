"""How error reports take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from partnerships.models import ErrorReport
from records.merging import BodyRule, Does, PlaceRule, Sides


def _not_answered(sides: Sides) -> Q:
    return Q(answered_at=None)


DECLARES = (
    PlaceRule(
        ErrorReport,
        "place",
        Does.MOVE,
        noun="report of an error,reports of errors",
        order=330,
        open=_not_answered,
    ),
    BodyRule(
        ErrorReport,
        "organisation",
        Does.MOVE,
        noun="report of an error,reports of errors",
        order=390,
    ),
)
