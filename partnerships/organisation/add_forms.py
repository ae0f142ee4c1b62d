"""Adding a body, saying where it works, and saying that it has ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Textarea
from django.utils import timezone

from access.permissions import is_administrator
from interface import forms
from interface.forms import Section
from interface.words import capitalised, last_day
from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Place,
)
from partnerships.organisation.adding_permissions import why_not_add
from partnerships.organisation.edit_forms import part_of_field, read_number, register_field
from partnerships.organisation.fields import organisation_field, place_field, radios
from partnerships.organisation.forms import SECTORS
from partnerships.organisation.permissions import can_say_place
from records.conflicts import Versioned
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike

Role = OrganisationPlace.Role
TO_COME = "This date is in the future. Enter today or an earlier date"


def _role_field(user: Any, **kwargs: Any) -> ChoiceField:
    """What a body is to a place; who governs it, administrators alone say."""
    choices = [(Role.SERVES, "It serves the place"), (Role.BASED, "It is based there")]
    if is_administrator(user):
        choices.append((Role.GOVERNS, "It governs the place"))
    missing = {"required": "Choose how it is connected to the place"}
    return radios(
        "How is it connected to that place?",
        choices,
        initial=Role.SERVES,
        error_messages=missing,
        **kwargs,
    )


def _not_to_come(day: dt.date | None) -> dt.date | None:
    if day is not None and day > timezone.localdate():
        raise ValidationError(TO_COME)
    return day


class AddOrganisation(AsksIfAnother, forms.ModelForm):
    """A new body or team: what it is called, what it is, where it works."""

    noun = "organisation"
    sections = (
        Section("called", "What it is called", ("name", "short_name", "named_from")),
        Section("what", "What it is", ("sector", "parent", "description")),
        Section("where", "Where it works", ("place", "place_role")),
        Section("number", "Its official number", ("number_scheme", "number")),
    )

    name = CharField(label="Name", max_length=200, help_text="In full, as it writes it itself")
    short_name = CharField(
        label="Short name", max_length=40, required=False, help_text="For example, NHS or DWP"
    )
    named_from = forms.ReducedDateField(
        label="When did it start using this name?",
        allow_partial=True,
        precision_to="named_from_precision",
        required=False,
        help_text="Leave out what is not known: a year will do",
    )
    sector = ChoiceField(label="Which sector is it in?", choices=[("", "Choose one"), *SECTORS])
    parent = part_of_field()
    description = CharField(
        label="What does it do?", max_length=5_000, required=False, widget=Textarea({"rows": 3})
    )
    place = place_field("Which place does it work in?", required=False)
    number_scheme = register_field()
    number = CharField(label="Its official number", max_length=40, required=False)

    class Meta:
        model = Organisation
        fields = ("name", "sector", "parent", "description")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        places: Any = self.fields["place"]
        places.queryset = Place.objects.visible_to(user)
        self.fields["place_role"] = _role_field(user, required=False)
        forms.asked_for(self, "place_role")

    def clean_named_from(self) -> Any:
        """No name of days to come: that is a change of name."""
        day, precision = self.cleaned_data["named_from"] or (None, "")
        return (_not_to_come(day), precision) if day else None

    def clean(self) -> dict[str, Any]:
        """The number is of its register and no other body's; somebody who may has looked."""
        data = super().clean() or {}
        read_number(self, data)
        data["place_role"] = data.get("place_role") or Role.SERVES
        if not ({"place", "parent"} & set(self.errors)):
            field, problem = why_not_add(self.user, data.get("parent"), data.get("place"))
            if problem:
                self.add_error(field or None, problem)
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Bodies that are called nearly so."""
        return alike_bodies(self.cleaned_data["name"])


def alike_bodies(name: str) -> list[Lookalike]:
    """Bodies with a name, also a former or short one, that is spelt nearly so."""
    names = OrganisationName.objects.select_related("organisation__parent")
    bodies: dict[int, Lookalike] = {}
    for row in alike(names, name, organisation__merged_into=None):
        bodies.setdefault(row.organisation_id, Lookalike(row.organisation, _tells_apart(row)))
    return list(bodies.values())[:SHOWN]


def _tells_apart(row: OrganisationName) -> str:
    body = row.organisation
    kind = f"Part of {body.parent}" if body.parent else capitalised(body.get_sector_display())
    return f"{kind}; also called {row.name}" if row.name != body.name else kind


class CloseOrganisation(Versioned, forms.ModelForm):
    """When a body ended and what came after it; emptied, it goes on."""

    ended_on = forms.ReducedDateField(
        label="When did it end?",
        allow_partial=True,
        precision_to="ended_on_precision",
        required=False,
        help_text="Leave it empty if it goes on. A month or a year will do",
    )

    class Meta:
        model = Organisation
        fields = ("ended_on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = list(self.instance.successors.all())
        for row, body in enumerate([*before, None, *([] if before else [None])]):
            label = "Another body that took over" if row else "Which body took over?"
            field = organisation_field(label, required=False)
            self.fields[f"successor_{row}"] = field
            self.initial[f"successor_{row}"] = body

    def clean_ended_on(self) -> Any:
        """It has ended already."""
        day, precision = self.cleaned_data["ended_on"] or (None, "")
        return (_not_to_come(day), precision) if day else None

    @property
    def successors(self) -> list[Organisation]:
        """The bodies that took over, each once."""
        rows = (self.cleaned_data[name] for name in self.fields if name.startswith("successor_"))
        return list(dict.fromkeys(body for body in rows if body))

    def clean(self) -> dict[str, Any]:
        """None of them came before it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            if name.startswith("successor_") and (body := cleaned.get(name)):
                link = OrganisationSuccession(before=self.instance, after=body)
                try:
                    link.clean()
                except ValidationError as wrong:
                    self.add_error(name, wrong.message_dict["after"])
        return cleaned


class AddOrganisationPlace(forms.Form):
    """A place at which a body works, from a day on."""

    place = place_field("Which place does it work in?")
    since = forms.DayField(
        label="Since when?", required=False, help_text="Leave it empty if it is not known"
    )

    def __init__(self, *args: Any, user: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.body = user, body
        places: Any = self.fields["place"]
        places.queryset = Place.objects.visible_to(user)
        self.fields["role"] = _role_field(user)
        self.order_fields(["place", "role", "since"])

    def clean_place(self) -> Place:
        """One that the user may name."""
        place: Place = self.cleaned_data["place"]
        if not can_say_place(self.user, self.body, place):
            raise ValidationError(
                "Name a place that you look after, or ask those who look after this one"
            )
        return place

    def clean_since(self) -> dt.date | None:
        """It works there already."""
        return _not_to_come(self.cleaned_data["since"])


class EndOrganisationPlace(forms.Form):
    """The last day on which a body worked at a place."""

    on = forms.LastDayField(
        label="When did it stop working there?",
        help_text="The last day on which it worked there",
        initial=timezone.localdate,
    )

    def clean_on(self) -> dt.date:
        """Its last day there has come."""
        on: dt.date = self.cleaned_data["on"]
        _not_to_come(last_day(on))
        return on
