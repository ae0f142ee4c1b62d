"""What a pot of a fund pays for."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from funding.models import FundPot
from interface import forms
from partnerships.organisation.fields import long_text, show_records
from pilots.models import SharedDefinition
from pilots.pounds import AsksPounds
from records.conflicts import Versioned


class PotForm(AsksPounds, Versioned, forms.ModelForm):
    """A pot in a few lines."""

    question_led = True

    name = CharField(label="What is this pot called?", max_length=200)
    outcome = long_text("Which outcome does it pay for?", rows=2)
    definition = forms.RecordField(
        noun="shared definition",
        suggest="shared_definition_suggest",
        label="How is that outcome counted?",
        required=False,
        help_text="Start to type the name of a shared definition",
    )
    amount = CharField(
        label="How much is in it, in pounds?",
        max_length=60,
        required=False,
        help_text="For example £12,000, about 3 million, or 150,000 to 350,000. "
        "Leave it empty if it is not known",
    )

    class Meta:
        model = FundPot
        fields = ("name", "outcome", "definition")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        field: Any = self.fields["definition"]
        field.queryset = SharedDefinition.objects.visible_to(user)
        show_records(self, "definition")
