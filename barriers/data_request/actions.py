"""Logging a request for data, keeping it right, and what advice was had about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from barriers.data_request import permissions
from barriers.models import (
    AdviceBody,
    AdviceSession,
    Barrier,
    DataRequest,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
)
from partnerships.models import Organisation, Place
from records.models import Visibility

NEVER_PUBLIC = "A request for data names a body, so it is never public. Choose a narrower answer"
HOLDER_STAYS = (
    "Whoever holds the data was asked already. To ask another body, withdraw the request first"
)


@dataclass(frozen=True)
class Parts:
    """What a request covers beside its own columns; None leaves what it has.

    ``barriers`` are linked beside those that are, ``dropped`` ones are no longer.
    """

    barriers: Iterable[Barrier] = ()
    dropped: Iterable[Barrier] = ()
    other_places: Iterable[Place] | None = None
    bodies: Iterable[Organisation] | None = None
    described: Iterable[str] | None = None


@transaction.atomic
def log_request(*, by: Any, request: DataRequest, place: Place, parts: Parts) -> DataRequest:
    """Write down data that a place wants; it is a draft until the body is asked."""
    request.created_by = by
    _settle(request)
    request.save()
    DataRequestPlace.objects.create(request=request, place=place, is_lead=True, created_by=by)
    _write_parts(request, parts, by)
    DataRequestStep.objects.create(request=request, after=request.status, created_by=by)
    return request


@transaction.atomic
def edit_request(*, by: Any, request: DataRequest, parts: Parts) -> DataRequest:
    """Write a request whose fields were changed. Raises PermissionDenied and ValidationError."""
    before = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not permissions.can_keep(by, before):
        raise PermissionDenied
    if request.holder_id != before.holder_id and not may_change_holder(before):
        raise ValidationError({"holder": HOLDER_STAYS})
    for name in ("status", "asked_of_id", "reply", "reason"):  # of the steps, not of this form
        setattr(request, name, getattr(before, name))
    _settle(request)
    request.save()
    _write_parts(request, parts, by)
    return request


def may_change_holder(request: DataRequest) -> bool:
    """Whether no body has it in hand now: it was not asked, or that is over."""
    status = DataRequest.Status
    over = (status.DRAFTING, *DataRequest.TURNED_DOWN, status.WITHDRAWN)
    return request.asked_of_id is None or request.status in over


def _settle(request: DataRequest) -> None:
    """What follows from other answers."""
    if request.visibility == Visibility.PUBLIC:
        raise ValidationError({"visibility": NEVER_PUBLIC})
    if request.pilot is not None:
        request.programme_id = request.pilot.programme_id
    if request.first_time != "yes":
        request.first_done = []
    if request.health_data != "yes":
        request.caldicott_guardian, request.caldicott_not_known = "", False


def _write_parts(request: DataRequest, parts: Parts, by: Any) -> None:
    request.barriers.remove(*parts.dropped)
    request.barriers.add(*parts.barriers)
    if parts.other_places is not None:
        _set_other_places(request, parts.other_places, by)
    if parts.bodies is not None:
        _set_bodies(request, parts.bodies)
    if parts.described is not None:
        _set_described(request, parts.described)


def _set_other_places(request: DataRequest, places: Iterable[Place], by: Any) -> None:
    wanted = {place.pk for place in places}
    links = {link.place_id: link for link in request.place_links.all()}
    gone = [link.pk for at, link in links.items() if at not in wanted and not link.is_lead]
    DataRequestPlace.objects.filter(pk__in=gone).delete()
    DataRequestPlace.objects.bulk_create(
        DataRequestPlace(request=request, place_id=at, created_by=by)
        for at in sorted(wanted - links.keys())
    )


def _set_bodies(request: DataRequest, bodies: Iterable[Organisation]) -> None:
    wanted = {body.pk for body in bodies}
    rows = request.parties.filter(organisation__isnull=False)
    rows.exclude(organisation__in=wanted).delete()
    has = set(rows.values_list("organisation", flat=True))
    DataRequestParty.objects.bulk_create(
        DataRequestParty(request=request, organisation_id=pk) for pk in sorted(wanted - has)
    )


def _set_described(request: DataRequest, described: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(described))
    rows = request.parties.filter(organisation=None)
    rows.exclude(description__in=wanted).delete()
    has = set(rows.values_list("description", flat=True))
    DataRequestParty.objects.bulk_create(
        DataRequestParty(request=request, description=text) for text in wanted if text not in has
    )


@transaction.atomic
def add_advice(*, by: Any, session: AdviceSession, bodies: Iterable[Organisation]) -> AdviceSession:
    """Keep that advice was had, with which bodies, and what was said."""
    session.created_by = by
    session.save()
    AdviceBody.objects.bulk_create(
        AdviceBody(session=session, organisation=body) for body in dict.fromkeys(bodies)
    )
    return session
