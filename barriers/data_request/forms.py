"""Asking for data: the short form that logs a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    ModelMultipleChoiceField,
)
from django.utils import timezone

from barriers.barrier import answers
from barriers.data_request.actions import Parts
from barriers.data_request.models.data_request import Known
from barriers.models import AdviceSession, Barrier, DataRequest
from interface import forms
from interface.articles import with_article
from partnerships.models import Organisation, Place
from partnerships.organisation.fields import long_text, organisation_field, place_field, radios
from pilots.models import Pilot
from records.dates import DateWithPrecision
from records.models import Visibility
from records.periods import as_date, not_to_come, on_field

MOST_BARRIERS = 10
NO_NAMES = "A job role and its body, not a person’s name"
READERS = (
    "The body that is asked can read this one request once it is asked, whatever you answer. A "
    "request for data is never public. "
)


def _yes_no(label: str, **kwargs: Any) -> ChoiceField:
    return radios(label, Known.choices, initial=Known.NOT_KNOWN, **kwargs)


class AsksForData(forms.ModelForm):
    """What both forms ask: the data, what for, who holds it, whose it is, what it would unlock."""

    dataset = CharField(
        label="Which data do you need?",
        max_length=200,
        help_text="The name of the dataset, or what it would hold",
    )
    purpose = long_text("What do you need it for?")
    people = long_text(
        "What would it change for people?",
        required=False,
        help_text="For example: who would be found sooner, or not asked twice?",
    )
    aggregate_would_do = _yes_no(
        "Would figures that identify nobody be enough?",
        help_text="Counts by area are often enough to see where the need is, and are far easier "
        "to share.",
    )
    holder = organisation_field("Who holds it?", required=False)
    health_data = _yes_no("Is there health or care data in it?")
    caldicott_guardian = CharField(
        label="Who is the Caldicott Guardian?",
        max_length=200,
        required=False,
        help_text="The person responsible for protecting health and care data at the body. "
        + NO_NAMES,
    )
    caldicott_not_known = BooleanField(label="Not known yet", required=False)
    first_time = _yes_no("Would it be shared for the first time ever?")
    barriers = ModelMultipleChoiceField(
        Barrier.objects.none(),
        label="Which barriers would it remove?",
        required=False,
        widget=forms.Checkboxes(),
    )
    add_barrier = forms.ReferenceField(
        label="Another barrier",
        required=False,
        help_text="Its reference, for example B-000123",
    )
    visibility = ChoiceField(label="Who can see this?")

    revealed: Sequence[str] = ("caldicott_guardian", "caldicott_not_known")
    user: Any

    def _offer_health(self) -> None:
        self.fields["health_data"].widget.reveals = {Known.YES.value}

    def _offer_barriers(self, places: Sequence[Place], first: Barrier | None = None) -> None:
        """Those of the places that claim a rule about data and are not linked yet.

        The ``first`` is the one from whose page a new request starts.
        """
        seen = Barrier.objects.visible_to(self.user)
        self.fields["add_barrier"].rows = seen
        at = Q(reach_ids__overlap=[place.pk for place in places]) if places else Q(pk__in=[])
        here = seen.open().filter(at, category__key="data-sharing")
        if self.instance.pk:
            here = here.exclude(pk__in=self.instance.barriers.values("pk"))
        offered = [barrier.pk for barrier in here.order_by("-updated_at", "-id")[:MOST_BARRIERS]]
        if first is not None:
            offered.append(first.pk)
            self.initial["barriers"] = [first]
        field: Any = self.fields["barriers"]
        field.queryset = seen.filter(pk__in=offered).order_by("-updated_at", "-id")
        if not offered:
            del self.fields["barriers"]

    def clean(self) -> dict[str, Any]:
        """Health data has a guardian, or it is said that nobody knows who that is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("health_data") != Known.YES:
            cleaned["caldicott_guardian"], cleaned["caldicott_not_known"] = "", False
        elif not (cleaned.get("caldicott_guardian") or cleaned.get("caldicott_not_known")):
            self.add_error(
                "caldicott_guardian", "Name the Caldicott Guardian, or tick “Not known yet”"
            )
        if cleaned.get("caldicott_guardian"):
            cleaned["caldicott_not_known"] = False
        return cleaned

    def all_barriers(self) -> list[Barrier]:
        """Those that were ticked, and the one that was named."""
        added = self.cleaned_data.get("add_barrier")
        return [*(self.cleaned_data.get("barriers") or ()), *([added] if added else [])]


