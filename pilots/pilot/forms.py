"""What a pilot says about itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.db.models import Q
from django.forms import ChoiceField
from django.utils import timezone

from interface import forms
from interface.filters import Chosen
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place, Topic
from partnerships.organisation.fields import long_text, place_field
from people.job_role.fields import ChoosesPost, role_field
from people.models import Team
from pilots.models import Pilot, PilotPlace
from pilots.pilot import schedule
from pilots.pilot.levels import level_choices, levels_up_to
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import EARLIEST, OfAPeriod, end_field, start_field


def pilot_filter(label: str = "Pilot", **differs: Any) -> Chosen:
    """Records of a pilot that is chosen."""
    return Chosen(
        label,
        rows=lambda request: Pilot.objects.visible_to(request.user),
        noun="pilot",
        suggest="pilot_suggest",
        **differs,
    )


class EditPilotForm(OfAPeriod, Versioned, forms.ModelForm):
    """The pilot's own page. ``publishes``: whether this person may show it to everyone."""

    summary = django_forms.CharField(
        label="In one sentence that a resident would understand",
        widget=django_forms.Textarea({"rows": 2}),
        max_length=500,
        required=False,
    )
    challenge = long_text("What is the challenge?", 4, required=False)
    target_group = long_text("Who is it for?", 2, required=False)
    start = start_field("When did it start?")
    end = end_field("When did it end, or is it to end?")
    update_due = forms.DayField(
        label="When is the next update due?", earliest=EARLIEST, required=False
    )

    class Meta:
        model = Pilot
        fields = (
            "name", "summary", "challenge", "target_group", "topics", "start", "end",
            "dates_note", "rhythm", "update_due", "team", "visibility",
        )  # fmt: skip
        labels = {
            "name": "What is it called?",
            "topics": "What is it about?",
            "dates_note": "Is there anything to know about the dates?",
            "rhythm": "How often does it report?",
            "team": "Which team works on it?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "name": "Leave it empty if the name is not known",
            "team": "Its members log its progress, and read what is kept to “my team”. You can "
            "find the teams of the place under its people and roles",
            "visibility": "All of it is covered by Freedom of Information, even while it is "
            "private. The newest updates are seen by this place and its funder until accepted",
        }
        widgets = {"topics": forms.Checkboxes, "visibility": forms.Radios}

    sections = (
        forms.Section("what", "What it is", ("name", "summary", "challenge", "target_group")),
        forms.Section("about", "What it is about", ("topics",)),
        forms.Section("when", "When it runs", ("start", "end", "dates_note")),
        forms.Section("reports", "When it reports", ("rhythm", "update_due")),
        forms.Section("see", "Who reads it", ("team", "visibility")),
    )

    def __init__(self, *args: Any, publishes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["publishes"] = publishes
        self.fields["topics"].queryset = Topic.objects.order_by("name")
        self.fields["rhythm"].choices = [
            ("", "None agreed"),
            *capitalised_choices(Pilot.Rhythm.choices),
        ]
        self._offer_teams(publishes)
        public = publishes or self.instance.visibility == Visibility.PUBLIC
        offered = levels_up_to(Visibility.PUBLIC, publishes=public)
        self.fields["visibility"].choices = level_choices(offered)

    def _offer_teams(self, publishes: bool) -> None:
        """Another team of its lead place, for the editors who say who is in those."""
        pilot = self.instance
        place = pilot.lead_place if publishes and pilot.pk else None
        teams = Team.objects.filter(place=place, ended_on=None) if place else None
        if teams is None or not teams.exclude(pk=pilot.team_id).exists():
            del self.fields["team"]
            return
        own = Q(pk__in=teams.values("pk")) | Q(pk=pilot.team_id)
        self.fields["team"].queryset = Team.objects.filter(own).order_by("name", "pk")
        self.fields["team"].empty_label = "No team"

    def clean(self) -> dict[str, Any]:
        """Only a pilot with a rhythm owes an update; after its end only where it is said when."""
        data = super().clean()
        self._owe_update(data)
        return data

    def _owe_update(self, data: dict[str, Any]) -> None:
        every, status = data.get("rhythm"), self.instance.status
        if not every or status == Pilot.Status.PROPOSED:
            data["update_due"] = None
        elif not self.instance.is_under_way:
            return  # follow-up updates, from the day that is said here
        elif not data.get("update_due") and "update_due" not in self.errors:
            today: dt.date = timezone.localdate()
            data["update_due"] = schedule.first_due(rhythm=int(every), today=today)


def bodies_for(form: Any, user: Any, *names: str) -> None:
    """Offer the organisations that this person sees, under none of two names."""
    for name in names:
        form.fields[name].queryset = Organisation.objects.visible_to(user).filter(merged_into=None)


def one_of(form: Any, body: str, described: str, *, needed: str = "") -> None:
    """A body by name or in words, not both; with ``needed`` one of them."""
    data = form.cleaned_data
    if body in form.errors or described in form.errors:
        return
    if data.get(body) and data.get(described):
        form.add_error(described, "Choose it by name or describe it, not both")
    elif needed and not (data.get(body) or data.get(described)):
        form.add_error(body, needed)


PARTS = [
    (PilotPlace.Role.DISTRICT_PARTNER, "District partner"),
    (PilotPlace.Role.TARGET, "Where it works"),
]
BLANK = 3
MOST = 60


def ask_places(form: Any, rows: int) -> list[str]:
    """Add so many boxes for other places, each with its part; their names in order."""
    for number in range(1, rows + 1):
        label = "Does another place take part?" if number == 1 else f"Another place ({number})"
        form.fields[f"place_{number}"] = place_field(label, required=False)
        form.fields[f"part_{number}"] = ChoiceField(
            label=f"What part does it play{'' if number == 1 else f' ({number})'}?",
            choices=[("", "Choose a part"), *PARTS],
            required=False,
        )
    return [f"{kind}_{n}" for n in range(1, rows + 1) for kind in ("place", "part")]


def check_places(form: Any, data: Mapping[str, Any], rows: int) -> None:
    """Each other place has a part, and each place stands once."""
    seen = {data.get("lead")}
    for number in range(1, rows + 1):
        place, part = data.get(f"place_{number}"), data.get(f"part_{number}")
        if place and not part and f"part_{number}" not in form.errors:
            form.add_error(f"part_{number}", "Say what part it plays")
        if part and not place and f"place_{number}" not in form.errors:
            form.add_error(f"place_{number}", "Say which place")
        if place and place in seen:
            form.add_error(f"place_{number}", "This place takes part already")
        seen.add(place)


def other_places(data: Mapping[str, Any], rows: int) -> list[tuple[Place, str]]:
    """The other places with their parts. For a valid form."""
    chosen = [(data[f"place_{n}"], data[f"part_{n}"]) for n in range(1, rows + 1)]
    return [(place, part) for place, part in chosen if place]


class PlacesForm(Versioned, forms.Form):
    """All places of a pilot (``instance``). An emptied box takes its place out."""

    question_led = True

    lead = place_field(
        "Which place leads it?",
        error_messages={"required": "Say which place leads it"},
        help_text="Its editors change the pilot. Start to type its name",
    )

    def __init__(self, *args: Any, instance: Pilot, rows: int = 0, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, **kwargs)
        links = list(instance.place_links.all())
        others = [link for link in links if link.role != PilotPlace.Role.LEAD]
        self.rows = self._arguments["rows"] = rows or self._wanted(len(others))
        names = ask_places(self, self.rows)
        self.order_fields(["lead", *names])
        self.initial["lead"] = instance.lead_place
        for number, other in enumerate(others[: self.rows], 1):
            self.initial[f"place_{number}"], self.initial[f"part_{number}"] = (
                other.place,
                other.role,
            )

    def _wanted(self, count: int) -> int:
        """Enough boxes for what is known and typed, and a few to add more."""
        sent = [re.fullmatch(r"place_(\d{1,3})", name) for name in self.data]
        typed = [int(row[1]) for row in sent if row]
        return min(max([count + BLANK, *typed]), max(MOST, count + BLANK))

    def clean(self) -> dict[str, Any]:
        """Each other place has a part, and each place stands once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        check_places(self, data, self.rows)
        return data

    @property
    def others(self) -> list[tuple[Place, str]]:
        return other_places(self.cleaned_data, self.rows)


class KeyRoleForm(Versioned, ChoosesPost, forms.ModelForm):
    """The job role without which the pilot would stop."""

    chosen = "key_post"
    key_post = role_field(
        "Which job role could the pilot not do without?",
        "Which job role steps in is said on its own page",
    )

    class Meta:
        model = Pilot
        fields = ("key_post",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.offer(user)

    def save(self, commit: bool = True) -> Any:
        """A role that this reader may not see stays unless they name another."""
        self.keep_unseen()
        return super().save(commit)
