"""How error reports take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import Part, Theme
from partnerships.models import ErrorReport
from partnerships.permissions import keeps_anything
from records.merging import BodyRule, Does, PlaceRule, Sides


def _not_answered(sides: Sides) -> Q:
    return Q(answered_at=None)


DECLARES = (
    Part(
        page="directory_queue",
        label="Directory pages to look after",
        says="Pages that are overdue, never confirmed, or reported as wrong",
        theme=Theme.KEEPING,
        order=10,
        words="queue confirm review corrections errors",
        may=keeps_anything,
    ),
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
