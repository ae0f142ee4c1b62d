"""What an organisation says of itself, its official numbers, and a new name from a day on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import CharField, ChoiceField, Textarea
from django.http import HttpRequest

from interface import forms
from interface.filters import AnyOf, Chosen, FilterSet, Words
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation, OrganisationIdentifier
from partnerships.organisation import identifiers
from records.conflicts import Versioned

REGIONAL = [("not_known", "Not known"), ("yes", "Yes"), ("no", "No")]


class EditOrganisation(Versioned, forms.ModelForm):
    """The page of a body, for those who keep it right.

    ``numbers`` are the official numbers as read; ``new_name`` with ``named_from`` is a change of
    name, which leaves the old one standing with its dates.
    """

    description = CharField(
        label="What does it do?", max_length=5_000, required=False, widget=Textarea({"rows": 3})
    )
    sector = ChoiceField(
        label="Which sector is it in?",
        choices=capitalised_choices(Organisation.Sector.choices),
    )
    regional = ChoiceField(
        label="Has it regional or area teams?", choices=REGIONAL, widget=forms.Radios()
    )
    anchor_reason = CharField(
        label="If it is an anchor of its area, why?",
        max_length=300,
        required=False,
        help_text="For example, the largest employer there. Empty if it is none",
    )
    number_scheme = ChoiceField(
        label="Which register is the number from?",
        choices=[
            ("", "None to add"),
            *((key, identifiers.label_of(key)) for key in identifiers.SCHEMES),
        ],
        required=False,
    )
    number = CharField(label="Its official number", max_length=40, required=False)
    new_name = CharField(
        label="Has it a new name?",
        max_length=200,
        required=False,
        help_text="Only for a change of name. The former name stays, with its dates",
    )
    new_short = CharField(label="Its new short name", max_length=40, required=False)
    named_from = forms.DayField(label="Since when has it the new name?", required=False)

    class Meta:
        model = Organisation
        fields = ("description", "sector", "anchor_reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_them = self.instance.has_regional_teams
        self.initial["regional"] = "not_known" if has_them is None else "yes" if has_them else "no"

    def clean(self) -> dict[str, Any]:
        """A number is of its register and of no other body; a new name has a day."""
        data = super().clean() or {}
        self._read_number(data)
        if bool(data.get("new_name")) != bool(data.get("named_from")) and not self.errors:
            missing = "named_from" if data.get("new_name") else "new_name"
            self.add_error(missing, "A new name needs both the name and the day")
        now = self.instance.names.filter(valid_to=None).first()
        since, began = data.get("named_from"), now.valid_from if now else None
        if since and began and since <= began:
            self.add_error("named_from", "Enter a day after the present name began")
        return data

    def _read_number(self, data: dict[str, Any]) -> None:
        if not data.get("number"):
            return
        try:
            data["number"] = identifiers.read(data.get("number_scheme") or "", data["number"])
        except ValidationError as problem:
            self.add_error("number" if data.get("number_scheme") else "number_scheme", problem)
            return
        held = OrganisationIdentifier.objects.filter(
            scheme=data["number_scheme"], value=data["number"]
        ).exclude(organisation=self.instance)
        if other := held.select_related("organisation").first():
            self.add_error("number", f"{other.organisation} has this number already")


SECTORS = capitalised_choices(Organisation.Sector.choices)


class OrganisationFilter(LeavesOutExamples, FilterSet):
    """Organisations by any of their names, and by sector."""

    q = Words("Name", by="found_by", help_text="Former names and abbreviations work too")
    sector = AnyOf("Sector", field_name="sector", choices=SECTORS)


def bodies(request: HttpRequest | None) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(getattr(request, "user", None))


def body_filter(label: str, **differs: Any) -> Chosen:
    """Records of an organisation that is chosen."""
    return Chosen(
        label, rows=bodies, noun="organisation", suggest="organisation_suggest", **differs
    )
