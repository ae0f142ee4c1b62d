from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet

from interface.filters import CopiedLightly, FilterSet, Words
from partnerships.models import Programme
from partnerships.organisation.fields import FilterChoices
from partnerships.place.examples import LeavesOutExamples


class ProgrammeFilter(LeavesOutExamples, FilterSet):
    """Programmes by any of their names."""

    q = Words("Name", by="found_by", help_text="Former and short names work too")

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user


class ProgrammePlaceFilter(FilterSet):
    """Places of one programme, by any of their names or their code."""

    q = Words("Name or code of the place", by="found_by")


class _OneRecordField(django_filters.fields.ModelChoiceField):
    iterator = FilterChoices


class OneRecord(CopiedLightly, django_filters.ModelChoiceFilter):
    """One of the few records of a kind, by its slug."""

    field_class = _OneRecordField

    def __init__(self, label: str, queryset: QuerySet[Any], **differs: Any) -> None:
        super().__init__(
            label=label, queryset=queryset, to_field_name="slug", empty_label="Any", **differs
        )


def programme_filter(**differs: Any) -> OneRecord:
    """Records of one programme."""
    return OneRecord("Programme", Programme.objects.all(), **differs)
