"""The filters of the list of funds."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from funding.models import Fund, FundRound, Moving, Restriction
from interface.filters import AnyOf, FilterSet, OneOf, Ticked, Words
from interface.words import capitalised_choices
from partnerships.place.examples import LeavesOutExamples

# Over what money may be moved
MOVES = {"years": "between years", "uses": "between uses", "places": "between places"}

# What a fund has a round of
OPEN, SOON = "open", "soon"
ROUNDS = {OPEN: "open now", SOON: "closes within 3 months"}


class FundFilter(LeavesOutExamples, FilterSet):
    """Which funds: by name, how they are given out, what they may be used for, what moves."""

    shown = ("q", "award", "rounds", "restriction")
    q = Words("Name", by="found_by")
    award = AnyOf(
        "How it is given out", field_name="award", choices=capitalised_choices(Fund.Award.choices)
    )
    restriction = AnyOf(
        "What it may be used for",
        field_name="restriction",
        choices=capitalised_choices(Restriction.choices),
    )

    shape = OneOf(
        "One pot or several", field_name="shape", choices=capitalised_choices(Fund.Shape.choices)
    )
    moving = OneOf("May be moved", method="that_moves", choices=capitalised_choices(MOVES.items()))
    rounds = OneOf("Rounds", method="with_round", choices=capitalised_choices(ROUNDS.items()))
    across = Ticked("Cross-government pots", by="across_government")

    def with_round(self, rows: QuerySet[Fund], name: str, which: str) -> QuerySet[Fund]:
        """Funds with a round that takes applications today, or whose deadline comes soon."""
        rounds = FundRound.objects.filter(fund=OuterRef("pk")).order_by()
        found = rounds.open_now() if which == OPEN else rounds.closing_within(3)
        return rows.filter(Exists(found))

    def that_moves(self, rows: QuerySet[Fund], name: str, over: str) -> QuerySet[Fund]:
        """Funds of which money may be moved, by itself or with consent."""
        return rows.filter(**{f"move_{over}__in": (Moving.YES, Moving.WITH_CONSENT)})
