from __future__ import annotations

from typing import Any

from interface.filters import Chosen, FilterSet, Words
from partnerships.examples import LeavesOutExamples
from partnerships.organisation.filters import bodies


class CourseFilter(LeavesOutExamples, FilterSet):
    """Courses by what they are about and which body gives them."""

    q = Words("Words", by="found_by", help_text="In the title, the summary or whom it is for")
    provider = Chosen("Given by", rows=bodies, noun="organisation", suggest="organisation_suggest")

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user
