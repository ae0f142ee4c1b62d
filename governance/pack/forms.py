"""For whom a pack is made, what stands above it, and when a board reports to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, MultipleChoiceField

from governance.board.part_forms import PartOfBoard, capitalise
from governance.models import Pack, ReportPlan
from governance.pack.making import For, sections_for
from interface import forms
from interface.filters import AnyOf, FilterSet
from interface.words import capitalised, capitalised_choices
from partnerships.organisation.fields import long_text, organisation_field
from records.conflicts import Versioned

NOBODY = "Choose who gets a pack"
HELP = {
    Pack.Audience.MEMBERS: "People who sit on the board: everything that the board can read",
    Pack.Audience.NETWORK: "Anyone with an account",
    Pack.Audience.PUBLIC: "Also people who are not signed in",
}


class MakePacks(forms.Form):
    """A box for each that a pack can be made for; those that have one are ticked."""

    says_optional = False

    def __init__(
        self, *args: Any, offered: Sequence[For], ticked: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        for one in offered:
            self.fields[one.key] = BooleanField(
                label=capitalised(one.words),
                help_text=HELP.get(Pack.Audience(one.audience), ""),
                required=False,
                initial=one.key in ticked,
            )

    @property
    def chosen(self) -> list[For]:
        """Those that were ticked. For a valid form."""
        return [one for one in self.offered if self.cleaned_data.get(one.key)]

    def clean(self) -> dict[str, Any]:
        """Somebody gets one."""
        data = super().clean() or self.cleaned_data
        if not self.chosen:
            raise ValidationError(NOBODY)
        return data


class WriteCovering(Versioned, forms.ModelForm):
    """What stands above a pack, in the words of whoever sends it."""

    question_led = True

    covering = long_text(
        "What do you want to say first?",
        rows=6,
        required=False,
        help_text="It is shown at the top. Everyone who gets the pack can read it",
    )

    class Meta:
        model = Pack
        fields = ("covering",)


class EditReportPlan(PartOfBoard):
    """To whom a board reports, how often, and what."""

    bodies = ("to",)

    valid_from: Any = None
    to = organisation_field("Who gets the report?")
    first_on = forms.DayField(
        label="When is the first report due?",
        help_text="The others follow from it. Each is drafted two weeks before, and you send it",
    )
    tells = MultipleChoiceField(
        label="What does it cover?",
        widget=forms.Checkboxes(),
        required=False,
        help_text="Tick nothing to include everything",
    )
    valid_to = forms.LastDayField(
        label="Until when?",
        required=False,
        help_text="The last date on which one can be due. Leave it empty if there is no end",
    )

    class Meta:
        model = ReportPlan
        fields = ("to", "months", "first_on", "tells", "valid_to")
        labels = {"months": "How often?"}
        help_texts = {"months": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capitalise(self, "months")
        field: Any = self.fields["tells"]
        field.choices = [(one.key, one.title) for one in sections_for(None)]

    def clean_to(self) -> Any:
        """A board does not report to itself, nor to a body that is over."""
        body = self.cleaned_data["to"]
        if body == self.instance.board.organisation:
            raise ValidationError("Choose an organisation other than the board itself")
        return body

    @property
    def is_moved(self) -> bool:
        """Whether its days are new."""
        return bool(self.instance.pk is None or {"months", "first_on"} & set(self.changed_data))


class PackFilter(FilterSet):
    """Which packs and reports of a board."""

    kind = AnyOf("Kind", field_name="kind", choices=capitalised_choices(Pack.Kind.choices))
    state = AnyOf("State", field_name="state", choices=capitalised_choices(Pack.State.choices))
