"""What a team is called."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from interface import forms
from people.models import Team
from records.conflicts import Versioned


class TeamForm(Versioned, forms.ModelForm):
    """Its name; where it belongs follows from where it is made."""

    class Meta:
        model = Team
        fields = ("name",)
        help_texts = {"name": "For example, after the piece of work: “Retrofit pilot team”"}

    def clean_name(self) -> str:
        """No other team of the same place or programme that still works is called so."""
        name: str = self.cleaned_data["name"]
        here = {"place": self.instance.place_id, "programme": self.instance.programme_id}
        same = Team.objects.filter(name__iexact=name, ended_on=None, **here)
        if any(here.values()) and same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("There is a team of this name here already")
        return name
