"""Visits among what is asked of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from partnerships.organisation.asks import AskKind, Scope, in_ask_columns
from pilots.models import Engagement, EngagementBody
from records.addresses import address


def _visits(scope: Scope) -> Iterator[QuerySet[Any]]:
    """On their day; one that was called off was none."""
    rows = Engagement.objects.visible_to(scope.user).visits()
    if scope.body is not None:
        rows = rows.with_body(scope.body)
    if scope.place is not None:
        rows = rows.at_place(scope.place)
    bodies = EngagementBody.objects.filter(engagement=OuterRef("pk"), organisation__isnull=False)
    at = Concat("pilot__slug", Value("/"), Cast("number", TextField()), output_field=TextField())
    yield in_ask_columns(
        "visit",
        rows,
        day=F("on"),
        known_to=F("on_precision"),
        place=F("place"),
        askers=ArraySubquery(bodies.order_by("id").values("organisation")),
        title=F("purpose"),
        key=Case(When(pilot=None, then=Cast("pk", TextField())), default=at),
        open=Case(When(state=Engagement.State.PLANNED, then=True), default=False),
    )


def _url(key: str) -> str:
    """Of a meeting of a pilot, or of one of a place."""
    return address("engagement", *key.split("/")) if "/" in key else address("visit", key)


ASKED = AskKind(key="visit", noun="visit", url=_url, rows=_visits, order=30)
