from __future__ import annotations

from typing import Any

from interface.filters import AnyOf, Chosen, FilterSet, Words
from interface.words import capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.organisation.filters import SECTORS, bodies
from partnerships.place.filters import places
from partnerships.secondment.models import Secondment


class SecondmentFilter(LeavesOutExamples, FilterSet):
    """Secondments by what they are for, where, between whom and how far they are."""

    q = Words("Words", by="found_by", help_text="In the aim or the outcome")
    place = Chosen("Place", rows=places, noun="place", by="in_place", suggest="place_suggest")
    body = Chosen(
        "From or to",
        rows=bodies,
        noun="organisation",
        by="of_body",
        suggest="organisation_suggest",
    )
    from_sector = AnyOf("From which sector", field_name="giver__sector", choices=SECTORS)
    state = AnyOf(
        "State", field_name="state", choices=capitalised_choices(Secondment.State.choices)
    )

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user
