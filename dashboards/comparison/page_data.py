"""Two to six places side by side on one page: official figures as dots, and what is recorded there.

Each place stands by itself: nothing is added across places, since one may lie within another. The
number of queries is the same for two places and for six.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from access.subqueries import UpTo, at_each_place
from barriers.models import Barrier
from dashboards.comparison.money import total_cell
from dashboards.comparison.plots import Offered, Plot, offered, plots
from dashboards.comparison.table import Cell
from dashboards.comparison.whole import MOST_FLOWS
from funding.flow.sums import totals_at_each
from funding.models import Flow
from geography.england.tiles import KINDS
from geography.measure.side_by_side import side_by_side
from geography.measure.spread import spread_over
from interface.articles import with_article
from interface.paging import BoundedCount, up_to
from interface.words import capitalised, list_words
from partnerships.models import Place, PlaceReach
from partnerships.place.attribution import OF_PLACES
from pilots.models import Pilot

MOST = 500
NUMBERS = {3: "Three", 4: "Four", 5: "Five", 6: "Six"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What this reader sees recorded at one of the places, and at places within it."""

    place: Any
    pilots: BoundedCount
    barriers: BoundedCount
    still_open: BoundedCount
    committed: Cell
    paid: Cell


@dataclass(frozen=True)
class Comparison:
    """Places side by side, as one reader may see them. ``inside`` says which lies in which."""

    places: list[Place]
    measures: list[Offered]
    plots: tuple[Plot, ...]
    recorded: list[Recorded]
    inside: str

    @property
    def names(self) -> str:
        """The places in their order: "Bradford, Luton and Leeds"."""
        return capitalised(list_words(map(with_article, self.places)))

    @property
    def title(self) -> str:
        """Short enough for a heading."""
        many = NUMBERS.get(len(self.places))
        return f"{f'{many} places' if many else self.names} side by side"

    @property
    def sentence(self) -> str:
        """What the first figure that tells them apart says; empty where none does."""
        return next((plot.sentence for plot in self.plots if plot.sentence), "")

    @property
    def has_paid(self) -> bool:
        """Whether money that was paid is recorded in any of them."""
        return any(not row.paid.is_none for row in self.recorded)

    @property
    def has_intervals(self) -> bool:
        """Whether any figure is an estimate that is drawn with its interval."""
        return any(dot.interval for plot in self.plots for dot in plot.dots)

    @property
    def attributions(self) -> list[str]:
        """What the licences of the figures ask to be said, each once."""
        lines = [line for plot in self.plots for line in plot.attributions]
        return list(dict.fromkeys([*lines, OF_PLACES]))


def build(user: Any, places: Sequence[Place], measures: Sequence[str]) -> Comparison:
    """These places side by side. Six queries, beside those for the reader's roles."""
    chosen = list(places)
    every = offered(measures)
    asked = [measure.key for measure in every if measure.is_chosen]
    measured = side_by_side(chosen, asked) if asked else []
    spreads = spread_over(KINDS, [one.release_id for one in measured])
    return Comparison(
        places=chosen,
        measures=every,
        plots=plots(chosen, measured, spreads),
        recorded=_recorded(user, chosen),
        inside=_inside(chosen),
    )


def _recorded(user: Any, places: Sequence[Place]) -> list[Recorded]:
    """What is recorded at each, in their order. Two queries."""
    pilots = at_each_place(Pilot.objects.visible_to(user))
    barriers = at_each_place(Barrier.objects.visible_to(user))
    rows = Place.objects.filter(pk__in=[place.pk for place in places]).annotate(
        pilots_seen=UpTo(pilots, MOST),
        barriers_seen=UpTo(barriers, MOST),
        open_seen=UpTo(barriers.open(), MOST),
    )
    found: dict[int, Any] = rows.in_bulk()
    ids = list(found)
    seen = Flow.objects.visible_to(user)
    flows = totals_at_each(seen.payments(), ids, seen=seen, most=MOST_FLOWS)

    def money(place: Place, meaning: Flow.Meaning) -> Cell:
        return total_cell(place, meaning.value, flows[place.pk].of(meaning), flows[place.pk])

    return [
        Recorded(
            place=found[place.pk],
            pilots=up_to(found[place.pk].pilots_seen, MOST),
            barriers=up_to(found[place.pk].barriers_seen, MOST),
            still_open=up_to(found[place.pk].open_seen, MOST),
            committed=money(place, Flow.Meaning.COMMITTED),
            paid=money(place, Flow.Meaning.PAID),
        )
        for place in places
    ]


def _inside(places: list[Place]) -> str:
    """Which of the places lies in another of them, so that nobody adds the two."""
    names = {place.pk: place.name for place in places}
    reach = PlaceReach.objects.filter(place__in=names, ancestor__in=names)
    pairs = sorted(
        (place, above)
        for place, above in reach.order_by().values_list("place", "ancestor")
        if place != above
    )
    said = [f"{names[place]} is within {names[above]}" for place, above in pairs]
    if not said:
        return ""
    return f"{list_words(said)}: what the smaller place has is also counted in the larger one."
