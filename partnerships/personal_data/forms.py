"""Removing a name: what must be said before it is done."""

from __future__ import annotations

from django.forms import BooleanField

from interface import forms
from partnerships.fields import radios
from partnerships.models import Erasure


class EraseForm(forms.Form):
    """Why, and that the one who does it knows that it cannot be undone."""

    why = radios(
        "Why is the name removed?",
        [one for one in Erasure.Why.choices if one[0] != Erasure.Why.KEPT_LONG_ENOUGH],
    )
    sure = BooleanField(
        label="I know that this cannot be undone",
        widget=forms.Switch(),
        error_messages={"required": "Tick this: nobody can bring the name back afterwards"},
    )
