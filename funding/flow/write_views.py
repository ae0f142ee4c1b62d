"""Adding money, passing it on, changing it, splitting it, and taking back what was a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage, history_of
from funding.flow import actions, revisions
from funding.flow.doubts import doubts_about
from funding.flow.forms import EditFlow
from funding.flow.permissions import can_add_flow, can_edit_flow, can_pass_on
from funding.flow.split_forms import SplitFlow
from funding.models import Flow, FlowPlace, FlowTopic, FlowYear, Fund
from interface import exports
from interface.pages import RecordPage
from interface.paging import row_number
from partnerships.place.examples import is_made_up
from partnerships.programme.asked import (
    asked_body,
    asked_day,
    asked_place,
    asked_programme,
    asked_slug,
)
from records import drafts, history
from records.form_views import AddPage, EditPage, FormPage, TakeBackPage

MONEY = ("Money", "/funding/")


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_flow(user):
        return None
    return f"New money: {typed.get('description', '').strip() or 'not described yet'}"


def _load(user: Any, pk: str, may: Any) -> Flow:
    flow = get_object_or_404(Flow.objects.visible_to(user), pk=row_number(pk))
    if not may(user, flow):
        raise PermissionDenied
    return flow


ADD = drafts.register("flow-add", title=_title_of_new, url=lambda _: reverse("flow_add"))
EDIT, SPLIT, PASS_ON = (
    drafts.register_one(key, words, name, lambda user, pk, may=may: _load(user, pk, may))  # type: ignore[misc]
    for key, words, name, may in (
        ("flow-edit", "Change of money", "flow_edit", can_edit_flow),
        ("flow-split", "Split of money", "flow_split", can_edit_flow),
        ("flow-pass-on", "Passed on from", "flow_pass_on", can_pass_on),
    )
)


class WritesFlow(FormPage):
    """The form of a flow, new or known."""

    form = EditFlow
    form_takes_user = True

    def save(self, form: Any) -> Flow:
        form.instance.source = form.named_source(self.request.user)
        # The reason is for who reads the flow: a source that is made has a history of its own
        with history.context(why=form.kept_why):
            flow = actions.write_flow(
                by=self.request.user,
                flow=form.instance,
                places=form.all_places(),
                topics=form.cleaned_data["topics"],
            )
        for doubt in doubts_about(flow, self.request.user):
            messages.warning(self.request, doubt)
        return flow


class AddFlow(WritesFlow, AddPage):
    """New money; ``?place=``, ``?fund=``, ``?programme=``, ``?giver=`` and ``?receiver=`` fill in
    what is known already, and so do ``?description=``, ``?amount=`` and ``?end=`` as they stand."""

    model, permission, draft = Flow, can_add_flow, ADD
    title, success_message = "Add money", "Money added."
    lead = (
        "Who gives it, who receives it, for which place and until when. Leave "
        "empty what is not known."
    )

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]

    def arguments(self) -> dict[str, Any]:
        funds = Fund.objects.visible_to(self.request.user)
        initial = {
            "add_place": asked_place(self.request),
            "fund": funds.filter(slug=asked_slug(self.request, "fund")).first(),
            "programme": asked_programme(self.request),
            **{name: asked_body(self.request, name) for name in ("giver", "receiver")},
            **{name: asked_slug(self.request, name) for name in ("description", "amount")},
            "end": asked_day(self.request, "end"),
        }
        known = {name: value for name, value in initial.items() if value is not None}
        return {**super().arguments(), "initial": known}


class OfFlow(RecordPage):
    """What every page about one flow has."""

    model = Flow

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY]


class ChangeFlow(WritesFlow, OfFlow, EditPage):
    """Every fact of a flow; the second of two editors sees both versions."""

    permission, draft = can_edit_flow, EDIT
    page_title, title, success_message = "Change", "Change this money", "Money saved."

    def save(self, form: Any) -> Flow:
        flow, was = form.instance, self.record
        if (flow.receiver_id, flow.receiver_said) != (was.receiver_id, was.receiver_said):
            flow.receiver_number = ""  # which a file gave of who received it before
        return super().save(form)


class Split(OfFlow, EditPage):
    """Which part goes to which place and falls in which financial year."""

    template_name = "funding/flow/split.html"
    form, permission, draft = SplitFlow, can_edit_flow, SPLIT
    page_title, title = "Split", "Split the amount"
    success_message = "Split saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        amount = f"{self.record.amount}, {self.record.get_meaning_display()}"
        self.lead = f"{self.record}: {amount}. Leave empty what is not known."

    def save(self, form: SplitFlow) -> Flow:
        with history.context(why=form.kept_why):
            return actions.split_flow(
                by=self.request.user, flow=form.instance, shares=form.shares, years=form.years
            )


class FlowHistory(OfFlow, HistoryPage):
    """What was believed of a flow before, and when; as a file a row for each thing that changed."""

    closed_because = "to come: a history has columns of words alone, and no number for a row"
    public = True
    template_name = "funding/flow/history.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if "format" not in request.GET:
            return super().get(request, **kwargs)
        told = history_of(self.record, request.user, size=revisions.MOST)
        name = f"money-{self.record.pk}-revisions"
        made_up = is_made_up(self.record)
        file = exports.of_rows(
            request,
            revisions.rows_of(told),
            revisions.COLUMNS,
            name,
            made_up=lambda _: made_up,
        )
        assert file is not None  # noqa: S101 - a format was asked for
        return file


class TakeBackFlow(OfFlow, TakeBackPage):
    """Take back money that was added by mistake."""

    permission, noun = can_edit_flow, "flow"
    instead = "Say when it ended instead."
    parts = ((FlowPlace, "flow"), (FlowYear, "flow"), (FlowTopic, "flow"))
