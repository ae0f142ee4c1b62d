from __future__ import annotations

from typing import Any

from interface.filters import Chosen, FilterSet
from partnerships.examples import LeavesOutExamples
from partnerships.organisation.filters import bodies
from partnerships.place.filters import places


class RecognitionFilter(LeavesOutExamples, FilterSet):
    """Thanks by where it was and by whom they are to or from."""

    place = Chosen("Place", rows=places, noun="place", suggest="place_suggest")
    body = Chosen(
        "To or from",
        rows=bodies,
        noun="organisation",
        by="of_body",
        suggest="organisation_suggest",
    )

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user
