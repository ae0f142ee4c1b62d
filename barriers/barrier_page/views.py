"""One barrier: its page, its history, and as text; the forms that change it and add to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from access.brief import BriefPage
from access.history import HistoryPage
from barriers.barrier import loading, permissions
from barriers.barrier.permissions import can_edit_barrier
from barriers.barrier.views import BarrierForm, OfBarrier
from barriers.barrier_page import details_data, page_data
from barriers.barrier_page.actions import edit_barrier, record_check, record_tried
from barriers.barrier_page.edit_form import EditForm
from barriers.barrier_page.owner_actions import name_owner
from barriers.barrier_page.work_forms import CheckForm, OwnerForm, TriedForm
from barriers.escalation.candidates import candidates
from barriers.models import Barrier
from barriers.publication.page_data import warns_of
from interface.paging import row_numbers
from partnerships.models import Organisation
from people.models import JobRole
from records.form_views import IS_PUBLIC
from records.models import Visibility
from records.related import may_have, with_marks
from registry.record_pages import tabs_of


class _Whole(OfBarrier):
    """All of a barrier."""

    def get_queryset(self) -> QuerySet[Barrier]:
        return with_marks(super().get_queryset())


class _Tab(OfBarrier):
    """A page of a barrier that has its tabs above it; ``page_title`` is the label of its own."""

    public = True
    page_title = ""

    def data(self) -> Any:
        """What its template shows as ``page``."""
        return None

    def get_context_data(self) -> dict[str, Any]:
        here: Any = self.request.resolver_match
        tabs = tabs_of(self.request.user, self.record, "barrier", here.url_name)
        return {
            **super().get_context_data(),
            "page": self.data(),
            "tabs": tabs,
            "kind": self.record.reference if not self.page_title else "",
            "seen_by": self.record.get_visibility_display(),
        }


class BarrierPage(_Tab, _Whole):
    """What is asked of whom, whether there is a rule, what was tried, and who else has it."""

    template_name = "barriers/barrier_page/record.html"

    def data(self) -> Any:
        return page_data.build(self.record, self.request.user)


class BarrierDetails(_Tab, _Whole):
    """All that is recorded of it: every attempt, check, escalation and fact."""

    template_name, page_title = "barriers/barrier_page/details.html", "Details"

    def data(self) -> Any:
        return details_data.details(self.record, self.request.user)


class BarrierOthers(_Tab, _Whole):
    """Others with the same problem, and what helps against its kind."""

    template_name, page_title = "barriers/barrier_page/others.html", "Others like it"

    def data(self) -> Any:
        return details_data.others(self.record, self.request.user)


class BarrierBrief(BriefPage, _Whole):
    """The same as one page of plain text, to copy or print."""

    public = True
    text_name = "barriers/barrier_page/brief.txt"

    def facts(self, reader: Any) -> dict[str, Any]:
        return {"page": details_data.in_text(self.record, reader)}

    def readers(self) -> str:
        readers = super().readers()
        if readers and self.record.status == Barrier.Status.NEEDS_OWNER:
            readers += (
                ", and, until it has an owner, the directory connectors of its places and the "
                "leads of its programme"
            )
        if readers and may_have(self.record, "escalations"):
            readers += ", and any organisation asked about it"
        return readers


class BarrierHistory(_Tab, HistoryPage):
    """Every change that this reader may know of."""

    page_title = "History"


class _ChangeForm(BarrierForm):
    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "warning": warns_of(self.record)}


class EditBarrier(_ChangeForm):
    """Every fact of a barrier; the second of two editors sees both versions."""

    form, permission, page_title = EditForm, permissions.can_edit_barrier, "Edit"
    draft = loading.kind_about_barrier(
        "edit-barrier", "Change of a barrier", "barrier_edit", permissions.can_edit_barrier
    )
    template_name = "barriers/barrier_page/edit.html"
    success_message = "Barrier saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title, self.lead = f"Edit {self.called}", ""

    def arguments(self) -> dict[str, Any]:
        return {"instance": self.record, "user": self.request.user}

    def save(self, form: EditForm) -> Any:
        was_open = form.instance.visibility == Visibility.PUBLIC
        barrier = edit_barrier(
            by=self.request.user,
            barrier=form.instance,
            find_owner=form.find_owner,
            sub_types=form.cleaned_data.get("sub_types"),
            other_places=form.all_other_places(),
        )
        was_narrowed = was_open and barrier.visibility != Visibility.PUBLIC
        if form.was_narrowed or was_narrowed:
            messages.info(self.request, loading.NARROWED)
        return loading.or_the_list(self.request, barrier, barrier)


class _AddForm(_ChangeForm):
    template_name = "barriers/barrier_page/add.html"
    submit_label = "Add"

    def goes_public(self, form: Any) -> str:
        return IS_PUBLIC if self.record.visibility == Visibility.PUBLIC else ""


class AddTried(_AddForm):
    """What was tried, and what came of it."""

    form, permission = TriedForm, permissions.can_add_tried
    draft = loading.kind_about_barrier(
        "barrier-tried", "What was tried", "barrier_tried_add", permissions.can_add_tried
    )
    title, success_message = "Add what you tried", "Added to what was tried."

    def save(self, form: TriedForm) -> Barrier:
        record_tried(by=self.request.user, barrier=self.record, **form.facts())
        loading.say_if_narrowed(self.request, self.record)
        return self.record


class AddCheck(_AddForm):
    """A check of whether there really is a rule; it decides the nature."""

    form, permission = CheckForm, permissions.can_record_check
    draft = loading.kind_about_barrier(
        "barrier-check", "Check of a rule", "barrier_check_add", permissions.can_record_check
    )
    title, success_message = "Add a check", "Check added."

    def save(self, form: CheckForm) -> Barrier:
        user = self.request.user
        source = form.named_source(user)
        record_check(by=user, barrier=self.record, source=source, **form.facts())
        loading.say_if_narrowed(self.request, self.record)
        return self.record


class NameOwner(BarrierForm):
    """Name the body, from what was answered before and from the directory."""

    form, permission = OwnerForm, can_edit_barrier
    draft = loading.kind_about_barrier(
        "barrier-owner", "Who could unlock a barrier", "barrier_owner", can_edit_barrier
    )
    template_name = "barriers/barrier_page/owner.html"
    title = "Who could unlock it?"

    @property
    def seen_by(self) -> Barrier:
        return self.record

    def goes_public(self, form: Any) -> str:
        """One that names a body is out of public view until its place agrees."""
        return ""

    def get_context_data(self) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(),
            "candidates": candidates(self.record, user),
            "loses_sight": loading.reads_until_owned(user, self.record),
        }

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "barrier": self.record, "initial": self._chosen()}

    def _chosen(self) -> dict[str, Any]:
        """What a suggestion, or a barrier that names somebody already, fills in."""
        user, query = self.request.user, self.request.GET
        seen = Organisation.objects.visible_to(user).filter(merged_into=None)
        to = seen.filter(slug=query.get("to", "").replace("\x00", "")).first()
        key = query.get("post", "")
        posts = JobRole.objects.visible_to(user).open()
        post = posts.filter(pk__in=row_numbers([key])).first()
        return {name: row for name, row in (("to", to), ("post", post)) if row is not None}

    def save(self, form: OwnerForm) -> Any:
        before = self.record
        barrier = name_owner(by=self.request.user, barrier=before, **form.cleaned_data)
        if barrier.visibility != before.visibility:
            messages.info(self.request, loading.NARROWED)
        return loading.or_the_list(self.request, before, barrier)
