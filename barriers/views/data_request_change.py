"""Logging a request for data, keeping it right, saying where it stands, and adding advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from barriers import page as barrier_page
from barriers import permissions
from barriers.data_requests import asking, page, rights, start, steps
from barriers.forms.data_requests import EditDataRequest, LogDataRequest
from barriers.forms.data_steps import AdviceForm, StatusForm
from barriers.models import AdviceSession, Barrier, DataRequest
from barriers.models import querysets as barrier_rows
from barriers.models.data_requests import REFERENCE
from barriers.views.data_requests import REQUESTS
from partnerships.views.form_page import FormPage, answer
from records import drafts

Asked = Callable[[Any, DataRequest], bool]


def _load(user: Any, pk: int, may: Asked) -> DataRequest:
    """A request that this user sees and may do this to; 404 or 403 where not."""
    found = get_object_or_404(page.load(user), pk=pk)
    if not may(user, found):
        raise PermissionDenied
    return found


def _title(verb: str, may: Asked) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        reference = REFERENCE.fullmatch(target)
        try:
            found = _load(user, int(reference[1]), may) if reference else None
        except (Http404, PermissionDenied):
            return None
        return f"{verb}: {found.dataset}" if found else None

    return title


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        start.start_of(user, start.params_of(target))
    except (Http404, PermissionDenied):
        return None
    return f"Request for data: {' '.join(typed.get('dataset', '').split())[:100]}".rstrip(": ")


def _title_of_barrier(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    reference = barrier_rows.REFERENCE.fullmatch(target)
    try:
        found = _barrier(user, int(reference[1])) if reference else None
    except (Http404, PermissionDenied):
        return None
    return f"Advice about data: {found.title}" if found else None


def _at(name: str) -> Callable[[str], str]:
    return lambda target: reverse(name, args=[target])


def may_move(user: Any, request: DataRequest) -> bool:
    """Whether there is a step that this user may take."""
    return bool(steps.moves(user, request))


LOG = drafts.register(
    "log-data-request",
    title=_title_of_new,
    url=lambda target: reverse("data_request_log", query=start.params_of(target)),
)
EDIT = drafts.register(
    "edit-data-request",
    title=_title("Change of a request for data", rights.can_keep),
    url=_at("data_request_edit"),
)
STATUS = drafts.register(
    "data-request-status",
    title=_title("Where a request for data stands", may_move),
    url=_at("data_request_status"),
)
ADVICE = drafts.register(
    "data-request-advice",
    title=_title("Advice about a request for data", rights.can_add_advice),
    url=_at("data_request_advice_add"),
)
BARRIER_ADVICE = drafts.register(
    "barrier-advice", title=_title_of_barrier, url=_at("barrier_advice_add")
)


def data_request_log(request: HttpRequest) -> HttpResponse:
    """Ask for data: a draft, until the body is asked."""
    user = request.user
    if not permissions.can_log_barriers(user):
        raise PermissionDenied
    begun = start.start_of(user, request.GET)
    barrier = begun.barrier
    back = barrier.get_absolute_url() if barrier else REQUESTS[1]
    where = (barrier.reference, back) if barrier else REQUESTS
    shown = FormPage(
        kind=LOG,
        target=begun.target,
        heading="Ask for data",
        lead=f"In {begun.place}. A few questions; the rest can wait." if begun.place else "",
        verb="Save the request",
        said="The request is saved as being drafted. Say so here once the body is asked.",
        back=back,
        crumbs=[where, ("Ask for data", "")],
        template="barriers/data_requests/log.html",
        context={"example": begun.place is not None and begun.place.is_example},
    )

    def write(form: LogDataRequest) -> DataRequest:
        place = form.place
        assert place is not None  # noqa: S101 - the form is valid
        return asking.log_request(by=user, request=form.instance, place=place, parts=form.parts)

    known = {"places": begun.places, "barrier": barrier, "initial": begun.initial}
    return answer(request, shown, LogDataRequest, write, user=user, **known)


def data_request_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact of a request; the second of two editors sees both versions."""
    found = _load(request.user, pk, rights.can_keep)
    lead = rights.lead_place(found)
    shown = _page(found, EDIT, f"Edit {found.reference}", "Edit")
    shown.context.update(lead_rows=[{"label": "Lead place", "value": lead}], one=found)

    def write(form: EditDataRequest) -> DataRequest:
        return asking.edit_request(by=request.user, request=form.instance, parts=form.parts)

    return answer(request, shown, EditDataRequest, write, instance=found, user=request.user)


def data_request_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where it stands: by those who ask, or by the body that was asked."""
    found = _load(request.user, pk, may_move)
    to = steps.moves(request.user, found)
    shown = _page(found, STATUS, "Where it stands", "Where it stands")

    def write(form: StatusForm) -> DataRequest:
        data = form.cleaned_data
        return steps.change_status(
            by=request.user,
            request=found,
            to=data["to"],
            on=form.day,
            seen=found.status,
            said=data["said"],
            reason=data.get("reason", ""),
        )

    return answer(request, shown, StatusForm, write, to=to)


def data_request_advice_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who knows the rules or the data was asked."""
    found = _load(request.user, pk, rights.can_add_advice)
    shown = _page(found, ADVICE, "Add advice", "Add advice")
    return _advice(request, shown, AdviceSession(request=found), found)


def barrier_advice_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Advice that was had about a barrier while there is no request."""
    barrier = _barrier(request.user, pk)
    shown = FormPage(
        kind=BARRIER_ADVICE,
        target=barrier.reference,
        heading="Add advice about data",
        lead=barrier.title,
        verb="Add",
        said="The advice is added.",
        back=barrier.get_absolute_url(),
        crumbs=[
            ("Barriers", reverse("barriers")),
            (barrier.reference, barrier.get_absolute_url()),
            ("Add advice about data", ""),
        ],
        seen_by=barrier,
        context={"example": barrier_page.is_example(barrier)},
    )
    return _advice(request, shown, AdviceSession(barrier=barrier), barrier)


def _barrier(user: Any, pk: int) -> Barrier:
    barrier = get_object_or_404(barrier_page.load(user), pk=pk)
    if not permissions.can_add_tried(user, barrier):
        raise PermissionDenied
    return barrier


def _advice(
    request: HttpRequest, shown: FormPage, session: AdviceSession, about: Barrier | DataRequest
) -> HttpResponse:
    def write(form: AdviceForm) -> str:
        asking.add_advice(by=request.user, session=form.instance, bodies=form.all_bodies)
        return about.get_absolute_url()

    return answer(request, shown, AdviceForm, write, instance=session)


def _page(found: DataRequest, kind: drafts.Kind, heading: str, last: str) -> FormPage:
    edits = kind is EDIT
    return FormPage(
        kind=kind,
        target=found.reference,
        heading=heading,
        lead="" if edits else f"{found.dataset}. {found.get_status_display().capitalize()} now.",
        back=found.get_absolute_url(),
        crumbs=[REQUESTS, (found.reference, found.get_absolute_url()), (last, "")],
        seen_by=found,
        context={"example": page.is_example(found)},
        template="barriers/data_requests/edit.html" if edits else "partnerships/form.html",
    )
