from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from barriers.models import Barrier, SystemicBarrier
from interface.filters import FilterSet, OneOf, Words
from interface.words import capitalised_choices
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.programme.choices import programme_choices


class SystemicFilter(LeavesOutExamples, FilterSet):
    """Systemic barriers by their words, who could change them, and what was said."""

    q = Words("Words or reference", by="found_by")
    lever = OneOf("What would have to change", choices=capitalised_choices(Barrier.Lever.choices))
    body = body_filter("Body that could change it", by="of_body")
    status = OneOf("Status", choices=capitalised_choices(SystemicBarrier.Status.choices))
    answer = OneOf(
        "Answer",
        choices=[("yes", "Has a published answer"), ("no", "No answer yet")],
        method="of_answer",
    )
    programme = OneOf("Programme", field_name="programme__slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = self.request.user
        self.filters["programme"].extra["choices"] = programme_choices(self.reader)

    def of_answer(self, rows: Any, name: str, value: str) -> QuerySet[SystemicBarrier]:
        """Those with a published answer, or without."""
        return rows.with_answer(value == "yes")


class LawFilter(SystemicFilter):
    """Of those for which the law would have to change."""

    lever = None  # type: ignore[assignment]
