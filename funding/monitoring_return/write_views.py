"""Writing a return, what became of it, and withdrawing it; its history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from access.past import Past, both, past_of
from funding.models import Flow, MonitoringReturn, ReportingDuty
from funding.monitoring_return.forms import ReturnForm, StateForm
from funding.monitoring_return.permissions import can_add_return, can_keep_return
from funding.monitoring_return.views import MONEY, RETURNS, KeptReturn, OfReturn
from interface.paging import row_number
from records import drafts
from records.form_views import EditPage
from records.models import HistoryEntry
from records.withdraw_views import WithdrawPage
from registry.kind_of_part import AddPart

TWICE = "There is already a return for that date."


def _load(user: Any, pk: str) -> MonitoringReturn:
    rows = MonitoringReturn.objects.visible_to(user)
    one: MonitoringReturn = get_object_or_404(rows, pk=row_number(pk))
    if not can_keep_return(user, one):
        raise PermissionDenied
    return one


def _duty(user: Any, pk: str) -> ReportingDuty:
    rows = ReportingDuty.objects.visible_to(user)
    duty: ReportingDuty = get_object_or_404(rows, pk=row_number(pk))
    if not can_add_return(user, duty):
        raise PermissionDenied
    return duty


def _duty_title(user: Any, target: str, typed: Any) -> str | None:
    try:
        return f"A return: {_duty(user, target)}"
    except (Http404, PermissionDenied):
        return None


ADD = drafts.register(
    "return-add",
    title=_duty_title,
    url=lambda target: reverse("monitoring_return_add", args=[target]),
)
EDIT = drafts.register_one("return-edit", "Changes to a return", "monitoring_return_edit", _load)
STATE = drafts.register_one(
    "return-state", "What became of a return", "monitoring_return_state", _load
)


class AddReturn(AddPart):
    """One more return of a duty, added by hand."""

    model, link, trail = MonitoringReturn, "duty", (MONEY, RETURNS)
    form, draft, right, form_takes_user = ReturnForm, ADD, can_add_return, True
    page_title = title = "Add a return"
    success_message = "Return added."
    twice = TWICE

    def instance(self) -> Any:
        duty, made = self.whole, super().instance()
        made.hours_low, made.hours_high = duty.hours_low, duty.hours_high
        made.hours_qualifier = duty.hours_qualifier
        return made

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.whole.fund.is_example}


class ChangeReturn(OfReturn, EditPage):
    """A return as it should be; the second of two editors sees both versions."""

    form, draft, permission, form_takes_user = ReturnForm, EDIT, can_keep_return, True
    page_title, title, success_message = "Change", "Change a return", "Return saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.withdraw_url = reverse("monitoring_return_withdraw", args=[self.record.pk])

    def save(self, form: Any) -> Any:
        try:
            with transaction.atomic():
                return super().save(form)
        except IntegrityError:
            raise ValidationError(TWICE) from None


class ChangeState(OfReturn, EditPage):
    """It was sent, it is not needed, or it is still to be sent."""

    form, draft, permission, form_takes_user = StateForm, STATE, can_keep_return, True
    page_title = title = "What became of it"
    success_message = "Saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        one = self.record
        self.lead = f"{one}. {one.reporter}, to {one.duty.fund.name}."


class WithdrawReturn(WithdrawPage, OfReturn):
    """Withdraw a return that should not be there, with a reason, or put it back."""

    permission, noun = can_keep_return, "return"
    texts = {"reporter": "Who must send it", "due_words": "Due", "note": "What else to know"}


class ReturnHistory(OfReturn, KeptReturn, HistoryPage):
    """Who changed what of a return: as far as its fund, and all money that it ever was about, were
    the reader's to see."""

    is_kept = True

    def past(self) -> Past:
        one, user = self.record, self.request.user
        ids = {change.row["flow_id"] for change in HistoryEntry.objects.of(one)}
        found = past_of(one.duty.fund, user)
        for flow in Flow.objects.filter(pk__in=ids - {None}).order_by("pk"):
            found = both(found, past_of(flow, user))
        return found
