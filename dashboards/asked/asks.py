"""Everything that is asked of places, of whatever kind, in the same columns.

An ask is one row: of which kind, when, of which place, by which bodies, and the hours it takes.
Only returns say hours; of all else they are not known, and never zero. Each kind is read by its own
rule, so that a reader counts what they see.

- a return, on the day when it is due; what is not needed is not asked;
- a policy test, on the day when the place was asked;
- a visit, on its day; one that was called off was none;
- an update of a pilot, on the day when it was sent, or is due (for whoever that concerns);
- a request for data to a council that governs the place, on the day when it was asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    DecimalField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from barriers.models import DataRequest
from funding.models import FundOwner, MonitoringReturn
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach
from pilots.models import Engagement, EngagementBody, Pilot, PilotPlace, Update
from policy.models import PolicyTestPlace
from records.dates import Precision
from records.figures import Qualifier

KINDS = {
    "return": "return",
    "test": "policy test",
    "visit": "visit",
    "update": "pilot update,pilot updates",
    "data": "request for data,requests for data",
}
COLUMNS = (
    *("a_kind", "a_pk", "a_day", "a_known_to", "a_place", "a_askers", "a_title", "a_about"),
    *("a_key", "a_low", "a_high", "a_qualifier", "a_open"),
)
IDS = ArrayField(BigIntegerField())
UNKNOWN = Cast(Value(None), DecimalField(max_digits=16, decimal_places=2))
BEGINNING = dt.date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose asks they are: of a place and those within it, or by a body. One of the two."""

    user: Any
    place: Place | None = None
    body: Organisation | None = None

    @property
    def within(self) -> QuerySet[Any]:
        """The place and the places within it."""
        return PlaceReach.objects.filter(ancestor=self.place).order_by().values("place")

    @property
    def councils(self) -> QuerySet[Any]:
        """The bodies that govern the place or one within it."""
        governs = OrganisationPlace.objects.standing().filter(
            role=OrganisationPlace.Role.GOVERNS, place__in=self.within
        )
        return governs.order_by().values("organisation")


def parts(scope: Scope) -> Iterator[QuerySet[Any]]:
    """The asks of each kind, in ``COLUMNS``."""
    yield _returns(scope)
    yield _tests(scope)
    yield _visits(scope)
    yield _updates_sent(scope)
    yield _updates_due(scope)
    if scope.place is not None:
        yield _data(scope)


def _in_columns(rows: Any, kind: str, **said: Any) -> QuerySet[Any]:
    """The rows in the columns that all kinds share."""
    columns = {
        "low": UNKNOWN,
        "high": UNKNOWN,
        "about": Value(""),
        "known_to": Value(Precision.DAY.value),
        "qualifier": Value(Qualifier.EXACTLY.value),
        "open": Value(False),
        **said,
    }
    texts = ("known_to", "title", "about", "key", "qualifier")
    made = {
        f"a_{name}": Cast(column, TextField()) if name in texts else column
        for name, column in columns.items()
    }
    annotated = rows.annotate(a_kind=Value(kind, output_field=TextField()), a_pk=F("pk"), **made)
    asks: QuerySet[Any] = annotated.order_by().values_list(*COLUMNS)
    return asks


def _one(name: str) -> Func:
    """A list of the one id in this column; empty where there is none."""
    return Func(F(name), template="array_remove(ARRAY[%(expressions)s], NULL)", output_field=IDS)


def _returns(scope: Scope) -> QuerySet[Any]:
    rows = MonitoringReturn.objects.visible_to(scope.user)
    rows = rows.filter(state__in=MonitoringReturn.WANTED)
    if scope.place is not None:
        rows = rows.in_place(scope.place)
    else:
        owned = FundOwner.objects.filter(organisation=scope.body, fund=OuterRef("duty__fund"))
        rows = rows.filter(Exists(owned))
    owners = FundOwner.objects.filter(fund=OuterRef("duty__fund")).order_by("id")
    took = Q(took_low__isnull=False)
    return _in_columns(
        rows,
        "return",
        day=F("due"),
        place=F("place"),
        askers=ArraySubquery(owners.values("organisation")),
        title=F("duty__what"),
        about=F("duty__fund__name"),
        key=F("pk"),
        low=Coalesce("took_low", "hours_low"),
        high=Case(When(took, then=F("took_high")), default=F("hours_high")),
        qualifier=Case(When(took, then=F("took_qualifier")), default=F("hours_qualifier")),
        open=Case(When(state=MonitoringReturn.State.DUE, then=True), default=False),
    )


