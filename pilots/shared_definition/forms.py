"""A definition that several pilots may count by."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from access.permissions import is_administrator
from access.visibility import reader_of
from interface import forms
from partnerships.models import Programme, Topic
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    radios,
    show_records,
)
from pilots.amounts import is_share, plain_unit
from pilots.models import SharedDefinition
from records.conflicts import Versioned
from records.source_fields import NamesSource

WORDS, MEANING = "words", "meaning"


class SharedDefinitionForm(NamesSource, Versioned, forms.ModelForm):
    """What a figure means. A lead writes for a programme that they lead."""

    question_led = True
    everyone_reads = True

    definition = long_text("What is counted?", rows=4)
    how = long_text("How is it counted?", rows=3, required=False)
    organisation = organisation_field("Or which organisation looks after it?", required=False)
    change = radios(
        "What changes?",
        [(WORDS, "only the words: it means the same"), (MEANING, "its meaning changes")],
        hints={
            MEANING: "It gets a new version. Pilots that follow the old one are not added up with "
            "those that follow the new one until they say so"
        },
    )
    edition_why = CharField(
        label="What is different in the new version, and why?", max_length=300, required=False
    )

    class Meta:
        model = SharedDefinition
        fields = (
            *("name", "unit", "definition", "how", "may_add", "topics", "programme"),
            *("organisation", "edition_why"),
        )
        labels = {
            "name": "What is it called?",
            "unit": "What unit is it counted in?",
            "may_add": "Figures of several pilots can be added up",
            "topics": "Topics",
            "programme": "Which programme looks after it?",
        }
        help_texts = {"may_add": "Untick it for shares and scores"}
        widgets = {"topics": forms.Checkboxes}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.is_free = is_administrator(user)
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.order_by("name")
        programmes, reader = (
            Programme.objects.visible_to(user).order_by("name", "id"),
            reader_of(user),
        )
        if not self.is_free:
            programmes = programmes.filter(pk__in=reader.led_programmes if reader else [])
            fields["programme"].required = True
            del fields["organisation"]
        offer_programmes(fields["programme"], programmes)
        fields["programme"].empty_label = "Choose one"
        if self.instance.pk is None:
            del fields["change"], fields["edition_why"]
        else:
            self.initial["edition_why"] = ""
        forms.asked_for(self, "edition_why", "organisation")
        show_records(self, "organisation")

    @property
    def is_new_edition(self) -> bool:
        return self.cleaned_data.get("change") == MEANING

    def clean_unit(self) -> str:
        return plain_unit(self.cleaned_data["unit"])

    def clean(self) -> dict[str, Any]:
        """One keeper; shares are not added; a new version says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("programme") and data.get("organisation"):
            self.add_error("organisation", "Choose a programme or an organisation, not both")
        elif self.is_free and not (data.get("programme") or data.get("organisation")):
            self.add_error(
                "programme", "Choose the programme or the organisation that looks after it"
            )
        if data.get("may_add") and is_share(data.get("unit") or ""):
            self.add_error("may_add", "Percentages of several pilots cannot be added. Untick this")
        self._check_edition(data)
        return data

    def _check_edition(self, data: dict[str, Any]) -> None:
        definition = self.instance
        if definition.pk is None:
            return
        before = type(definition).objects.get(pk=definition.pk)
        if not self.is_new_edition:
            data["edition_why"] = before.edition_why
            if data.get("unit") and data["unit"] != before.unit:
                self.add_error("change", "Another unit is another meaning: make it a new version")
        elif not data.get("edition_why"):
            self.add_error("edition_why", "Say what is different and why")
