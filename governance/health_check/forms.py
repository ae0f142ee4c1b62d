"""Forms of a health check: opening and answering it, calling it off, showing it to more people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CharField, ModelChoiceField, Textarea, TextInput
from django.utils import timezone

from accounts.models import User
from governance.health_check.contact_models import HealthContact
from governance.health_check.models import HealthRound
from governance.health_check.questions import SCORES, SETS, Kind
from governance.models import Decision
from interface import forms
from interface.words import capitalised_choices
from partnerships.organisation.fields import radios
from partnerships.place.models.place import holding
from people.models import JobRoleHolder

SHORTEST, LONGEST = dt.timedelta(days=7), dt.timedelta(days=90)
CANNOT_SAY = "none"
ANSWERS = [*((str(score), words) for score, words in enumerate(SCORES)), (CANNOT_SAY, "Can’t say")]
KINDS, SHOWN_TO = capitalised_choices(Kind.choices), HealthRound.ShownTo.choices
# Of these the results are the partners' own, until a board decides to show them
PARTNERS_OWN = (Kind.EQUITY, Kind.TRUST)
IS_THEIRS = "Results about power and trust are for the partners until a board decides to show them"
HINTS = {
    Kind.CONDITIONS: "Aims, trust, leadership, governance, resources, track record",
    Kind.FUNCTIONS: "From knowing local needs to looking at quality together",
    Kind.EQUITY: "Whether everybody has a say, and money and credit are shared fairly",
    Kind.TRUST: "Asked of voluntary and community groups only",
}


class OpenRound(forms.ModelForm):
    """What is asked, until when, and who will read what comes of it."""

    question_led = True
    kind = radios("What do you want to ask?", KINDS, hints=HINTS)
    closes_on = forms.DayField(
        label="Which is the last day to answer?",
        help_text="One week to three months from now. It closes sooner only if all have answered",
    )
    shown_to = radios(
        "Who reads the results?",
        capitalised_choices(SHOWN_TO),
        help_text="Partners are told before they answer. A board can decide to show more people",
    )

    class Meta:
        model = HealthRound
        fields = ["kind", "closes_on", "shown_to"]

    def clean_closes_on(self) -> dt.date | None:
        """Time to answer, and no waiting for ever."""
        day: dt.date | None = self.cleaned_data["closes_on"]
        today = timezone.localdate()
        if day and not today + SHORTEST <= day <= today + LONGEST:
            raise ValidationError("Choose a day one week to three months from now")
        return day

    def clean(self) -> dict[str, Any]:
        """What is said of power and trust is for the partners."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") in PARTNERS_OWN and data.get("shown_to") not in (
            None,
            HealthRound.ShownTo.PARTNERS,
        ):
            self.add_error("shown_to", IS_THEIRS)
        return data


class AnswerRound(forms.Form):
    """The answer of one partner. It is never filled in from what is stored.

    The words are asked after the scores and apart from them: others read words.
    """

    def __init__(self, *args: Any, kind: str, asks_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = SETS[kind]
        if asks_code:
            self.fields["code"] = _code()
        for one in self.questions:
            self.fields[f"score_{one.key}"] = radios(
                one.statement,
                ANSWERS,
                error_messages={"required": f"{one.label}: choose an answer, or “Can’t say”"},
            )
        for one in self.questions:
            self.fields[f"words_{one.key}"] = CharField(
                label=one.label,
                max_length=500,
                required=False,
                widget=Textarea({"rows": 2, "autocomplete": "off"}),
            )

    @property
    def code_box(self) -> Any:
        """The box of the code; None where it is not asked."""
        return self["code"] if "code" in self.fields else None

    def score_boxes(self) -> Iterator[Any]:
        """The answers to each statement."""
        return (self[f"score_{one.key}"] for one in self.questions)

    def word_boxes(self) -> Iterator[Any]:
        """The box for words about each statement."""
        return (self[f"words_{one.key}"] for one in self.questions)

    @property
    def code(self) -> str:
        """The code that was typed; empty where none is asked."""
        return str(self.cleaned_data.get("code", ""))

    @property
    def scores(self) -> list[int | None]:
        """In the order of the statements; none where it cannot be said."""
        given = (self.cleaned_data[f"score_{one.key}"] for one in self.questions)
        return [None if one == CANNOT_SAY else int(one) for one in given]

    @property
    def words(self) -> list[str]:
        """In the same order."""
        return [self.cleaned_data[f"words_{one.key}"] for one in self.questions]


def _code() -> CharField:
    return CharField(
        label="The code of the earlier answer",
        max_length=40,
        widget=TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="Whoever sent it was given one: four groups of four letters and numbers",
        error_messages={"required": "Type the code of the earlier answer"},
    )


class TakeBackWords(forms.Form):
    """Whose words go: the code of their answer, where the browser does not have it."""

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix="words", **kwargs)
        if asks_code:
            self.fields["code"] = _code()

    @property
    def code(self) -> str:
        """The code that was typed; empty where none is asked."""
        return str(self.cleaned_data.get("code", ""))


class WhoAnswers(forms.Form):
    """Who answers the health checks of a partnership for a body, beside its officers."""

    person = ModelChoiceField(
        User.objects.none(),
        label="Does somebody else answer as well?",
        required=False,
        empty_label="Nobody else: only its officers",
        help_text="People with an account here who hold a job role of yours",
    )

    def __init__(self, *args: Any, one: HealthContact, **kwargs: Any) -> None:
        super().__init__(*args, initial={"person": one.person_id}, **kwargs)
        held = JobRoleHolder.objects.filter(
            holding(timezone.localdate()), post__organisation=one.organisation
        )
        mine = Q(pk__in=held.order_by().values("person__user")) | Q(pk=one.person_id)
        field: Any = self.fields["person"]
        field.queryset = User.objects.filter(mine, is_active=True).order_by("full_name", "pk")
        field.label_from_instance = lambda user: f"{user.full_name} ({user.email})"


class CallOff(forms.Form):
    """Why a round ends without a result."""

    because = CharField(
        label="Why do you call it off?",
        max_length=300,
        widget=Textarea({"rows": 2}),
        help_text="Every partner reads it. Please don’t name anyone",
        error_messages={"required": "Say why you call it off"},
    )


class ShowTo(forms.Form):
    """More readers than the partners were told, as a board decided."""

    to = radios("Who will read the results?", capitalised_choices(SHOWN_TO[1:]))
    decision = ModelChoiceField(
        Decision.objects.none(),
        label="Which decision says so?",
        empty_label="Choose a decision",
        help_text="One that was made by a board of this partnership’s places since it closed",
        error_messages={"required": "Choose the decision of a board that says so"},
    )

    def __init__(self, *args: Any, user: Any, one: HealthRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wider: Any = self.fields["to"]
        wider.choices = [choice for choice in wider.choices if choice[0] != one.shown_to]
        places = list(one.partnership.places.values_list("pk", flat=True))
        made = Decision.objects.visible_to(user).filter(
            state=Decision.State.MADE, board__reach_ids__overlap=places,
            decided_on__gte=one.ended_on,
        )  # fmt: skip
        field: Any = self.fields["decision"]
        field.queryset = made.select_related("board__organisation").order_by("-decided_on", "-id")
        field.label_from_instance = lambda decision: f"{decision} ({decision.board})"
