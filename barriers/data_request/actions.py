"""Logging a request for data, keeping it right, and what advice was had about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.notice.parties import one_person, tell_parties
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
from people.review.officers import officers_of
from people.review.parties import body_party
from records.dates import DateWithPrecision
from records.models import Visibility

NEVER_PUBLIC = "A request for data names a body, so it is never public. Choose a narrower answer"
HOLDER_STAYS = (
    "The organisation that holds the data has already been asked. To ask another, withdraw the "
    "request first"
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


Status = DataRequest.Status
MOVED_ON = "Somebody else changed it first: see how it stands now"
_ANSWERS = (Status.AGREED, Status.REFUSED, Status.UNSUITABLE)
NEXT: dict[str, tuple[Status, ...]] = {
    Status.DRAFTING: (Status.ASKED, Status.ADVICE, Status.UNSUITABLE, Status.WITHDRAWN),
    Status.ASKED: (Status.LOOKED_AT, Status.ADVICE, *_ANSWERS, Status.WITHDRAWN),
    Status.LOOKED_AT: (Status.ADVICE, *_ANSWERS, Status.WITHDRAWN),
    Status.ADVICE: (Status.ASKED, Status.LOOKED_AT, *_ANSWERS, Status.WITHDRAWN),
    Status.AGREED: (Status.RECEIVED, Status.REFUSED, Status.UNSUITABLE, Status.WITHDRAWN),
    Status.RECEIVED: (Status.UNSUITABLE,),
    Status.UNSUITABLE: (Status.DRAFTING, Status.ASKED),
    Status.REFUSED: (Status.DRAFTING, Status.ASKED),
    Status.WITHDRAWN: (Status.DRAFTING, Status.ASKED),
}
# What officers of the body that was asked may say.
BODY_SAYS = frozenset({Status.LOOKED_AT, Status.ADVICE, *_ANSWERS})
BODY_FROM = frozenset({*DataRequest.WAITING, Status.AGREED})
_WRITTEN = (
    *("status", "asked_of", "asked_on", "asked_on_precision", "answered_on"),
    *("answered_on_precision", "reply", "reason"),
)


def moves(user: Any, request: DataRequest) -> tuple[Status, ...]:
    """The steps that this user may take from here."""
    onwards = NEXT[request.status]
    if permissions.can_keep(user, request):
        kept_back = set()
        if request.asked_of_id is None:
            kept_back = {Status.LOOKED_AT, Status.AGREED, Status.REFUSED}
            if request.holder_id is None:
                kept_back.add(Status.ASKED)
        return tuple(status for status in onwards if status not in kept_back)
    if permissions.can_answer(user, request) and request.status in BODY_FROM:
        return tuple(status for status in onwards if status in BODY_SAYS)
    return ()


@transaction.atomic
def change_status(
    *,
    by: Any,
    request: DataRequest,
    to: str,
    on: DateWithPrecision | None,
    seen: str,
    answer: str = "",
    reason: str = "",
) -> DataRequest:
    """Take a step, on a day that may be unknown. ``seen`` is the status that the user saw.

    Asking tells the officers of the body; its answer tells whoever wrote the request. Raises
    PermissionDenied and ValidationError; then nothing is changed.
    """
    locked = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.status != seen:
        raise ValidationError(MOVED_ON)
    if to not in moves(by, locked):
        raise PermissionDenied
    before = locked.status
    _apply(locked, Status(to), on, answer=answer.strip(), reason=reason.strip())
    locked.save(update_fields=_WRITTEN)
    DataRequestStep.objects.create(
        request=locked,
        before=before,
        after=to,
        on=on.day if on else None,
        on_precision=on.precision if on else "day",
        said="\n".join(filter(None, [answer.strip(), reason.strip()])),
        created_by=by,
    )
    _tell(by, locked)
    if to in DataRequest.NOT_ASKED:
        _leave_the_body(locked)
    return locked


def _leave_the_body(request: DataRequest) -> None:
    """Nobody is asked any more: the body reads the request no longer. The steps keep what was."""
    request.asked_of = None
    _set_day(request, "asked_on", None)
    _set_day(request, "answered_on", None)
    request.reply = ""
    if request.status == Status.DRAFTING:
        request.reason = ""
    request.save(update_fields=_WRITTEN)


def _apply(
    request: DataRequest, to: Status, on: DateWithPrecision | None, *, answer: str, reason: str
) -> None:
    if on and on.first > timezone.localdate():
        raise ValidationError({"on": "This date is in the future. Enter the date when it was done"})
    if to in DataRequest.TURNED_DOWN and not reason:
        raise ValidationError({"reason": "Say why"})
    request.status = to
    if to == Status.ASKED:
        request.asked_of_id = request.holder_id or request.asked_of_id
        _set_day(request, "asked_on", on)
        _set_day(request, "answered_on", None)
        request.reply = request.reason = ""
    elif to in _ANSWERS:
        _set_day(request, "answered_on", on)
        request.reply, request.reason = answer, reason if to in DataRequest.TURNED_DOWN else ""
        _refuse_disorder(request)


def _set_day(request: DataRequest, name: str, day: DateWithPrecision | None) -> None:
    setattr(request, name, day.day if day else None)
    setattr(request, f"{name}_precision", day.precision if day else "day")


def _refuse_disorder(request: DataRequest) -> None:
    asked, answered = request.asked, request.answered
    if asked and answered and answered.last < asked.first:
        raise ValidationError(
            {"on": f"It was asked on {asked}. Enter a date for the answer that is not before that"}
        )


def _tell(by: Any, request: DataRequest) -> None:
    """The body learns that it is asked, or no longer; the author, what became of the request."""
    url = request.get_absolute_url()
    about: dict[str, Any] = {"kind": "data-request", "about": request, "url": url}
    if (to_body := _to_body(request)) and request.asked_of:
        officers = officers_of(request.asked_of, timezone.localdate())
        party = body_party(request.asked_of, officers)
        tell_parties([party], by=by, **(about | to_body))
    now = f"{request.get_status_display()}, {request.dataset}"
    tell_parties(
        [one_person(request.created_by, "Whoever wrote the request")],
        by=by,
        subject=f"Your request for data: {now}",
        text=request.reply,
        **about,
    )


def _to_body(request: DataRequest) -> dict[str, Any]:
    """What its officers are told. Of one that is withdrawn they read no word any more."""
    if request.status == Status.ASKED:
        return {"subject": f"You are asked for data: {request.dataset}"}
    if request.status == Status.WITHDRAWN:
        which = f" of {request.asked}" if request.asked else ""
        said = f"You are no longer asked for data: the request{which} is withdrawn"
        return {"subject": said, "about": None, "url": ""}
    return {}
