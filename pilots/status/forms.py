"""Steps of a pilot's life: where it stands, its phases, the start-up checklist, what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from pilots.models import Legacy, Phase, Pilot, StartStep
from pilots.pilot.forms import bodies_for, one_of
from pilots.status.actions import ENDS, Ahead
from records.conflicts import Versioned
from records.periods import (
    EARLIEST,
    IN_PART,
    TURNED,
    as_date,
    day_field,
    last_of,
    not_to_come,
    on_field,
    start_field,
)
from records.source_fields import NamesSource

Status = Pilot.Status
NO_NAMES = "A job role or a group, not a person’s name"
AMOUNT = "As it was said, with what it is: £20,000 agreed by the council in July 2026"
WORDS = {
    Status.SETTING_UP: "Setting up",
    Status.LIVE: "Live: it works with people",
    Status.EXTENDED: "Extended: it goes on longer than was planned",
}


class StatusForm(Versioned, forms.Form):
    """The next step of a pilot (``instance``); ``to`` are the steps that lead on."""

    question_led = True

    to = radios("What is its status from now on?", ())
    on = on_field("Since when?")
    until = on_field("Until when is it planned?", required=False)
    paid_by = organisation_field("Who pays for the extension?", required=False)
    paid_by_said = CharField(label="Or in words", max_length=200, required=False)
    amount_said = CharField(label="How much?", max_length=200, required=False, help_text=AMOUNT)
    why = long_text("Why?", required=False)

    def __init__(
        self, *args: Any, instance: Pilot, to: Sequence[Status], user: Any, **kwargs: Any
    ) -> None:
        self.instance, self._steps, self._user = instance, to, user
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["to"].choices = [(status.value, WORDS[status]) for status in to]
        fields["to"].error_messages["invalid_choice"] = (
            f"It is {instance.get_status_display()} now. Choose what comes after that"
        )
        if len(to) == 1:
            fields["to"].initial = to[0].value
        if Status.EXTENDED in to:
            bodies_for(self, user, "paid_by")
        else:
            for name in ("paid_by", "paid_by_said", "amount_said"):
                del fields[name]
        if Status.SETTING_UP in to:
            fields["until"].help_text = "Leave it empty for a set-up of twelve weeks. " + IN_PART
        if instance.status in ENDS:
            fields["why"].required = True
            fields["why"].error_messages["required"] = "Say why it starts again"

    def mark(self, record: Pilot) -> str:
        """Which step was the last: whoever takes the next one has read of it."""
        last = record.status_changes.order_by("-id").first()
        return f"{record.status}.{last.pk if last else ''}"

    def again(self, instance: Pilot) -> StatusForm:
        """As it opens, and with the last step, which the second of two reads beside their own."""
        made = type(self)(instance=instance, to=self._steps, user=self._user)
        theirs: dict[str, Any] = {}
        if last := instance.status_changes.order_by("-id").first():
            theirs |= {"on": (last.on, last.on_precision), "why": last.why}
            theirs |= {"to": last.after} if last.after in self._steps else {}
        if phase := instance.phases.exclude(start=None).order_by("-start", "-id").first():
            theirs["until"] = (phase.planned_end, phase.planned_end_precision)
            theirs |= {
                name: getattr(phase, name) for name in ("paid_by", "paid_by_said", "amount_said")
            }
        made.initial.update(theirs)
        return made

    def clean_on(self) -> Any:
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """One payer."""
        data: dict[str, Any] = super().clean() or {}
        if "paid_by" in self.fields:
            one_of(self, "paid_by", "paid_by_said")
        return data

    @property
    def ahead(self) -> Ahead:
        """What is agreed about the phase that begins."""
        data = self.cleaned_data
        return Ahead(
            until=as_date(data["until"]),
            paid_by=data.get("paid_by"),
            paid_by_said=data.get("paid_by_said", ""),
            amount_said=data.get("amount_said", ""),
        )


class _OfAPlan:
    """Dates in pairs: an end is the last day of what was typed, and not before its start."""

    pairs: tuple[tuple[str, str], ...] = ()

    def clean(self) -> dict[str, Any]:
        """The cleaned data, with the message at the end where two are turned."""
        form: Any = self
        data: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]
        for start, end in self.pairs:
            last = data[end] = last_of(data.get(end))
            if last and data.get(start) and last[0] < data[start][0]:
                form.add_error(end, TURNED)
        return data


class PhaseForm(_OfAPlan, NamesSource, Versioned, forms.ModelForm):
    """A phase: as it was planned, as it was, who pays."""

    question_led = True
    pairs = (("planned_start", "planned_end"), ("start", "end"))

    kind = radios("What is it?", Phase.Kind.choices)
    planned_start = day_field("When was it to start?", "planned_start")
    planned_end = day_field("When was it to end?", "planned_end")
    start = start_field("When did it start?")
    end = day_field("When did it end?", "end")
    paid_by = organisation_field("Who pays?", required=False)
    paid_by_said = CharField(label="Or in words", max_length=200, required=False)
    amount_said = CharField(label="How much?", max_length=200, required=False, help_text=AMOUNT)
    note = long_text("Is there anything to know about it?", rows=2, required=False)

    class Meta:
        model = Phase
        fields = (
            *("kind", "planned_start", "planned_end", "start", "end", "paid_by", "paid_by_said"),
            *("amount_said", "note"),
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        bodies_for(self, user, "paid_by")
        show_records(self, "paid_by")

    def clean_start(self) -> Any:
        return not_to_come(self, "start")

    def clean_end(self) -> Any:
        return not_to_come(self, "end")

    def clean(self) -> dict[str, Any]:
        """One payer."""
        data = super().clean()
        one_of(self, "paid_by", "paid_by_said")
        return data


class StartStepForm(Versioned, forms.ModelForm):
    """One step of the start-up checklist."""

    question_led = True

    state = radios("Is it done?", StartStep.State.choices)
    by_role = CharField(label="Who does it?", max_length=200, required=False, help_text=NO_NAMES)
    on = forms.DayField(label="When was it done?", earliest=EARLIEST, required=False)
    note = long_text("Note", rows=2, required=False, help_text="If it is not needed, say why")

    class Meta:
        model = StartStep
        fields = ("state", "by_role", "on", "note")

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise ValidationError("This date is in the future")
        return day

    def clean(self) -> dict[str, Any]:
        """What is not needed has a reason; a day only where it is done."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == StartStep.State.NOT_NEEDED and not data.get("note"):
            self.add_error("note", "Say why it is not needed")
        if data.get("state") == StartStep.State.NOT_YET and data.get("on"):
            self.add_error("on", "It is not done yet, so it has no day")
        return data


