"""How letters about places and calendar feeds take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from partnerships.models import CalendarFeed, Subscription
from records.merging import BodyRule, Does, PlaceRule, Sides


def _not_ended(sides: Sides) -> Q:
    return Q(ended_at=None)


DECLARES = (
    PlaceRule(
        Subscription,
        "place",
        Does.MOVE,
        noun="follower by e-mail,followers by e-mail",
        order=300,
        open=_not_ended,
        once=("lower(row.email)",),
        twin="row.ended_at IS NULL",
        twins_stay=True,
    ),
    PlaceRule(CalendarFeed, "subject", Does.MOVE, noun="calendar feed", order=80, open=_not_ended),
    BodyRule(CalendarFeed, "subject", Does.STAY, because="no body has a calendar"),
)
