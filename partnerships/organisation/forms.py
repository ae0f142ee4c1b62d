"""Finding organisations in lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from interface.filters import AnyOf, Chosen, FilterSet, Words
from interface.words import capitalised_choices
from partnerships.models import Organisation
from partnerships.place.examples import LeavesOutExamples

SECTORS = capitalised_choices(Organisation.Sector.choices)


class OrganisationFilter(LeavesOutExamples, FilterSet):
    """Organisations by any of their names, and by sector."""

    q = Words("Name", by="found_by", help_text="Former names and abbreviations work too")
    sector = AnyOf("Sector", field_name="sector", choices=SECTORS)


def bodies(request: HttpRequest | None) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(getattr(request, "user", None))


def body_filter(label: str, **differs: Any) -> Chosen:
    """Records of an organisation that is chosen."""
    return Chosen(
        label,
        rows=bodies,
        noun="organisation",
        suggest="organisation_suggest",
        came_after=_came_after,
        **differs,
    )


def _came_after(body: Organisation) -> list[tuple[str, str]]:
    """The address and the name of each body that took over."""
    return [(after.slug, after.name) for after in body.successors.all()]
