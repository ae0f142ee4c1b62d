"""Guidance, examples, and what is often believed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import CharField, ModelChoiceField, ModelMultipleChoiceField, URLField

from barriers.barrier import answers
from barriers.models import (
    Barrier,
    Believed,
    Category,
    Guidance,
    Practice,
    PracticeExample,
    SubType,
)
from interface import forms
from partnerships.organisation.fields import (
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from pilots.models import Pilot
from records.conflicts import Versioned
from records.source_fields import NamesSource

SHORTEST_NAME = 3


class _Steps(ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}: {obj.step}"


class _Finer(ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.category.name}: {obj.name}"


class _Step(ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}: {obj.step}"


def _offer_steps(field: Any, *named: int | None) -> None:
    """Those that stand, and those that are named already."""
    among = [pk for pk in named if pk is not None]
    field.queryset = Practice.objects.filter(Q(ended_on=None) | Q(pk__in=among))


class GuidanceForm(NamesSource, Versioned, forms.ModelForm):
    """Published guidance: what it is about, for whom, and which kinds and steps it serves."""

    question_led = True
    everyone_reads = True

    about = long_text("What is it about?", help_text="In your own words, in a sentence or two")
    url = URLField(
        label="Where can it be read?",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    owner = organisation_field(
        "Which organisation can change it?",
        required=False,
        help_text="Start to type its name. Leave it empty if you don’t know",
    )
    audience = radios("Who was it written for?", Guidance.Audience.choices)
    kinds = ModelMultipleChoiceField(
        Category.objects.all(),
        to_field_name="key",
        label="Which kinds of barrier does it help with?",
        widget=forms.Checkboxes(),
        error_messages={"required": "Choose at least one kind of barrier"},
    )
    steps = _Steps(
        Practice.objects.none(),
        to_field_name="code",
        label="Which recommended steps does it help with?",
        widget=forms.Checkboxes(),
        required=False,
    )
    sub_types = _Finer(
        SubType.objects.in_use().select_related("category").order_by("category__number", "name"),
        label="Which sub-types?",
        widget=forms.Checkboxes(),
        required=False,
    )

    class Meta:
        model = Guidance
        fields = ("title", "about", "url", "publisher", "owner", "audience")
        labels = {
            "title": "What is it called?",
            "publisher": "Who published it?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "owner")
        self.ask_for_source(
            "Where did you learn of it?", "The title of the document or page, if it is published"
        )
        links = list(self.instance.links.select_related("practice")) if self.instance.pk else []
        _offer_steps(self.fields["steps"], *(link.practice_id for link in links))
        self.initial["kinds"] = [
            one.key for one in Category.objects.filter(pk__in={link.category_id for link in links})
        ]
        self.initial["steps"] = [link.practice.code for link in links if link.practice]
        self.initial["sub_types"] = [link.sub_type_id for link in links if link.sub_type_id]

    def served(self) -> dict[str, Any]:
        """What it serves, as ``save_guidance`` takes it."""
        return {name: self.cleaned_data[name] for name in ("kinds", "steps", "sub_types")}


class ExampleForm(NamesSource, Versioned, forms.ModelForm):
    """An example: what was in the way somewhere, what was tried, and what came of it."""

    question_led = True

    category = ModelChoiceField(
        Category.objects.all(),
        to_field_name="key",
        empty_label=None,
        label="Which kind of barrier is it an example of?",
        widget=forms.Radios(),
    )
    practice = _Step(
        Practice.objects.none(),
        to_field_name="code",
        empty_label="No single step",
        label="Which recommended step does it show?",
        required=False,
    )
    what = long_text(
        "What was in the way?", help_text="Please don’t name residents or single out people"
    )
    tried = long_text("What was tried?", rows=2, required=False)
    result = long_text("What came of it?", rows=2, required=False)
    place = place_field("Where was it?", required=False)
    where_said = CharField(
        label="Or in words, if it was at no single place", max_length=120, required=False
    )
    about_barrier = forms.ReferenceField(
        label="Which barrier is it about?",
        required=False,
        help_text="Its reference, such as B-000123. Only people who can read it see the example",
    )
    pilot = answers.pilot_field(label="Which pilot is it about?", required=False)

    class Meta:
        model = PracticeExample
        fields = (
            *("category", "practice", "what", "tried", "result", "place", "where_said"),
            *("about_barrier", "pilot"),
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.fields["about_barrier"].rows = Barrier.objects.visible_to(user)
        self.fields["pilot"].queryset = Pilot.objects.visible_to(user)
        show_records(self, "place", "pilot")
        made = self.instance
        _offer_steps(self.fields["practice"], made.practice_id)
        self.initial["category"] = made.category.key if made.category_id else None
        self.initial["practice"] = made.practice.code if made.practice else None
        self.initial["about_barrier"] = made.barrier.reference if made.barrier else ""

    def clean_about_barrier(self) -> str:
        """What the example will be about; its reference, as the form was opened with."""
        found = self.instance.barrier = self.cleaned_data["about_barrier"]
        return found.reference if found else ""

    def clean(self) -> dict[str, Any]:
        """A step of its kind; a place or words; something that it is from."""
        data = super().clean()
        step, category = data.get("practice"), data.get("category")
        if step and category and step.category_id != category.pk:
            self.add_error("practice", f"Step {step.code} belongs to another kind of barrier")
        if not (data.get("place") or data.get("where_said") or "place" in self.errors):
            self.add_error("place", "Say where it was: choose a place, or say it in words")
        tied = data.get("about_barrier") or data.get("pilot") or self.instance.lesson_id
        wrong = {"source_title", "about_barrier", "pilot"} & self.errors.keys()
        made_up = self.instance.is_example
        if not (tied or data.get("source_title") or made_up or wrong):
            self.add_error("source_title", "Say where this is from, or name a barrier or a pilot")
        return data


class BelievedForm(NamesSource, Versioned, forms.ModelForm):
    """What is believed, why the rule does not say so, and who reads it beside the barrier."""

    question_led = True

    claim = long_text(
        "What do people believe?", help_text="For example: the grant may not be carried over"
    )
    because = long_text(
        "Why does the rule not say so?",
        help_text="What the rule says, or where it says nothing",
    )
    open_to = radios(
        "Who may read it?",
        Believed.OpenTo.choices,
        required=False,
        hints={
            Believed.OpenTo.BARRIER: "Nobody else is told",
            Believed.OpenTo.NETWORK: "Places that believe the same find it while they log",
            Believed.OpenTo.PUBLIC: "Also people who are not signed in",
        },
    )

    class Meta:
        model = Believed
        fields = ("claim", "because", "open_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_source("Which rule was looked at?", "The title of the law, guidance or policy")

    def clean(self) -> dict[str, Any]:
        """Words that more people read than the barrier name nobody."""
        data = super().clean()
        if data.get("open_to"):
            names = names_of(self.instance.barrier)
            for field in ("claim", "because"):
                text = (data.get(field) or "").casefold()
                if found := [name for name in names if name.casefold() in text]:
                    self.add_error(
                        field,
                        f"Take “{found[0]}” out: more people would read this than the barrier, "
                        "so it must name nobody",
                    )
        return data


def names_of(barrier: Barrier) -> list[str]:
    """The places, the body and the pilot that words for others must not name."""
    links = barrier.place_links.select_related("place")
    names = [link.place.name for link in links]
    names += [str(one) for one in (barrier.unlocker, barrier.team) if one]
    if barrier.pilot and barrier.pilot.name:
        names.append(barrier.pilot.name)
    return [name for name in names if len(name) >= SHORTEST_NAME]
