"""Who sits on a board, and to whom it answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from governance.board.part_forms import WithJobRole, capitalise
from governance.models import BoardLine, Seat
from interface import forms
from partnerships.models import Organisation
from partnerships.organisation.fields import organisation_field, radios
from people.job_role.fields import role_field


class EditSeat(forms.SaysYesOrNo, WithJobRole):
    """For whom a seat is, who sits there, how it votes."""

    bodies = ("organisation",)
    answers = {"counts": "counts_for_quorum", "anybody": "any_substitute"}

    organisation = organisation_field("Which organisation is the seat for?", required=False)
    sections = (
        forms.Section(
            "whose",
            "Whose seat it is",
            ("organisation", "description", "post", "role_words", "valid_from", "valid_to"),
        ),
        forms.Section(
            "votes",
            "How it counts",
            ("chair", "votes", "votes_because", "counts", "anybody"),
            is_aside=True,
        ),
    )
    post = role_field("Which job role sits there?", "Leave it empty where the seat is vacant")
    counts = forms.yes_or_no("Does it count for the quorum?", required=False)
    anybody = forms.yes_or_no("Can somebody else come instead?", required=False)

    class Meta:
        model = Seat
        fields = (
            *("organisation", "description", "post", "role_words", "chair", "votes"),
            *("votes_because", "valid_from", "valid_to"),
        )
        labels = {
            "description": "If it isn’t for an organisation, who is it for?",
            "role_words": "If that is not in the directory, what is it called?",
            "chair": "Does it chair?",
            "votes": "How many votes does it have?",
            "votes_because": "If it is not one vote, why?",
        }
        help_texts = {
            "description": "For example, a resident. Please don’t name anyone",
            "role_words": "Please don’t name anyone",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capitalise(self, "chair")

    def clean(self) -> dict[str, Any]:
        """One vote for each partner, unless a reason is given."""
        data = super().clean() or self.cleaned_data
        named = "organisation" in self.errors or bool(data.get("organisation"))
        if named == bool(data.get("description")):
            self.add_error("organisation", "Enter the organisation, or say who the seat is for")
        if data.get("votes") not in (1, None) and not data.get("votes_because"):
            self.add_error("votes_because", "Say why it has more than one vote, or none")
        return data


class EditLine(WithJobRole):
    """To whom a board answers."""

    bodies = ("to",)

    kind = radios("How are they connected?", BoardLine.Kind.choices)
    to = organisation_field("Which organisation?")
    post = role_field("Does only one job role answer to it? Which one?")

    class Meta:
        model = BoardLine
        fields = ("kind", "to", "post", "for_what", "valid_from", "valid_to")
        labels = {"for_what": "For what?"}

    def clean_to(self) -> Organisation:
        """Not itself, nor what is part of it."""
        body: Organisation = self.cleaned_data["to"]
        board = self.instance.board
        if body.pk == board.organisation_id:
            raise ValidationError("A board cannot answer to itself")
        if self.cleaned_data.get("kind") == BoardLine.Kind.PART_OF and self._is_below(body):
            raise ValidationError(f"{body} is itself part of this board")
        return body

    def _is_below(self, body: Organisation) -> bool:
        """Whether the body's board is part of this one, at whatever remove."""
        seen: set[int] = set()
        up = {body.pk}
        while up - seen:
            seen |= up
            rows = BoardLine.objects.filter(
                Q(valid_to=None) | Q(valid_to__gt=timezone.localdate()),
                kind=BoardLine.Kind.PART_OF,
                board__organisation__in=up,
            )
            up = set(rows.values_list("to", flat=True))
        return self.instance.board.organisation_id in seen
