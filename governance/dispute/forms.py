"""A dispute between partners of a board, and the steps that it takes: their forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.forms import CharField, ModelMultipleChoiceField

from governance.board.part_forms import capitalise
from governance.board.sight import LEVELS
from governance.models import Board, Dispute, DisputeParty, DisputeStep
from interface import forms
from interface.filters import AnyOf, FilterSet, Words
from interface.words import capitalised, capitalised_choices
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import day_field, not_to_come

READERS = {
    Visibility.PLACE: "People who sit on the board, look after it or work at its places, and "
    "officers of the bodies concerned",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in. Only once it’s over",
}
STILL_OPEN = "Not everyone can read it while it goes on. Choose this once it’s over"
TWO_SIDES = "Choose two bodies at least"
NOT_TO_ALL = "Not everyone can see the board itself. Show the board to everyone first"
NO_NAMES = "All of it is covered by Freedom of Information. Please don’t name anyone"


def bodies_at(board: Board, dispute: Dispute | None = None) -> Any:
    """Who can be party to one: bodies that sit or sat there, to which the board answers, and those
    that are party to it already."""
    rule = Q(seats__board=board) | Q(lines_from__board=board)
    if board.accountable_body_id:
        rule |= Q(pk=board.accountable_body_id)
    if dispute is not None and dispute.pk:
        rule |= Q(pk__in=dispute.party_links.values("organisation"))
    found = Organisation.objects.filter(rule).order_by().values("pk")
    return Organisation.objects.filter(pk__in=found).order_by("sort_key", "id")


class EditDispute(Versioned, forms.ModelForm):
    """What it is about, between whom, and how it ended."""

    question_led = True
    sections = (
        forms.Section("what", "The dispute", ("title", "parties", "another", "about", "opened_on")),
        forms.Section("readers", "Who reads it", ("visibility",)),
        forms.Section("end", "How it ended", ("state", "ended_on", "outcome"), is_aside=True),
    )

    title = CharField(label="What is it about?", max_length=200, help_text=NO_NAMES)
    parties = ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="slug",
        label="Between which bodies of the board?",
        required=False,
        widget=forms.Checkboxes(),
    )
    another = organisation_field("Another body?", required=False)
    about = long_text("What does each side say?", required=False)
    opened_on = day_field("Since when?", "opened_on")
    ended_on = day_field("When did it end?", "ended_on")
    outcome = long_text("How did it end?", required=False)

    class Meta:
        model = Dispute
        fields = ("title", "about", "opened_on", "state", "ended_on", "outcome", "visibility")
        labels = {"state": "What stage is it at?", "visibility": "Who can see this?"}
        help_texts = {"state": "", "visibility": ""}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        fields: Any = self.fields
        fields["parties"].queryset = bodies_at(self.instance.board, self.instance)
        capitalise(self, "state")
        fields["visibility"].widget = forms.Radios(hints=READERS)
        fields["visibility"].choices = [
            (level.value, capitalised(level.label)) for level in reversed(LEVELS)
        ]
        if self.instance.pk:
            self.initial["parties"] = [body.slug for body in self.instance.bodies]

    def clean_opened_on(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "opened_on")

    def clean_ended_on(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "ended_on")

    def clean(self) -> dict[str, Any]:
        """Two sides at least; who reads it fits how it stands."""
        data = super().clean() or self.cleaned_data
        if "parties" in data and "another" in data:
            data["sides"] = {*data["parties"], *([data["another"]] if data["another"] else [])}
            if len(data["sides"]) < 2:
                self.add_error("parties", TWO_SIDES)
        is_open = data.get("state") == Dispute.State.OPEN
        if not is_open and "outcome" in data and not data["outcome"]:
            self.add_error("outcome", "Say how it ended")
        if is_open and data.get("ended_on"):
            self.add_error("state", "It has an end date. Say what stage it is at now")
        if data.get("visibility") == Visibility.PUBLIC:
            if is_open:
                self.add_error("visibility", STILL_OPEN)
            elif self.instance.board.visibility != Visibility.PUBLIC:
                self.add_error("visibility", NOT_TO_ALL)
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """With its parties, of which those that stay are not written again."""
        made = super().save(commit)
        sides = {body.pk for body in self.cleaned_data["sides"]}
        made.party_links.exclude(organisation__in=sides).delete()
        there = set(made.party_links.values_list("organisation", flat=True))
        for body in sorted(sides - there):
            DisputeParty.objects.create(dispute=made, organisation_id=body, created_by=self.user)
        return made


class EditStep(Versioned, forms.ModelForm):
    """One step: who takes it on, by when they answer, what came of it."""

    question_led = True

    begun_on = forms.DayField(label="When did it begin?")
    answer_by = forms.DayField(label="When is an answer due by?", required=False)
    outcome = long_text("What came of it?", required=False)

    class Meta:
        model = DisputeStep
        fields = ("kind", "words", "begun_on", "answer_by", "outcome")
        labels = {"kind": "Who takes it on?", "words": "What is asked, and who is asked?"}
        help_texts = {"kind": "", "words": NO_NAMES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capitalise(self, "kind")

    def clean(self) -> dict[str, Any]:
        """The answer can’t be due before the step began."""
        data = super().clean() or self.cleaned_data
        begun, by = data.get("begun_on"), data.get("answer_by")
        if begun and by and by < begun:
            raise ValidationError({"answer_by": "The answer can’t be due before the step began"})
        return data


class DisputeFilter(LeavesOutExamples, FilterSet):
    """Disputes that a reader sees, by where they are and how they stand."""

    examples_at = "board"
    shown = ("q", "state", "place")

    q = Words("Words", by="found_by")
    state = AnyOf(
        "How it stands", field_name="state", choices=capitalised_choices(Dispute.State.choices)
    )
    place = place_filter(by="in_place", help_text="")

    class Meta:
        model = Dispute
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        if queryset is None:
            queryset = Dispute.objects.visible_to(kwargs["request"].user)
        super().__init__(data, queryset, **kwargs)
