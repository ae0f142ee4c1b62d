"""How letters about places and calendar feeds take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from access.permissions import is_administrator
from interface.parts import MenuItem, Theme, signed_in
from people.models import CalendarFeed, Subscription
from records.merging import BodyRule, Does, PlaceRule, Sides


def _not_ended(sides: Sides) -> Q:
    return Q(ended_at=None)


REGISTRATIONS = (
    MenuItem(
        page="notices",
        label="Notices",
        says="What you were told, and which emails you get",
        theme=Theme.OWN,
        order=40,
        words="notifications emails messages alerts unread mentions comments",
        permission=signed_in,
    ),
    MenuItem(
        page="unsent_emails",
        label="Emails that could not be sent",
        says="Emails that bounced or were refused",
        theme=Theme.KEEPING,
        order=90,
        words="bounced failed mail",
        permission=is_administrator,
    ),
    PlaceRule(
        Subscription,
        "place",
        Does.MOVE,
        noun="follower by email,followers by email",
        order=300,
        open=_not_ended,
        once=("lower(row.email)",),
        twin="row.ended_at IS NULL",
        twins_stay=True,
    ),
    PlaceRule(CalendarFeed, "subject", Does.MOVE, noun="calendar feed", order=80, open=_not_ended),
    BodyRule(CalendarFeed, "subject", Does.STAY, because="no body has a calendar"),
)
