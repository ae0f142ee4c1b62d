from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField

from interface import forms
from people.saved_filter.models import TEAMS, SavedFilter
from people.saved_filter.permissions import NAMES_HIDDEN, teams_of, told_to_all
from registry.saved_lists import SavedList

ONLY_ME = ("me", "Only me")


class SavedFilterForm(forms.ModelForm):
    """What it is called, who opens it as well, and whether emails tell its author what is new."""

    shared = ChoiceField(
        label="Who else can open it?",
        required=False,
        widget=forms.Radios,
        help_text="They read its name and filters. What it finds is what each of them can see",
    )

    class Meta:
        model = SavedFilter
        fields = ("name", "by_mail")
        help_texts = {
            "name": "A name that you will recognise, for example: Our barriers without an owner"
        }

    field_order = ("name", "shared", "by_mail")

    def __init__(self, *args: Any, user: Any, listed: SavedList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed, self.teams = listed, teams_of(user)
        now = self.instance.shared_with
        self.initial["shared"] = before = _key(self.instance) or ONLY_ME[0]
        if now is not None:
            self.teams.setdefault(before, now)
        fields: Any = self.fields
        fields["shared"].choices = [
            ONLY_ME,
            *((key, TEAMS[key.partition(":")[0]].format(to)) for key, to in self.teams.items()),
        ]
        if not self.teams:
            del fields["shared"]
        if self.instance.user_id != user.pk:
            del fields["by_mail"]  # the emails are its author's

    def clean_shared(self) -> str:
        """A team that one is in, for filters that name nothing hidden."""
        key: str = self.cleaned_data["shared"]
        if key in self.teams and not told_to_all(self.listed, self.instance.query):
            raise ValidationError(NAMES_HIDDEN)
        return key

    def _post_clean(self) -> None:
        if key := self.cleaned_data.get("shared"):
            chosen = key.partition(":")[0]
            for name in TEAMS:
                setattr(self.instance, name, self.teams[key] if name == chosen else None)
        super()._post_clean()


def _key(filters: SavedFilter) -> str:
    """Its team, as the form has it."""
    return next((f"{name}:{pk}" for name in TEAMS if (pk := getattr(filters, f"{name}_id"))), "")
