"""What a partner can do, can lend, or lacks."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, ModelChoiceField
from django.utils import timezone

from interface import forms
from partnerships.fields import radios
from partnerships.models import Organisation, PartnerSkill


class SkillForm(forms.Form):
    """How one partner stands with one skill; saying it again replaces what was said."""

    organisation = ModelChoiceField(
        Organisation.objects.none(), to_field_name="slug", label="Which partner?"
    )
    skill = ChoiceField(label="Which skill?", choices=PartnerSkill.Skill.choices)
    standing = radios("How does it stand with that?", PartnerSkill.Standing.choices)
    basis = radios(
        "Who says so?",
        PartnerSkill.Basis.choices,
        hints={PartnerSkill.Basis.FOUND: "Say below by whom and how"},
    )
    said_on = forms.DayField(label="When was it said?", help_text="For example, 28 10 2026")
    note = CharField(
        label="Anything to know?",
        max_length=300,
        required=False,
        help_text="For example, two analysts, free from May. Name no person",
    )

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])

    def clean(self) -> dict[str, Any]:
        """What others found says how; nothing is said in the future."""
        data = super().clean() or {}
        if data.get("basis") == PartnerSkill.Basis.FOUND and not data.get("note"):
            self.add_error("note", "Say who found it, and how")
        if (day := data.get("said_on")) and day > timezone.localdate():
            self.add_error("said_on", "Enter a day that is not in the future")
        return data
