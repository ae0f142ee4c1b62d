"""Logging a request for data, keeping it right, saying where it stands, and adding advice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier.pages import BARRIERS
from barriers.data_request import actions, record, start, steps
from barriers.data_request import permissions as rights
from barriers.data_request.edit_form import EditDataRequest
from barriers.data_request.forms import LogDataRequest
from barriers.data_request.pages import REQUESTS
from barriers.data_request.step_forms import AdviceForm, StatusForm
from barriers.models import AdviceSession, Barrier, DataRequest
from partnerships.form_page import FormPage, answer
from records import drafts


def _load(user: Any, key: int | str, may: loading.May) -> DataRequest:
    found: DataRequest = loading.one(record.load(user), key, user, may)
    return found


_kind = partial(loading.kind_about, rows=record.load, name="dataset")


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        start.start_of(user, start.params_of(target))
    except (Http404, PermissionDenied):
        return None
    return f"Request for data: {' '.join(typed.get('dataset', '').split())[:100]}".rstrip(": ")


def may_move(user: Any, request: DataRequest) -> bool:
    """Whether there is a step that this user may take."""
    return bool(steps.moves(user, request))


LOG = drafts.register(
    "log-data-request",
    title=_title_of_new,
    url=lambda target: reverse("data_request_log", query=start.params_of(target)),
)
EDIT = _kind(
    "edit-data-request", "Change of a request for data", "data_request_edit", rights.can_keep
)
STATUS = _kind(
    "data-request-status", "Where a request for data stands", "data_request_status", may_move
)
ADVICE = _kind(
    "data-request-advice",
    "Advice about a request for data",
    "data_request_advice_add",
    rights.can_add_advice,
)
BARRIER_ADVICE = loading.kind_about_barrier(
    "barrier-advice", "Advice about data", "barrier_advice_add", permissions.can_add_tried
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
        crumbs=[BARRIERS, where, ("Ask for data", "")],
        template="barriers/data_requests/log.html",
        context={"example": begun.place is not None and begun.place.is_example},
    )

    def write(form: LogDataRequest) -> DataRequest:
        place = form.place
        assert place is not None  # noqa: S101 - the form is valid
        return actions.log_request(by=user, request=form.instance, place=place, parts=form.parts)

    known = {"places": begun.places, "barrier": barrier, "initial": begun.initial}
    return answer(request, shown, LogDataRequest, write, user=user, **known)


def data_request_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact of a request; the second of two editors sees both versions."""
    found = _load(request.user, pk, rights.can_keep)
    lead = rights.lead_place(found)
    shown = _page(found, EDIT, f"Edit {found.reference}", "Edit")
    shown.context.update(lead_rows=[{"label": "Lead place", "value": lead}], one=found)

    def write(form: EditDataRequest) -> DataRequest:
        return actions.edit_request(by=request.user, request=form.instance, parts=form.parts)

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
    barrier = loading.barrier(request.user, pk, permissions.can_add_tried)
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
        context={"example": barrier.is_example},
    )
    return _advice(request, shown, AdviceSession(barrier=barrier), barrier)


def _advice(
    request: HttpRequest, shown: FormPage, session: AdviceSession, about: Barrier | DataRequest
) -> HttpResponse:
    def write(form: AdviceForm) -> str:
        actions.add_advice(by=request.user, session=form.instance, bodies=form.all_bodies)
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
        crumbs=[BARRIERS, REQUESTS, (found.reference, found.get_absolute_url()), (last, "")],
        seen_by=found,
        context={"example": found.is_example},
        template="barriers/data_requests/edit.html" if edits else "partnerships/form.html",
    )
