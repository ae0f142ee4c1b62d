from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, ModelMultipleChoiceField, Textarea
from django.utils import timezone

from access.visibility import reader_of
from interface import forms
from partnerships.models import Organisation, Topic
from partnerships.organisation.fields import long_text
from policy.models import PolicyTest, PolicyTestPlace, PolicyTestQuestion
from policy.policy_test.actions import Question
from policy.policy_test.models import MOST_QUESTIONS, SCALE
from records.conflicts import Versioned

Kind = PolicyTestQuestion.Kind
LONGEST_WAIT = 366
FIFTH = "A policy test has four questions at most"
PARTS = ("question", "kind", "choices")
NUMBERS = range(1, MOST_QUESTIONS + 1)


def _questions_beyond(data: Any) -> bool:
    """Whether a fifth question was sent."""
    return any(
        name.startswith("question_")
        and name.removeprefix("question_").isdecimal()
        and int(name.removeprefix("question_")[:9]) > MOST_QUESTIONS
        and str(data[name]).strip()
        for name in data
    )


class WritePolicyTest(Versioned, forms.ModelForm):
    """A policy test while it is written: the policy, four questions at most, a day to reply by.

    ``questions()`` and ``cleaned_data["topics"]`` are what ``write_policy_test`` takes beside it.
    """

    policy = long_text(
        "What is the policy, as it stands?",
        rows=6,
        help_text="In plain words, so that a place can say in ten minutes what it would mean there",
    )
    topics = ModelMultipleChoiceField(
        Topic.objects.none(), label="What is it about?", required=False, widget=forms.Checkboxes()
    )
    reply_by = forms.DayField(
        label="When should places reply by?", earliest=2000, help_text="For example, 15 1 2027"
    )

    class Meta:
        model = PolicyTest
        fields = ("title", "policy", "owner", "reply_by")
        labels = {"title": "What do you call it?", "owner": "Which body asks?"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        reader = reader_of(user)
        owners: Any = self.fields["owner"]
        owners.queryset = Organisation.objects.filter(
            pk__in=sorted(reader.organisations) if reader else []
        )
        owners.empty_label = None
        topics: Any = self.fields["topics"]
        topics.queryset = Topic.objects.order_by("name")
        questions = list(self.instance.questions.all()) if self.instance.pk else []
        if self.instance.pk:
            self.initial["topics"] = list(self.instance.topics.all())
        for number in NUMBERS:
            self._add_question(number, questions[number - 1] if number <= len(questions) else None)
        asked = [f"{part}_{number}" for number in NUMBERS for part in PARTS]
        self.order_fields(["title", "policy", "owner", *asked, "reply_by", "topics"])

    def _add_question(self, number: int, question: PolicyTestQuestion | None) -> None:
        self.fields[f"question_{number}"] = CharField(
            label=f"Question {number}",
            max_length=300,
            required=number == 1,
            initial=question.text if question else "",
        )
        self.fields[f"kind_{number}"] = ChoiceField(
            label=f"How is question {number} answered?",
            choices=[(kind.value, str(kind.label).capitalize()) for kind in Kind],
            required=False,
            initial=question.kind if question else Kind.SCALE,
        )
        self.fields[f"choices_{number}"] = CharField(
            label=f"Answers to choose from in question {number}",
            widget=Textarea({"rows": 3}),
            max_length=1_000,
            required=False,
            initial="\n".join(question.choices) if question else "",
            help_text="One on each line, for “one of several answers” only",
        )
        for name in (f"question_{number}", f"kind_{number}", f"choices_{number}"):
            field: Any = self.fields[name]
            field.is_asked_for = not name.startswith("question_")

    def clean_reply_by(self) -> Any:
        """A day to come, within a year."""
        day = self.cleaned_data["reply_by"]
        wait = (day - timezone.localdate()).days
        if wait < 1:
            self.add_error("reply_by", "The date to reply by must be in the future")
        elif wait > LONGEST_WAIT:
            self.add_error("reply_by", "The date to reply by must be within a year")
        return day

    def clean(self) -> dict[str, Any]:
        """Four questions at most; one of some answers has at least two of them."""
        data = super().clean() or self.cleaned_data
        if _questions_beyond(self.data):
            self.add_error("question_4", FIFTH)
        for number in NUMBERS:
            offered = self._offered(number)
            if data.get(f"kind_{number}") == Kind.CHOICE and data.get(f"question_{number}"):
                if len(offered) < 2:
                    few = f"Give at least two answers to question {number}, one on a line"
                    self.add_error(f"choices_{number}", few)
                elif any(len(choice) > 100 for choice in offered):
                    self.add_error(
                        f"choices_{number}", "Shorten each answer to 100 characters or fewer"
                    )
        return data

    def _offered(self, number: int) -> tuple[str, ...]:
        lines = (self.cleaned_data.get(f"choices_{number}") or "").splitlines()
        return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def questions(self) -> list[Question]:
        """The questions that were written, in their order."""
        data = self.cleaned_data
        return [
            Question(
                text=data[f"question_{number}"],
                kind=(kind := data.get(f"kind_{number}") or Kind.TEXT),
                choices=self._offered(number) if kind == Kind.CHOICE else (),
            )
            for number in NUMBERS
            if data.get(f"question_{number}")
        ]


class WithdrawPolicyTest(forms.Form):
    """Why the policy is not tried on places any further."""

    reason = CharField(
        label="Why is it withdrawn?",
        max_length=500,
        widget=Textarea({"rows": 3}),
        help_text="We tell this to the editors of each place that was asked",
    )


class DecidePolicyTest(forms.Form):
    """Whether a place takes part."""

    question_led = True

    takes_part = ChoiceField(
        label="Does your place take part?",
        choices=[("yes", "Yes, we will reply"), ("no", "No, not this time")],
        widget=forms.Radios(
            hints={
                "yes": "We tell your contributors, if there are any",
                "no": "Say why below",
            }
        ),
    )
    reason = CharField(
        label="Why not?",
        max_length=500,
        required=False,
        widget=Textarea({"rows": 2}),
        help_text="Needed if you answer no. The organisation that asks reads it",
    )

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        data = super().clean() or self.cleaned_data
        if data.get("takes_part") == "no" and not data.get("reason", "").strip():
            self.add_error("reason", "Say why your place does not take part")
        return data


class ReplyToPolicyTest(forms.Form):
    """The reply of a place on one page: an answer and a note for each question."""

    question_led = True

    def __init__(self, *args: Any, asked: PolicyTestPlace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(asked.test.questions.all())
        given = {reply.question_id: reply for reply in asked.replies.all()}
        for question in self.questions:
            self._add(question, given.get(question.pk))

    def _add(self, question: PolicyTestQuestion, given: Any) -> None:
        name = f"answer_{question.number}"
        if question.kind == Kind.TEXT:
            self.fields[name] = long_text(
                question.text,
                required=False,
                help_text="Leave it empty if it is not known",
                initial=given.text if given else "",
            )
            return
        steps = [str(step) for step in range(SCALE[0], SCALE[1] + 1)]
        offered = [(step, step) for step in steps]
        if question.kind == Kind.CHOICE:
            offered = [(str(at), choice) for at, choice in enumerate(question.choices, 1)]
        initial = ""
        if given and given.scale:
            initial = str(given.scale)
        elif given and given.choice in question.choices:
            initial = str(question.choices.index(given.choice) + 1)
        self.fields[name] = ChoiceField(
            label=question.text,
            choices=[*offered, ("unknown", "Not known")],
            widget=forms.Radios(inline=question.kind == Kind.SCALE),
            initial=initial or ("unknown" if given else None),
            help_text="1 is the least, 5 the most" if question.kind == Kind.SCALE else "",
        )
        self.fields[f"note_{question.number}"] = long_text(
            f"Anything to add to question {question.number}?",
            rows=2,
            required=False,
            initial=given.text if given else "",
        )

    def answers(self) -> dict[int, dict[str, Any]]:
        """The answers as ``reply_to_policy_test`` takes them."""
        return {question.pk: self._answer(question) for question in self.questions}

    def _answer(self, question: PolicyTestQuestion) -> dict[str, Any]:
        typed = self.cleaned_data.get(f"answer_{question.number}", "")
        if question.kind == Kind.TEXT:
            return {"scale": None, "choice": "", "text": typed}
        note = self.cleaned_data.get(f"note_{question.number}", "")
        at = int(typed) if typed != "unknown" else None
        if question.kind == Kind.SCALE:
            return {"scale": at, "choice": "", "text": note}
        return {
            "scale": None,
            "choice": question.choices[at - 1] if at else "",
            "text": note,
        }


class PostOutcome(forms.ModelForm):
    """What changed because of the replies."""

    question_led = True

    outcome = long_text(
        "What changed because of what places said?",
        rows=6,
        help_text="Say also what did not change, and why. We tell "
        "the editors and contributors of each place that took part",
    )

    class Meta:
        model = PolicyTest
        fields = ("outcome", "outcome_is_public")
        labels = {"outcome_is_public": "Everyone may read this, with the questions"}
        help_texts = {
            "outcome_is_public": "What each place replied is never public. It is still covered by "
            "Freedom of Information"
        }
