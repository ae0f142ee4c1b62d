"""Writing down a meeting, a visit, a workshop or outreach, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.fields import organisation_field
from partnerships.job_role.fields import role_field
from partnerships.models import Organisation, Place, Post
from partnerships.source_fields import NamesSource
from pilots.amounts import read_amount
from pilots.engagement.actions import NewBody
from pilots.models import Engagement, EngagementTotal, Pilot
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.figures import Qualifier

LONGEST = 5_000
EARLIEST = 1990
MOST_PEOPLE = 10_000
State = Engagement.State


def _box(rows: int) -> django_forms.Textarea:
    return django_forms.Textarea({"rows": rows})


class EngagementForm(Versioned, forms.ModelForm):
    """When it was, what about, how many came and what came of it."""

    kind = django_forms.ChoiceField(
        label="What was it, or what is planned?",
        choices=capitalised_choices(Engagement.Kind.choices),
        widget=forms.Radios(
            hints={
                "visit": "People from outside come to see the place",
                "workshop": "People work on something together",
                "outreach": "Going to residents: door to door, in a community centre, at an event",
            }
        ),
    )
    state = django_forms.ChoiceField(
        label="Has it taken place?",
        choices=[
            (State.HELD, "Yes"),
            (State.PLANNED, "No, it is planned"),
            (State.CALLED_OFF, "No, it was called off"),
        ],
        widget=forms.Radios(
            hints={State.PLANNED: "Everyone signed in who sees the pilot can see it, and join"}
        ),
    )
    on = forms.ReducedDateField(
        label="When?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="on_precision",
        required=False,
        help_text="Leave out the day, or day and month, if they are not known",
    )
    place = django_forms.ModelChoiceField(
        Place.objects.none(),
        to_field_name="slug",
        label="Where?",
        required=False,
        empty_label="Not known, or elsewhere",
    )
    purpose = django_forms.CharField(
        label="What was it about?",
        max_length=300,
        help_text="One line. Everyone who sees the pilot reads it; name no person",
        error_messages={"required": "Say in one line what it was about"},
    )
    reached = django_forms.CharField(
        label="How many people came or were reached?",
        required=False,
        widget=django_forms.TextInput({"class": "auto", "size": 12, "autocomplete": "off"}),
        help_text="For example 40, about 40, more than 40. Leave it empty where you count them "
        "team by team above, or where it is not known. The public reads 1 to 4 as “fewer than 5”",
    )
    findings = django_forms.CharField(
        label="What was learned?",
        widget=_box(4),
        max_length=LONGEST,
        required=False,
        help_text="Not shown to the public. Do not name residents",
    )
    decisions = django_forms.CharField(
        label="What was decided?",
        widget=_box(3),
        max_length=LONGEST,
        required=False,
        help_text="Not shown to the public",
    )
    host = role_field("Which job role receives visitors there?")

    question_led = True

    class Meta:
        model = Engagement
        fields = (
            *("kind", "state", "on", "place", "method", "purpose", "host"),
            *("findings", "decisions"),
        )
        labels = {"method": "How did people meet?"}

    field_order = (
        *("kind", "state", "on", "place", "method", "purpose", "host", "reached"),
        *("findings", "decisions"),
    )

    def __init__(self, *args: Any, user: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user, "pilot": pilot}
        links = pilot.place_links.all()
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(pk__in=[one.place_id for one in links])
        host: Any = self.fields["host"]
        host.queryset = Post.objects.visible_to(user).open().select_related("organisation")
        self.fields["method"].choices = [
            ("", "Not known"),
            *capitalised_choices(Engagement.Method.choices),
        ]
        one = self.instance
        if one.place_id is not None:
            places.queryset |= Place.objects.filter(pk=one.place_id)
            self.initial["place"] = one.place.slug
        now = host.queryset.filter(pk=one.host_id).first() if one.host_id else None
        self.initial["host"] = now
        self._unseen = None if now else one.host_id
        if one.reached.known:
            self.initial["reached"] = str(one.reached).removesuffix(" people")

    def clean_reached(self) -> str:
        """Reads the number; the columns are filled in ``save``."""
        text: str = self.cleaned_data["reached"].strip()
        self._amount = read_amount(text, unit="people", name="How many people") if text else None
        if self._amount and self._amount.low != self._amount.low.to_integral_value():
            raise ValidationError("Enter how many people came as a whole number")
        return text

    def clean(self) -> dict[str, Any]:
        """What is over lies in the past, what is planned ahead; a visit is somewhere."""
        data = super().clean() or {}
        on, state, today = data.get("on"), data.get("state"), timezone.localdate()
        day = on[0] if on else None
        if "on" not in self.errors:
            if state == State.PLANNED and day is None:
                self.add_error("on", "Enter the day on which it is planned")
            elif state == State.HELD and day is not None and day > today:
                self.add_error("on", "This day is still to come. Choose “No, it is planned”")
            elif state == State.PLANNED and on and _is_over(on, today):
                self.add_error("on", "This day is over. Say whether it took place")
        if data.get("kind") == Engagement.Kind.VISIT and not data.get("place"):
            self.add_error("place", "Choose the place that is visited")
        return data

    @property
    def engagement(self) -> Engagement:
        """The record with what was typed, not yet written. For a valid form."""
        made: Engagement = self.save(commit=False)
        amount = self._amount
        made.reached_low = amount.low if amount else None
        made.reached_high = amount.high if amount else None
        exact = (amount.qualifier if amount else None) or Qualifier.EXACTLY
        made.reached_qualifier = Qualifier.EXACTLY if made.reached_high is not None else exact
        if self._unseen and made.host_id is None:
            made.host_id = self._unseen  # a host whom this person may not know stays
        return made


def _is_over(on: tuple[dt.date, str], today: dt.date) -> bool:
    return DateWithPrecision(*on).last < today


class BodyForm(forms.Form):
    """One team or other body that was there; left empty, it is none."""

    organisation = organisation_field("Team or organisation", required=False)
    description = django_forms.CharField(
        label="Or in words, where it is not in the directory", max_length=200, required=False
    )
    people = django_forms.IntegerField(
        label="How many people came?", min_value=0, max_value=MOST_PEOPLE, required=False
    )
    first_time = django_forms.IntegerField(
        label="How many of them did you meet for the first time?",
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text="So that nobody is counted twice. Leave it empty if you do not know",
    )

    says_optional = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).filter(merged_into=None)

    def clean(self) -> dict[str, Any]:
        """A body by name or in words, not both; numbers belong to one."""
        data = super().clean() or {}
        named, said = data.get("organisation"), data.get("description")
        if "organisation" in self.errors:
            return data
        if named and said:
            self.add_error("description", "Choose it by name or describe it, not both")
        counted = data.get("people") is not None or data.get("first_time") is not None
        if counted and not (named or said):
            self.add_error("organisation", "Say which team or organisation these people are from")
        people, first = data.get("people"), data.get("first_time")
        if first is not None and "people" not in self.errors and (people is None or first > people):
            self.add_error(
                "first_time", "No more can be met for the first time than came. Check both numbers"
            )
        return data

    @property
    def body(self) -> NewBody | None:
        """What was said; None for an empty one. For a valid form."""
        data = self.cleaned_data
        if not (data.get("organisation") or data.get("description")):
            return None
        return NewBody(
            data["organisation"], data["description"], data["people"], data["first_time"]
        )


MOST = 10_000


def _number() -> django_forms.TextInput:
    return django_forms.TextInput({"class": "auto", "size": 6, "inputmode": "numeric"})


class TotalForm(NamesSource, Versioned, forms.ModelForm):
    """ "More than 26 people in ten teams of two departments", and who says so."""

    question_led = True
    needs_source = True

    people = django_forms.CharField(
        label="How many people were met in all?",
        required=False,
        widget=django_forms.TextInput({"class": "auto", "size": 16, "autocomplete": "off"}),
        help_text="As the source says it, for example more than 26. "
        "Leave empty what it does not say. The public reads 1 to 4 as “fewer than 5”",
    )
    teams = django_forms.IntegerField(
        label="In how many teams?", required=False, min_value=0, max_value=MOST, widget=_number()
    )
    departments = django_forms.IntegerField(
        label="Of how many departments?",
        required=False,
        min_value=0,
        max_value=MOST,
        widget=_number(),
    )
    as_of = forms.ReducedDateField(
        label="When was that so?",
        allow_partial=True,
        earliest=EARLIEST,
        precision_to="as_of_precision",
        required=False,
    )

    class Meta:
        model = EngagementTotal
        fields = ("teams", "departments", "as_of")

    field_order = ("people", "teams", "departments", "as_of", "source_title", "source_url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.people.known:
            self.initial["people"] = str(self.instance.people).removesuffix(" people")

    def clean_people(self) -> str:
        """Reads the number; the columns are filled in ``_post_clean``."""
        text: str = self.cleaned_data["people"].strip()
        self._amount = read_amount(text, unit="people", name="How many people") if text else None
        if self._amount and self._amount.low != self._amount.low.to_integral_value():
            raise ValidationError("Enter how many people as a whole number")
        return text

    def clean(self) -> dict[str, Any]:
        """It says at least one number, of a day that has come."""
        data = super().clean() or {}
        known = [data.get("people"), data.get("teams"), data.get("departments")]
        if "people" not in self.errors and all(one in (None, "") for one in known):
            self.add_error("people", "Enter at least one of the three numbers")
        if (day := data.get("as_of")) and day[0] > timezone.localdate():
            self.add_error("as_of", "This day is still to come")
        return data

    def _post_clean(self) -> None:
        amount = getattr(self, "_amount", None)
        one = self.instance
        one.people_low = amount.low if amount else None
        one.people_high = amount.high if amount else None
        exact = (amount.qualifier if amount else None) or Qualifier.EXACTLY
        one.people_qualifier = Qualifier.EXACTLY if one.people_high is not None else exact
        super()._post_clean()
