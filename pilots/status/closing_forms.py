"""One form for the end of a pilot: how it ended, what became of its targets, what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, ChoiceField
from django.utils import timezone
from django.utils.html import format_html

from interface import forms
from interface.words import capitalised_choices, count_words
from partnerships.organisation.fields import long_text, organisation_field, radios
from pilots.indicator.measures import Measure
from pilots.models import IndicatorPlan, Legacy, Lesson, Pilot, TargetOutcome
from pilots.pilot.forms import bodies_for, one_of
from pilots.pilot.levels import level_choices, levels_up_to
from pilots.status.actions import Closing
from pilots.status.page_data import suggested
from records.dates import DateWithPrecision
from records.periods import EARLIEST, as_date, not_to_come, on_field

ROWS = 2
Outcome = TargetOutcome.Outcome
SAID = capitalised_choices(Outcome.choices)
LESSONS = (
    ("helped", Lesson.Kind.ENABLER, "What helped?"),
    ("learned", Lesson.Kind.LESSON, "What was learned?"),
    ("watch", Lesson.Kind.WARNING, "What should others watch out for?"),
)
ABOUT_TARGETS = (
    "An answer is filled in only where the figures plainly give one. Change it where it is wrong."
)
NO_LESSONS = "At least one, or say why there is none yet. You can include what did not work."
NO_NAMES = "Say what people did by their job role or group, not who they are"


class CloseForm(forms.Form):
    """``targets`` are the figures with a target; ``known`` is how many lessons are there."""

    question_led = True

    to = radios(
        "Did it close, or was it stopped?",
        [(status, status.label) for status in Pilot.ENDED],
        hints={
            Pilot.Status.CLOSED: "It came to its end",
            Pilot.Status.STOPPED: "It ended early. Say why",
        },
    )
    on = on_field("When?")
    why = long_text("Why?", help_text="Everyone who can see the pilot reads this")
    helped = long_text("What helped?", rows=2, required=False, help_text=NO_NAMES)
    learned = long_text("What was learned?", rows=2, required=False)
    watch = long_text("What should others watch out for?", rows=2, required=False)
    no_lessons_because = CharField(
        label="If there is no lesson yet, why not?", max_length=300, required=False
    )
    lessons_level = ChoiceField(label="Who can see these lessons?")
    follow_up = ChoiceField(
        label="Should it be followed up?",
        required=False,
        choices=[
            ("", "No"),
            ("3", "Every three months"),
            ("6", "Every six months"),
            ("12", "Every year"),
        ],
        help_text="An update is then asked for from time to time, also after the end",
    )
    update_due = forms.DayField(
        label="When is the first follow-up due?", earliest=EARLIEST, required=False
    )

    def __init__(
        self,
        *args: Any,
        pilot: Pilot,
        targets: Sequence[Measure],
        lessons_known: int,
        user: Any,
        publishes: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pilot, self.lessons_known = pilot, lessons_known
        fields: Any = self.fields
        if pilot.status in Pilot.NEVER_RAN:
            fields["to"].choices = fields["to"].choices[1:]
            fields["to"].initial = Pilot.Status.STOPPED
        if lessons_known:
            del fields["no_lessons_because"]
        self.plans: list[IndicatorPlan] = []
        for target in targets:
            if target.plan is not None:
                self._ask_target(target, target.plan)
        offered = levels_up_to(pilot.visibility, publishes=publishes)
        fields["lessons_level"].choices = level_choices(offered)
        fields["lessons_level"].initial = offered[-1].value
        for row in range(1, ROWS + 1):
            self._ask_legacy(row, user)
        self._lay_out()

    def _ask_target(self, measure: Measure, plan: IndicatorPlan) -> None:
        self.plans.append(plan)
        name = measure.indicator.name
        self.fields[f"outcome_{plan.pk}"] = ChoiceField(
            label=f"{name}: what became of the target?",
            choices=[("", "Choose an answer"), *SAID],
            help_text=f"Planned: {measure.planned_words}. Actual: {measure.actual_words}.",
            initial=suggested(measure),
            error_messages={"required": f"Say what became of the target for {name}"},
        )
        self.fields[f"note_{plan.pk}"] = CharField(
            label=f"Note on {measure.name_within}", max_length=300, required=False
        )

    def _ask_legacy(self, row: int, user: Any) -> None:
        first = row == 1
        fields: Any = self.fields
        fields[f"what_{row}"] = CharField(
            label="What goes on afterwards?" if first else "What else goes on?",
            max_length=300,
            required=False,
            help_text="Leave it empty if nothing does. More can be added later" if first else "",
        )
        also = "" if first else " (second)"
        fields[f"funder_{row}"] = organisation_field(f"Who funds it{also}?", required=False)
        fields[f"funder_said_{row}"] = CharField(
            label=f"Or in words{also}", max_length=200, required=False
        )
        fields[f"until_{row}"] = on_field(f"Until when{also}?", required=False)
        bodies_for(self, user, f"funder_{row}")

    def _lay_out(self) -> None:
        """Under which heads the questions stand, with a word on those that need one."""
        targets = [f"{kind}_{plan.pk}" for plan in self.plans for kind in ("outcome", "note")]
        kinds = ("what", "funder", "funder_said", "until")
        legacy = [f"{kind}_{row}" for row in range(1, ROWS + 1) for kind in kinds]
        lessons = [*(name for name, _, _ in LESSONS), "no_lessons_because", "lessons_level"]
        self.sections = [
            forms.Section("end", "How it ended", ("to", "on", "why")),
            forms.Section("targets", "What became of its targets", ("of_targets", *targets)),
            forms.Section("learned", "What was learned", ("of_lessons", *lessons)),
            forms.Section("afterwards", "What goes on afterwards", legacy),
            forms.Section("follow", "Follow-up", ("follow_up", "update_due")),
        ]
        known = self.lessons_known
        are = "is" if known == 1 else "are"
        words = {
            "of_targets": ABOUT_TARGETS if targets else "",
            "of_lessons": f"{count_words(known, 'lesson')} {are} recorded already. Add what is "
            "missing."
            if known
            else NO_LESSONS,
        }
        self.instead |= {
            name: format_html('<p class="small soft">{}</p>', text)
            for name, text in words.items()
            if text
        }

    def clean_on(self) -> Any:
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """A lesson or why there is none; what goes on has a name; a first follow-up is to come."""
        data: dict[str, Any] = super().clean() or {}
        has_lesson = any(data.get(name) for name, _, _ in LESSONS)
        if not (has_lesson or self.lessons_known or data.get("no_lessons_because")):
            self.add_error("no_lessons_because", "Add a lesson, or say why there is none yet")
        for row in range(1, ROWS + 1):
            one_of(self, f"funder_{row}", f"funder_said_{row}")
            other = ("funder", "funder_said", "until")
            if not data.get(f"what_{row}") and any(data.get(f"{name}_{row}") for name in other):
                self.add_error(f"what_{row}", "Say what goes on")
        due, every = data.get("update_due"), data.get("follow_up")
        if due and not every:
            self.add_error("follow_up", "Say how often it is followed up")
        if due and due < timezone.localdate():
            self.add_error("update_due", "This date is in the past. Enter a date in the future")
        return data

    @property
    def closing(self) -> Closing:
        """All of it, for the action."""
        data = self.cleaned_data
        every = data["follow_up"]
        return Closing(
            to=data["to"],
            on=DateWithPrecision(*data["on"]),
            why=data["why"],
            targets=[
                (plan, data[f"outcome_{plan.pk}"], data[f"note_{plan.pk}"]) for plan in self.plans
            ],
            lessons=[
                Lesson(kind=kind, text=data[name], visibility=data["lessons_level"])
                for name, kind, _ in LESSONS
                if data[name]
            ],
            no_lessons_because=data.get("no_lessons_because", ""),
            legacy=[self._legacy(row) for row in range(1, ROWS + 1) if data[f"what_{row}"]],
            follow_up=int(every) if every else None,
            update_due=data["update_due"],
        )

    def _legacy(self, row: int) -> Legacy:
        data = self.cleaned_data
        made = Legacy(
            what=data[f"what_{row}"],
            funder=data[f"funder_{row}"],
            funder_said=data[f"funder_said_{row}"],
            state=Legacy.State.GOES_ON,
        )
        if until := as_date(data[f"until_{row}"]):
            made.until, made.until_precision = until.last, until.precision
        return made
