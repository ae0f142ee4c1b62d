"""What a team is called."""

from __future__ import annotations

from interface import forms
from partnerships.models import Team
from records.conflicts import Versioned


class TeamForm(Versioned, forms.ModelForm):
    """Its name; where it belongs follows from where it is made."""

    class Meta:
        model = Team
        fields = ("name",)
        help_texts = {"name": "For example, after the piece of work: “Retrofit pilot team”"}
