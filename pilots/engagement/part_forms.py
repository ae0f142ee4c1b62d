"""The small forms of meetings: a body that came, a promise and its end, a total of a source."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, HiddenInput, IntegerField, TextInput
from django.utils import timezone

from collaboration.models import ActionItem
from interface import forms
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, radios
from people.job_role.fields import role_field
from people.models import JobRole
from pilots.engagement.actions import NewBody, NewPromise
from pilots.engagement.models import EngagementTotal
from pilots.people_counts import CountsPeople, people_field
from records.bulk.lists import OperationForm
from records.conflicts import Versioned
from records.periods import EARLIEST, day_field
from records.source_fields import NamesSource

MOST_PEOPLE = 10_000
COUNTS = ("people", "first_time")  # how many came of a body


def _number_field(label: str) -> IntegerField:
    widget = TextInput({"class": "auto", "size": 6, "inputmode": "numeric"})
    return IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_PEOPLE, widget=widget
    )


class BodyForm(forms.Form):
    """One team or other body that was there; left empty, it is none.

    Of what ``is_ahead`` nobody is asked how many came; what was typed before that was said stays in
    the page, unread, for whoever says otherwise again.
    """

    organisation = organisation_field("Team or organisation", required=False)
    description = CharField(
        label="Or in words, if it is not in the directory", max_length=200, required=False
    )
    people = IntegerField(
        label="How many people came?", min_value=0, max_value=MOST_PEOPLE, required=False
    )
    first_time = IntegerField(
        label="How many of them did you meet for the first time?",
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text="We ask so that nobody is counted twice. Leave it empty if you do not know",
    )

    says_optional = False

    def __init__(self, *args: Any, user: Any, is_ahead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unread = COUNTS if is_ahead and self.initial.get("people") is None else ()
        for name in self.unread:
            del self.fields[name]
            if self.data.get(self.add_prefix(name)):
                self.fields[name] = CharField(widget=HiddenInput, required=False)
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)

    def clean(self) -> dict[str, Any]:
        """A body by name or in words, not both; numbers belong to one."""
        data = super().clean() or {}
        data |= dict.fromkeys(self.unread)
        named, described = data.get("organisation"), data.get("description")
        if "organisation" in self.errors:
            return data
        if named and described:
            self.add_error("description", "Choose it by name or describe it, not both")
        counted = data.get("people") is not None or data.get("first_time") is not None
        if counted and not (named or described):
            self.add_error("organisation", "Say which team or organisation these people are from")
        people, first = data.get("people"), data.get("first_time")
        if first is not None and "people" not in self.errors and (people is None or first > people):
            self.add_error(
                "first_time",
                "You cannot have met more people for the first time than came. Check both numbers",
            )
        return data

    @property
    def body(self) -> NewBody | None:
        """What was said; None for an empty one. For a valid form."""
        data = self.cleaned_data
        if not (data.get("organisation") or data.get("description")):
            return None
        return NewBody(
            data["organisation"],
            data["description"],
            data.get("people"),
            data.get("first_time"),
        )


class PromiseForm(forms.Form):
    """Something that was promised; left empty, it is none."""

    text = CharField(label="What was promised?", max_length=300, required=False)
    due = forms.DayField(label="Due date", earliest=EARLIEST, required=False)
    owner = role_field("Which job role is responsible?")
    owner_said = CharField(
        label="Or in words, if it is not in the directory",
        max_length=200,
        required=False,
        help_text="A job role, not a person’s name",
    )

    says_optional = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = JobRole.objects.visible_to(user).open().select_related("organisation")

    def clean(self) -> dict[str, Any]:
        """A promise says what, by when and who."""
        data = super().clean() or {}
        given = [data.get(name) for name in ("text", "due", "owner", "owner_said")]
        if not any(given):
            return data
        if not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Say what was promised")
        if not data.get("due") and "due" not in self.errors:
            self.add_error("due", "Enter the day by which it is to be done")
        if not (data.get("owner") or data.get("owner_said")) and "owner" not in self.errors:
            self.add_error("owner", "Say which job role is responsible")
        return data

    @property
    def promise(self) -> NewPromise | None:
        """What was said; None for an empty one. For a valid form."""
        data = self.cleaned_data
        if not data.get("text"):
            return None
        return NewPromise(data["text"], data["due"], data["owner"], data["owner_said"])


class AddPromise(PromiseForm):
    """A promise that is added by itself: what, by when and who are asked for."""

    question_led = True
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = self.fields["due"].required = True
        missing = {
            "text": "Say what was promised",
            "due": "Enter the day by which it is to be done",
        }
        for name, words in missing.items():
            self.fields[name].error_messages["required"] = words


class TotalForm(NamesSource, CountsPeople, Versioned, forms.ModelForm):
    """ "More than 26 people in ten teams of two departments", and who says so."""

    question_led = True
    needs_source = True

    people = people_field(
        "How many people were met in total?",
        size=16,
        help_text="As the source gives it, for example more than 26. "
        "Leave empty what it does not give. The public reads 1 to 4 as “fewer than 5”",
    )
    teams = _number_field("How many teams were they from?")
    departments = _number_field("How many departments were they from?")
    as_of = day_field("What date was this true?", "as_of", help_text="")

    class Meta:
        model = EngagementTotal
        fields = ("teams", "departments", "as_of")

    field_order = ("people", "teams", "departments", "as_of", "source_title", "source_url")

    clean_people = CountsPeople.clean_count

    def clean(self) -> dict[str, Any]:
        """It says at least one number, of a day that has come."""
        data = super().clean() or {}
        numbers = [data.get("people"), data.get("teams"), data.get("departments")]
        if "people" not in self.errors and all(number in (None, "") for number in numbers):
            self.add_error("people", "Enter at least one of the three numbers")
        if (day := data.get("as_of")) and day[0] > timezone.localdate():
            self.add_error("as_of", "This date is in the future")
        return data


class ClosePromise(forms.Form):
    """What became of a promise."""

    question_led = True

    state = radios(
        "Is it done?",
        [
            (ActionItem.State.DONE, "Yes"),
            (ActionItem.State.DROPPED, "No, and it will not happen"),
            (ActionItem.State.OPEN, "Not yet"),
        ],
    )
    outcome = long_text(
        "What came of it, or why not?",
        required=False,
        help_text="Read by everyone who can see where it was promised, once they are signed in",
    )

    def clean(self) -> dict[str, Any]:
        """What will not happen says why."""
        data = super().clean() or {}
        if data.get("state") == ActionItem.State.DROPPED and not data.get("outcome"):
            self.add_error("outcome", "Say why it will not happen")
        return data


class EndPromises(OperationForm):
    """What became of several promises."""

    state = radios(
        "Are they done?",
        [
            (ActionItem.State.DONE, "Yes"),
            (ActionItem.State.DROPPED, "No, and they will not happen"),
        ],
    )
    why = long_text(
        "What came of them, or why not?",
        help_text="It is shown on the page of each, to everyone who can read that page",
    )
    field_order = ("state", "why")


class GivePromises(OperationForm):
    """The job role that owes several promises from now on."""

    owner = role_field("Which job role takes them over?", "Whoever holds it is told")
    field_order = ("owner", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = JobRole.objects.visible_to(self.user).open().select_related("organisation")
        owner.required = True
        owner.error_messages["required"] = "Say which job role takes them over"


class CallOffForm(forms.Form):
    """Why a planned visit will not take place."""

    question_led = True

    because = CharField(
        label="Why will it not take place?",
        max_length=300,
        help_text="Whoever was told of the visit is told this. Please don’t name anyone",
        error_messages={"required": "Say why it will not take place"},
    )
