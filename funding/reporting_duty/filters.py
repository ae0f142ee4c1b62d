"""The filters of the list of reporting duties."""

from __future__ import annotations

from funding.models import ReportingDuty
from interface.filters import AnyOf, FilterSet, OneOf, Ticked, Words
from interface.words import capitalised_choices
from partnerships.place.examples import LeavesOutExamples


class DutyFilter(LeavesOutExamples, FilterSet):
    """Which duties: by their words or fund, how often, of whom, whether still asked."""

    q = Words("What, or which fund", by="found_by")
    often = AnyOf("How often", choices=capitalised_choices(ReportingDuty.Often.choices),
        field_name="often",
    )  # fmt: skip
    of = OneOf("Asked of", field_name="of", choices=capitalised_choices(ReportingDuty.Of.choices))
    standing = Ticked("Still asked", by="standing")
