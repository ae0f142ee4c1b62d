"""A place within a council: added, changed, moved to another, ended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.forms import CharField, ChoiceField
from django.utils import timezone

from geography.place_within.listed import KINDS as LISTED
from geography.place_within.listed import listed_as
from interface import forms
from interface.words import capitalised_choices, date_words
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from partnerships.organisation.fields import long_text, place_field, radios
from partnerships.place.permissions import KINDS
from records.conflicts import Versioned
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike
from records.source_fields import NamesSource

CHOICES = capitalised_choices([(kind.value, kind.label) for kind in KINDS])
HINTS = {
    Place.Kind.WARD: "An electoral ward, as the official list has it",
    Place.Kind.PARISH: "A civil parish, including one with a town council",
    Place.Kind.NEIGHBOURHOOD: "What people call a part of a town, with or without a border",
    Place.Kind.NHS_PLACE: "Where the NHS and the council work together within a care system",
    Place.Kind.CUSTOM: "An estate, a corridor, a patch: say what it is drawn for",
}
OFFICIAL = re.compile(r"[A-Z]\d{8}")
OF_THE_NHS = re.compile(r"[0-9A-Z]{3,6}")


def read_code(kind: str, typed: str) -> tuple[str, str] | None:
    """The scheme and the code that was typed; None for none. Raises ValidationError."""
    code = "".join(typed.upper().split())
    if not code:
        return None
    if OFFICIAL.fullmatch(code):
        return ("gss", code)
    if kind == Place.Kind.NHS_PLACE and OF_THE_NHS.fullmatch(code):
        return ("ods", code)
    raise ValidationError(
        "An official code is a letter and eight digits, such as E05001341. Leave it empty if there "
        "is none"
    )


class _Local(forms.ModelForm):
    """What is asked of every such place. ``official`` is its code with the list that it is of."""

    official: tuple[str, str] | None = None
    kind = ChoiceField(label="What is it?", choices=CHOICES, widget=forms.Radios(hints=HINTS))
    name = CharField(label="What is it called?", max_length=150)
    code = CharField(
        label="Its official code",
        max_length=30,
        required=False,
        help_text="One on the official lists gets its code automatically",
    )
    drawn_because = CharField(
        label="If it is drawn for a purpose, why?",
        max_length=300,
        required=False,
        help_text="What it is for and who agreed it. This is shown on its page",
    )

    def clean_name(self) -> str:
        """In one piece."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        """The code is one of its kind and of no other place; a drawn area says why."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.official = read_code(data.get("kind", ""), data.get("code") or "")
        except ValidationError as problem:
            self.add_error("code", problem)
        self._refuse_code_of_another()
        if data.get("kind") == Place.Kind.CUSTOM and not data.get("drawn_because"):
            self.add_error("drawn_because", "Enter the reason why it is drawn")
        return data

    def _refuse_code_of_another(self) -> None:
        if self.official is None:
            return
        scheme, code = self.official
        held = PlaceCode.objects.filter(scheme=scheme, code=code).exclude(place=self.instance.pk)
        if other := held.select_related("place").first():
            self.add_error("code", f"{other.place} has this code already")


