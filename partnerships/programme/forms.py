"""A programme as its people set it up, when it ended, and its places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import CharField, IntegerField, ModelMultipleChoiceField, Textarea
from django.utils import timezone

from access.permissions import leads
from interface import forms
from interface.words import date_words, with_precision
from partnerships.models import Organisation, Programme, ProgrammePlace
from partnerships.organisation.fields import (
    ProgrammeChoices,
    long_text,
    organisation_field,
    radios,
    show_records,
)
from partnerships.place.footprint import resolve
from partnerships.programme.actions import BUILT_ON_ITSELF
from partnerships.programme.models import BUILT_ON
from partnerships.programme.permissions import can_name_lead
from records.conflicts import Versioned
from records.figures import Qualifier
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike
from records.periods import IN_PART, TURNED, OfAPeriod, day_field, end_field, last_of, start_field
from records.source_fields import NamesSource

EARLIEST = 1945
LONGEST = 20_000
MOST_HOMES = 1_000_000
OWN_BODY = "Name a body of yours, or one of its teams. Administrators add programmes of others"


class ProgrammeForm(OfAPeriod, NamesSource, Versioned, forms.ModelForm):
    """What a programme is. Unknown dates stay empty, and pages say so."""

    everyone_reads = True

    name = CharField(label="What is it called?", max_length=200)
    lead = organisation_field("Which body leads it?", required=False)
    purpose = long_text("What is it for?", required=False)
    method = long_text("How does it work?", required=False)
    may_vary = long_text(
        "What may differ from place to place?",
        required=False,
        help_text="For example: which homes are chosen, who pays, how results are counted",
    )
    start = start_field(
        "When did it begin?", earliest=EARLIEST, help_text=f"{IN_PART}; all of it if nobody knows"
    )
    end = end_field(
        "When did it end, or is it to end?",
        earliest=EARLIEST,
        help_text="Leave it empty if that is not known or not settled",
    )
    builds_on = ModelMultipleChoiceField(
        Programme.objects.none(),
        label="What did it build on?",
        required=False,
        widget=forms.Checkboxes(),
    )
    folds = {
        "Other names, sponsors and notes about its dates and places": (
            *("short_name", "former_name", "sponsor", "dates_note"),
            *("places_published", "places_note"),
        )
    }
    sections = (
        forms.Section("what", "What it is", ("name", "lead", "purpose")),
        forms.Section("when", "When it runs", ("start", "end")),
        forms.Section("how", "How it works", ("method", "may_vary", "builds_on")),
        forms.Section("names", "Names and notes", next(iter(folds.values()))),
        forms.Section("source", "Where this comes from", ("source_title", "source_url")),
    )

    class Meta:
        model = Programme
        fields = (
            *("name", "lead", "purpose", "start", "end", "method", "may_vary", "builds_on"),
            *("short_name", "former_name", "sponsor", "dates_note", "places_published"),
            "places_note",
        )
        labels = {
            "short_name": "What is its short name?",
            "former_name": "What was it called before?",
            "sponsor": "Who else sponsored it?",
            "dates_note": "Is there anything to know about its dates?",
            "places_published": "How many places does it have, according to its source?",
            "places_note": "Is there anything to know about its places?",
        }
        help_texts = {
            "places_published": "For example: one county and three districts",
            "places_note": "For example, which of them could not be linked, and why",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        show_records(self, "lead")
        fields: Any = self.fields
        others = Programme.objects.visible_to(user).exclude(pk=self.instance.pk)
        fields["builds_on"].iterator = ProgrammeChoices
        fields["builds_on"].queryset = others.order_by("sort_key", "id")
        if not can_name_lead(user, None):
            fields["lead"].required = self.instance.pk is None
        self.order_fields([*self.Meta.fields, "source_title", "source_url"])

    def again(self, instance: Any) -> ProgrammeForm:
        """As it opens for ``instance``."""
        return type(self)(instance=instance, user=self.user)

    def clean_lead(self) -> Organisation | None:
        """Officers name a body of their own; what stands there already may stay."""
        lead: Organisation | None = self.cleaned_data["lead"]
        before = self.initial.get("lead") if self.instance.pk else None
        unchanged = self.instance.pk is not None and lead == before
        if not unchanged and not self._leads_it and not can_name_lead(self.user, lead):
            raise ValidationError(OWN_BODY)
        return lead

    @property
    def _leads_it(self) -> bool:
        return self.instance.pk is not None and leads(self.user, self.instance.pk)

    def clean_builds_on(self) -> Any:
        """No programme was built, by way of others, on itself."""
        chosen = self.cleaned_data["builds_on"]
        if self.instance.pk and chosen:
            with connection.cursor() as cursor:
                asked = BUILT_ON.format(first="%s", own="%s")
                cursor.execute(asked, [[row.pk for row in chosen], self.instance.pk])
                if cursor.fetchone():
                    raise ValidationError(BUILT_ON_ITSELF)
        return chosen


class AddProgrammeForm(AsksIfAnother, ProgrammeForm):
    """A new programme."""

    noun = "programme"

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            self.ask_if_another()
        return data

    def lookalikes(self) -> Sequence[Lookalike]:
        """Programmes of which a name of today, a former or a short one is spelt nearly so."""
        keyed = Programme.objects.visible_to(self.user).with_names_key()
        rows = alike(keyed, self.cleaned_data["name"])
        return [Lookalike(row, _tells_apart(row)) for row in rows[:SHOWN]]


def _tells_apart(programme: Programme) -> str:
    since = with_precision(programme.start, programme.start_precision)
    formerly = f"formerly {programme.former_name}" if programme.former_name else ""
    parts = (programme.short_name, formerly, f"since {since}" if programme.start else "")
    return ", ".join(filter(None, parts))


class EndProgramme(Versioned, forms.ModelForm):
    """When a programme ended, or is to end. Nothing of it goes."""

    question_led = True

    end = day_field(
        "When did it end, or is it to end?",
        "end",
        earliest=EARLIEST,
        error_messages={"required": "Enter when it ended. A year will do"},
    )

    class Meta:
        model = Programme
        fields = ("end", "dates_note")
        labels = {"dates_note": "Is there anything to know about its dates?"}
        help_texts = {"dates_note": "For example: extended by a year in March 2024"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].required = True

    def clean_end(self) -> Any:
        """The last day of what was typed, not before the start."""
        end = last_of(self.cleaned_data["end"])
        if self.instance.start and end and end[0] < self.instance.start:
            began = with_precision(self.instance.start, self.instance.start_precision)
            raise ValidationError(f"{TURNED}, which was {began}")
        return end


def _homes(label: str) -> IntegerField:
    return IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_HOMES,
        required=False,
        help_text="Leave it empty if it is not known",
    )


class TakesPart(NamesSource, forms.ModelForm):
    """From when to when something takes part in a programme."""

    everyone_reads = True

    valid_from = day_field("Since when?", "valid_from", earliest=EARLIEST)
    valid_to = day_field(
        "Until when?",
        "valid_to",
        earliest=EARLIEST,
        help_text="The last day, month or year. Leave it empty while it takes part",
    )

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = data.get("valid_from"), last_of(data.get("valid_to"))
        data["valid_to"] = until
        if since and until and until[0] < since[0]:
            self.add_error("valid_to", TURNED)
        return data


class PartForm(TakesPart):
    """What part a place has, from when to when."""

    role = CharField(
        label="What part does it play?",
        max_length=200,
        required=False,
        help_text="For example: pilot area, or wave 2",
    )
    named = CharField(
        label="Where in it, if it is a smaller place?",
        max_length=200,
        required=False,
        help_text="What the source calls it: an estate, a town. Empty where it is the place itself",
    )
    homes_planned = _homes("If homes are built there, how many are planned?")
    homes_qualifier = radios("How exact is that?", Qualifier.choices, initial=Qualifier.EXACTLY)
    homes_built = _homes("How many of them are built?")
    homes_as_of = day_field("Those numbers of homes are as at", "homes_as_of", earliest=EARLIEST)
    note = long_text("Is there anything else to add?", rows=2, required=False)

    class Meta:
        model = ProgrammePlace
        fields = (
            *("role", "valid_from", "valid_to", "named", "homes_planned", "homes_qualifier"),
            *("homes_built", "homes_as_of", "note"),
        )


class AddPlaces(PartForm):
    """Several places at once, with the same part and dates."""

    areas = CharField(
        label="Which places take part?",
        max_length=LONGEST,
        error_messages={"required": "Enter at least one place"},
        widget=Textarea({"rows": 6}),
        help_text="One on each line: names or official codes, typed or pasted. "
        "What follows applies to each of them",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["areas", *self.fields])

    def clean_areas(self) -> list[Any]:
        """The place of every line; each line that means none is listed."""
        resolved = resolve(str(self.cleaned_data["areas"]), timezone.localdate())
        if resolved.problems:
            raise ValidationError([ValidationError(problem) for problem in resolved.problems])
        return resolved.places

    def clean(self) -> dict[str, Any]:
        """A smaller place lies in one place."""
        data = super().clean()
        if len(data.get("areas") or []) > 1:
            if data.get("named"):
                self.add_error("named", "Name a smaller place for one place at a time")
            for name in ("homes_planned", "homes_built"):
                if data.get(name) is not None:
                    self.add_error(name, "Say how many homes for one place at a time")
        return data

    @property
    def said(self) -> dict[str, Any]:
        """What is said of each of them."""
        names = (
            *("role", "named", "note", "valid_from", "valid_to", "homes_planned"),
            *("homes_qualifier", "homes_built", "homes_as_of"),
        )
        dated = ("valid_from_precision", "valid_to_precision", "homes_as_of_precision")
        data = self.cleaned_data
        return {name: data[name] for name in names} | {
            name: data[name] for name in dated if name in data
        }


class EditPart(Versioned, PartForm):
    """What is said of a place's part, put right."""

    def clean_named(self) -> str:
        """It stands there once."""
        named: str = self.cleaned_data["named"]
        part = self.instance
        same = ProgrammePlace.objects.filter(
            programme=part.programme_id, place=part.place_id, named=named
        )
        if same.exclude(pk=part.pk).exists():
            raise ValidationError(f"{part.place} is there already with that part")
        return named


class EndPart(forms.Form):
    """Until when a place took part."""

    question_led = True

    on = forms.ReducedDateField(
        label="Until when did it take part?",
        allow_partial=True,
        earliest=EARLIEST,
        help_text=f"Its last day. {IN_PART}",
        error_messages={"required": "Enter when it stopped. A year will do"},
    )

    def __init__(self, *args: Any, part: ProgrammePlace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part

    def clean_on(self) -> tuple[dt.date, str]:
        """After it began."""
        day: tuple[dt.date, str] = last_of(self.cleaned_data["on"])
        began = self.part.valid_from
        if began and day[0] <= began:
            raise ValidationError(f"{TURNED}, which was {date_words(began)}")
        return day
