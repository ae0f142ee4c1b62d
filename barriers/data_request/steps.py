"""Where a request stands: the steps that it may take, who may take them, what each brings along."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from barriers.data_request import permissions
from barriers.models import DataRequest, DataRequestStep
from partnerships.models import Assignment, Organisation, Role
from records.dates import DateWithPrecision

Status = DataRequest.Status
MOVED_ON = "Somebody else was quicker: look at how it stands now"
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
        return tuple(one for one in onwards if one not in kept_back)
    if permissions.can_answer(user, request) and request.status in BODY_FROM:
        return tuple(one for one in onwards if one in BODY_SAYS)
    return ()


@transaction.atomic
def change_status(
    *,
    by: Any,
    request: DataRequest,
    to: str,
    on: DateWithPrecision | None,
    seen: str,
    said: str = "",
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
    _apply(locked, Status(to), on, said=said.strip(), reason=reason.strip())
    locked.save(update_fields=_WRITTEN)
    DataRequestStep.objects.create(
        request=locked,
        before=before,
        after=to,
        on=on.day if on else None,
        on_precision=on.precision if on else "day",
        said="\n".join(filter(None, [said.strip(), reason.strip()])),
        created_by=by,
    )
    _tell(by, locked)
    if to in (Status.WITHDRAWN, Status.DRAFTING):
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
    request: DataRequest, to: Status, on: DateWithPrecision | None, *, said: str, reason: str
) -> None:
    if on and on.first > timezone.localdate():
        raise ValidationError({"on": "This day is still to come. Enter the day when it was done"})
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
        request.reply, request.reason = said, reason if to in DataRequest.TURNED_DOWN else ""
        _refuse_disorder(request)


def _set_day(request: DataRequest, name: str, day: DateWithPrecision | None) -> None:
    setattr(request, name, day.day if day else None)
    setattr(request, f"{name}_precision", day.precision if day else "day")


def _refuse_disorder(request: DataRequest) -> None:
    asked, answered = request.asked, request.answered
    if asked and answered and answered.last < asked.first:
        raise ValidationError({"on": f"It was asked on {asked}. The answer came later"})


def _tell(by: Any, request: DataRequest) -> None:
    """The body learns that it is asked, or no longer; the author, what became of the request."""
    about: dict[str, Any] = {"kind": "data-request", "url": request.get_absolute_url()}
    to_body = {
        Status.ASKED: f"You are asked for data: {request.dataset}",
        Status.WITHDRAWN: f"You are no longer asked for data: {request.dataset}",
    }
    if (subject := to_body.get(Status(request.status))) and request.asked_of:
        for officer in officers_of(request.asked_of).exclude(pk=by.pk):
            tell(subject=subject, to=officer, **about)
    if (author := request.created_by) is not None and author.pk != by.pk:
        now = f"{request.get_status_display()}, {request.dataset}"
        tell(subject=f"Your request for data: {now}", text=request.reply, to=author, **about)


def officers_of(body: Organisation) -> Any:
    """Accounts that answer for a body: its own officers and those of the body above."""
    today = Assignment.objects.on(timezone.localdate()).filter(role=Role.OFFICER)
    above = {body.pk, body.parent_id, body.parent.parent_id if body.parent else None} - {None}
    ids = today.filter(organisation__in=above).values("user")
    return User.objects.filter(pk__in=ids, is_active=True).order_by("id")
