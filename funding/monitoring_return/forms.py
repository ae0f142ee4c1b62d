"""One return, known or new; and what became of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField
from django.utils import timezone

from funding.flow.ends import end_of_money
from funding.hours import read_hours
from funding.models import Flow, MonitoringReturn
from funding.monitoring_return.actions import write_state
from funding.monitoring_return.permissions import can_make_returns, reports_for
from interface import forms
from partnerships.models import Organisation
from partnerships.organisation.fields import (
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from records.conflicts import Versioned
from records.figures import Quantity

LATEST = 2100
MOST_MONEY = 200
State = MonitoringReturn.State
MIXED = "What is made up, as an example, stays apart from what is real"


class MoneyField(ModelChoiceField):
    """Money from the fund, with who receives it."""

    def label_from_instance(self, flow: Any) -> str:
        """To whom, and what: "Harbour Trust: Two workers, committed £40,000"."""
        whom = flow.receiver.name if flow.receiver else flow.receiver_said
        said = f"{flow.description}, " if flow.description else ""
        words = f"{said}{flow.get_meaning_display()} {flow.amount}"
        return f"{whom}: {words}" if whom else words


class ReturnForm(Versioned, forms.ModelForm):
    """Who must send it, by when, about which time and money. ``user`` writes it."""

    question_led = True

    body = organisation_field("Which organisation must send it?", required=False)
    place = place_field("Which place is it for?", required=False)
    flow = MoneyField(
        Flow.objects.none(),
        label="Which money is it for?",
        required=False,
        empty_label="Not known, or for all of it",
    )
    due = forms.DayField(
        label="When is it due?",
        required=False,
        latest=LATEST,
        help_text="Leave it empty if the date is not known",
    )
    after_end = CharField(
        label="Why is it due after the money ends?",
        max_length=300,
        required=False,
        help_text="Only where it is due after that day",
    )
    period_start = forms.DayField(label="When does the period it covers start?", required=False)
    period_end = forms.DayField(label="When does that period end?", required=False, latest=LATEST)
    hours = CharField(
        label="How many hours is it expected to take?",
        max_length=60,
        required=False,
        help_text="For example 6, about 10, or 8 to 12. Leave it empty if it is not known",
    )
    note = long_text("What else is there to know?", rows=2, required=False)

    class Meta:
        model = MonitoringReturn
        fields = (
            *("body", "place", "flow", "due", "after_end"),
            *("period_start", "period_end", "note"),
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        self.duty = self.instance.duty
        fields: Any = self.fields
        fields["body"].queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        fields["flow"].queryset = self._money()
        show_records(self, "body", "place")
        if self.instance.hours_low is not None:
            self.initial["hours"] = str(self.instance.hours)
        self.order_fields(
            [*self.Meta.fields[:5], "period_start", "period_end", "hours", "note"],
        )

    def _money(self) -> Any:
        """Money from the fund that the writer sees: what changed last, and what it names."""
        money = Flow.objects.visible_to(self.user).filter(fund=self.duty.fund)
        latest = money.order_by("-updated_at", "-id").values_list("pk", flat=True)[:MOST_MONEY]
        ids = [*latest, self.instance.flow_id or 0]
        return money.filter(pk__in=ids).select_related("receiver").order_by("-updated_at", "-id")

    def clean_hours(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_hours(self, "hours")

    def clean(self) -> dict[str, Any]:
        """Somebody must send it; it is the writer's to say so; and no return stands twice."""
        data = super().clean() or self.cleaned_data
        self._check_who(data)
        self._check_days(data)
        if not self.errors and self._is_there(data):
            self.add_error(
                "due",
                "There is already a return for that date. It may have been withdrawn: then "
                "whoever withdrew it can put it back",
            )
        return data

    def _check_who(self, data: dict[str, Any]) -> None:
        body, place = data.get("body"), data.get("place")
        if {"body", "place"} & set(self.errors):
            return
        if body is None and place is None:
            self.add_error("body", "Say which body or which place must send it")
            return
        made_up = self.duty.fund.is_example
        for name, record in (("body", body), ("place", place)):
            if record is not None and record.is_example != made_up:
                self.add_error(name, MIXED)
        if self.errors or can_make_returns(self.user, self.duty):
            return
        if not reports_for(self.user, body=body, place=place):
            self.add_error("body", "Name your own body, or a place where you have a role")

    def _check_days(self, data: dict[str, Any]) -> None:
        start, end = data.get("period_start"), data.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", "The period can’t end before it begins")
        if {"due", "flow"} & set(self.errors):
            return
        due, why = data.get("due"), data.get("after_end")
        money_end = end_of_money(data.get("flow"), self.duty.fund)
        if due is None or money_end is None:
            return  # whether it is after the end is not known: what is said of it is kept
        if due <= money_end.last:
            data["after_end"] = ""
        elif not why:
            self.add_error("after_end", f"Its money ends {money_end}. Say why it is due after that")

    def _is_there(self, data: dict[str, Any]) -> bool:
        names = ("due", "body", "place", "flow")
        others = MonitoringReturn.with_withdrawn.filter(duty=self.duty).exclude(pk=self.instance.pk)
        known = {name: data.get(name) for name in names}
        return known["due"] is not None and others.filter(**known).exists()


class StateForm(Versioned, forms.ModelForm):
    """Whether it was sent, when, and what it took; or why it is not needed. ``user`` says so."""

    question_led = True

    state = radios("What became of it?", State.choices)
    because = CharField(label="Why is it not needed?", max_length=300, required=False)
    sent_on = forms.DayField(
        label="When was it sent?",
        required=False,
        help_text="Leave it empty if the day is not known",
    )
    took = CharField(
        label="How many hours did it take?",
        max_length=60,
        required=False,
        help_text="For example 6, about 10, or 8 to 12. Leave it empty if nobody knows",
    )
    revealed = ("because",)

    class Meta:
        model = MonitoringReturn
        fields = ("state", "because", "sent_on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        if self.instance.took_low is not None:
            self.initial["took"] = str(self.instance.took)
        if self.instance.state == State.DUE:
            self.initial.update(state=State.SENT, sent_on=timezone.localdate())
        widget: Any = self.fields["state"].widget
        widget.reveals = {State.NOT_NEEDED.value}
        self.order_fields(("state", "because", "sent_on", "took"))

    def clean_sent_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["sent_on"]
        if day and day > timezone.localdate():
            raise ValidationError("This date is in the future. Record it on or after that date")
        return day

    def clean_took(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_hours(self, "took")

    def clean(self) -> dict[str, Any]:
        """What is not needed says why; a day and hours stand with what was sent alone."""
        data = super().clean() or self.cleaned_data
        state = data.get("state")
        if state == State.NOT_NEEDED and not data.get("because"):
            self.add_error("because", "Say why it is not needed")
        if state and state != State.SENT:
            data["sent_on"] = None
            if data.get("took"):
                self.add_error(
                    "took",
                    "Hours can only be recorded for a return that was sent. Leave this empty, or "
                    "say that it was sent",
                )
        if state and state != State.NOT_NEEDED:
            data["because"] = ""
        return data

    def save(self, commit: bool = True) -> Any:
        """With who said that it was sent."""
        one = self.instance
        write_state(one, state=one.state)
        if one.state == State.SENT and one.sent_by_id is None:
            one.sent_by = self.user
        return super().save(commit)