def _tests(scope: Scope) -> QuerySet[Any]:
    rows = PolicyTestPlace.objects.visible_to(scope.user).carried_since(BEGINNING)
    if scope.place is not None:
        rows = rows.filter(place__in=scope.within)
    else:
        rows = rows.filter(test__owner=scope.body)
    return _in_columns(
        rows,
        "test",
        day=F("asked_on"),
        place=F("place"),
        askers=_one("test__owner_id"),
        title=F("test__title"),
        key=Concat("test__slug", Value("/"), "place__slug", output_field=TextField()),
        open=Case(When(state__in=PolicyTestPlace.WAITING, then=True), default=False),
    )


def _visits(scope: Scope) -> QuerySet[Any]:
    rows = Engagement.objects.visible_to(scope.user).visits()
    if scope.body is not None:
        rows = rows.with_body(scope.body)
    if scope.place is not None:
        rows = rows.at_place(scope.place)
    bodies = EngagementBody.objects.filter(engagement=OuterRef("pk"), organisation__isnull=False)
    at = Concat("pilot__slug", Value("/"), Cast("number", TextField()), output_field=TextField())
    return _in_columns(
        rows,
        "visit",
        day=F("on"),
        known_to=F("on_precision"),
        place=F("place"),
        askers=ArraySubquery(bodies.order_by("id").values("organisation")),
        title=F("purpose"),
        key=Case(When(pilot=None, then=Cast("pk", TextField())), default=at),
        open=Case(When(state=Engagement.State.PLANNED, then=True), default=False),
    )


def _lead_place(pilot: str) -> Subquery:
    links = PilotPlace.objects.filter(pilot=OuterRef(pilot), role=PilotPlace.Role.LEAD)
    return Subquery(links.order_by("id").values("place")[:1])


def _updates_sent(scope: Scope) -> QuerySet[Any]:
    rows = Update.objects.visible_to(scope.user)
    if scope.place is not None:
        rows = rows.filter(pilot__reach_ids__contains=[scope.place.pk])
    else:
        rows = rows.filter(pilot__programme__lead=scope.body)
    return _in_columns(
        rows,
        "update",
        day=TruncDate("created_at"),
        place=_lead_place("pilot"),
        askers=_one("pilot__programme__lead_id"),
        title=Concat(Value("Update "), Cast("number", TextField()), output_field=TextField()),
        about=F("pilot__name"),
        key=F("pilot__slug"),
    )


def _updates_due(scope: Scope) -> QuerySet[Any]:
    rows = Pilot.objects.visible_to(scope.user).concerning(scope.user)
    rows = rows.filter(update_due__isnull=False)
    if scope.place is not None:
        rows = rows.filter(reach_ids__contains=[scope.place.pk])
    else:
        rows = rows.filter(programme__lead=scope.body)
    return _in_columns(
        rows,
        "update",
        day=F("update_due"),
        place=_lead_place("pk"),
        askers=_one("programme__lead_id"),
        title=Value("Update due"),
        about=F("name"),
        key=F("slug"),
        open=Value(True),
    )


def _data(scope: Scope) -> QuerySet[Any]:
    rows = DataRequest.objects.visible_to(scope.user)
    rows = rows.filter(asked_of__in=scope.councils, asked_on__isnull=False)
    return _in_columns(
        rows.exclude(status=DataRequest.Status.WITHDRAWN),
        "data",
        day=F("asked_on"),
        place=Cast(Value(scope.place.pk if scope.place else None), BigIntegerField()),
        askers=Cast(Value([], output_field=IDS), IDS),
        title=F("dataset"),
        key=F("pk"),
        open=Case(When(status__in=DataRequest.WAITING, then=True), default=False),
    )