class AddLocal(AsksIfAnother, NamesSource, _Local):
    """A new place within another."""

    everyone_reads = True
    noun = "place"

    description = long_text(
        "What should people know about it?",
        required=False,
        help_text="Two or three plain sentences that a resident would understand",
    )
    since = forms.DayField(
        label="When did this start?", required=False, help_text="Leave it empty if nobody knows"
    )

    class Meta:
        model = Place
        fields = ("kind", "name", "drawn_because", "description")

    def __init__(self, *args: Any, within: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.within = within
        self.order_fields(["kind", "name", "code", "drawn_because", "since", "description"])

    def clean_since(self) -> dt.date | None:
        """A day that has come."""
        since: dt.date | None = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError("This date is in the future. Add it on or after that date")
        return since

    def clean(self) -> dict[str, Any]:
        """What the official lists have of it is taken from there; somebody has looked."""
        data = super().clean()
        kind, name = data.get("kind", ""), data.get("name", "")
        row = listed_as(self.within, kind, name) if kind in LISTED and name else None
        self.listed = row
        if row and row.code and not data.get("code"):
            self.official = ("gss", row.code)
            self._refuse_code_of_another()
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Places that lie or lay within the same one, with a name spelt nearly so."""
        around = Q(other=self.within) | Q(other__reach_up__ancestor=self.within)
        inside = PlaceLink.objects.filter(around, place=OuterRef("place"))
        names = PlaceName.objects.filter(Exists(inside)).select_related("place")
        found: dict[int, Lookalike] = {}
        for row in alike(names, self.cleaned_data["name"]):
            place = row.place
            former = f"formerly {row.name}" if row.valid_to and row.name != place.name else ""
            note = ", ".join(filter(None, (str(place.get_kind_display()), former)))
            found.setdefault(place.pk, Lookalike(place, note))
        return list(found.values())[:SHOWN]


class EditLocal(Versioned, _Local):
    """Its kind, name and code put right; a new name from a day on."""

    new_name = CharField(
        label="Does it have a new name?",
        max_length=150,
        required=False,
        help_text="Only for a change of name. The former name stays, with its dates",
    )
    named_from = forms.DayField(label="When did it start using the new name?", required=False)

    class Meta:
        model = Place
        fields = ("kind", "name", "drawn_because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.instance.codes.filter(valid_to=None).order_by("scheme").first()
        self.initial["code"] = code.code if code else ""
        self.fields["code"].help_text = "Leave it empty if there is none"
        order = ["kind", "name", "code", "drawn_because", "new_name", "named_from"]
        self.order_fields(order)

    def mark(self, record: Any) -> str:
        """Its code is covered as well, which its own row does not say."""
        codes = record.codes.filter(valid_to=None).order_by("pk").values_list("code", flat=True)
        return ".".join(map(str, [record.version, *codes]))

    def clean(self) -> dict[str, Any]:
        """A new name has a day, after the one on which the present name began."""
        data = super().clean()
        if bool(data.get("new_name")) != bool(data.get("named_from")) and not self.errors:
            missing = "named_from" if data.get("new_name") else "new_name"
            self.add_error(missing, "A new name needs both the name and the day")
        now = self.instance.names.filter(kind="plain", valid_to=None).first()
        since, began = data.get("named_from"), now.valid_from if now else None
        if since and since > timezone.localdate():
            self.add_error(
                "named_from", "This date is in the future. Record it on or after that date"
            )
        elif since and began and since <= began:
            message = f"Enter a day after {date_words(began)}, when the present name began"
            self.add_error("named_from", message)
        return data


class AddAround(forms.Form):
    """Another place in which it lies as well."""

    question_led = True

    other = place_field("Which other place is it within?")
    since = forms.DayField(
        label="Since when?", required=False, help_text="Leave it empty if nobody knows"
    )


CORRECT, CHANGE, END = "correct", "change", "end"


class ChangeAround(Versioned, forms.ModelForm):
    """What it lies within: put right, changed from a day on, or ended."""

    question_led = True

    what = radios(
        "What happened?",
        (
            (CORRECT, "What is recorded is wrong"),
            (CHANGE, "From a certain date it is within another place"),
            (END, "It is no longer within this place, but is within another that is recorded"),
        ),
        hints={
            CORRECT: "It is corrected, as if it had been right from the start",
            CHANGE: "That it lay within the first one until that day stays in the record",
        },
    )
    day = forms.DayField(
        label="From what date?", required=False, help_text="Only for a change or an end"
    )
    other = place_field("Which place is it within?", required=False)
    valid_from = forms.DayField(
        label="When did it start to be within that place?",
        required=False,
        help_text="For a correction. Leave it empty if nobody knows",
    )

    class Meta:
        model = PlaceLink
        fields = ("other", "valid_from")

    field_order = ("what", "day", "other", "valid_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["other"] = self.instance.other
        self._before, self._began = self.instance.other, self.instance.valid_from

    def _post_clean(self) -> None:
        """What is saved is the action's to say."""

    def clean(self) -> dict[str, Any]:
        """A change and an end have a day after it began; a change has another place."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        what, day, other = data.get("what"), data.get("day"), data.get("other")
        if what in {CHANGE, END} and "day" not in self.errors:
            if day is None:
                self.add_error("day", "Enter the day")
            elif day > timezone.localdate():
                self.add_error("day", "This date is in the future. Record it on or after that date")
            elif self._began and day <= self._began:
                self.add_error("day", f"Enter a day after {date_words(self._began)}, when it began")
        if what in {CHANGE, CORRECT} and other is None and "other" not in self.errors:
            self.add_error("other", "Say which place it is within")
        if what == CHANGE and other == self._before:
            self.add_error("other", "Name a different place from the one it was in")
        return data


class EndLocal(forms.Form):
    """From when on the place is no more, and what came after it."""

    question_led = True

    on = forms.DayField(
        label="When did it end?", help_text="The first date on which it no longer existed"
    )
    successor = place_field("Which place came after it?", required=False)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean_on(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("This date is in the future. Record it on or after that date")
        return day

    def clean_successor(self) -> Place | None:
        """Another place."""
        successor: Place | None = self.cleaned_data["successor"]
        if successor and successor.pk == self.place.pk:
            raise ValidationError("Name a different place from the one that ended")
        return successor
