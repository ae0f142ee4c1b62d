"""Updates of pilots among what is asked of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse

from partnerships.organisation.asks import AskKind, Scope, in_ask_columns, only
from pilots.models import Pilot, PilotPlace, Update


def _lead_place(pilot: str) -> Subquery:
    links = PilotPlace.objects.filter(pilot=OuterRef(pilot), role=PilotPlace.Role.LEAD)
    return Subquery(links.order_by("id").values("place")[:1])


def _sent(scope: Scope) -> QuerySet[Any]:
    rows = Update.objects.visible_to(scope.user)
    if scope.place is not None:
        rows = rows.filter(pilot__reach_ids__contains=[scope.place.pk])
    else:
        rows = rows.filter(pilot__programme__lead=scope.body)
    return in_ask_columns(
        "update",
        rows,
        day=TruncDate("created_at"),
        place=_lead_place("pilot"),
        askers=only("pilot__programme__lead_id"),
        title=Concat(Value("Update "), Cast("number", TextField()), output_field=TextField()),
        about=F("pilot__name"),
        key=F("pilot__slug"),
    )


def _due(scope: Scope) -> QuerySet[Any]:
    """For whoever they concern."""
    rows = Pilot.objects.visible_to(scope.user).concerning(scope.user)
    rows = rows.filter(update_due__isnull=False)
    if scope.place is not None:
        rows = rows.filter(reach_ids__contains=[scope.place.pk])
    else:
        rows = rows.filter(programme__lead=scope.body)
    return in_ask_columns(
        "update",
        rows,
        day=F("update_due"),
        place=_lead_place("pk"),
        askers=only("programme__lead_id"),
        title=Value("Update due"),
        about=F("name"),
        key=F("slug"),
        open=Value(True),
    )


def _updates(scope: Scope) -> Iterator[QuerySet[Any]]:
    """On the day when one was sent, or is due."""
    yield _sent(scope)
    yield _due(scope)


ASKED = AskKind(
    key="update",
    noun="pilot update,pilot updates",
    url=lambda pilot: reverse("pilot_updates", args=[pilot]),
    rows=_updates,
    order=40,
)
