"""What a board is: its form and its filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, IntegerField, MultipleChoiceField

from funding.models import Fund
from governance.board.actions import IS_ANOTHER
from governance.board.models import LEVELS
from governance.board.part_forms import capitalise, offer_bodies
from governance.board.permissions import can_write_board
from governance.models import Board
from interface import forms
from interface.filters import AnyOf, Chosen, FilterSet
from interface.words import capitalised, capitalised_choices
from partnerships.models import Organisation, Programme
from partnerships.organisation.add_forms import alike_bodies
from partnerships.organisation.fields import long_text, offer_programmes, organisation_field
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from partnerships.programme.at_places_forms import LEVELS as EVERY_LEVEL
from partnerships.programme.at_places_forms import AtPlaces
from partnerships.programme.filters import programme_filter
from records.conflicts import Versioned
from records.lookalikes import AsksIfAnother, Lookalike
from records.periods import OfAPeriod, end_field, start_field
from records.source_fields import NamesSource

ITSELF = "Name the body that answers for it, not the board itself"
IS_THERE = (
    "A body of this name is in the directory. If it is this one, choose it above; if not, add the "
    "place to its name"
)
WHICH = "Choose the organisation, or enter its name"


class EditBoard(NamesSource, OfAPeriod, Versioned, forms.SaysYesOrNo, AtPlaces):
    """A board, new or known. Of one that is known its body stays."""

    question_led = True
    body = "organisation"
    may_write = may_publish = staticmethod(can_write_board)
    levels = {level: EVERY_LEVEL[level] for level in LEVELS}
    not_yours = "Name a place that you look after, your own body, or a programme that you lead"
    not_to_all = (
        "Only an editor of the place, its clerk or the lead of the programme can publish it"
    )
    answers = {"public": "in_public"}
    sections = (
        forms.Section(
            "what",
            "What it is",
            (
                *("organisation", "new_name", "kind", "places", "add_place", "programme"),
                *("purpose", "start", "end"),
            ),
        ),
        forms.Section("from", "Where this is from", ("source_title", "source_url")),
        forms.Section(
            "decides",
            "How it decides",
            (
                *("legal_status", "legal_words", "accountable_body", "leadership", "decides_by"),
                *("quorum_least", "quorum_sectors", "quorum_words", "meets", "public"),
            ),
            is_aside=True,
        ),
        forms.Section("readers", "Who reads it", ("visibility",)),
    )

    organisation = organisation_field("Which body is it?", required=False)
    new_name = CharField(
        label="If it isn’t in the directory yet, what is it called?",
        max_length=200,
        required=False,
        help_text="Its name will be in the directory, which everyone can read",
    )
    purpose = long_text("What is it for?", rows=3, required=False)
    accountable_body = organisation_field("Which body answers for what it decides?", required=False)
    quorum_least = IntegerField(
        label="How many seats must be taken for it to decide?",
        min_value=1,
        max_value=200,
        required=False,
        help_text="Leave it empty if it is not known",
    )
    quorum_sectors = MultipleChoiceField(
        label="Must there be somebody from each of these?",
        choices=capitalised_choices(Organisation.Sector.choices),
        widget=forms.Checkboxes(),
        required=False,
    )
    public = forms.yes_or_no("Can anybody listen?", required=False)
    start = start_field("When did it begin?")
    end = end_field("When did it end?")

    class Meta:
        model = Board
        fields = (
            *("organisation", "kind", "purpose", "legal_status", "legal_words"),
            *("accountable_body", "leadership", "quorum_least", "quorum_sectors", "quorum_words"),
            *("decides_by", "meets", "start", "end", "programme", "visibility"),
        )
        labels = {
            "kind": "What kind of board is it?",
            "legal_status": "What is it in law?",
            "leadership": "Who leads it?",
            "decides_by": "How does it decide?",
            "legal_words": "What do its terms of reference say?",
            "quorum_words": "What do its terms say about the quorum?",
            "meets": "How often does it meet, and where?",
            "programme": "Is it part of a programme?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            **dict.fromkeys(("kind", "legal_status", "leadership", "decides_by", "meets"), ""),
            "visibility": "All of it is covered by Freedom of Information",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if self.instance.pk:
            del fields["organisation"], fields["new_name"]
        offer_bodies(self, "organisation", "accountable_body")
        capitalise(self, "kind", "legal_status", "leadership", "decides_by")
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No, or not known"

    def clean(self) -> dict[str, Any]:
        """It is one body, and the writer's to write."""
        data = super().clean() or self.cleaned_data
        if self.instance.pk:
            data["organisation"] = self.instance.organisation
        else:
            self._check_body(data)
        answers = data.get("accountable_body")
        if answers is not None and answers == data.get("organisation"):
            self.add_error("accountable_body", ITSELF)
        self.check_rights(data)
        return data

    def _check_body(self, data: dict[str, Any]) -> None:
        body, name = data.get("organisation"), " ".join(data.get("new_name", "").split())
        if bool(body) == bool(name) and "organisation" not in self.errors:
            self.add_error("organisation", WHICH)
        elif name:
            called = Organisation.objects.visible_to(self.user).filter(name__iexact=name)
            # Theirs, as where a board was taken back and is recorded again
            if own := called.filter(created_by=self.user.pk).first():
                data["organisation"], data["new_name"] = own, ""
                self.instance.organisation = body = own
            elif called.exists():
                # Boards of two places may be called alike: only the writer knows which it is
                self.add_error("new_name", IS_THERE)
        if body and Board.objects.filter(organisation=body).exists():
            self.add_error("organisation", IS_ANOTHER)


class AddBoard(AsksIfAnother, EditBoard):
    """A new board; a new body is compared with those of the directory that are called nearly so."""

    noun = "board"

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean()
        if not self.errors and data.get("new_name"):
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Bodies that are called nearly so."""
        return alike_bodies(self.cleaned_data["new_name"])


class BoardFilter(LeavesOutExamples, FilterSet):
    """Which boards: of where, of which kind, what they are in law."""

    place = place_filter(help_text="")
    programme = programme_filter(method="in_programme")
    kind = AnyOf("Kind", field_name="kind", choices=capitalised_choices(Board.Kind.choices))
    status = AnyOf(
        "Legal status",
        field_name="legal_status",
        choices=capitalised_choices(Board.LegalStatus.choices),
    )
    fund = Chosen(
        "Fund",
        rows=lambda request: Fund.objects.visible_to(getattr(request, "user", None)),
        by="of_fund",
        noun="fund",
        suggest="fund_suggest",
    )

    def in_programme(self, rows: Any, name: str, programme: Any) -> Any:
        """Boards of a programme, and those that have to do with it otherwise."""
        return rows.of_programme(programme) if programme else rows


def titled(board: Board) -> str:
    """What kind of board it is, as words begin a line."""
    return capitalised(board.get_kind_display())