class LogDataRequest(AsksForData):
    """A new request. ``places`` are those where the person may ask; one is not asked for."""

    question_led = True
    field_order = (
        *("dataset", "purpose", "people", "aggregate_would_do", "holder", "health_data"),
        *("caldicott_guardian", "caldicott_not_known", "first_time", "pilot", "barriers"),
        *("add_barrier", "visibility"),
    )

    pilot = answers.pilot_field(label="Which pilot is it for?", required=False)

    class Meta:
        model = DataRequest
        fields = (
            *("dataset", "purpose", "people", "aggregate_would_do", "holder", "health_data"),
            *("caldicott_guardian", "caldicott_not_known", "first_time", "pilot", "visibility"),
        )

    def __init__(
        self, *args: Any, user: Any, places: Sequence[Place], barrier: Barrier | None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.user = user
        self.only_place = places[0] if len(places) == 1 else None
        self._offer_health()
        self._offer_barriers(places, barrier)
        self._ask_where(places)
        pilots: Any = self.fields["pilot"]
        pilots.queryset = Pilot.objects.visible_to(user).filter(
            reach_ids__overlap=[place.pk for place in places]
        )
        self.teams = answers.own_teams(user)
        team = self.teams[0].name if len(self.teams) == 1 else "your team" if self.teams else ""
        at = self.only_place.name if self.only_place else ""
        answers.offer(self, "visibility", **answers.level_answers(at, team))
        self.initial["visibility"] = Visibility.TEAM.value
        self.fields["visibility"].help_text = f"{READERS}{answers.FOI}"
        if len(self.teams) > 1:
            self.fields["team"] = answers.team_field(self.teams)

    def _ask_where(self, places: Sequence[Place]) -> None:
        if self.only_place is None:
            field = place_field(
                "Which place is it for?", error_messages={"required": "Choose the place"}
            )
            field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
            self.fields = {"place": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The pilot is at the place."""
        cleaned = super().clean()
        pilot, place = cleaned.get("pilot"), self.place
        if pilot and place and place.pk not in pilot.reach_ids:
            self.add_error(
                "pilot", f"That pilot is not in {with_article(place)}. Choose one that is, or none"
            )
        self.instance.team = self.teams[0] if len(self.teams) == 1 else cleaned.get("team")
        return cleaned

    @property
    def place(self) -> Place | None:
        """The place for which the data is asked."""
        return self.only_place or self.cleaned_data.get("place")

    @property
    def parts(self) -> Parts:
        """What the request covers beside its own columns."""
        return Parts(barriers=self.all_barriers())


Status = DataRequest.Status
WORDS = {
    Status.DRAFTING: "It is being drafted again",
    Status.ASKED: "The body is asked",
    Status.LOOKED_AT: "The body is looking at it",
    Status.ADVICE: "Advice is sought",
    Status.AGREED: "The body agreed",
    Status.RECEIVED: "The data came",
    Status.UNSUITABLE: "The data was found not suitable",
    Status.REFUSED: "The body refused",
    Status.WITHDRAWN: "It is withdrawn",
}
HINTS = {
    Status.ASKED: "Its officers who have an account are told, and read this one request",
    Status.UNSUITABLE: "It would not serve the purpose. Say below why",
    Status.REFUSED: "Say below why",
    Status.WITHDRAWN: "It is no longer needed. The request can still be read",
}


class StatusForm(forms.Form):
    """The next step of a request; ``to`` are the steps that this person may take."""

    question_led = True

    to = radios("What is its status now?", ())
    on = on_field("Since when?", required=False, initial=timezone.localdate)
    said = long_text(
        "What was said?",
        required=False,
        help_text="The reply, in the body’s own words where you can",
    )
    reason = long_text(
        "Why was it refused or found not suitable?",
        required=False,
        help_text="Needed for those two answers. Others with the same request can read it",
    )

    def __init__(self, *args: Any, to: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(status, WORDS[Status(status)]) for status in to]
        field.widget.hints = {status: hint for status, hint in HINTS.items() if status in to}
        if not set(to) & set(DataRequest.TURNED_DOWN):
            del self.fields["reason"]

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """A body that turns it down says why."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("to") in DataRequest.TURNED_DOWN and not cleaned.get("reason"):
            self.add_error("reason", "Say why")
        return cleaned

    @property
    def day(self) -> DateWithPrecision | None:
        """Since when, as exactly as it is known."""
        return as_date(self.cleaned_data["on"])


class AdviceForm(forms.ModelForm):
    """Advice that was had: with whom, when, what was said."""

    question_led = True

    body = organisation_field(
        "Who advised?", error_messages={"required": "Enter the body that advised"}
    )
    second_body = organisation_field("A second body", required=False)
    who = CharField(
        label="Who took part on your side?",
        max_length=200,
        required=False,
        help_text="Job roles or teams, no names of people",
    )
    on = on_field("When?", required=False, precision_to="on_precision")
    said = long_text("What was said?", required=False)

    class Meta:
        model = AdviceSession
        fields = ("who", "on", "said")

    def clean_on(self) -> Any:
        """It has happened."""
        return not_to_come(self, "on")

    @property
    def all_bodies(self) -> list[Organisation]:
        """The bodies that advised."""
        data = self.cleaned_data
        return [body for body in (data["body"], data["second_body"]) if body]
