"""Making the returns of a duty in its rhythm; saying with one press that one was sent."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from funding.models import ReportingDuty
from funding.monitoring_return.actions import OwedReturn, make_returns, mark_not_sent, mark_sent
from funding.monitoring_return.making_forms import MOST, MakeReturns, owed_of
from funding.monitoring_return.permissions import can_keep_return, can_make_returns
from funding.monitoring_return.rhythm import first_day
from funding.monitoring_return.views import MONEY, RETURNS, OfReturn
from interface.paging import row_number
from interface.words import count_words
from records import drafts
from records.form_views import EditPage

NONE_NAMED = (
    "No money from this fund that you can see names who receives it or where. Record it first, or "
    "add a return by hand."
)
NO_DAYS = (
    "We don’t know the exact date when the first one is due, or how often. Say so on the duty "
    "first, or add a return by hand."
)


def _load(user: Any, pk: str) -> ReportingDuty:
    rows = ReportingDuty.objects.visible_to(user)
    duty: ReportingDuty = get_object_or_404(rows, pk=row_number(pk))
    if not can_make_returns(user, duty):
        raise PermissionDenied
    return duty


DRAFT = drafts.register_one("returns-make", "Returns of", "monitoring_returns_make", _load)


class MakeReturnsPage(EditPage):
    """The returns of a duty, for those who receive its money, up to a day."""

    model, form, draft, permission = ReportingDuty, MakeReturns, DRAFT, can_make_returns
    page_title = title = "Make the returns"
    submit_label = "Make them"
    success_message = ""

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().select_related("fund")
        return rows

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        duty = self.record
        often = duty.get_often_display()
        self.lead = (
            f"{duty.fund.name}: {duty.what}, {often}. None is made for after its money ends, "
            "except a final report that is asked for once."
        )

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [MONEY, RETURNS]

    @cached_property
    def owed(self) -> dict[str, OwedReturn]:
        """Who may owe them."""
        return owed_of(self.record, self.request.user)

    def arguments(self) -> dict[str, Any]:
        return {"duty": self.record, "owed": self.owed}

    def save(self, form: Any) -> str:
        """Make them, and lead to the list of them. Raises ValidationError where none can be."""
        duty, data = self.record, form.cleaned_data
        made = make_returns(
            by=self.request.user,
            duty=duty,
            owed=data["owed"],
            since=data["since"],
            until=data["until"],
            about=data["about"],
        )
        if not made:
            raise ValidationError(
                "None was made: all of them are there already, or none is due in that time"
            )
        verb = "is" if made == 1 else "are"
        messages.success(self.request, f"{count_words(made, 'return')} {verb} made.")
        asked = {"fund": duty.fund.slug, "duty": duty.pk}
        return f"{reverse('monitoring_returns')}?{urlencode(asked)}"

    def get_context_data(self) -> dict[str, Any]:
        warning = "" if self.owed else NONE_NAMED
        if first_day(self.record) is None:
            warning = NO_DAYS
        elif len(self.owed) >= MOST:
            warning = f"The {MOST} amounts that changed last are offered here."
        values = {"example": self.record.fund.is_example, "warning": warning}
        return {**super().get_context_data(), **values}


class _Press(OfReturn):
    """One press on a button, which leads back to *my work* or to the return."""

    http_method_names = ("post",)
    permission = can_keep_return

    def done_to(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        try:
            self.done_to()
        except ValidationError as problem:
            messages.warning(request, f"{self.record}: {problem.messages[0]}.")
        back = request.POST.get("back") or request.GET.get("back", "")
        return redirect(reverse("home") if back == "work" else self.record.get_absolute_url())


class ReturnDone(_Press):
    """It was sent today. What it took is not known until somebody says so."""

    def done_to(self) -> None:
        mark_sent(by=self.request.user, one=self.record)
        undo = reverse("monitoring_return_not_done", args=[self.record.pk])
        asked = "?back=work" if self.request.POST.get("back") == "work" else ""
        messages.success(self.request, f"Sent today: {self.record}.", extra_tags=f"{undo}{asked}")


class ReturnNotDone(_Press):
    """It is still to be sent after all."""

    def done_to(self) -> None:
        mark_not_sent(by=self.request.user, one=self.record)
        messages.success(self.request, f"Still to be sent: {self.record}.")
