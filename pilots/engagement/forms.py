"""Writing down a meeting, a visit, a workshop or outreach, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Place
from partnerships.organisation.fields import long_text, radios
from people.job_role.fields import role_field
from people.models import JobRole
from pilots.engagement.readers import offer_readers
from pilots.models import Engagement, Pilot
from pilots.people_counts import CountsPeople, people_field
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.periods import day_field

State = Engagement.State


class EngagementForm(CountsPeople, Versioned, forms.ModelForm):
    """When it was, what about, how many came and what came of it."""

    kind = radios(
        "What was it, or what is planned?",
        Engagement.Kind.choices,
        hints={
            "visit": "People from outside come to see the place",
            "workshop": "People work on something together",
            "outreach": "Going to residents: door to door, in a community centre, at an event",
        },
    )
    state = django_forms.ChoiceField(
        label="Has it taken place?",
        choices=[
            (State.HELD, "Yes"),
            (State.PLANNED, "No, it is planned"),
            (State.CALLED_OFF, "No, it was called off"),
        ],
        widget=forms.Radios(
            hints={State.PLANNED: "Everyone signed in who sees the pilot can see it, and join"},
            reveals=[State.HELD],
        ),
    )
    on = day_field("When?", "on")
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
        help_text="One line. Everyone who sees the pilot reads it. Please don’t name anyone",
        error_messages={"required": "Say in one line what it was about"},
    )
    reached = people_field(
        "How many people came or were reached?",
        help_text="For example 40, about 40, more than 40. Leave it empty where you count them "
        "team by team below, or where it is not known. The public reads 1 to 4 as “fewer than 5”",
    )
    findings = long_text(
        "What was learned?",
        rows=4,
        required=False,
        help_text="Not shown to the public. Please don’t name residents",
    )
    decisions = long_text("What was decided?", required=False, help_text="Not shown to the public")
    host = role_field("Which job role receives visitors there?")

    question_led = True
    counted = "reached"
    not_whole = "Enter how many people came as a whole number"

    class Meta:
        model = Engagement
        fields = (
            *("kind", "state", "on", "place", "method", "purpose", "host"),
            *("findings", "decisions", "visibility"),
        )
        labels = {"method": "How did people meet?", "visibility": "Who can see it?"}
        widgets = {"visibility": forms.Radios}

    field_order = (
        *("kind", "state", "on", "place", "method", "purpose", "host", "reached"),
        *("findings", "decisions", "visibility"),
    )

    def __init__(self, *args: Any, user: Any, pilot: Pilot | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user, "pilot": pilot}
        if pilot is None:  # only a visit is of no pilot
            del self.fields["kind"]
        if self.instance.pk and self.instance.kind == Engagement.Kind.VISIT:
            offer_readers(self, user)
        else:
            del self.fields["visibility"]
        if self.instance.asks_what_came(timezone.localdate()):
            self.initial.pop("state", None)  # it is what is asked
        links = pilot.place_links.all() if pilot else ()
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(pk__in=[link.place_id for link in links])
        host: Any = self.fields["host"]
        host.queryset = JobRole.objects.visible_to(user).open().select_related("organisation")
        self.fields["method"].choices = [
            ("", "Not known"),
            *capitalised_choices(Engagement.Method.choices),
        ]
        meeting = self.instance
        if meeting.place_id is not None:
            places.queryset |= Place.objects.filter(pk=meeting.place_id)
            self.initial["place"] = meeting.place.slug
        now = host.queryset.filter(pk=meeting.host_id).first() if meeting.host_id else None
        self.initial["host"] = now
        self._unseen = None if now else meeting.host_id

    clean_reached = CountsPeople.clean_count

    def clean(self) -> dict[str, Any]:
        """What is over lies in the past, what is planned ahead; a visit is somewhere."""
        data = super().clean() or {}
        if state_is_open(data.get("state")):
            self._forget_reached()
        on, state, today = data.get("on"), data.get("state"), timezone.localdate()
        day = on[0] if on else None
        if "on" not in self.errors:
            if state == State.PLANNED and day is None:
                self.add_error("on", "Enter the day on which it is planned")
            elif state == State.HELD and day is not None and day > today:
                self.add_error("on", "This date is in the future. Choose “No, it is planned”")
            elif state == State.PLANNED and on and _is_over(on, today):
                self.add_error("on", "This date is in the past. Say whether it took place")
        kind = data.get("kind", self.instance.kind)
        if kind == Engagement.Kind.VISIT and not data.get("place"):
            self.add_error("place", "Choose the place that is visited")
        return data

    def _forget_reached(self) -> None:
        """Nobody came to what has not taken place."""
        self._amount = None
        self.errors.pop("reached", None)

    @property
    def engagement(self) -> Engagement:
        """The record with what was typed, not yet written. For a valid form."""
        made: Engagement = self.save(commit=False)
        if self._unseen and made.host_id is None:
            made.host_id = self._unseen  # a host whom this person may not know stays
        return made


def state_is_open(state: Any) -> bool:
    """Whether it has not taken place: it is planned, or was called off."""
    return state in Engagement.NOT_HELD


def _is_over(on: tuple[dt.date, str], today: dt.date) -> bool:
    return DateWithPrecision(*on).last < today
