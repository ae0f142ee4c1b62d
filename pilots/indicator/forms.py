"""A figure that a pilot counts: what it is, what it means, and its first plan."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django import forms as django_forms
from django.forms import CharField, ModelChoiceField
from django.utils import timezone

from interface import forms
from interface.words import capitalised_choices
from partnerships.organisation.fields import long_text, radios
from pilots.amounts import is_share, plain_unit
from pilots.indicator import actions, groups, plan_forms
from pilots.models import Indicator, Remeasure, SharedDefinition
from records.conflicts import Versioned
from records.periods import EARLIEST, day_field

SAME, DIFFERS = "same", "differs"
NOT_KNOWN = [("", "Not known")]
OWN_WORDS = (
    "The shared definition says “%s”, and this says something else. If it always counted what the "
    "shared definition says, take these words out. If it does so only from a day on, answer that "
    "something differs, save, and then change what is counted from that day"
)


class IndicatorForm(Versioned, forms.ModelForm):
    """What a figure counts. ``user`` reads the shared definitions that it may follow."""

    shared = forms.RecordField(
        noun="shared definition",
        suggest="shared_definition_suggest",
        label="Does it use a shared definition?",
        required=False,
        help_text="Then figures of several pilots can be added up. Start to type its name",
    )
    follows = radios(
        "Does it count exactly that?",
        [(SAME, "yes, exactly"), (DIFFERS, "no, something differs")],
        required=False,
    )
    definition = long_text(
        "What is counted, and how?",
        rows=3,
        required=False,
        help_text="For example: homes that an assessor entered, each counted once",
    )
    independent = radios(
        "Who counts?",
        [("", "not known"), ("no", "the pilot itself"), ("yes", "somebody independent of it")],
        required=False,
    )
    ended_on = forms.DayField(
        label="No longer counted since",
        earliest=EARLIEST,
        required=False,
        help_text="What was counted stays on the page",
    )
    plan_definition = plan_forms.plan_definition_field()
    target = plan_forms.amount_field("How much is planned?", help_text=plan_forms.TARGET)
    due = day_field("When is it due?", "due")
    baseline = plan_forms.amount_field("What was the figure before?", help_text=plan_forms.BASELINE)
    baseline_at = day_field("When was that?", "baseline_at")

    PLAN = ("plan_definition", "target", "due", "baseline", "baseline_at")
    KIND = frozenset(
        {
            *("part_of", "is_refusal", "direction", "chain", "concerns", "method", "independent"),
            *("how_often", "counted_by", "is_context"),
        }
    )
    question_led = True

    class Meta:
        model = Indicator
        fields = (
            *("name", "unit", "definition", "condition", "direction", "chain", "concerns"),
            *("method", "how_often", "part_of", "is_refusal", "counted_by", "may_exceed_100"),
            *("is_context", "shared_difference", "ended_on", "groups"),
        )
        labels = {
            "name": "What is counted?",
            "unit": "What unit is it counted in?",
            "condition": "Is there a condition that goes with the figure?",
            "direction": "Is a higher or lower figure better?",
            "chain": "Where is it in the results chain?",
            "concerns": "Who is it about?",
            "method": "What kind of evidence is it?",
            "how_often": "How often is it counted?",
            "part_of": "Is it part of another figure?",
            "is_refusal": "It counts who said no or could not take part",
            "counted_by": "Whose figures are they?",
            "may_exceed_100": "It says by how much something changed, and may be more than 100%",
            "is_context": "It is about the area, not about what the pilot did",
            "groups": "By which groups is it counted as well?",
            "shared_difference": "What differs?",
        }
        help_texts = {
            "name": "For example: homes visited",
            "unit": "A plain word in the plural, such as homes; £ and % will do",
            "condition": "For example: where the tenant and the landlord agreed",
            "part_of": "Homes improved are a part of the homes visited. Where the units differ, "
            "choose the step before it",
            "counted_by": "Only where several places or partners count for themselves",
            "groups": "One list a line. For example: Age: under 25, 25 to 64, 65 and over; or, of "
            "those asked to agree, Consent: given, refused. “Not known” is added to each. Numbers "
            "of people from 1 to 4 are never public",
            **dict.fromkeys(("is_refusal", "may_exceed_100", "is_context"), ""),
            **dict.fromkeys(("chain", "concerns", "method", "how_often"), ""),
        }
        widgets = {
            "groups": django_forms.Textarea({"rows": 3}),
            **dict.fromkeys(
                ("direction", "chain", "concerns", "method", "how_often"), forms.Radios
            ),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        indicator, others = self.instance, Indicator.objects.filter(pilot=self.instance.pilot)
        fields["shared"].queryset = SharedDefinition.objects.visible_to(user)
        whole: ModelChoiceField = fields["part_of"]
        whole.queryset = others.exclude(pk=indicator.pk).order_by("number")
        whole.empty_label = "No"
        for name in ("chain", "concerns", "method", "how_often"):
            choices = [
                choice for choice in indicator._meta.get_field(name).choices or () if choice[0]
            ]
            fields[name].choices = [*NOT_KNOWN, *capitalised_choices(choices)]
        forms.asked_for(self, "follows", "shared_difference")
        fields["direction"].choices = capitalised_choices(Indicator.Direction.choices)
        if indicator.pk:
            for name in self.PLAN:
                del fields[name]
            self._open()
        else:
            del fields["ended_on"]

    def _open(self) -> None:
        indicator = self.instance
        answer = {True: "yes", False: "no", None: ""}[indicator.is_independent]
        self.initial.update(independent=answer, shared=indicator.shared)
        if indicator.shared:
            self.initial["follows"] = DIFFERS if indicator.shared_difference else SAME

    @property
    def opens_shared(self) -> bool:
        """Whether the folded question about a shared definition wants to be seen."""
        names = {"shared", "follows", "shared_difference"}
        return bool(self.instance.shared_id) or self._wants(names)

    @property
    def opens_groups(self) -> bool:
        """Whether the folded question about groups wants to be seen."""
        return bool(self.instance.groups) or self._wants({"groups"})

    @property
    def opens_kind(self) -> bool:
        """Whether the folded questions about the kind of figure want to be seen."""
        return bool(self.instance.pk) or self._wants(self.KIND)

    def _wants(self, names: Set[str]) -> bool:
        return self.is_bound and bool(names & {*self.errors, *self.changed_data})

    @property
    def plan(self) -> dict[str, Any]:
        """The columns of the first plan. For a valid form."""
        data = self.cleaned_data
        if "target" not in self.fields:
            return {}
        made = {"definition": data["plan_definition"]}
        for name in ("target", "baseline"):
            made |= plan_forms.columns(name, self._amounts[name])
        for name in ("due", "baseline_at"):
            if day := data.get(name):
                made |= {name: day, f"{name}_precision": data[f"{name}_precision"]}
        return made

    def clean_name(self) -> str:
        """Two figures of one name could not be told apart."""
        name = self.cleaned_data["name"]
        same = Indicator.objects.filter(pilot=self.instance.pilot, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise django_forms.ValidationError(f"This pilot already has a figure “{name}”")
        return name

    def clean_unit(self) -> str:
        """The unit of what is counted or planned already stays: another unit is another figure."""
        unit = plain_unit(self.cleaned_data["unit"])
        if self.instance.pk and unit != self.instance.unit:
            actions.refuse_another_unit(self.instance)
        return unit

    def clean_groups(self) -> str:
        """The lists as they are kept."""
        lists = groups.read_lists(self.cleaned_data["groups"])
        if lists and is_share(self.cleaned_data.get("unit") or ""):
            raise django_forms.ValidationError(
                "Percentages by group do not add up. Choose a figure that counts people or things"
            )
        return groups.in_lines(lists)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.is_independent = {"yes": True, "no": False}.get(data.get("independent", ""))
        self._check_shared(data)
        self._check_closed(data)
        if "target" in self.fields:
            unit, may_exceed = data.get("unit") or "", data.get("may_exceed_100", False)
            self._amounts = {
                name: plan_forms.amount_of(self, name, unit=unit, may_exceed=may_exceed)
                for name in ("target", "baseline")
            }
            plan_forms.check_baseline(self)
            plan_forms.end_of_due(data)
        return data

    def _check_shared(self, data: dict[str, Any]) -> None:
        shared, follows = data.get("shared"), data.get("follows")
        indicator = self.instance
        if shared is None:
            indicator.shared = indicator.shared_edition = None
            data["shared_difference"] = ""
            return
        followed = shared.pk == indicator.shared_id and self.initial.get("follows") == SAME
        if shared.pk != indicator.shared_id:
            indicator.shared, indicator.shared_edition = shared, shared.edition
        if not follows:
            self.add_error("follows", "Say whether it counts exactly that")
        elif follows == DIFFERS and not data.get("shared_difference"):
            self.add_error("shared_difference", "Say what differs from the shared definition")
        elif follows == SAME:
            data["shared_difference"] = ""
            self._follow(shared, data, followed=followed)

    def _follow(self, shared: SharedDefinition, data: dict[str, Any], *, followed: bool) -> None:
        """It counts exactly what the shared definition says: the same unit, the same words.

        Words of its own are never replaced unasked; those that it had from the shared definition
        (``followed``) keep up with that.
        """
        if self.instance.shared_edition != shared.edition:
            return  # what an earlier version said stands nowhere but on the figure
        own = data.get("definition") or ""
        if own not in ("", shared.definition) and not (
            followed and "definition" not in self.changed_data
        ):
            self.add_error("definition", OWN_WORDS % shared.definition)
        unit = data.get("unit")
        if unit and unit != shared.unit:
            self.add_error(
                "unit",
                f"The shared definition counts in {shared.unit}. Use that unit, or say that it "
                "differs",
            )
        data["definition"] = shared.definition

    def _check_closed(self, data: dict[str, Any]) -> None:
        ended = data.get("ended_on")
        if ended and ended > timezone.localdate():
            self.add_error("ended_on", "The day cannot be in the future")
        if data.get("may_exceed_100") and data.get("unit") and not is_share(data["unit"]):
            data["may_exceed_100"] = False


class RedefineForm(Versioned, forms.Form):
    """It counts something else from a day on. ``instance`` is the figure."""

    question_led = True

    follow = django_forms.BooleanField(
        label="From that day it counts exactly what the shared definition says now",
        required=False,
    )
    definition = long_text("What is counted now, and how?", rows=3, required=False)
    since = forms.DayField(label="From what date?", earliest=EARLIEST)
    why = CharField(
        label="Why did it change?",
        max_length=300,
        help_text="Figures before that date are shown separately from those after it",
    )

    def __init__(self, *args: Any, instance: Indicator, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, **kwargs)
        self.initial.setdefault("definition", instance.definition)
        if instance.shared is None:
            self.fields.pop("follow")

    def again(self, instance: Indicator) -> RedefineForm:
        """As it opens, and with the last change of the definition, which the second of two reads
        beside their own."""
        last = instance.earlier_definitions.order_by("-until").first()
        initial = {"since": last.until, "why": last.why} if last else {}
        return type(self)(instance=instance, initial=initial)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since = data.get("since")
        if since and since > timezone.localdate():
            self.add_error("since", "The day cannot be in the future")
        elif since and (problem := actions.too_early(self.instance, since)):
            self.add_error("since", problem)
        if data.get("follow"):
            self._check_unit(self.instance.shared)
            return data
        new = (data.get("definition") or "").strip()
        if "definition" not in self.errors and new in ("", self.instance.definition.strip()):
            self.add_error("definition", "Say what is counted now: this is what it counted before")
        return data

    def _check_unit(self, shared: SharedDefinition | None) -> None:
        if shared and shared.unit != self.instance.unit:
            self.add_error(
                "follow",
                f"The shared definition counts in {shared.unit} now, and this figure in "
                f"{self.instance.unit}. Close this figure and add another in the new unit",
            )


FARTHEST = 30


class RemeasureForm(Versioned, forms.ModelForm):
    """Count it again. ``keeps``: whether this person may take it on or give it up."""

    due = forms.DayField(label="When should it be counted again?", earliest=1990)

    question_led = True

    class Meta:
        model = Remeasure
        fields = ("due", "who", "note", "state", "dropped_because")
        labels = {
            "who": "Who should count it?",
            "note": "Is there anything to know?",
            "state": "What is its status?",
            "dropped_because": "Why was it dropped?",
        }
        help_texts = {"who": "A job role, not a person’s name"}
        widgets = {"state": forms.Radios}

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["keeps"] = keeps
        fields: Any = self.fields
        if self.instance.pk and keeps:
            dropped = Remeasure.State.DROPPED
            choices = capitalised_choices(Remeasure.State.choices)
            fields["state"].choices = [
                (key, "Dropped" if key == dropped else label) for key, label in choices
            ]
        else:
            del fields["state"], fields["dropped_because"]
        forms.asked_for(self, "dropped_because")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        due, today = data.get("due"), timezone.localdate()
        if due and due <= today and due != self.instance.due:
            self.add_error("due", "Enter a date in the future")
        elif due and due.year > today.year + FARTHEST:
            self.add_error("due", f"Enter a day within {FARTHEST} years")
        if data.get("state") == Remeasure.State.DROPPED:
            if not data.get("dropped_because"):
                self.add_error("dropped_because", "Say why it was dropped")
        elif "dropped_because" in self.fields:
            data["dropped_because"] = ""
        return data
