"""Filters of the lists of organisations and programmes."""

from __future__ import annotations

from interface.filters import AnyOf, FilterSet, Words
from partnerships.examples import LeavesOutExamples
from partnerships.models import Organisation

SECTORS = [(key, said[:1].upper() + said[1:]) for key, said in Organisation.Sector.choices]


class OrganisationFilter(LeavesOutExamples, FilterSet):
    """Organisations by any of their names, and by sector."""

    q = Words("Name", by="found_by", help_text="Former names and abbreviations work too")
    sector = AnyOf("Sector", field_name="sector", choices=SECTORS)


class ProgrammeFilter(LeavesOutExamples, FilterSet):
    """Programmes by any of their names."""

    q = Words("Name", by="found_by", help_text="Former and short names work too")
