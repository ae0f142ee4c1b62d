"""How roles of accounts take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from partnerships.models import Assignment, Invitation
from records.differences import InHistory
from records.merging import BodyRule, Does, PlaceRule, Sides


def _not_over(sides: Sides) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=sides.day)


def _waiting(sides: Sides) -> Q:
    return Q(accepted_at=None, withdrawn_at=None)


DECLARES = (
    PlaceRule(
        Assignment,
        "place",
        Does.DATE,
        noun="role of an account,roles of accounts",
        record="user",
        order=290,
        open=_not_over,
        once=("user_id", "role"),
        spread=True,
    ),
    BodyRule(
        Assignment,
        "organisation",
        Does.MOVE,
        noun="role of an account,roles of accounts",
        record="user",
        order=150,
        once=("user_id", "role", "valid_from", "valid_to"),
    ),
    PlaceRule(
        Invitation,
        "place",
        Does.MOVE,
        noun="invitation",
        record="email",
        order=295,
        open=_waiting,
        once=("email", "role"),
    ),
    BodyRule(
        Invitation,
        "organisation",
        Does.MOVE,
        noun="invitation",
        record="email",
        order=155,
        once=("email", "role"),
    ),
    InHistory(model=Invitation, named_by=("email", "role")),
    InHistory(
        model=Assignment,
        named_by=(
            "place",
            "organisation",
            "role",
        ),
    ),
)
