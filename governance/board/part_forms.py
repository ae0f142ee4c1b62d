"""What forms about boards and their parts share: yes, no or not known; bodies; dated rows."""

from __future__ import annotations

from typing import Any

from django.forms import ChoiceField

from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Organisation
from partnerships.organisation.fields import (
    show_records,
)
from people.job_role.fields import ChoosesPost
from records.conflicts import Versioned

NOT_KNOWN = "not_known"
KNOWN = [(NOT_KNOWN, "Not known"), ("yes", "Yes"), ("no", "No")]


class SaysYesOrNo(forms.ModelForm):
    """Mixed into a form with questions that are answered by yes, no or not known: ``answers``
    names the field of the record for each box."""

    answers: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for box, field in self.answers.items():
            said = getattr(self.instance, field)
            self.initial[box] = NOT_KNOWN if said is None else "yes" if said else "no"

    def clean(self) -> dict[str, Any]:
        """The record says what was answered."""
        data = super().clean() or self.cleaned_data
        for box, field in self.answers.items():
            setattr(self.instance, field, {"yes": True, "no": False}.get(data.get(box, "")))
        return data


def yes_or_no(label: str, **kwargs: Any) -> ChoiceField:
    """A question that may be not known."""
    return ChoiceField(label=label, choices=KNOWN, widget=forms.Radios(), required=False, **kwargs)


def capitalise(form: Any, *names: str) -> None:
    """The choices of these lists as words begin a line."""
    for name in names:
        form.fields[name].choices = capitalised_choices(form.fields[name].choices)


def offer_bodies(form: Any, *names: str) -> None:
    """Every body of the directory in these boxes, of those that the form has."""
    there = [name for name in names if name in form.fields]
    for name in there:
        form.fields[name].queryset = Organisation.objects.visible_to(form.user)
    show_records(form, *there)


class PartOfBoard(Versioned, forms.ModelForm):
    """A dated row of a board."""

    question_led = True
    bodies: tuple[str, ...] = ()

    valid_from = forms.DayField(label="Since when?", required=False)
    valid_to = forms.DayField(
        label="Until when?",
        required=False,
        help_text="The first day on which it no longer holds. Leave it empty if it goes on",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        offer_bodies(self, *self.bodies)


class WithJobRole(ChoosesPost, PartOfBoard):
    """One that may name a job role of the directory."""

    chosen = "post"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.user)

    def save(self, commit: bool = True) -> Any:
        """A job role that the writer may not see stays."""
        self.keep_unseen()
        return super().save(commit)
