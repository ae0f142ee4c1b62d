"""Systemic barriers: the cause, who could change it and what is asked; members; the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    ModelChoiceField,
    ModelMultipleChoiceField,
)

from access.visibility import reader_of
from barriers.barrier.bodies import must_be_role_of, must_stand
from barriers.models import Barrier, Category, SystemicBarrier
from barriers.systemic.suggestions import Suggestion
from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Organisation, Programme
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    radios,
    show_records,
)
from people.job_role.fields import ChoosesPost, role_field
from records.conflicts import Versioned
from records.periods import not_to_come, on_field

Status, Lever = SystemicBarrier.Status, Barrier.Lever
READERS = (
    "Everyone signed in can read this, even if they cannot see the barriers behind it. Leave out "
    "anything that only readers of those barriers should know. Covered by Freedom of Information."
)
STATUS_HINTS = {
    Status.GATHERED: "Barriers are still being collected; nobody has been asked yet",
    Status.WILL_NOT: "Say below why",
    Status.DROPPED: "It is no longer needed. It can still be read",
}


def _members_field() -> forms.ReferencesField:
    return forms.ReferencesField(
        label="Barriers that share it, by reference",
        required=False,
        help_text="For example B-000123, B-000456",
    )


class _SystemicForm(ChoosesPost, forms.ModelForm):
    """What both forms ask."""

    question_led = True
    chosen = "post"

    title = CharField(
        label="What gets in the way?",
        max_length=200,
        help_text="In one line, as all these places would say it: “We cannot…”",
    )
    cause = long_text("Which cause do they share?", help_text=READERS)
    category = ModelChoiceField(
        Category.objects.all(),
        label="What kind of barrier is it?",
        required=False,
        empty_label="Not sure",
    )
    owner = organisation_field("Which organisation could change it?", required=False)
    post = role_field("Which job role there?")
    lever = ChoiceField(
        label="What would have to change?",
        required=False,
        choices=[("", "Not known"), *capitalised_choices(Lever.choices)],
        help_text="A change of law is also listed in the register of requested law changes",
    )
    law = CharField(
        label="Which Act or regulation?",
        max_length=300,
        required=False,
        help_text="Where the law would have to change: its name, and the section if you know it",
    )
    ask = long_text("What are they asked to change?", required=False)
    programme = ModelChoiceField(
        Programme.objects.none(),
        label="Which programme gathers it?",
        required=False,
        empty_label="No one programme",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(user)
        fields: Any = self.fields
        offer_programmes(fields["programme"], Programme.objects.visible_to(user).order_by("name"))

    def clean_owner(self) -> Organisation | None:
        """One that stands; a body that has ended gives its successor."""
        body: Organisation | None = self.cleaned_data.get("owner")
        if body is not None:
            must_stand(body)
        return body

    def clean(self) -> dict[str, Any]:
        """The job role is the body's; an Act is named only where the law would change."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        owner, post = cleaned.get("owner"), cleaned.get("post")
        if owner:
            try:
                must_be_role_of(post, owner)
            except ValidationError as wrong:
                self.add_error("post", wrong)
        elif post and "owner" not in self.errors:
            self.add_error("post", "Enter the organisation whose job role this is")
        if cleaned.get("lever") != Lever.LAW:
            cleaned["law"] = ""
        return cleaned


class AddSystemic(_SystemicForm):
    """A new systemic barrier, with the barriers in which its cause was seen first."""

    barriers = _members_field()
    asks_now = BooleanField(
        label="Ask this organisation now",
        required=False,
        help_text="We tell its officers, if any have an account; they can publish its answer. "
        "Untick to collect barriers first",
    )

    class Meta:
        model = SystemicBarrier
        fields = ("title", "cause", "category", "owner", "post", "lever", "law", "ask", "programme")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["barriers"].rows = Barrier.objects.visible_to(user).defer("search")
        reader = reader_of(user)
        led = sorted(reader.led_programmes) if reader else []
        if len(led) == 1:
            self.initial.setdefault("programme", led[0])

    def clean(self) -> dict[str, Any]:
        """Whoever is asked is named, with what they are asked."""
        cleaned = super().clean()
        if cleaned.get("asks_now"):
            if not cleaned.get("owner") and "owner" not in self.errors:
                self.add_error("owner", "Name the organisation that you ask")
            if not cleaned.get("ask"):
                self.add_error("ask", "Say what they are asked to change")
        return cleaned


class EditSystemic(Versioned, _SystemicForm):
    """Everything that its page says, but for members and answers.

    ``heir`` is the body to fill in, which took over from the one that is named.
    """

    status = radios("What is its status?", Status.choices, hints=STATUS_HINTS)
    reason = long_text(
        "Why will it not change?",
        2,
        required=False,
        help_text="You must answer this if it will not change",
    )
    asked_on = on_field("When was it asked?", required=False, precision_to="asked_on_precision")
    effect_on = on_field(
        "When does the change take effect?", required=False, precision_to="effect_on_precision"
    )

    class Meta:
        model = SystemicBarrier
        fields = (
            *("title", "cause", "category", "owner", "post", "lever", "law", "ask", "status"),
            *("reason", "asked_on", "effect_on", "programme"),
        )

    def __init__(
        self, *args: Any, user: Any, heir: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, user=user, **kwargs)
        self._arguments |= {"user": user}
        show_records(self, "owner")
        if heir:
            self.initial["owner"] = heir

    def clean_asked_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "asked_on")

    def clean(self) -> dict[str, Any]:
        """Somebody is asked, and whoever will not change it says why."""
        cleaned = super().clean()
        status = cleaned.get("status")
        asks = status in SystemicBarrier.BEING_ASKED
        if asks and not cleaned.get("owner") and "owner" not in self.errors:
            self.add_error("owner", "Enter the organisation that is asked")
        if status != Status.WILL_NOT:
            cleaned["reason"] = ""
        elif not cleaned.get("reason"):
            self.add_error("reason", "Say why it will not change")
        return cleaned


class MembersForm(forms.Form):
    """Further barriers that share the cause: ticked among those that look like it, or named."""

    ticked = ModelMultipleChoiceField(
        Barrier.objects.none(),
        label="Do these share the cause?",
        required=False,
        widget=forms.Checkboxes(),
    )
    barriers = _members_field()

    def __init__(
        self, *args: Any, user: Any, suggested: Sequence[Suggestion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["barriers"].rows = Barrier.objects.visible_to(user).defer("search")
        field: Any = self.fields["ticked"]
        if not suggested:
            del self.fields["ticked"]
            return
        # What was ticked stays good though somebody else added a part of it meanwhile
        field.queryset = Barrier.objects.visible_to(user).defer("search")
        field.choices = [(suggestion.barrier.pk, suggestion.label) for suggestion in suggested]
        field.widget.hints = {
            str(suggestion.barrier.pk): suggestion.hint for suggestion in suggested
        }
        self.fields["barriers"].label = "Others, by reference"

    def clean(self) -> dict[str, Any]:
        """At least one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.all_barriers():
            raise ValidationError("Tick a barrier, or enter its reference")
        return cleaned

    def all_barriers(self) -> list[Barrier]:
        """Those that were ticked and those that were named."""
        data = self.cleaned_data
        by_pk = {
            barrier.pk: barrier
            for barrier in (*(data.get("ticked") or ()), *data.get("barriers", ()))
        }
        return list(by_pk.values())
