"""What a body said to a systemic barrier, and what places say to that."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import URLField
from django.utils import timezone

from barriers.closing.forms import CloseForm
from barriers.models import Barrier, Closing, SystemicAnswer, SystemicBarrier, SystemicOffer
from barriers.systemic import permissions
from barriers.systemic.forms import STATUS_HINTS
from barriers.systemic.named import bodies_in_words, is_denied, still_meant
from interface import forms
from interface.articles import with_article
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, radios
from partnerships.organisation.named import NamedInText
from partnerships.organisation.permissions import speaks_for, spoken_for
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import as_date, not_to_come, on_field

Status, Lever = SystemicBarrier.Status, Barrier.Lever
MEANT, NOT_MEANT = "yes", "no"


class AnswerForm(Versioned, forms.Form):
    """What the body said; published as it is sent, or kept for everyone signed in where the words
    of the barrier mean a body that did not answer. Of each body that they name, ``named``, whoever
    keeps it says whether it is meant."""

    question_led = True

    body = organisation_field("Which organisation answered?")
    text = long_text(
        "What did it say?",
        help_text="In its own words where you can. Everyone reads it, signed in or not, and "
        "with it what was asked and of whom.",
    )
    on = on_field("When?", initial=timezone.localdate)
    url = URLField(
        label="Where is it published?",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="A link, if there is one",
    )
    status = radios("What is its status now?", Status.choices, hints=STATUS_HINTS)
    reason = long_text(
        "Why will it not change?",
        2,
        required=False,
        help_text="You must answer this if it will not change",
    )
    effect_on = on_field("When does the change take effect?", required=False)
    offers = radios(
        "Could the answer resolve the barriers of the places?",
        [("yes", "Yes: ask each of them whether it helps"), ("no", "No: only tell them")],
        hints={
            "yes": "Each place accepts, and its barrier is closed, or says why it does not help"
        },
    )

    def __init__(self, *args: Any, instance: SystemicBarrier, user: Any, **kwargs: Any) -> None:
        self.instance, self.user = instance, user
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user}
        first = self._answers_first()
        if first is not None:
            self.initial.setdefault("body", first)
        self.named = self._named(self.data["body"] if "body" in self.data else str(first))
        self.initial.setdefault("status", instance.status)
        self.initial.setdefault("reason", instance.reason)
        self.initial.setdefault("effect_on", _pair(instance))
        newest = instance.answers.order_by("-id").first() if self.named else None
        for name, each in self.named.items():
            self.fields[name] = _is_meant(each, instance)
            if newest is not None and is_denied(each, newest.not_meant):
                self.initial.setdefault(name, NOT_MEANT)

    def _named(self, answers: str) -> dict[str, NamedInText]:
        """Each body that the words name beside the one that ``answers``, by its question; what is
        typed is read too."""
        reason = self.data.get("reason", "") if self.data.get("status") == Status.WILL_NOT else ""
        named = bodies_in_words(self.instance, reason=reason, text=self.data.get("text", ""))
        return {f"names_{each.body.pk}": each for each in named if str(each.body) != answers}

    def _answers_first(self) -> Organisation | None:
        """Whose answer is waited for, of those that the reader may publish, else the one asked."""
        if not self.instance.waits_for_named:
            return self.instance.owner
        waits = [each.body for each in still_meant(self.instance)]
        if not permissions.can_keep_systemic(self.user):
            waits = spoken_for(self.user, waits)
        return next(iter(waits), self.instance.owner)

    def clean_effect_on(self) -> Any:
        """What has changed already holds."""
        effect = self.cleaned_data["effect_on"]
        day = as_date(effect)
        is_done = self.data.get("status") == SystemicBarrier.Status.CHANGED
        if is_done and day is not None and day.day > timezone.localdate():
            raise ValidationError(
                "This date is in the future. Choose “It will change”, or enter a date in the past"
            )
        return effect

    def clean_body(self) -> Organisation:
        """Officers publish what their own body says, and no other's."""
        body: Organisation = self.cleaned_data["body"]
        if not (permissions.can_keep_systemic(self.user) or speaks_for(self.user, body)):
            raise ValidationError(f"You do not answer for {body}. Enter your own organisation")
        return body

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """A body that will not change it says why; one that is asked is named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        status = cleaned.get("status")
        if status == Status.WILL_NOT and not cleaned.get("reason"):
            self.add_error("reason", "Say why it will not change")
        if status in SystemicBarrier.BEING_ASKED and not self.instance.owner_id:
            self.add_error(
                "status", "Nobody has been asked yet. Choose Edit and name the organisation first"
            )
        for name, each in self.named.items():
            if not cleaned.get(name) and each.body != cleaned.get("body"):
                self.add_error(name, each.to_say)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``publish_answer`` takes."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("body", "text", "url", "status", "reason")}
        day = as_date(data["on"])
        assert day is not None  # noqa: S101 - the form is valid
        effect = as_date(data["effect_on"])
        said = {each.body.pk: data.get(name) for name, each in self.named.items()}
        facts |= {"on": day, "effect": effect, "offers": data["offers"] == "yes"}
        facts["meant"] = [body for body, answer in said.items() if answer == MEANT]
        return facts | {"not_meant": [body for body, answer in said.items() if answer == NOT_MEANT]}


def _is_meant(each: NamedInText, systemic: SystemicBarrier) -> Any:
    """Whether words are the name of a body, with the words around each place where they stand."""
    author = systemic.created_by
    by = f" recorded by {author.job_title or author.full_name}" if author else ""
    does = "Does" if len(each.wordings) == 1 else "Do"
    return radios(
        f"{does} {each.quoted} mean {with_article(each.body)}?",
        [
            (MEANT, "The words mean this organisation"),
            (NOT_MEANT, "The words do not mean this organisation"),
        ],
        hints={
            MEANT: "The answer is saved, and everyone signed in can read it. Everybody else can "
            f"read it once {with_article(each.body)} has answered too, or its name is taken out of "
            f"the words{by}",
            NOT_MEANT: "Nothing waits for its reply. We record that you said so, and when",
        },
        required=False,
        help_text=f"In: {each.around}",
    )


def _pair(instance: SystemicBarrier) -> tuple[Any, str] | None:
    effect: DateWithPrecision | None = instance.effect
    return (effect.day, effect.precision) if effect else None


class EditAnswerForm(Versioned, forms.ModelForm):
    """What a body said, put right; who said it and where the barrier stands are changed there."""

    question_led = True

    text = long_text("What did it say?", help_text="In its own words where you can")
    on = on_field("When?", precision_to="on_precision")
    url = URLField(
        label="Where is it published?", max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = SystemicAnswer
        fields = ("text", "on", "url")

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")


class AcceptForm(CloseForm):
    """The answer is the way out here: how the barrier ended, filled in from the answer."""

    def __init__(self, *args: Any, offer: SystemicOffer, **kwargs: Any) -> None:
        super().__init__(*args, barrier=offer.barrier, **kwargs)
        del self.fields["status"]
        answer = offer.answer
        self.fields["how"].required = True
        self.initial.setdefault("how", _HOW.get(answer.systemic.lever, Closing.How.OTHER))
        self.initial.setdefault("unlocked_by", str(answer.body)[:300])
        self.initial.setdefault("what", answer.text)


_HOW: dict[str, Closing.How] = {
    Lever.LAW: Closing.How.RULE_CHANGED,
    Lever.RULE: Closing.How.RULE_CHANGED,
    Lever.MONEY: Closing.How.MONEY,
    Lever.PRACTICE: Closing.How.PRACTICE,
    Lever.PERSON: Closing.How.PERSON,
}


class DeclineForm(forms.Form):
    """Why an answer does not help a place."""

    question_led = True

    why = long_text(
        "Why does the answer not help here?",
        help_text="Whoever can see this barrier can read it. That includes the organisation that "
        "answered, if it can see the barrier.",
    )
