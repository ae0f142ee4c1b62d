"""The bodies of a programme, as they are written; they are read on its page."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from interface import forms
from partnerships.models import Organisation, ProgrammeBody
from partnerships.organisation.fields import organisation_field, show_records
from partnerships.programme.forms import EARLIEST
from partnerships.programme.permissions import can_edit_programme
from records.conflicts import Versioned
from records.periods import TURNED, day_field, last_of
from records.source_fields import NamesSource
from registry.kind_of_part import KindOfPart


class EditBody(NamesSource, Versioned, forms.ModelForm):
    """Which body takes part, what part it has, from when to when."""

    question_led, everyone_reads = True, True

    organisation = organisation_field("Which department or body takes part?")
    role = CharField(
        label="What part does it play?",
        max_length=200,
        required=False,
        help_text="For example: sponsor, evaluation, or member of its board",
    )
    valid_from = day_field("Since when?", "valid_from", earliest=EARLIEST)
    valid_to = day_field(
        "When does it end?",
        "valid_to",
        earliest=EARLIEST,
        help_text="Leave it empty while it takes part",
    )

    class Meta:
        model = ProgrammeBody
        fields = ("organisation", "role", "valid_from", "valid_to")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        field: Any = self.fields["organisation"]
        field.queryset = bodies
        show_records(self, "organisation")

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = data.get("valid_from"), last_of(data.get("valid_to"))
        data["valid_to"] = until
        if since and until and until[0] <= since[0]:
            self.add_error("valid_to", TURNED)
        return data


def can_keep_body(user: Any, part: ProgrammeBody) -> bool:
    """Whoever may change the programme."""
    return can_edit_programme(user, part.programme)


class Bodies(KindOfPart):
    """Who takes part in it."""

    model, form, key, path = ProgrammeBody, EditBody, "programme_body", "bodies"
    noun = "department or body"
    link, whole_path, trail = "programme", "programmes", (("Programmes", "/programmes/"),)
    may_add, may_edit, form_takes_user = can_edit_programme, can_keep_body, True
    with_rows, draft_words = ("programme__lead", "organisation"), "Body of a programme"
    add_message = "Saved."
    routes = {
        "Add": ("programmes/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("programmes/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
    }

    class Add(KindOfPart.Add):
        """A new one."""

        twice = "This body is among those of the programme already."

    class Edit(KindOfPart.Edit):
        """One as it should be."""

        twice = "That body is among those of the programme already."
