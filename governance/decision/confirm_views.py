"""The word of a body on a provisional decision that it must confirm."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import CharField, HiddenInput, Textarea
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from governance.decision.actions import MOVED_ON, confirm
from governance.decision.permissions import can_confirm
from interface import forms
from interface.pages import RecordPage
from partnerships.organisation.fields import radios
from records import history
from records.refused import turned_down

YES, NO = "yes", "no"


class ConfirmForm(forms.Form):
    """Yes, or no and why."""

    question_led = True
    answer = radios(
        "Do you confirm it?",
        [(YES, "Yes, it’s confirmed"), (NO, "No: it’s dropped")],
        hints={YES: "It counts as made from the day it was decided"},
    )
    read = CharField(widget=HiddenInput, error_messages={"required": MOVED_ON})
    why = CharField(
        label="Why?",
        max_length=300,
        required=False,
        widget=Textarea({"rows": 2}),
        help_text="History keeps it. Say why if you don’t confirm it. Please don’t name anyone",
    )

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") == NO and not data.get("why") and "why" not in self.errors:
            self.add_error("why", "Say why you don’t confirm it")
        return data


class ConfirmDecision(RecordPage):
    """Asks officers of the body that must confirm a decision; nobody else may."""

    template_name = "governance/decision/confirm.html"
    page_title = "Confirm"
    permission: ClassVar[Any] = can_confirm

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.as_rows().select_related("board__organisation", "confirm_by")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.render_page(
            record=self.record, form=ConfirmForm(initial={"read": self.record.version})
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keeps the answer, once: of two officers the second is told of the first."""
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self.render_page(record=self.record, form=form)
        confirms = form.cleaned_data["answer"] == YES
        try:
            with transaction.atomic(), history.context(why=form.cleaned_data["why"] or None):
                confirm(
                    by=request.user,
                    decision=self.record,
                    confirms=confirms,
                    read=form.cleaned_data["read"],
                )
        except ValidationError as problem:
            said, why = " ".join(problem.messages), form.cleaned_data["why"]
            return turned_down(request, said, self.record, typed=why)
        messages.success(request, "Confirmed." if confirms else "You said no, so it’s dropped.")
        return redirect(self.record.get_absolute_url())
