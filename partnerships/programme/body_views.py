"""The bodies of a programme, as they are written; they are read on its page."""

from __future__ import annotations

from typing import Any

from django.forms import CharField

from partnerships.models import ProgrammeBody
from partnerships.organisation.claims import own_word
from partnerships.organisation.fields import organisation_field, radios, show_records
from partnerships.programme.forms import TakesPart
from partnerships.programme.permissions import can_edit_programme
from records.conflicts import Versioned
from registry.claimed import word_awaited
from registry.kind_of_part import KindOfPart


class EditBody(Versioned, TakesPart):
    """Which body takes part, what part it has, from when to when."""

    question_led = True

    organisation = organisation_field("Which department or body takes part?")
    strength = radios(
        "What is known of it?",
        ProgrammeBody.Strength.choices,
        hints={
            "listed": "Whether it took part in the end is not said",
            "named": "A source names it, and does not say that it takes part",
        },
    )
    role = CharField(
        label="What part does it play?",
        max_length=200,
        required=False,
        help_text="For example: sponsor, evaluation, or member of its board",
    )

    class Meta:
        model = ProgrammeBody
        fields = ("organisation", "strength", "role", "valid_from", "valid_to")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        show_records(self, "organisation")

    def save(self, commit: bool = True) -> Any:
        """What somebody writes of their own body needs no other word; of another it waits for
        that."""
        own_word(self.instance, self.user)
        before = self.instance.claim if self.instance.pk else None
        made = super().save(commit)
        word_awaited(self.instance, by=self.user, before=before)
        return made


def can_keep_body(user: Any, part: ProgrammeBody) -> bool:
    """Whoever may change the programme."""
    return can_edit_programme(user, part.programme)


class Bodies(KindOfPart):
    """Who takes part in it."""

    model, form, key, path = ProgrammeBody, EditBody, "programme_body", "bodies"
    noun = "department or body"
    link, whole_path, trail = "programme", "programmes", (("Programmes", "/programmes/"),)
    may_add, may_edit = can_edit_programme, can_keep_body
    with_rows, draft_words = ("programme__lead", "organisation"), "Body of a programme"
    add_message, form_takes_user = "Saved.", True
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
