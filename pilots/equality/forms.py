from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField

from interface import forms
from pilots.equality.models import Band, EqualityQuestion
from records.conflicts import Versioned
from records.periods import day_field
from records.source_fields import NamesSource

ANSWERS = 10
ROW = ("answer", "people")
_RANGES = [("", "Choose a range"), *Band.choices]


class EditEquality(NamesSource, Versioned, forms.ModelForm):
    """A question of equality monitoring with up to ten answers, each a range of people."""

    question = CharField(
        label="What was asked?", max_length=200, help_text="For example, how old are you?"
    )
    asked = CharField(label="Who was asked?", max_length=300)
    base = ChoiceField(label="How many people answered?", choices=_RANGES)
    as_of = day_field("When?", "as_of")
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
        known_answers = list(self.instance.answers.all()) if self.instance.pk else []
        for n in range(1, ANSWERS + 1):
            self.fields[f"answer_{n}"] = CharField(
                label=f"Answer {n}", max_length=120, required=False
            )
            self.fields[f"people_{n}"] = ChoiceField(
                label=f"How many gave answer {n}?", choices=_RANGES, required=False
            )
            given = known_answers[n - 1] if n <= len(known_answers) else None
            self.fields[f"answer_{n}"].initial = given.answer if given else ""
            self.fields[f"people_{n}"].initial = given.people if given else ""
        answers = [f"{what}_{n}" for n in range(1, ANSWERS + 1) for what in ROW]
        self.order_fields(["question", "asked", "base", *answers])

    def clean(self) -> dict[str, Any]:
        """At least one answer; each with its range, none twice."""
        data: dict[str, Any] = super().clean() or {}
        texts: set[str] = set()
        for n in range(1, ANSWERS + 1):
            answer, people = data.get(f"answer_{n}"), data.get(f"people_{n}")
            if answer and not people:
                self.add_error(f"people_{n}", f"Choose a range for “{answer}”")
            elif people and not answer:
                self.add_error(f"answer_{n}", "Say which answer this range is for")
            elif answer and answer.casefold() in texts:
                self.add_error(f"answer_{n}", f"“{answer}” appears twice")
            texts |= {answer.casefold()} if answer else set()
        if not texts and "answer_1" not in self.errors:
            self.add_error("answer_1", "Give at least one answer")
        return data

    def all_answers(self) -> list[tuple[str, str]]:
        """The answers with their ranges, in the order of the form."""
        data = self.cleaned_data
        numbers = range(1, ANSWERS + 1)
        rows = [(data[f"answer_{n}"], data[f"people_{n}"]) for n in numbers]
        return [(answer, people) for answer, people in rows if answer]
