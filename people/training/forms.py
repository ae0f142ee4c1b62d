"""Courses, who took them, and the skills that partners have, can lend or lack."""

from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, IntegerField, ModelChoiceField, URLField
from django.utils import timezone

from interface import forms
from interface.filters import FilterSet, Words
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, radios, show_records
from partnerships.organisation.forms import body_filter
from partnerships.organisation.permissions import can_keep_organisation
from partnerships.place.examples import LeavesOutExamples
from people.models import PartnerSkill
from people.training.models import Course
from records.conflicts import Versioned
from records.periods import OfAPeriod, end_field, start_field


class CourseForm(OfAPeriod, Versioned, forms.ModelForm):
    """A course: what it is, who gives it, for whom, and when."""

    title = CharField(label="What is it called?", max_length=200)
    provider = organisation_field("Which organisation runs it?")
    for_whom = CharField(label="Who is it for?", max_length=300, required=False)
    summary = long_text("What do people learn?", required=False)
    plan = long_text(
        "What happens in it, step by step?",
        rows=6,
        required=False,
        help_text="A plan of the session that others can copy: how long each step takes, who leads "
        "it, what it needs. Please don’t name anyone",
    )
    start = start_field(
        "When does it start?", help_text="Leave it empty if people can take it at any time"
    )
    end = end_field("When does it end?")
    link = URLField(label="Web page", max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Course
        fields = ("title", "provider", "for_whom", "summary", "plan", "start", "end", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_records(self, "provider")


class AttendanceForm(forms.Form):
    """How many people of one body came on a day: a number, no names."""

    organisation = organisation_field("Which body did they come from?")
    on = forms.DayField(label="What date?", help_text="For example, 28 10 2026")
    people = IntegerField(label="How many people?", min_value=1, max_value=100_000)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """A body of theirs, on a day that has come."""
        data = super().clean() or {}
        body = data.get("organisation")
        if body and not can_keep_organisation(self.user, body):
            self.add_error(
                "organisation",
                "Name an organisation you answer for, or one in a place you look after",
            )
        if (day := data.get("on")) and day > timezone.localdate():
            self.add_error("on", "Enter a day that is not in the future")
        return data


class OwnTrainingForm(forms.Form):
    """A person's own note of when they took a course."""

    on = forms.DayField(label="When did you take it?", help_text="For example, 28 10 2026")


class CourseFilter(LeavesOutExamples, FilterSet):
    """Courses by what they are about and which body gives them."""

    q = Words("Words", by="found_by", help_text="In the title, the summary or who it is for")
    provider = body_filter("Run by")


class SkillForm(forms.Form):
    """How one partner stands with one skill; saying it again replaces what was said."""

    organisation = ModelChoiceField(
        Organisation.objects.none(), to_field_name="slug", label="Which partner?"
    )
    skill = ChoiceField(label="Which skill?", choices=PartnerSkill.Skill.choices)
    standing = radios("What is its position on that skill?", PartnerSkill.Standing.choices)
    basis = radios(
        "How is this known?",
        PartnerSkill.Basis.choices,
        hints={PartnerSkill.Basis.FOUND: "Say below who found it and how"},
    )
    said_on = forms.DayField(label="When was it said?", help_text="For example, 28 10 2026")
    note = CharField(
        label="Anything to know?",
        max_length=300,
        required=False,
        help_text="For example, two analysts, free from May. Please don’t name anyone",
    )

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])

    def clean(self) -> dict[str, Any]:
        """What others found says how; nothing is said in the future."""
        data = super().clean() or {}
        if data.get("basis") == PartnerSkill.Basis.FOUND and not data.get("note"):
            self.add_error("note", "Say who found it, and how")
        if (day := data.get("said_on")) and day > timezone.localdate():
            self.add_error("said_on", "Enter a day that is not in the future")
        return data
