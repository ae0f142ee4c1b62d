"""The filters of the list of rounds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from funding.models import FundRound
from interface.filters import FilterSet, OneOf, Words
from interface.words import capitalised_choices
from partnerships.place.examples import LeavesOutExamples

WITHIN = {"1": "within a month", "3": "within 3 months", "6": "within 6 months"}


class RoundFilter(LeavesOutExamples, FilterSet):
    """Which rounds: by the words of their name or fund, whether open, when they close."""

    q = Words("Round or fund", by="found_by")
    state = OneOf("Status", method="in_state", choices=capitalised_choices(FundRound.State.choices))
    closes = OneOf("Closes", method="closing", choices=capitalised_choices(WITHIN.items()))

    def in_state(self, rows: Any, name: str, state: str) -> QuerySet[FundRound]:
        """Rounds that stand so today."""
        found: QuerySet[FundRound] = rows.in_state(state)
        return found

    def closing(self, rows: Any, name: str, months: str) -> QuerySet[FundRound]:
        """Rounds whose deadline comes that soon."""
        found: QuerySet[FundRound] = rows.closing_within(int(months))
        return found
