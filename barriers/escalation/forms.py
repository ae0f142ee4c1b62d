from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ChoiceField, EmailField, IntegerField
from django.utils import timezone

from barriers.barrier.answers import offer
from barriers.barrier.bodies import must_be_role_of
from barriers.escalation.rules import Suggestion, level_of
from barriers.models import Barrier, Escalation, EscalationReply, EscalationRule
from interface import forms
from partnerships.organisation.fields import long_text, organisation_field, radios
from people.job_role.fields import role_field
from people.models import JobRole
from records.conflicts import Versioned

Kind, Rung = EscalationReply.Kind, Escalation.Rung
SOMEBODY_ELSE = "else"
# What is asked where the barrier does not say it; whoever escalates may change it
USUAL_ASK = "Please look at this barrier, and say what you could change."
LONGEST_WAIT = dt.timedelta(days=366)
FOI = "What is asked and answered is covered by Freedom of Information."


class ToBody(forms.Form):
    """A body and, where it is known, its job role."""

    to = organisation_field("Which organisation or team?")
    post = role_field("Which job role there?")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["post"]
        posts.queryset = JobRole.objects.visible_to(user).open().select_related("organisation")

    def seen_post(self, barrier: Barrier) -> JobRole | None:
        """The job role that is named for a barrier, of those that this person may choose."""
        posts: Any = self.fields["post"]
        key = barrier.unlocker_post_id
        return posts.queryset.filter(pk=key).first() if key else None

    def clean(self) -> dict[str, Any]:
        """The job role is one of the body's; it is said beside the box."""
        super().clean()
        to, post = self.cleaned_data.get("to"), self.cleaned_data.get("post")
        if to:
            try:
                must_be_role_of(post, to)
            except ValidationError as wrong:
                self.add_error("post", wrong)
        return self.cleaned_data


