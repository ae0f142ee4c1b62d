"""Logging a request for data, keeping it right, saying where it stands, and adding advice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from barriers.barrier import loading, permissions
from barriers.barrier.loading import BARRIERS, Start, by_slug, place_to_log_at, start_at_place
from barriers.barrier.models.querysets import REFERENCE
from barriers.barrier.views import BarrierForm, ReferencedForm
from barriers.data_request import actions, page_data
from barriers.data_request import permissions as request_permissions
from barriers.data_request.edit_form import EditDataRequest
from barriers.data_request.forms import AdviceForm, LogDataRequest, StatusForm
from barriers.data_request.views import REQUESTS, OneRequest
from barriers.models import AdviceSession, Barrier, DataRequest
from pilots.models import Pilot
from records import drafts
from records.form_views import AddPage


def params_of(target: str) -> dict[str, str]:
    """The parameters of the address where a draft's form stands."""
    if REFERENCE.number(target) is not None:
        return {"barrier": target}
    name, _, value = target.rpartition(":")
    return {name or "place": value} if value else {}


def start_of(user: Any, params: Mapping[str, Any]) -> Start:
    """What ``?barrier=``, ``?pilot=`` or ``?place=`` start from.

    Raises Http404 for what this user may not see, PermissionDenied where they may not ask.
    """
    if text := params.get("barrier"):
        return _of_barrier(user, text)
    if slug := params.get("pilot"):
        pilot = by_slug(Pilot.objects.visible_to(user).with_places(), slug)
        place = place_to_log_at(user, pilot.lead_place)
        return Start([place], f"pilot:{slug}", {"pilot": pilot})
    return start_at_place(user, params.get("place", ""))


def _of_barrier(user: Any, text: str) -> Start:
    seen = Barrier.objects.visible_to(user).prefetch_related("place_links__place")
    barrier = get_object_or_404(seen.called(text))
    place = place_to_log_at(user, permissions.lead_place(barrier))
    pilots = Pilot.objects.visible_to(user)
    pilot = pilots.filter(pk=barrier.pilot_id).first() if barrier.pilot_id else None
    facts = {"pilot": pilot, "people": barrier.people, "holder": barrier.unlocker}
    initial = {name: value for name, value in facts.items() if value}
    return Start([place], barrier.reference, initial, barrier)


_draft = partial(loading.kind_about, rows=page_data.load, name="dataset")


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        start_of(user, params_of(target))
    except (Http404, PermissionDenied):
        return None
    return loading.draft_words("Request for data", typed.get("dataset", ""))


def _may_move(user: Any, request: DataRequest) -> bool:
    """Whether there is a step that this user may take."""
    return bool(actions.moves(user, request))


class LogRequest(AddPage):
    """Ask for data: a draft, until the body is asked."""

    template_name = "barriers/data_request/log.html"
    form, permission = LogDataRequest, permissions.can_log_barriers
    draft = drafts.register(
        "log-data-request",
        title=_draft_title,
        url=lambda target: reverse("data_request_log", query=params_of(target)),
    )
    title, submit_label = "Ask for data", "Save the request"
    success_message = "Request saved as a draft. Tell us here once you’ve asked the body."

    @cached_property
    def start(self) -> Start:
        """Where it starts from; 404 or 403 where that is not for this user."""
        return start_of(self.request.user, self.request.GET)

    @property
    def target(self) -> str:
        return self.start.target

    @property
    def cancel_url(self) -> str:
        barrier = self.start.barrier
        return barrier.get_absolute_url() if barrier else REQUESTS[1]

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if place := self.start.place:
            self.lead = f"In {place}. A few questions; the rest can wait."
        return super().answer(request)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        barrier = self.start.barrier
        where = (barrier.reference, self.cancel_url) if barrier else REQUESTS
        return [BARRIERS, where, (self.title, "")]

    def get_context_data(self) -> dict[str, Any]:
        place = self.start.place
        return {"example": place is not None and place.is_example}

    def arguments(self) -> dict[str, Any]:
        start = self.start
        return {
            "user": self.request.user,
            "places": start.places,
            "barrier": start.barrier,
            "initial": start.initial,
        }

    def save(self, form: LogDataRequest) -> DataRequest:
        place = form.place
        assert place is not None  # noqa: S101 - the form is valid
        return actions.log_request(
            by=self.request.user, request=form.instance, place=place, parts=form.parts
        )


class EditRequest(ReferencedForm, OneRequest):
    """Every fact of a request; the second of two editors sees both versions."""

    template_name = "barriers/data_request/edit.html"
    form, permission = EditDataRequest, request_permissions.can_keep
    draft = _draft(
        "edit-data-request", "Change of a request for data", "data_request_edit", permission
    )
    page_title = "Edit"
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title, self.lead = f"Edit {self.called}", ""

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "record": self.record}

    def save(self, form: EditDataRequest) -> DataRequest:
        return actions.edit_request(by=self.request.user, request=form.instance, parts=form.parts)


class _RequestForm(ReferencedForm, OneRequest):
    """A form about one request, below where that stands now."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        status = self.record.get_status_display().capitalize()
        self.lead, self.seen_by = f"{self.record.dataset}. {status} now.", self.record


class ChangeStatus(_RequestForm):
    """Say where it stands: by those who ask, or by the body that was asked."""

    form, permission = StatusForm, _may_move
    draft = _draft(
        "data-request-status", "Status of a request for data", "data_request_status", permission
    )
    title = "Status"

    def arguments(self) -> dict[str, Any]:
        return {"to": actions.moves(self.request.user, self.record)}

    def save(self, form: StatusForm) -> DataRequest:
        data = form.cleaned_data
        return actions.change_status(
            by=self.request.user,
            request=self.record,
            to=data["to"],
            on=form.day,
            seen=self.record.status,
            answer=data["said"],
            reason=data.get("reason", ""),
        )


class AddAdvice(_RequestForm):
    """Somebody who knows the rules or the data was asked."""

    form, permission = AdviceForm, request_permissions.can_add_advice
    draft = _draft(
        "data-request-advice",
        "Advice about a request for data",
        "data_request_advice_add",
        permission,
    )
    title = "Add advice"

    def instance(self) -> AdviceSession:
        return AdviceSession(request=self.record)

    def save(self, form: AdviceForm) -> Any:
        actions.add_advice(by=self.request.user, session=form.instance, bodies=form.all_bodies)
        return self.record


class AddBarrierAdvice(BarrierForm):
    """Advice that was had about a barrier while there is no request."""

    form, permission = AdviceForm, permissions.can_add_tried
    draft = loading.kind_about_barrier(
        "barrier-advice", "Advice about data", "barrier_advice_add", permission
    )
    title, submit_label, success_message = "Add advice about data", "Add", "Advice added."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = self.record

    def arguments(self) -> dict[str, Any]:
        return {"instance": AdviceSession(barrier=self.record)}

    save = AddAdvice.save
