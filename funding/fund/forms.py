"""What a fund says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, ModelMultipleChoiceField

from funding.fund.owner_fields import AsksOwners
from funding.fund.permissions import can_publish_fund
from funding.models import Fund, Moving, Restriction
from interface import forms
from interface.words import capitalised
from partnerships.models import Programme, Topic
from partnerships.organisation.fields import long_text, offer_programmes, radios
from records.conflicts import Versioned
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike
from records.models import Visibility
from records.names import PlainKey
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource

AWARDS = {
    Fund.Award.COMPETED: "Bodies bid for it",
    Fund.Award.FORMULA: "Shared out by a published rule",
    Fund.Award.DIRECT: "Given to a named body without a bid",
}
RESTRICTIONS = {
    Restriction.NONE: "The recipient decides",
    Restriction.PERMITTED_USE: "Only for what the fund says",
    Restriction.RING_FENCED: "Kept apart in the accounts by a rule",
}
SHAPES = {
    Fund.Shape.SINGLE: "One sum for everything that it pays for",
    Fund.Shape.OUTCOMES: "Several, each for an outcome. You name them on the fund’s page",
}
TERMS = (
    *("award", "restriction", "permitted_use", "restriction_text"),
    *("move_years", "move_uses", "move_places", "moving_text", "shape"),
)
LEVELS = {
    Visibility.PROGRAMME: "You, and anyone with a role on its programme",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in",
}
LATEST = 2100
ITS_WORDS = "In its own words"


class EditFund(AsksOwners, NamesSource, OfAPeriod, Versioned, forms.ModelForm):
    """A fund, new or known. ``user`` is who writes it."""

    question_led = True
    folds = {
        "What may be moved, and whether it is one pot": (
            *("move_years", "move_uses", "move_places", "moving_text", "shape"),
        )
    }

    name = CharField(label="What is the fund called?", max_length=200)
    description = long_text("What is it for?", required=False)
    award = radios("How is it given out?", Fund.Award.choices, hints=AWARDS)
    restriction = radios("What can it be used for?", Restriction.choices, hints=RESTRICTIONS)
    permitted_use = long_text(
        "For what exactly, in a few words?",
        rows=2,
        required=False,
        help_text="For example, insulation of homes. Leave it empty if it is not known",
    )
    restriction_text = long_text(
        "What does the rule say?", rows=3, required=False, help_text=ITS_WORDS
    )
    move_years = radios("Can it be moved from one year to another?", Moving.choices)
    move_uses = radios("Can it be moved from one use to another?", Moving.choices)
    move_places = radios("Can it be moved from one place to another?", Moving.choices)
    moving_text = long_text(
        "What does the rule say about moving it?", rows=2, required=False, help_text=ITS_WORDS
    )
    shape = radios("Is it one pot or several?", Fund.Shape.choices, hints=SHAPES)
    start = start_field("When does it begin?", latest=LATEST)
    end = end_field("When does it end?", latest=LATEST)
    topics = ModelMultipleChoiceField(
        Topic.objects.none(), label="What is it about?", required=False, widget=forms.Checkboxes()
    )

    class Meta:
        model = Fund
        fields = (*("name", "description", *TERMS, "start", "end", "programme", "visibility"),)
        labels = {
            "programme": "Is it part of a programme?",
            "visibility": "Who can see this fund?",
        }
        help_texts = {"visibility": "All of it is covered by Freedom of Information"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.order_by("name")
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"
        self.ask_owners(user)
        self._offer_levels(user)
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        self.order_fields(["name", *self.owner_fields])

    def _offer_levels(self, user: Any) -> None:
        now = self.instance.visibility
        hints = dict(LEVELS)
        if now != Visibility.PUBLIC and not can_publish_fund(user):
            del hints[Visibility.PUBLIC]
        if self.instance.pk and now not in hints:
            hints[Visibility(now)] = "As it is now"
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints=hints)
        field.choices = [(level.value, capitalised(level.label)) for level in hints]
        if not self.instance.pk:
            self.initial["visibility"] = Visibility.NETWORK

    def clean(self) -> dict[str, Any]:
        """A fund is somebody's."""
        data = super().clean()
        self.check_owners()
        if data.get("visibility") == Visibility.PROGRAMME and not data.get("programme"):
            self.add_error("visibility", "Choose its programme, or who else can see it")
        return data


class AddFundForm(AsksIfAnother, EditFund):
    """A new fund, unless it is one that the writer sees already."""

    noun = "fund"

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Funds of nearly the same name, of those that the writer may see."""
        seen = Fund.objects.visible_to(self._user).annotate(name_key=PlainKey("name"))
        found = alike(seen, self.cleaned_data["name"])[:SHOWN]
        return [Lookalike(fund, ", ".join(map(str, fund.owners.all()))) for fund in found]
