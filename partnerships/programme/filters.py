from __future__ import annotations

from typing import Any

from interface.filters import FilterSet, Words
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
