"""The filters of the list of funds."""

from __future__ import annotations

from typing import Any

from funding.models import Fund, Restriction
from interface.filters import AnyOf, FilterSet, Ticked, Words
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples


class FundFilter(LeavesOutExamples, FilterSet):
    """Which funds: by name, how they are given out, what they may be used for, whose they are."""

    q = Words("Name", by="found_by")
    award = AnyOf(
        "How it is given out", field_name="award", choices=capitalised_choices(Fund.Award.choices)
    )
    restriction = AnyOf(
        "What it may be used for",
        field_name="restriction",
        choices=capitalised_choices(Restriction.choices),
    )

    across = Ticked("Cross-government pots", by="across_government")

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user
