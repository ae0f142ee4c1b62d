"""Fields that several forms share, here and in the apps above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.forms import CharField, ChoiceField, ModelMultipleChoiceField, Textarea
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict

from interface.forms import Checkboxes, Radios, RecordField
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place
from partnerships.place.examples import MADE_UP_WORDS, marked

LONGEST = 5_000


def organisation_field(label: str, **kwargs: Any) -> RecordField:
    """An organisation, by its name of today, a former one or a short one; none held twice."""
    kwargs.setdefault("help_text", "Start to type its name")
    return RecordField(
        Organisation.objects.filter(merged_into=None),
        noun="organisation",
        suggest="organisation_suggest",
        describe=Organisation.get_sector_display,
        label=label,
        **kwargs,
    )


def place_field(label: str, **kwargs: Any) -> RecordField:
    """A place, by any of its names."""
    kwargs.setdefault("help_text", "Start to type its name")
    return RecordField(
        Place.objects.all(),
        noun="place",
        suggest="place_suggest",
        describe=Place.get_kind_display,
        label=label,
        **kwargs,
    )


def kept_places(label: str) -> ModelMultipleChoiceField:
    """The places that a record has already, to untick. Its form sets the queryset."""
    return ModelMultipleChoiceField(
        Place.objects.none(),
        to_field_name="slug",
        label=label,
        required=False,
        widget=Checkboxes(),
        help_text="Untick a place to remove it",
    )


def typed_places(form: Any) -> QuerySet[Place]:
    """The places that are ticked in what was typed: of a new record that begins with some, as a
    draft kept it."""
    named = form.data.getlist("places") if isinstance(form.data, QueryDict) else []
    return Place.objects.filter(slug__in=[slug.replace("\x00", "") for slug in named])


class _ExamplesApart:
    """Choices of records; those that are made up say so, in a group of their own."""

    def __iter__(self) -> Iterator[Any]:
        made_up = []
        for choice in super().__iter__():  # type: ignore[misc]
            if getattr(getattr(choice[0], "instance", None), "is_example", False):
                made_up.append((choice[0], marked(choice[1])))
            else:
                yield choice
        if made_up:
            yield MADE_UP_WORDS, made_up


class ProgrammeChoices(_ExamplesApart, ModelChoiceIterator):
    """The programmes that a form offers."""


class FilterChoices(_ExamplesApart, django_filters.fields.ModelChoiceIterator):
    """The records that a filter offers."""


def offer_programmes(field: Any, programmes: QuerySet[Any]) -> None:
    """Let a form choose one of these."""
    field.iterator = ProgrammeChoices
    field.queryset = programmes


def long_text(label: str, rows: int = 3, **kwargs: Any) -> CharField:
    """A text of several lines."""
    return CharField(label=label, widget=Textarea({"rows": rows}), max_length=LONGEST, **kwargs)


def radios(label: str, choices: Any, **kwargs: Any) -> ChoiceField:
    """One of a few, all in sight. ``hints`` explain single answers."""
    hints = kwargs.pop("hints", None)
    capitals = capitalised_choices(choices)
    return ChoiceField(label=label, choices=capitals, widget=Radios(hints=hints), **kwargs)


def show_records(form: Any, *names: str) -> None:
    """Open a form of a record with the names of the records that it refers to."""
    for name in names:
        if (record := getattr(form.instance, name, None)) is not None:
            form.initial[name] = record