class ToSuggested(ToBody):
    """A body of those that the directory suggests, each one click, or another by its name."""

    question_led = True
    revealed: tuple[str, ...] = ("to", "post")

    choice = ChoiceField(label="Who do you escalate it to?", required=False)
    choice.is_asked_for = True

    def __init__(self, *args: Any, suggested: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = {one.key: one for one in suggested}
        choices = [(one.key, one.words) for one in suggested]
        hints = {one.key: one.reason for one in suggested}
        if not suggested:
            del self.fields["choice"]
            self.revealed = ()
            return
        offer(
            self,
            "choice",
            choices=[*choices, (SOMEBODY_ELSE, "Another organisation or team")],
            widget=forms.Radios(hints=hints, reveals=[SOMEBODY_ELSE]),
        )
        self.fields["to"].required = False
        for name in self.revealed:
            field: Any = self.fields[name]
            field.is_asked_for = True

    def clean(self) -> dict[str, Any]:
        """The suggested body that is chosen, or the one that is named."""
        cleaned = super().clean()
        to, typed = cleaned.get("to"), bool(cleaned.get("to")) or "to" in self.errors
        chosen = self.suggested.get(cleaned.get("choice", ""))
        if chosen and to and to != chosen.to:
            self.add_error("choice", f"Choose either {chosen.words} or another organisation")
        elif chosen:
            for name in ("to", "post"):
                self.errors.pop(name, None)
                cleaned[name] = getattr(chosen, name)
        elif cleaned.get("choice") and not typed:
            self.add_error("to", "Name the organisation or team")
        elif "choice" in self.fields and "choice" not in self.errors and not typed:
            self.add_error("choice", "Choose who you escalate it to")
        return cleaned

    def level(self, barrier: Barrier) -> str:
        """How far up it goes."""
        chosen = self.suggested.get(self.cleaned_data.get("choice", ""))
        to, post = self.cleaned_data["to"], self.cleaned_data["post"]
        return chosen.rung if chosen else level_of(barrier, to, post)


class EscalateForm(ToSuggested):
    """Who a barrier goes to, and what they are asked."""

    field_order = ["choice", "to", "post", "ask"]

    ask = long_text(
        "What do you ask them to do?",
        help_text="They will be able to read this barrier, whoever else can see it, but nothing "
        "else. " + FOI,
    )

    def __init__(self, *args: Any, barrier: Barrier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barrier = barrier
        self.initial.setdefault("ask", barrier.ask or USUAL_ASK)
        if barrier.unlocker and self.suggested:
            self.initial.setdefault("choice", next(iter(self.suggested)))

    def facts(self) -> dict[str, Any]:
        """What ``escalate`` takes beside the barrier."""
        data = {name: self.cleaned_data[name] for name in ("to", "post", "ask")}
        return {"rung": self.level(self.barrier), **data}


class ClimbForm(ToSuggested):
    """Where an escalation goes from here."""

    field_order = ["choice", "to", "post", "text"]

    text = long_text("Why are you escalating it further?", 2, required=False)

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.escalation = escalation

    def facts(self) -> dict[str, Any]:
        """What ``climb`` takes beside the escalation; a body that is named stands above it."""
        above = Rung.values[Rung.values.index(self.escalation.rung) + 1 :]
        level = self.level(self.escalation.barrier)
        data = {name: self.cleaned_data[name] for name in ("to", "post", "text")}
        return {"rung": level if level in above else above[0], **data}


class ReplyForm(forms.Form):
    """What a body says to what it is asked."""

    question_led = True

    kind = radios(
        "What is your answer?",
        [(kind, Kind(kind).label) for kind in EscalationReply.BY_BODY],
        hints={
            Kind.ACKNOWLEDGED: "You will look at it and answer by the day above",
            Kind.ANSWERED: "What you did or will do, or what is allowed",
            Kind.HOLDING: "Say why, and when you will answer by",
            Kind.NEEDS_DECISION: "Say what has to be decided, and who will ask for the decision",
            Kind.NOT_OURS: "It goes to the body that you name, with its days and all that was said",
            Kind.DECLINED: "The place can still take it further",
        },
    )
    kind.widget.reveals = {Kind.HOLDING, Kind.NOT_OURS}
    new_day = forms.DayField(
        label="If you need longer, when will you answer by?",
        required=False,
        help_text="For example, 29 1 2027",
    )
    passed_to = organisation_field(
        "If it is not for your organisation, who is it for?", required=False
    )
    text = long_text("What do you want to say?", 4, required=False, help_text=FOI)
    new_day.is_asked_for = passed_to.is_asked_for = text.is_asked_for = True

    def __init__(self, *args: Any, escalation: Escalation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.escalation = escalation
        if escalation.state != Escalation.State.SENT:
            kind: Any = self.fields["kind"]
            kind.choices = [choice for choice in kind.choices if choice[0] != Kind.ACKNOWLEDGED]

    def clean(self) -> dict[str, Any]:
        """Each answer with what it needs, each want said at its box."""
        super().clean()
        cleaned = self.cleaned_data
        kind = cleaned.get("kind")
        if kind != Kind.NOT_OURS:
            self.errors.pop("passed_to", None)
        elif not cleaned.get("passed_to") and "passed_to" not in self.errors:
            self.add_error("passed_to", "Name the organisation that it is for")
        if kind != Kind.HOLDING:
            self.errors.pop("new_day", None)
            cleaned["new_day"] = None
        elif "new_day" not in self.errors:
            self._clean_day(cleaned.get("new_day"))
        if kind and kind != Kind.ACKNOWLEDGED and not cleaned.get("text"):
            self.add_error("text", "Say what the answer is")
        return cleaned

    def _clean_day(self, day: Any) -> None:
        if day is None:
            self.add_error("new_day", "Enter the day by which you will answer")
        elif day <= max(timezone.localdate(), self.escalation.answer_by):
            self.add_error("new_day", "Enter a day after the one by which it was due")
        elif day > timezone.localdate() + LONGEST_WAIT:
            self.add_error("new_day", "Enter a day within a year from now")


class LinkReplyForm(ReplyForm):
    """The same, with who answers: somebody without an account."""

    name = CharField(label="Your name", max_length=90)
    role = CharField(label="Your job role", max_length=100)
    speaks = BooleanField(label="I answer for this organisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaks"].label = f"I answer for {self.escalation.to}"
        self.fields["speaks"].error_messages["required"] = "Tick that you answer for them"

    @property
    def by_said(self) -> str:
        """Who answers, in their own words."""
        return f"{self.cleaned_data['name']}, {self.cleaned_data['role']}"


class CorrectAnswerForm(forms.Form):
    """An answer anew."""

    question_led = True

    kind = radios(
        "What is your answer?",
        [(kind, Kind(kind).label) for kind in (Kind.ANSWERED, Kind.DECLINED)],
    )
    text = long_text(
        "What do you want to say instead?",
        4,
        help_text="What you said before can still be read, with its date. " + FOI,
    )


class ManyReplyForm(forms.Form):
    """One answer to several escalations."""

    question_led = True

    kind = radios(
        "What is your answer?",
        [(kind, Kind(kind).label) for kind in (Kind.ANSWERED, Kind.NEEDS_DECISION, Kind.DECLINED)],
    )
    text = long_text("What do you want to say to all of them?", 4, help_text=FOI)


class WithdrawForm(forms.Form):
    """Why an escalation is withdrawn."""

    text = long_text("Why do you withdraw it?", 2, required=False)


class DismissRequestForm(forms.Form):
    """Why a barrier is not escalated, or not yet."""

    why = long_text(
        "Why is it not escalated, or not yet?", 2, help_text="We tell whoever asked. " + FOI
    )


class HelpedForm(forms.Form):
    """Whether an answer helped."""

    question_led = True

    helped = radios("Did the answer help?", Escalation.Helped.choices)
    note = long_text("What came of it?", 2, required=False)


class LinkForm(forms.Form):
    """Where a link to answer goes."""

    email = EmailField(
        label="Email address of the official",
        max_length=254,
        help_text="They get an email with a link that opens only this escalation. It works for "
        "as long as an answer is awaited. It is not needed for somebody with an account.",
    )


class RuleForm(Versioned, forms.ModelForm):
    """How long bodies have to answer what a programme escalates."""

    acknowledge_days = IntegerField(label="Working days to acknowledge", min_value=1, max_value=60)
    answer_days = IntegerField(label="Working days to answer", min_value=1, max_value=250)
    climbs_after = IntegerField(
        label="Working days without an answer, after which it is escalated further automatically",
        required=False,
        min_value=0,
        max_value=250,
        help_text="Leave it empty if people decide that each time",
    )

    class Meta:
        model = EscalationRule
        fields = ["acknowledge_days", "answer_days", "climbs_after"]

    def clean(self) -> dict[str, Any]:
        """An answer is due no earlier than its acknowledgement."""
        super().clean()
        days = [self.cleaned_data.get(name) for name in ("acknowledge_days", "answer_days")]
        if None not in days and days[1] < days[0]:  # type: ignore[operator]
            self.add_error("answer_days", "Give at least as many days as to acknowledge")
        return self.cleaned_data
