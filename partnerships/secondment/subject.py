"""How secondments, and offers of and wishes for them, take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from partnerships.models import Opportunity, Secondment
from records.merging import BodyRule, Does, PlaceRule, Sides


def _open_secondment(sides: Sides) -> Q:
    return Q(end=None) | Q(end__gte=sides.day)


def _on_the_board(sides: Sides) -> Q:
    return Q(closed_at=None)


DECLARES = (
    PlaceRule(Secondment, "place", Does.MOVE, noun="secondment", order=310, open=_open_secondment),
    BodyRule(
        Secondment, "giver", Does.MOVE, noun="secondment from it,secondments from it", order=310
    ),
    BodyRule(
        Secondment, "receiver", Does.MOVE, noun="secondment to it,secondments to it", order=320
    ),
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
