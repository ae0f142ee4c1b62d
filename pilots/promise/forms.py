"""What was promised at a meeting, and what became of it."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms

from interface import forms
from partnerships.job_role.fields import role_field
from partnerships.models import ActionItem, Post
from pilots.engagement.actions import NewPromise
from pilots.engagement.forms import EARLIEST, LONGEST


class PromiseForm(forms.Form):
    """Something that was promised; left empty, it is none."""

    text = django_forms.CharField(label="What was promised?", max_length=300, required=False)
    due = forms.DayField(label="By when?", earliest=EARLIEST, required=False)
    owner = role_field("Which job role owes it?")
    owner_said = django_forms.CharField(
        label="Or in words, where it is not in the directory",
        max_length=200,
        required=False,
        help_text="A job role, not a person’s name",
    )

    says_optional = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = Post.objects.visible_to(user).open().select_related("organisation")

    def clean(self) -> dict[str, Any]:
        """A promise says what, by when and who."""
        data = super().clean() or {}
        given = [data.get(name) for name in ("text", "due", "owner", "owner_said")]
        if not any(given):
            return data
        if not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Say what was promised")
        if not data.get("due") and "due" not in self.errors:
            self.add_error("due", "Enter the day by which it is to be done")
        if not (data.get("owner") or data.get("owner_said")) and "owner" not in self.errors:
            self.add_error("owner", "Say which job role owes it")
        return data

    @property
    def promise(self) -> NewPromise | None:
        """What was said; None for an empty one. For a valid form."""
        data = self.cleaned_data
        if not data.get("text"):
            return None
        return NewPromise(data["text"], data["due"], data["owner"], data["owner_said"])


class ClosePromise(forms.Form):
    """What became of a promise."""

    question_led = True

    state = django_forms.ChoiceField(
        label="Is it done?",
        choices=[
            (ActionItem.State.DONE, "Yes"),
            (ActionItem.State.DROPPED, "No, and it will not happen"),
            (ActionItem.State.OPEN, "Not yet"),
        ],
        widget=forms.Radios,
    )
    outcome = django_forms.CharField(
        label="What came of it, or why not?",
        widget=django_forms.Textarea({"rows": 3}),
        max_length=LONGEST,
        required=False,
        help_text="Read by everyone who can see the meeting, once they are signed in",
    )

    def clean(self) -> dict[str, Any]:
        """What will not happen says why."""
        data = super().clean() or {}
        if data.get("state") == ActionItem.State.DROPPED and not data.get("outcome"):
            self.add_error("outcome", "Say why it will not happen")
        return data
