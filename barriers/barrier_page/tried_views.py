"""Putting right what was tried against a barrier, and withdrawing it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from barriers.barrier import loading
from barriers.barrier.permissions import can_edit_tried
from barriers.barrier.views import BelowBarrier
from barriers.barrier_page.tried_actions import edit_tried, put_back_tried, withdraw_tried
from barriers.barrier_page.work_forms import EditTriedForm
from barriers.models import ActionTried, Barrier
from barriers.publication.page_data import warns_of
from records.form_views import EditPage
from records.withdraw_views import WithdrawPage


def _tried(rows: QuerySet[ActionTried]) -> QuerySet[ActionTried]:
    rows = rows.select_related("barrier__programme", "withdrawn_by").defer("barrier__search")
    return rows.prefetch_related("barrier__place_links__place")


def _seen(user: Any) -> QuerySet[ActionTried]:
    return _tried(ActionTried.objects.visible_to(user))


class _OneTried(BelowBarrier):
    model, permission = ActionTried, can_edit_tried
    record: ActionTried

    def get_queryset(self) -> QuerySet[ActionTried]:
        return _tried(super().get_queryset())

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "warning": warns_of(self.record.barrier)}


class EditTried(EditPage, _OneTried):
    """Put right what was tried, or say what came of it by now."""

    form = EditTriedForm
    draft = loading.kind_about(
        "edit-tried",
        "Change of what was tried",
        "barrier_tried_edit",
        can_edit_tried,
        rows=_seen,
        name="barrier.title",
    )
    title, page_title = "Change what was tried", "Change what was tried"
    success_message = "Saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = self.record.barrier
        self.lead = self.record.barrier.title
        self.withdraw_url = reverse("barrier_tried_withdraw", args=[self.record.pk])

    @property
    def cancel_url(self) -> str:
        return f"{self.record.barrier.get_absolute_url()}#tried"

    def save(self, form: EditTriedForm) -> Barrier:
        edit_tried(by=self.request.user, tried=form.instance)
        loading.say_if_narrowed(self.request, self.record.barrier)
        return self.record.barrier


class WithdrawTried(WithdrawPage, _OneTried):
    """Take back what was not tried, or put it back."""

    noun = "record of what was tried"
    texts = {"what": "What was tried", "by": "Who tried it", "result": "What came of it"}

    @property
    def level(self) -> str:
        return str(self.record.barrier.visibility)

    @property
    def after(self) -> str:
        return f"{self.record.barrier.get_absolute_url()}#tried"

    def withdraw(self, because: str) -> None:
        withdraw_tried(by=self.request.user, tried=self.record, because=because)
        loading.say_if_narrowed(self.request, self.record.barrier)

    def put_back(self) -> None:
        put_back_tried(by=self.request.user, tried=self.record)
        loading.say_if_narrowed(self.request, self.record.barrier)
