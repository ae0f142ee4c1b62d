"""What an organisation says of itself, its official numbers, and a new name from a day on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, ModelChoiceField, Textarea, URLField

from interface import forms
from interface.words import capitalised_choices
from partnerships.models import FurtherSector, Organisation, OrganisationIdentifier
from partnerships.organisation import identifiers
from partnerships.organisation.fields import organisation_field, show_records
from partnerships.organisation.permissions import can_move
from records.conflicts import Versioned
from records.other_names import OtherNames, mark_with_words

REGIONAL = [("not_known", "Not known"), ("yes", "Yes"), ("no", "No")]


def part_of_field() -> forms.RecordField:
    """The body that a team belongs to."""
    return organisation_field(
        "Which body is it part of?",
        required=False,
        help_text="For a team within a department or council. Start to type its name",
    )


def register_field() -> ChoiceField:
    """The register that an official number is from."""
    return ChoiceField(
        label="Which register is the number from?",
        choices=[
            ("", "None to add"),
            *((key, identifiers.label_of(key)) for key in identifiers.SCHEMES),
        ],
        required=False,
    )


class EditOrganisation(Versioned, forms.ModelForm):
    """The page of a body, for those who keep it right.

    ``numbers`` are the official numbers as read; ``new_name`` with ``named_from`` is a change of
    name, which leaves the old one standing with its dates.
    """

    description = CharField(
        label="What does it do?", max_length=5_000, required=False, widget=Textarea({"rows": 3})
    )
    site = URLField(
        label="What is its public website?",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="The page for contacts where it has one. Whoever has no account here goes there",
    )
    sector = ChoiceField(
        label="Which sector is it in?",
        choices=capitalised_choices(Organisation.Sector.choices),
    )
    further = ModelChoiceField(
        FurtherSector.objects.none(),
        label="Which kind of it, more exactly?",
        required=False,
        empty_label="None of these, or not known",
    )
    regional = ChoiceField(
        label="Does it have regional or area teams?", choices=REGIONAL, widget=forms.Radios()
    )
    anchor_reason = CharField(
        label="If it is an anchor organisation, why?",
        max_length=300,
        required=False,
        help_text="For example, the largest employer there. Empty if it is none",
    )
    parent = part_of_field()
    number_scheme = register_field()
    number = CharField(label="Its official number", max_length=40, required=False)
    short_name = CharField(
        label="Its short name", max_length=40, required=False, help_text="For example, NHS or DWP"
    )
    words = OtherNames()
    new_name = CharField(
        label="Does it have a new name?",
        max_length=200,
        required=False,
        help_text="Only for a change of name. The former name stays, with its dates",
    )
    new_short = CharField(label="Its new short name", max_length=40, required=False)
    named_from = forms.DayField(label="When did it start using the new name?", required=False)

    class Meta:
        model = Organisation
        fields = ("description", "site", "sector", "further", "parent", "anchor_reason")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._arguments["user"] = user
        show_records(self, "parent")
        further: Any = self.fields["further"]
        further.queryset = FurtherSector.objects.order_by("sector", "name")
        if not further.queryset.exists():
            del self.fields["further"]
        has_them = self.instance.has_regional_teams
        self.initial["regional"] = "not_known" if has_them is None else "yes" if has_them else "no"
        now = self.instance.names.filter(valid_to=None).first()
        self.initial["short_name"] = now.short_name if now else ""
        held = self.instance.synonyms.order_by("key").values_list("words", flat=True)
        self.initial["words"] = "\n".join(held)

    def mark(self, record: Any) -> str:
        """What else it is called is covered as well."""
        return mark_with_words(record)

    def clean(self) -> dict[str, Any]:
        """A number is of its register and of no other body; a new name has a day."""
        data = super().clean() or {}
        read_number(self, data)
        self._read_parent(data)
        further = data.get("further")
        if further and further.sector != data.get("sector"):
            self.add_error("further", f"That is one of {further.get_sector_display()}. Correct one")
        if bool(data.get("new_name")) != bool(data.get("named_from")) and not self.errors:
            missing = "named_from" if data.get("new_name") else "new_name"
            self.add_error(missing, "A new name needs both the name and the day")
        now = self.instance.names.filter(valid_to=None).first()
        since, began = data.get("named_from"), now.valid_from if now else None
        if since and began and since <= began:
            self.add_error("named_from", "Enter a day after the present name began")
        return data

    def _read_parent(self, data: dict[str, Any]) -> None:
        before = Organisation.objects.select_related("parent").get(pk=self.instance.pk)
        parent = data.get("parent")
        if "parent" in self.errors or parent == before.parent:
            return
        if not can_move(self.user, before, parent):
            self.add_error("parent", "Only officers of both bodies and administrators change this")


def read_number(form: Any, data: dict[str, Any]) -> None:
    """An official number as its register writes it, unless another body has it."""
    if not data.get("number"):
        return
    try:
        data["number"] = identifiers.read(data.get("number_scheme") or "", data["number"])
    except ValidationError as problem:
        form.add_error("number" if data.get("number_scheme") else "number_scheme", problem)
        return
    held = OrganisationIdentifier.objects.filter(
        scheme=data["number_scheme"], value=data["number"]
    ).exclude(organisation=form.instance.pk)
    if other := held.select_related("organisation").first():
        form.add_error("number", f"{other.organisation} has this number already")
