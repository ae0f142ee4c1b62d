"""Planning a visit: when, where, over which pilot, who comes, who receives them, who sees it."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from interface import forms
from partnerships.models import Place
from people.job_role.fields import ChoosesPost, role_field
from pilots.engagement.actions import record
from pilots.engagement.close_visits import Planned
from pilots.engagement.permissions import can_record_meeting
from pilots.engagement.readers import offer_readers
from pilots.engagement.that_day import ThatDay, that_day
from pilots.engagement.typed import Make, TypedBodies, body_forms, own_bodies, same_bodies
from pilots.models import Engagement, Pilot
from records.conflicts import Versioned
from records.dates import DateWithPrecision, Precision
from records.periods import day_field

MOST_LISTED = 30
NO_PILOT = "The place itself, no pilot"
FURTHEST = dt.timedelta(days=3 * 366)


class PlanForm(ChoosesPost, Versioned, forms.ModelForm):
    """A visit that is to come. It asks nothing that only the day itself can tell."""

    on = day_field("When?", "on", help_text="Leave out the day where only the month is known")
    place = django_forms.ModelChoiceField(
        Place.objects.none(), to_field_name="slug", label="Where?", empty_label=None
    )
    purpose = django_forms.CharField(
        label="What is it about?",
        max_length=300,
        help_text="One line: what you want to see or settle, and what the place will get from it. "
        "Please don’t name anyone",
        error_messages={"required": "Say in one line what it is about"},
    )
    host = role_field("Who will meet you there?", "A job role, not a person’s name")
    anyway = django_forms.BooleanField(label="Plan it all the same", required=False)

    question_led = True
    chosen = "host"

    class Meta:
        model = Engagement
        fields = ("on", "place", "purpose", "host", "visibility")
        labels = {"visibility": "Who can see it?"}
        widgets = {"visibility": forms.Radios}

    field_order = ("pilot", "on", "place", "purpose", "host", "visibility", "anyway")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user}
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = "Enter the day on which it is planned"
        visit = self.instance
        is_new_at_place = visit.pk is None and visit.pilot is None
        if is_new_at_place:
            self.fields = {"pilot": _pilot_field(user, visit.place), **self.fields}
        self._ask_where(visit)
        offer_readers(self, user)
        self.offer(user)

    def _ask_where(self, visit: Engagement) -> None:
        known = {visit.place_id} if visit.place_id else set()
        if visit.pilot is not None:
            known |= {link.place_id for link in visit.pilot.place_links.all()}
        where: Any = self.fields["place"]
        where.queryset = Place.objects.filter(pk__in=known).order_by("sort_key", "id")
        if visit.place is not None:
            self.initial["place"] = visit.place.slug
        if len(known) == 1:
            del self.fields["place"]

    def clean_on(self) -> Any:
        """A day to come, and one that somebody can mean."""
        on, today = self.cleaned_data["on"], timezone.localdate()
        if not on or on[0] is None:
            return on
        if DateWithPrecision(*on).last < today:
            raise ValidationError("This date is in the past. Enter a date in the future")
        if on[0] > today + FURTHEST:
            raise ValidationError("This is more than three years away. Check the year")
        return on

    @property
    def visit(self) -> Engagement:
        """The plan as typed, not yet written. For a valid form."""
        made: Engagement = self.save(commit=False)
        self.keep_unseen()
        if pilot := self.cleaned_data.get("pilot"):
            made.pilot = pilot
        return made


def _pilot_field(user: Any, place: Any) -> Any:
    """The pilots at a place that this person sees and may record a visit to; none is needed."""
    rows = Pilot.objects.visible_to(user).in_place(place).with_places().order_by("sort_key", "id")
    label = "Which pilot is it about?"
    first = list(rows[: MOST_LISTED + 1])
    if len(first) <= MOST_LISTED:
        listed: Any = django_forms.ModelChoiceField(
            rows, to_field_name="slug", required=False, label=label
        )
        # Those that are at hand: the field would read them again
        listed.choices = [("", NO_PILOT), *((pilot.slug, pilot.title) for pilot in first)]
        return listed
    named = forms.RecordField(
        rows,
        noun="pilot",
        near=_near,
        describe=lambda pilot: pilot.summary[:120],
        suggest="pilot_suggest",
        label=label,
        required=False,
        help_text="Start to type its name. Leave it empty where you visit the place itself",
    )
    named.widget.suggest = f"{reverse('pilot_suggest')}?place={place.slug}"
    return named


def _near(rows: QuerySet[Pilot], text: str) -> QuerySet[Pilot]:
    return rows.filter(Q(name__icontains=text) | Q(summary__icontains=text) | Q(slug=text))


@dataclass
class TypedPlan(TypedBodies):
    """The form of a plan and a small one for each body that comes."""

    user: Any = None

    @classmethod
    def of(
        cls, make: Make, user: Any, visit: Engagement, *, like: Engagement | None = None
    ) -> Self:
        """The forms as typed, or as they open, ``like`` an earlier visit; ``make`` is
        FormDraft.form."""
        form = make(PlanForm, instance=visit, user=user)
        begins_with = same_bodies(like) if like else own_bodies(user)
        bodies = body_forms(make, user, visit, begins_with=begins_with, is_ahead=True)
        return cls(form, bodies, user)

    @cached_property
    def that_day(self) -> ThatDay | None:
        """What else is on that day and around it, as the planner sees it; None where no whole day
        to come stands in the form. It needs no valid form: it is told while somebody types."""
        visit = self.form.instance
        day, precision = typed_in(self.form, "on") or (None, "")
        if day is None or precision != Precision.DAY or day < timezone.localdate():
            return None
        chosen = typed_in(self.form, "place") if self.form.is_bound else None
        place = chosen or visit.place
        if place is None:  # of a pilot that no place leads, until one is chosen
            return None
        bodies = [
            typed_in(body, "organisation") or typed_in(body, "description") for body in self.bodies
        ]
        who = frozenset(getattr(body, "pk", body) for body in bodies if body)
        plan = Planned(visit.pk or 0, place.pk, day, who)
        return that_day(self.user, plan, typed_in(self.form, "host"))

    def is_valid(self) -> bool:
        """Whether it can be planned: nothing is close by, or the planner means it all the same."""
        return super().is_valid() and self._may_be_recorded() and self._is_apart()

    def _may_be_recorded(self) -> bool:
        pilot = self.form.cleaned_data.get("pilot")
        is_open = pilot is None or can_record_meeting(self.user, pilot)
        if not is_open:
            self.form.add_error("pilot", "Only those who log its progress plan visits to this one")
        return is_open

    def _is_apart(self) -> bool:
        """Asked once: for a new plan, and for another day or place."""
        data, visit = self.form.cleaned_data, self.form.instance
        if visit.pk and not {"on", "place"} & set(self.form.changed_data):
            return True
        means_it = not (self.that_day and self.that_day.close) or bool(data["anyway"])
        if not means_it:
            self.form.add_error(
                "anyway",
                "Another visit is close. Go together, choose another day, "
                "or tick “Plan it all the same”",
            )
        return means_it

    def write(self, user: Any) -> Engagement:
        """Plan it. For a valid form."""
        return record(by=user, engagement=self.form.visit, bodies=self.said_bodies)


def typed_in(form: Any, name: str) -> Any:
    """What stands in a box, read; None where there is no such box, or nothing to be understood."""
    if name not in form.fields:
        return None
    if not form.is_bound:
        return form.get_initial_for_field(form.fields[name], name)
    try:
        return deepcopy(form.fields[name]).clean(form[name].data)
    except ValidationError:
        return None
