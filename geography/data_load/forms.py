"""What is asked of official data: the file, and what its publisher says of the release."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils import timezone

from geography.data_load.sent import Release, Sent
from geography.models import Attribution, LocalityRelease, Measure, MeasureRelease
from interface import forms
from records.file_box import FileBox

LICENCE = "Open Government Licence v3.0"
LINE = "Contains public sector information licensed under the Open Government Licence v3.0."
LACKS = {
    "measure": ("measure", "Choose the measure: the file has no column “measure”"),
    "release": ("name", "Enter the release: the file has no column “release”"),
    "source": ("title", "Enter the publication: the file has no column “source”"),
}


def _release_name(longest: int) -> django_forms.CharField:
    return django_forms.CharField(
        label="Release",
        max_length=longest,
        help_text="What its publisher calls it, as 2026 or November 2026. To correct a release "
        "that is already loaded, use its name",
    )


class _SendForm(forms.Form):
    """The file, its release and where that was published."""

    file = django_forms.FileField(
        label="File",
        widget=FileBox,
        help_text="A spreadsheet (.xlsx) or CSV, up to 5 MB",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    name = _release_name(60)
    as_of = forms.DayField(
        label="As at",
        help_text="The date the figures are for, or the last day of the period",
        error_messages={"required": "Enter the date of the figures"},
    )
    title = django_forms.CharField(
        label="Publication", max_length=300, help_text="The title of what was published"
    )
    publisher = django_forms.CharField(label="Publisher", max_length=200, required=False)
    url = django_forms.URLField(
        label="Its link",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, such as https://www.gov.uk/page"},
    )
    licence = django_forms.CharField(
        label="Licence",
        max_length=120,
        initial=LICENCE,
        help_text="A publication that is in Placebook already keeps its own licence and "
        "attribution. You see which before you load",
    )
    attribution = django_forms.CharField(
        label="Attribution",
        max_length=400,
        initial=LINE,
        help_text="What the licence says must be shown wherever the data are used",
    )

    def clean_as_of(self) -> dt.date | None:
        """No release is of a day that has not come."""
        day: dt.date | None = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise django_forms.ValidationError("The day must be today or in the past")
        return day

    @property
    def release(self) -> Release:
        """What was said of the release."""
        data = self.cleaned_data
        day = data.get("as_of")
        said = {name: str(data.get(name) or "") for name in Release.__dataclass_fields__}
        return Release(**{**said, "as_of": day.isoformat() if day else ""})


class ListForm(_SendForm):
    """A list of localities. What its last release came with stands in it already."""

    def __init__(
        self, *args: Any, current: LocalityRelease | None, measures: None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if current is not None:
            line: Any = getattr(current.source, "attribution", None)
            self.initial["publisher"] = current.source.publisher
            if line is not None:
                self.initial.update(licence=line.licence, attribution=line.line)


class PlacesForm(_SendForm):
    """A table that changes places themselves: from which day, where it does not say."""

    as_of = forms.DayField(
        label="Applies from",
        help_text="The day of the list. A change without a date in the file applies from then on",
        error_messages={"required": "Enter the date from which it applies"},
    )

    def __init__(self, *args: Any, current: LocalityRelease | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "What its publisher calls it, as April 2026"


class FiguresForm(_SendForm):
    """Official figures: of one measure, or a workbook that says the rest on sheets of its own."""

    name = _release_name(160)
    measure = django_forms.ChoiceField(label="Measure", required=False)
    ranked = django_forms.IntegerField(
        label="How many areas were ranked",
        min_value=1,
        max_value=100_000,
        required=False,
        help_text="Only where the figures are ranks",
    )
    field_order = ("file", "measure", "name", "as_of", "ranked", "title")

    def __init__(self, *args: Any, current: None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = Measure.objects.values_list("key", "label")
        field: Any = self.fields["measure"]
        field.choices = [("", "As the file says"), *measures]
        for name in ("name", "as_of", "title", "licence", "attribution"):
            self.fields[name].required = False
        forms.asked_for(self, "measure", "name", "as_of", "title", "licence", "attribution")

    def clean(self) -> dict[str, Any]:
        """A new release needs its day; a publication that is known needs no licence again."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("name") and data.get("measure"):
            self._day_and_ranked(data)
        if data.get("title"):
            self._licence_of(data)
        return data

    def _day_and_ranked(self, data: dict[str, Any]) -> None:
        """A release that is known keeps what is not typed; a new one of ranks says of how many."""
        releases = MeasureRelease.objects.filter(measure__key=data["measure"])
        if known := releases.filter(name=data["name"]).first():
            data["as_of"] = data.get("as_of") or known.as_of
            data["ranked"] = data.get("ranked") or known.ranked
        elif not data.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", "Enter the date the figures are for")
        if (
            not data.get("ranked")
            and "ranked" not in self.errors
            and releases.filter(ranked__isnull=False).exists()
        ):
            self.add_error("ranked", "Enter how many areas were ranked")

    def _licence_of(self, data: dict[str, Any]) -> None:
        rows = Attribution.objects.filter(source__title=data["title"], source__is_open=True)
        if held := rows.first():
            data.update(licence=held.licence, attribution=held.line)
        for name, word in (("licence", "licence"), ("attribution", "line of attribution")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, f"Enter the {word} of the publication")

    def ask_for(self, sent: Sent) -> bool:
        """Say what neither the file nor the page says; whether there is anything."""
        for name in sent.lacks:
            self.add_error(*LACKS[name])
        return bool(sent.lacks)
