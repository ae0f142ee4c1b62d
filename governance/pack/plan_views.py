"""To whom a board reports on a schedule, as it is written; drafting a report now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from governance.board.part_views import PartOfABoard
from governance.board.permissions import keeps_meetings
from governance.models import ReportPlan
from governance.pack.actions import make_report, save_plan
from governance.pack.forms import EditReportPlan
from governance.pack.permissions import can_keep_plan
from interface.pages import RecordPage


class ReportPlans(PartOfABoard):
    """To whom a board reports, how often, and what."""

    model, form, key, path, noun = ReportPlan, EditReportPlan, "report_plan", "reports", "report"
    may_add, may_edit = keeps_meetings, can_keep_plan
    add_title, edit_title = "Plan a regular report", "Change a regular report"
    add_message, with_rows = "Saved. Each report is drafted two weeks before its day.", ("to",)
    draft_words, draft_key = "Regular report", "report-plan"

    @staticmethod
    def write(by: Any, form: Any) -> ReportPlan:  # noqa: ARG004 - the form names who adds it
        """Its next day follows from what was typed."""
        return save_plan(plan=form.instance, is_moved=form.is_moved)


class DraftReport(RecordPage):
    """Draft the next report now."""

    model, permission = ReportPlan, can_keep_plan
    http_method_names = ["post"]

    def pressed_on(self) -> str:
        return str(self.record.get_absolute_url())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Draft it, or say why that can’t be done."""
        try:
            made = make_report(by=request.user, plan=self.record)
        except ValidationError as problem:
            messages.warning(request, f"{' '.join(problem.messages)}.")
            return redirect(self.record)
        messages.success(request, "Drafted. Read it before you issue it.")
        return redirect(made)