class LegacyForm(NamesSource, Versioned, forms.ModelForm):
    """Something that goes on after the pilot."""

    question_led = True

    what = CharField(label="What goes on, or went on?", max_length=300)
    funder = organisation_field("Who funds it?", required=False)
    funder_said = CharField(
        label="Or in words, if it is not a single organisation",
        max_length=200,
        required=False,
        help_text="Leave both empty if it is not known",
    )
    state = radios("Does it still go on?", Legacy.State.choices)
    until = day_field("When does it end?", "until")
    child = forms.RecordField(
        noun="pilot",
        suggest="pilot_suggest",
        label="Did it become a pilot of its own?",
        required=False,
        help_text="One that grew out of this pilot",
    )

    class Meta:
        model = Legacy
        fields = ("what", "funder", "funder_said", "state", "until", "child")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        bodies_for(self, user, "funder")
        children = Pilot.objects.visible_to(user).filter(parent=self.instance.pilot)
        fields["child"].queryset = children
        if self.instance.child_id and not children.filter(pk=self.instance.child_id):
            del fields["child"]  # hidden from who writes: it stays as it is
        show_records(self, "funder", *(["child"] if "child" in fields else []))

    def clean_until(self) -> Any:
        return last_of(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        """One funder; what has ended ended on a day that is over."""
        data = super().clean()
        one_of(self, "funder", "funder_said")
        until = as_date(data.get("until"))
        ended = data.get("state") == Legacy.State.ENDED
        if until and ended and until.first > timezone.localdate():
            self.add_error("until", "It has ended, so this date cannot be in the future")
        return data
