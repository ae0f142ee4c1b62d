"""Where case studies and lessons were used in strategy or policy: how it is listed and written."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.forms import ModelChoiceField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface import forms
from interface.cells import linked
from interface.columns import Column
from partnerships.models import Organisation
from partnerships.organisation.fields import long_text, organisation_field, show_records
from pilots.case_study.models import CaseStudy
from pilots.case_study.used_models import UsedIn
from pilots.kinds import KindOfPilot, edit_link
from pilots.lesson.models import Lesson
from records.conflicts import Versioned
from records.dates import known_day
from records.periods import day_field, not_to_come
from records.source_fields import NamesSource

NO_CASE_STUDY, NO_LESSON = "No case study", "No lesson"
NONE_YET = "This pilot has neither a case study nor a lesson that you can see. Write one first"
ONE = "Choose either a case study or a lesson"


class UsedInForm(NamesSource, Versioned, forms.ModelForm):
    """What was used, and in which document."""

    question_led = True

    case_study = ModelChoiceField(
        CaseStudy.objects.none(), label="Which case study was used?", required=False
    )
    lesson = ModelChoiceField(Lesson.objects.none(), label="Or which lesson?", required=False)
    organisation = organisation_field("Whose document is it?", required=False)
    on = day_field("When was it used?", "on")
    how = long_text("What of it was used, and for what?", rows=3, required=False)

    class Meta:
        model = UsedIn
        fields = ("case_study", "lesson", "title", "organisation", "on", "how")
        labels = {"title": "Which strategy, policy or other document was it used in?"}
        help_texts = {"title": "Its title, for example Homelessness strategy 2026 to 2031"}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        fields: Any = self.fields
        pilot = self.instance.pilot
        studies = CaseStudy.objects.visible_to(user).filter(pilot=pilot)
        fields["case_study"].queryset = studies.defer("search")
        fields["lesson"].queryset = Lesson.objects.visible_to(user).filter(pilot=pilot)
        fields["case_study"].empty_label, fields["lesson"].empty_label = NO_CASE_STUDY, NO_LESSON
        if not any(fields[name].queryset.exists() for name in ("case_study", "lesson")):
            fields["case_study"].help_text = NONE_YET
        bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
        fields["organisation"].queryset = bodies
        show_records(self, "organisation")
        self.ask_for_source("Where can it be read?", "The title of what was published")

    def clean_on(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "on")

    def clean(self) -> dict[str, Any]:
        """One of the two is named."""
        data: dict[str, Any] = super().clean() or {}
        both = {"case_study", "lesson"}
        if bool(data.get("case_study")) == bool(data.get("lesson")) and not both & set(self.errors):
            self.add_error("case_study", ONE)
        return data


def _what(row: UsedIn) -> SafeString:
    """With the way to its form, for who may."""
    return format_html("{}{}", row.title, edit_link(row))


def _of(row: UsedIn) -> SafeString:
    used: Any = row.of
    return linked(str(used), used.get_absolute_url(), "Case study" if row.case_study else "Lesson")


COLUMNS = (
    Column.of(UsedIn, "title", cell=_what, head=True),
    Column("case_study", "Case study", "That was used", attrgetter("case_study"), blank="a lesson"),
    Column("lesson", "Lesson", "That was used", attrgetter("lesson"), blank="a case study"),
    Column("of", "What was used", cell=_of),
    Column.of(
        UsedIn, "organisation", value=lambda row: str(row.organisation or ""),
        cell=lambda row: row.organisation,
    ),
    known_day("used", "When it was used", "No more exact than known", of="on"),
    Column("when", "When", cell=lambda row: row.day or None),
    Column.of(UsedIn, "how", cell=lambda row: row.how or None),
    Column("source", "Source", "Where it can be read", attrgetter("source")),
)  # fmt: skip


class UsedIns(KindOfPilot):
    """Read by whoever reads the case study or the lesson."""

    model, form, title = UsedIn, UsedInForm, "Used in strategy or policy"
    key, path, list_name, noun = "used_in", "used-in", "pilot_used_in", "use"
    add_title, edit_title = "Say where it was used", "Change where it was used"
    add_message, draft_words = "Saved.", "Where a case study or lesson was used"
    form_takes_user, api, public, without = True, True, True, ()
    says_readers, within = False, "pilot_taken_up"
    who_reads = "Whoever can read the case study or the lesson can read this."
    says = "In which strategy or policy its case studies and lessons were used"
    menu = {
        "label": "Say where it was used",
        "says": "A case study or lesson of it, in a strategy or policy",
        "order": 58,
        "words": "new used policy strategy influence informed impact",
    }
    columns, caption = COLUMNS, "Where its case studies and lessons were used"
    none = "No use in a strategy or policy is recorded."
    with_rows = ("case_study", "lesson", "organisation", "source")
    file = "Where a case study or lesson of a pilot was used in strategy or policy"
    zip_order = 356

    class Add(KindOfPilot.Add):
        """A new one; the page of a case study or lesson leads here with that one chosen."""

        def arguments(self) -> dict[str, Any]:
            asked = {name: self.request.GET.get(name, "")[:18] for name in ("case_study", "lesson")}
            return {**super().arguments(), "initial": asked}
