"""Choosing from what is suggested for an agenda: ticked, or not; nothing is typed."""

from __future__ import annotations

from typing import Any

from django.forms import BooleanField

from interface import forms
from registry.agenda import SuggestedItem


class ChooseItems(forms.Form):
    """``groups`` are the suggestions under heads; ``shown`` the same with a box for each."""

    says_optional = False

    def __init__(
        self, *args: Any, groups: list[tuple[str, list[SuggestedItem]]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.groups = groups
        for _, rows in groups:
            for one in rows:
                label = f"{one.title} (private)" if one.is_private else one.title
                self.fields[one.key] = BooleanField(
                    label=label, help_text=one.asks, required=False, initial=True
                )
        self.shown = [(head, [(one, self[one.key]) for one in rows]) for head, rows in groups]

    @property
    def chosen(self) -> list[SuggestedItem]:
        """What was ticked. For a valid form."""
        every = [one for _, rows in self.groups for one in rows]
        return [one for one in every if self.cleaned_data.get(one.key)]
