"""Changing a barrier: its facts, what was tried, and checks of whether there is a rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from barriers.barrier import loading, permissions
from barriers.barrier.pages import BarrierForm
from barriers.barrier_page.actions import edit_barrier, record_check, record_tried
from barriers.barrier_page.edit_form import EditForm
from barriers.barrier_page.work_forms import CheckForm, TriedForm
from barriers.models import Barrier
from barriers.publication.context import warns_of
from records.models import Visibility


class _ChangeForm(BarrierForm):
    def context(self) -> dict[str, Any]:
        return {**super().context(), "warning": warns_of(self.record)}


class EditBarrier(_ChangeForm):
    """Every fact of a barrier; the second of two editors sees both versions."""

    form, may, here = EditForm, permissions.can_edit_barrier, "Edit"
    draft = loading.kind_about_barrier(
        "edit-barrier", "Change of a barrier", "barrier_edit", permissions.can_edit_barrier
    )
    template_name = "barriers/barrier_page/edit.html"
    said = "Barrier saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading, self.lead = f"Edit {self.called}", ""
        self.level = Visibility(self.record.visibility)

    def arguments(self) -> dict[str, Any]:
        return {"instance": self.record, "user": self.request.user}

    def context(self) -> dict[str, Any]:
        place = permissions.lead_place(self.record)
        rows = [{"label": "Lead place", "value": place}]
        return {**super().context(), "lead_rows": rows, "level": self.level}

    def save(self, form: EditForm) -> Any:
        barrier = edit_barrier(
            by=self.request.user,
            barrier=form.instance,
            find_owner=form.find_owner,
            sub_types=form.cleaned_data.get("sub_types"),
            other_places=form.all_other_places(),
        )
        if form.was_narrowed:
            messages.info(self.request, loading.NARROWED)
        return loading.or_the_list(self.request, barrier, barrier)


class _AddForm(_ChangeForm):
    template_name = "barriers/barrier_page/add.html"
    verb = "Add"


class AddTried(_AddForm):
    """What was tried, and what came of it."""

    form, may = TriedForm, permissions.can_add_tried
    draft = loading.kind_about_barrier(
        "barrier-tried", "What was tried", "barrier_tried_add", permissions.can_add_tried
    )
    heading, said = "Add what you tried", "Added to what was tried."

    def save(self, form: TriedForm) -> Barrier:
        record_tried(by=self.request.user, barrier=self.record, **form.facts())
        return self.record


class AddCheck(_AddForm):
    """A check of whether there really is a rule; it decides the nature."""

    form, may = CheckForm, permissions.can_record_check
    draft = loading.kind_about_barrier(
        "barrier-check", "Check of a rule", "barrier_check_add", permissions.can_record_check
    )
    heading, said = "Add a check", "Check added."

    def save(self, form: CheckForm) -> Barrier:
        user = self.request.user
        source = form.named_source(user)
        record_check(by=user, barrier=self.record, source=source, **form.facts())
        return self.record
