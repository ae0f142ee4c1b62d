"""How opportunities take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from partnerships.models import Opportunity
from records.merging import BodyRule, Does, PlaceRule, Sides


def _on_the_board(sides: Sides) -> Q:
    return Q(closed_at=None)


DECLARES = (
    PlaceRule(
        Opportunity,
        "place",
        Does.MOVE,
        noun="opportunity,opportunities",
        order=320,
        open=_on_the_board,
    ),
    BodyRule(Opportunity, "organisation", Does.MOVE, noun="opportunity,opportunities", order=330),
)
