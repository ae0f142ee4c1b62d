"""Writing down a meeting, a visit, a workshop or outreach, and who was there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django import forms as django_forms
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.fields import long_text, organisation_field, radios
from partnerships.job_role.fields import role_field
from partnerships.models import Organisation, Place, Post
from partnerships.visibility import reader_of
from pilots.engagement.actions import NewBody, NewPromise, record
from pilots.models import Engagement, Pilot
from pilots.people_count import CountsPeople, people_field
from records.conflicts import Versioned
from records.dates import DateWithPrecision
from records.form_draft import FormDraft
from records.periods import EARLIEST, day_field

BLANK_BODIES, BLANK_PROMISES = 4, 1
MOST_PEOPLE = 10_000
State = Engagement.State
_NOTHING: list[dict[str, Any]] = [{}]


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
    state = radios(
        "Has it taken place?",
        [
            (State.HELD, "Yes"),
            (State.PLANNED, "No, it is planned"),
            (State.CALLED_OFF, "No, it was called off"),
        ],
        hints={State.PLANNED: "Everyone signed in who sees the pilot can see it, and join"},
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
        help_text="One line. Everyone who sees the pilot reads it; name no person",
        error_messages={"required": "Say in one line what it was about"},
    )
    reached = people_field(
        "How many people came or were reached?",
        help_text="For example 40, about 40, more than 40. Leave it empty where you count them "
        "team by team above, or where it is not known. The public reads 1 to 4 as “fewer than 5”",
    )
    findings = long_text(
        "What was learned?",
        rows=4,
        required=False,
        help_text="Not shown to the public. Do not name residents",
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

    clean_reached = CountsPeople.clean_count

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


class PromiseForm(forms.Form):
    """Something that was promised; left empty, it is none."""

    text = django_forms.CharField(label="What was promised?", max_length=300, required=False)
    due = forms.DayField(label="By when?", earliest=EARLIEST, required=False)
    owner = role_field("Which job role owes it?")
    owner_said = django_forms.CharField(
        label="Or in words, where it is not in the directory",
        max_length=200,
        required=False,
        help_text="A job role, not a person’s name",
    )

    says_optional = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = Post.objects.visible_to(user).open().select_related("organisation")

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
            self.add_error("owner", "Say which job role owes it")
        return data

    @property
    def promise(self) -> NewPromise | None:
        """What was said; None for an empty one. For a valid form."""
        data = self.cleaned_data
        if not data.get("text"):
            return None
        return NewPromise(data["text"], data["due"], data["owner"], data["owner_said"])


@dataclass
class TypedMeeting:
    """The form of a meeting, a small one for each body and one for each promise."""

    form: EngagementForm
    bodies: list[BodyForm]
    promises: list[PromiseForm]

    @classmethod
    def of(
        cls, form_draft: FormDraft, user: Any, meeting: Engagement, initial: dict[str, Any]
    ) -> Self:
        """The forms as typed, or as they open for this meeting."""
        known: list[dict[str, Any]] = []
        if meeting.pk:
            names = ("organisation", "description", "people", "first_time")
            rows = meeting.bodies.select_related("organisation")
            known = [{name: getattr(row, name) for name in names} for row in rows]
        elif initial:
            known = [{"organisation": body} for body in _own_bodies(user)]
        pilot, blank = meeting.pilot, _NOTHING * BLANK_BODIES
        return cls(
            form_draft.form(
                EngagementForm, instance=meeting, initial=initial, user=user, pilot=pilot
            ),
            [
                form_draft.form(BodyForm, prefix=f"b{at}", user=user, initial=values)
                for at, values in enumerate([*known, *blank])
            ],
            [
                form_draft.form(PromiseForm, prefix=f"p{at}", user=user)
                for at in range(BLANK_PROMISES)
            ],
        )

    @property
    def shown_bodies(self) -> list[BodyForm]:
        """Those known, and one to fill in."""
        return self.bodies[: 1 - BLANK_BODIES]

    @property
    def more_bodies(self) -> list[BodyForm]:
        """Those that are folded away."""
        return self.bodies[1 - BLANK_BODIES :]

    @property
    def more_open(self) -> bool:
        """Whether something was typed in those that are folded away."""
        return any(one.is_bound and (one.errors or one.has_changed()) for one in self.more_bodies)

    @property
    def folds_after(self) -> bool:
        """Whether what comes of it folds away: while a new one is planned, and nothing is there."""
        if self.form.instance.pk or self.form["state"].value() != Engagement.State.PLANNED:
            return False
        said = self.form["findings"].value() or self.form["decisions"].value()
        told = any(one.is_bound and (one.errors or one.has_changed()) for one in self.promises)
        return not (said or told)

    @property
    def parts(self) -> list[Any]:
        """The small forms."""
        return [*self.bodies, *self.promises]

    def is_valid(self) -> bool:
        """Whether all of it can be written down; no body stands twice."""
        fine = all([self.form.is_valid(), *(one.is_valid() for one in self.parts)])
        return fine and not self._twice()

    def _twice(self) -> bool:
        seen: set[Any] = set()
        found = False
        for one in self.bodies:
            if (body := one.body) is None:
                continue
            if (key := body.organisation or body.description) in seen:
                name = "organisation" if body.organisation else "description"
                one.add_error(name, f"{key} stands here twice. Put its people together")
                found = True
            seen.add(key)
        return found

    def write(self, user: Any) -> Engagement:
        """Write it down. For a valid form."""
        return record(
            by=user,
            engagement=self.form.engagement,
            bodies=[body for one in self.bodies if (body := one.body)],
            promises=[promise for one in self.promises if (promise := one.promise)],
        )


def _own_bodies(user: Any) -> list[Any]:
    """Whom an officer visits for."""
    reader = reader_of(user)
    roles = reader.roles if reader else ()
    return [role.organisation for role in roles if role.organisation_id is not None][:2]
