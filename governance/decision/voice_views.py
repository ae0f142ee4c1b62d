"""How seats stood to a decision, as it is written on its page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from governance.board.part_forms import capitalise
from governance.decision.permissions import can_keep_decision, can_keep_voice
from governance.decision.voting import why_no_voice
from governance.meeting.corrections import corrected
from governance.meeting.forms import offer_seats
from governance.models import BoardMeeting, DecisionVoice, Seat
from interface import forms
from records.conflicts import Versioned
from registry.kind_of_part import KindOfPart


class EditVoice(Versioned, forms.ModelForm):
    """How one seat stood to it, with its words."""

    question_led = True

    class Meta:
        model = DecisionVoice
        fields = ("seat", "voice", "words")
        labels = {
            "seat": "Whose seat?",
            "voice": "What was its view?",
            "words": "What did it say?",
        }
        help_texts = {"words": "Please don’t name anyone"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        rows = Seat.objects.filter(board=self.instance.decision.board_id)
        offer_seats(self.fields["seat"], user, rows.select_related("organisation").order_by("id"))
        capitalise(self, "voice")

    def clean_seat(self) -> Seat:
        """One that had a say: it held on the day, was taken, was there and stayed in."""
        seat: Seat = self.cleaned_data["seat"]
        if why := why_no_voice(self.user, self.instance.decision, seat):
            raise ValidationError(why)
        return seat


@transaction.atomic
def save_voice(*, by: Any, form: EditVoice) -> Any:
    """Save how a seat stood; in minutes that were sent as a correction of them."""
    rows = BoardMeeting.objects.select_for_update(of=("self",))
    pk = form.instance.decision.meeting_id
    meeting = rows.select_related("board__organisation").filter(pk=pk).first() if pk else None
    if meeting is None:
        return form.save()
    with corrected(meeting, by=by):
        return form.save()


class Voices(KindOfPart):
    """How seats stood to a decision."""

    model, form, key, path, noun = DecisionVoice, EditVoice, "decision_voice", "voices", "voice"
    link, whole_path, trail = "decision", "decisions", (("Decisions", "/decisions/"),)
    may_add, may_edit, form_takes_user = can_keep_decision, can_keep_voice, True
    with_rows, draft_words = ("decision__board", "seat__organisation"), "Where a seat stood"
    add_title, edit_title = "Say where a seat stood", "Change where a seat stood"
    add_message = "Saved."
    routes = {
        "Add": ("decisions/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
        "Edit": ("decisions/{kind.path}/<int:pk>/edit/", "{kind.key}_edit"),
    }

    class Add(KindOfPart.Add):
        """A new one."""

        def write(self, form: Any) -> Any:
            return save_voice(by=self.request.user, form=form)

        twice = "Where this seat stood is already recorded. Change it on the decision’s page."

    class Edit(KindOfPart.Edit):
        """One as it should be."""

        def write(self, form: Any) -> Any:
            return save_voice(by=self.request.user, form=form)

        twice = "Where that seat stood is already recorded. Change it on the decision’s page."
