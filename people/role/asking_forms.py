"""Where somebody asks for a role, which one, and why."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from interface import forms
from partnerships.models import Organisation, Place, Programme
from partnerships.organisation.fields import place_field, radios
from partnerships.programme.choices import programme_choices
from people.models import Role
from people.role.forms import HINTS

WHERE = "Choose one: a place, a programme or an organisation"


class WhereForm(forms.Form):
    """For which place, programme or body: exactly one."""

    place = place_field("A place", required=False)
    programme = django_forms.ChoiceField(label="Or a programme", required=False)
    organisation = forms.RecordField(
        label="Or a department or its team",
        required=False,
        noun="organisation",
        suggest="organisation_suggest",
        help_text="Start to type its name",
    )
    place.is_asked_for = programme.is_asked_for = organisation.is_asked_for = True

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = Place.objects.visible_to(user)
        body: Any = self.fields["organisation"]
        body.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)
        programme: Any = self.fields["programme"]
        programme.choices = [("", "None chosen"), *programme_choices(user)]
        self.programmes = Programme.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        """The one that was chosen, as ``scope``."""
        data = super().clean() or {}
        if slug := data.get("programme"):
            data["programme"] = self.programmes.filter(slug=slug).first()
        names = ("place", "programme", "organisation")
        chosen = [scope for name in names if (scope := data.get(name))]
        if not self.errors and len(chosen) != 1:
            raise ValidationError(WHERE)
        return {**data, "scope": chosen[0] if chosen else None}


class AskForRole(forms.Form):
    """Which role, and why. ``roles`` are those that can be asked for there."""

    why = django_forms.CharField(
        label="Why do you need it?",
        max_length=500,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence is enough: where you work, and on what",
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = radios(
            "Which role?",
            [(role.value, role.label) for role in roles],
            hints={role.value: HINTS[role] for role in roles},
            initial=roles[0].value if len(roles) == 1 else None,
        )
        self.order_fields(["role", "why"])
