"""A new pilot in a few questions, and one that grows out of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField
from django.utils import timezone

from interface import forms
from partnerships.models import Place, Programme, Topic
from partnerships.organisation.fields import (
    long_text,
    offer_programmes,
    organisation_field,
    place_field,
    radios,
)
from pilots.models import Phase, Pilot, PilotPartner
from pilots.pilot import permissions
from pilots.pilot.forms import ask_places, bodies_for, check_places, one_of, other_places
from pilots.pilot.levels import level_choices, levels_up_to
from records.dates import DateWithPrecision
from records.models import Visibility
from records.periods import OfAPeriod, end_field, start_field

PLACES = 3
ROW = ("place", "part")
FOI = (
    "You can let more people see it later. All of it is covered by Freedom of Information, even "
    "while private"
)


class ProposePilot(forms.ModelForm):
    """What is known of a pilot on the first day; everything else comes later on its pages."""

    question_led = True

    lead = place_field("Which place leads it?", error_messages={"required": "Say which place"})
    summary = CharField(
        label="In one sentence that a resident would understand",
        max_length=500,
        help_text="What is done, where, and for whom",
        error_messages={"required": "Say in one sentence what it is"},
    )
    challenge = long_text("What is the challenge?", required=False)
    target_group = long_text("Who is it for?", rows=2, required=False)
    visibility = radios("Who can see this?", (), help_text=FOI)
    folds = {"More places": [f"{kind}_{n}" for n in range(2, PLACES + 1) for kind in ROW]}

    class Meta:
        model = Pilot
        fields = (
            *("name", "summary", "challenge", "target_group", "topics", "programme"),
            "visibility",
        )
        labels = {
            "name": "What is it called?",
            "topics": "What is it about?",
            "programme": "Which programme is it part of?",
        }
        help_texts = {"name": "Leave it empty if it has no name yet"}
        widgets = {"topics": forms.Checkboxes}

    def __init__(self, *args: Any, user: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        fields: Any = self.fields
        fields["topics"].queryset = Topic.objects.order_by("name")
        programmes = Programme.objects.visible_to(user).order_by("name", "id")
        offer_programmes(fields["programme"], programmes)
        fields["programme"].empty_label = "No programme"
        fields["visibility"].choices = level_choices(
            levels_up_to(Visibility.PUBLIC, publishes=publishes)
        )
        self.initial.setdefault("visibility", Visibility.PLACE)
        others = ask_places(self, PLACES)
        first = ("name", "summary", "challenge", "target_group", "topics", "programme", "lead")
        self.order_fields([*first, *others, "visibility"])

    def clean_lead(self) -> Place:
        """A place where this person works."""
        place: Place = self.cleaned_data["lead"]
        if not permissions.can_propose_at(self.user, place):
            raise ValidationError("Choose a place that you work for")
        return place

    def clean(self) -> dict[str, Any]:
        """Each other place has a part, and stands once; *everyone* only by the place's editors."""
        data: dict[str, Any] = super().clean() or {}
        publishes = permissions.can_publish_at(self.user, data.get("lead"))
        if data.get("visibility") == Visibility.PUBLIC and not publishes:
            self.add_error("visibility", "Only an editor of the place can show it to everyone")
        check_places(self, data, PLACES)
        return data

    @property
    def others(self) -> Sequence[tuple[Place, str]]:
        return other_places(self.cleaned_data, PLACES)


class GrowPilot(OfAPeriod, forms.ModelForm):
    """A pilot that grows out of another: its aim, who provides it, from when to when, who pays."""

    question_led = True

    summary = CharField(
        label="What is its aim?", max_length=500, help_text="In one sentence for a resident"
    )
    provider = organisation_field("Who provides it?", required=False)
    provider_said = CharField(
        label="Or in words, if it is not a single organisation", max_length=200, required=False
    )
    status = radios(
        "What is its status?",
        [
            (Pilot.Status.PROPOSED, "Proposed"),
            (Pilot.Status.SETTING_UP, "Setting up"),
            (Pilot.Status.LIVE, "Live"),
        ],
        initial=Pilot.Status.PROPOSED,
    )
    start = start_field("When does it start?")
    end = end_field("When does it end?", help_text="Leave it empty if that is not known")
    paid_by = organisation_field("Who pays?", required=False)
    paid_by_said = CharField(
        label="Or in words", max_length=200, required=False, help_text="For example: both councils"
    )
    visibility = radios("Who can see this?", (), help_text=FOI)

    class Meta:
        model = Pilot
        fields = ("name", "summary", "start", "end", "visibility")
        labels = {"name": "What is it called?"}
        help_texts = {"name": "Leave it empty if it has no name yet"}

    def __init__(self, *args: Any, user: Any, parent: Pilot, publishes: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: Any = self.fields
        bodies_for(self, user, "provider", "paid_by")
        fields["visibility"].choices = level_choices(
            levels_up_to(Visibility.PUBLIC, publishes=publishes)
        )
        offered = [key for key, _ in fields["visibility"].choices]
        level = parent.visibility
        self.initial.setdefault("visibility", level if level in offered else offered[-1])
        middle = ("provider", "provider_said", "status", "start", "end", "paid_by", "paid_by_said")
        self.order_fields(["name", "summary", *middle, "visibility"])

    def clean(self) -> dict[str, Any]:
        """One provider, one payer; what has begun began on some day that is over."""
        data: dict[str, Any] = super().clean() or {}
        one_of(self, "provider", "provider_said", needed="Say who provides it")
        one_of(self, "paid_by", "paid_by_said")
        start, today = data.get("start"), timezone.localdate()
        begun = data.get("status") != Pilot.Status.PROPOSED
        if begun and start and DateWithPrecision(*start).first > today:
            until = "This date is in the future, so its status is “proposed” until then"
            self.add_error("start", until)
        return data

    @property
    def partner(self) -> PilotPartner:
        """The provider, as the partner that leads it."""
        body, described = self.cleaned_data["provider"], self.cleaned_data["provider_said"]
        return PilotPartner(
            organisation=body, description=described, kind="lead", role="provides it"
        )

    @property
    def phase(self) -> Phase:
        """From when to when it is to run, and who pays."""
        data = self.cleaned_data
        made = Phase(
            kind=Phase.Kind.DELIVERY, paid_by=data["paid_by"], paid_by_said=data["paid_by_said"]
        )
        for name in ("start", "end"):
            day = DateWithPrecision.of(self.instance, name)
            if day is not None:
                setattr(made, f"planned_{name}", day.day)
                setattr(made, f"planned_{name}_precision", day.precision)
        return made
