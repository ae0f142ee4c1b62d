"""What residents said and what was done; who took part, in ranges."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField

from interface import forms
from partnerships.fields import long_text, show_records
from partnerships.source_fields import NamesSource
from pilots.models import Band, EqualityQuestion, Pilot, YouSaid
from records.conflicts import Versioned

EARLIEST = 1990
ANSWERS = 10
ROW = ("answer", "people")
_RANGES = [("", "Choose a range"), *Band.choices]
GROUP = "A group, such as parents at two schools or people at the street meeting. Never a name"


def _day(label: str, name: str) -> forms.ReducedDateField:
    return forms.ReducedDateField(
        label=label,
        allow_partial=True,
        earliest=EARLIEST,
        precision_to=f"{name}_precision",
        required=False,
        help_text="Leave out the day, or day and month, if they are not known",
    )


class TellForm(forms.Form):
    """What a resident wants to say, without an account."""

    said = long_text("What do you want to say?", rows=4, help_text="About this place or a pilot")
    said_by = CharField(
        label="Who says so?",
        max_length=200,
        help_text="For example, a parent, or the tenants of one street. Leave out names",
    )


class EditYouSaid(Versioned, forms.ModelForm):
    """One entry: what was said, by whom as a group, what was done and when."""

    question_led = True

    said = long_text("What was said?", help_text="In their words where you can; leave out names")
    said_by = CharField(label="Who said it?", max_length=200, help_text=GROUP)
    said_on = _day("When was it said?", "said_on")
    did = long_text(
        "What was done?",
        help_text="If nothing was done, say so and why. Residents would rather know",
    )
    did_on = _day("When was it done?", "did_on")
    pilot = forms.RecordField(
        noun="pilot", suggest="pilot_suggest", label="Was it about a pilot?", required=False
    )

    class Meta:
        model = YouSaid
        fields = ("said", "said_by", "said_on", "did", "did_on", "pilot")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        rows = Pilot.objects.visible_to(user)
        fields["pilot"].queryset = rows.in_place(self.instance.place)
        if self.instance.pilot_id and not fields["pilot"].queryset.filter(
            pk=self.instance.pilot_id
        ):
            del fields["pilot"]  # hidden from who writes: it stays as it is
        else:
            show_records(self, "pilot")


class TurnDownForm(forms.Form):
    """Why an entry is not taken up, or taken off."""

    because = CharField(label="Why not?", max_length=1_000)


class EditEquality(NamesSource, Versioned, forms.ModelForm):
    """A question of equality monitoring with up to ten answers, each a range of people."""

    question = CharField(
        label="What was asked?", max_length=200, help_text="For example, how old are you?"
    )
    asked = CharField(label="Who was asked?", max_length=300)
    base = ChoiceField(label="How many people answered?", choices=_RANGES)
    as_of = _day("When?", "as_of")
    note = CharField(
        label="What should readers know?",
        max_length=300,
        required=False,
        help_text="For example, that many did not want to answer",
    )
    source_said = CharField(
        label="How were the answers collected?",
        max_length=200,
        help_text="For example, a form at the door",
    )

    folds = {"More answers": [f"{what}_{n}" for n in range(5, ANSWERS + 1) for what in ROW]}

    class Meta:
        model = EqualityQuestion
        fields = ("question", "asked", "base", "as_of", "note", "source_said")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(self.instance.answers.all()) if self.instance.pk else []
        for n in range(1, ANSWERS + 1):
            one = known[n - 1] if n <= len(known) else None
            self.fields[f"answer_{n}"] = CharField(
                label=f"Answer {n}",
                max_length=120,
                required=False,
                initial=one.answer if one else "",
            )
            self.fields[f"people_{n}"] = ChoiceField(
                label=f"How many gave answer {n}?",
                choices=_RANGES,
                required=False,
                initial=one.people if one else "",
            )

        answers = [f"{what}_{n}" for n in range(1, ANSWERS + 1) for what in ROW]
        self.order_fields(["question", "asked", "base", *answers])

    def clean(self) -> dict[str, Any]:
        """At least one answer; each with its range, none twice."""
        data: dict[str, Any] = super().clean() or {}
        said: set[str] = set()
        for n in range(1, ANSWERS + 1):
            answer, people = data.get(f"answer_{n}"), data.get(f"people_{n}")
            if answer and not people:
                self.add_error(f"people_{n}", f"Choose a range for “{answer}”")
            elif people and not answer:
                self.add_error(f"answer_{n}", "Say which answer this range is for")
            elif answer and answer.casefold() in said:
                self.add_error(f"answer_{n}", f"“{answer}” stands there twice")
            said |= {answer.casefold()} if answer else set()
        if not said and "answer_1" not in self.errors:
            self.add_error("answer_1", "Give at least one answer")
        return data

    def all_answers(self) -> list[tuple[str, str]]:
        """The answers with their ranges, in the order of the form."""
        data = self.cleaned_data
        numbers = range(1, ANSWERS + 1)
        rows = [(data[f"answer_{n}"], data[f"people_{n}"]) for n in numbers]
        return [(answer, people) for answer, people in rows if answer]
