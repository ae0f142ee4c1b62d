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
from governance.decision.models import Decision
from governance.decision.permissions import can_confirm, confirms_for
from interface import forms
from interface.pages import RecordPage
from interface.words import date_words
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


def _over(decision: Decision) -> str:
    """Why a decision waits for nobody's word any more."""
    said = {Decision.State.MADE: "confirmed it", Decision.State.DROPPED: "said no"}
    did = said.get(Decision.State(decision.state))
    if did is None or decision.confirmed_on is None:
        return "Nobody needs to confirm this any more"
    return f"{decision.confirm_by} {did} already, on {date_words(decision.confirmed_on)}"


class ConfirmDecision(RecordPage):
    """Asks officers of the body that must confirm a decision; nobody else may."""

    template_name = "governance/decision/confirm.html"
    page_title = "Confirm"
    permission: ClassVar[Any] = confirms_for

    def get_queryset(self) -> Any:
        rows: Any = super().get_queryset()
        return rows.as_rows().select_related("board__organisation", "confirm_by")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Leads whoever comes after a colleague to the decision, with what came of it."""
        user, decision = request.user, self.record
        if confirms_for(user, decision) and not can_confirm(user, decision):
            return turned_down(
                request, _over(decision), decision, typed=request.POST.get("why", "")
            )
        return super().dispatch(request, *args, **kwargs)

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
