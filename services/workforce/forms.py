"""What partners do together about the workforce."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from interface import forms
from interface.filters import FilterSet, OneOf
from interface.words import capitalised_choices
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, radios
from records.conflicts import Versioned
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource
from services.models import WorkforceAction

LATEST = 2100
MOST = 8
SHOWN = 3
PARTNERS = tuple(f"partner_{n}" for n in range(1, MOST + 1))


class EditAction(NamesSource, OfAPeriod, Versioned, forms.ModelForm):
    """What is done, by which partners, for how many staff, and what came of it."""

    question_led, everyone_reads = True, True
    folds = {"More partners": PARTNERS[SHOWN:]}

    kind = radios("What do the partners do together?", WorkforceAction.Kind.choices)
    what = CharField(
        label="What is it, in one line?",
        max_length=200,
        help_text="For example, one training course for home carers of all partners",
    )
    start = start_field("Since when?", latest=LATEST)
    end = end_field("Until when?", latest=LATEST)
    outcome = long_text(
        "What came of it so far?",
        required=False,
        help_text="Everyone reads this. Do not name a person",
    )

    class Meta:
        model = WorkforceAction
        fields = ("kind", "what", "staff", "start", "end", "outcome")
        labels = {"staff": "How many staff take part?"}
        help_texts = {"staff": "Of all partners together. Leave it empty if it is not known"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(PARTNERS, 1):
            label = "Which partner takes part?" if number == 1 else "And which other partner?"
            self.fields[name] = organisation_field(label, required=number == 1)
        self.order_fields(["kind", "what", *PARTNERS])
        if self.instance.pk:
            held = Organisation.objects.filter(workforce_links__action=self.instance)
            self.initial.update(zip(PARTNERS, held.order_by("workforce_links__id"), strict=False))

    def partners(self) -> list[Organisation]:
        """Those that were named, each once."""
        named = (self.cleaned_data.get(name) for name in PARTNERS)
        return list(dict.fromkeys(body for body in named if body))


class ActionFilter(FilterSet):
    """Which of it."""

    kind = OneOf(
        "Kind", field_name="kind", choices=capitalised_choices(WorkforceAction.Kind.choices)
    )
