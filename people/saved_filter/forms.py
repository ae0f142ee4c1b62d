from __future__ import annotations

from interface import forms
from people.saved_filter.models import SavedFilter


class SavedFilterForm(forms.ModelForm):
    """What it is called, and whether emails tell what is new."""

    class Meta:
        model = SavedFilter
        fields = ("name", "by_mail")
        help_texts = {"name": "As you will know it: Barriers of ours without an owner"}
