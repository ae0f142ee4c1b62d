"""What is asked once for many pilots."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ModelChoiceField

from partnerships.models import Programme
from partnerships.organisation.fields import long_text, offer_programmes, radios
from people.models import Team
from pilots.models import Pilot
from records.bulk.lists import OperationForm
from records.dates import DateWithPrecision
from records.periods import not_to_come, on_field


class EndSeveral(OperationForm):
    """How they ended, when and why. What is learned from one is written on its own page."""

    to = radios(
        "Did they close, or were they stopped?",
        [(status, status.label) for status in Pilot.ENDED],
        hints={
            Pilot.Status.CLOSED: "They came to their end",
            Pilot.Status.STOPPED: "They ended before they were meant to",
        },
    )
    on = on_field("When?")
    why = long_text("Why?", help_text="Everyone who can see a pilot reads this")
    no_lessons_because = CharField(
        label="Why is there no lesson yet?",
        max_length=300,
        help_text="Shown for pilots without a lesson",
    )
    field_order = ("to", "on", "why", "no_lessons_because")

    def clean_on(self) -> Any:
        """It has come."""
        value = not_to_come(self, "on")
        return DateWithPrecision(*value) if value else None


class _TeamChoice(ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, {obj.place}"


class GiveToTeam(OperationForm):
    """The team that works on them from now on."""

    team = _TeamChoice(
        Team.objects.none(), label="Which team takes them over?", empty_label="Choose a team"
    )
    field_order = ("team", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        standing = Team.objects.visible_to(self.user).filter(ended_on=None, place__isnull=False)
        teams = standing.select_related("place").order_by("place__sort_key", "name", "pk")
        fields["team"].queryset = teams


class JoinProgramme(OperationForm):
    """The programme that they are part of."""

    programme = ModelChoiceField(
        Programme.objects.none(), label="Which programme?", empty_label="Choose a programme"
    )
    field_order = ("programme", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(self.user).order_by("name", "id")
        offer_programmes(self.fields["programme"], programmes)
