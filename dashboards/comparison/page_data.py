"""Two to six places side by side: what they are, official figures, pilots, money, barriers,
partners, and the programmes tried there.

Each place stands by itself: nothing is added across places, since one may lie within another, and a
pilot, a pound or a barrier of two of them stands in both columns. The number of queries is the same
for two places and for six.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from barriers.models import Category
from barriers.register.side_by_side import barriers_at_each
from dashboards.comparison.figures import figures_part
from dashboards.comparison.money import money_part
from dashboards.comparison.parts import (
    SHARED,
    barriers_part,
    partners_part,
    pilots_part,
    programmes_part,
    what_part,
)
from dashboards.comparison.table import Part
from funding.flow.sums import totals_at_each
from funding.models import Flow
from geography.locality.whereabouts import whereabouts_of
from geography.measure.population import populations
from geography.measure.side_by_side import side_by_side
from interface.articles import with_article
from interface.words import capitalised, list_words
from partnerships.models import Place, PlaceCode, PlaceReach
from partnerships.place.list_dates import standing
from pilots.place.shared_partners import partners_side_by_side
from pilots.place.side_by_side import pilots_at_each, programmes_at_each

# More flows than this are not added up here: six places are, at once.
MOST_FLOWS = 500


@dataclass(frozen=True)
class Comparison:
    """Places side by side, as one reader may see them. ``inside`` says which lies in which."""

    places: list[Place]
    parts: tuple[Part, ...]
    inside: str

    @property
    def title(self) -> str:
        """The places in their order: "Bradford, Luton and Leeds"."""
        return capitalised(list_words(map(with_article, self.places)))

    @property
    def attributions(self) -> list[str]:
        """What the licences of the figures ask to be said, each once."""
        lines = [line for part in self.parts for line in part.lines]
        cells = [cell for line in lines for cell in (*line.cells, line.country) if cell]
        return list(dict.fromkeys(cell.attribution for cell in cells if cell.attribution))


def build(user: Any, places: Sequence[Place], today: dt.date, *, whole: bool = True) -> Comparison:
    """These places side by side. Thirteen queries, beside those for the reader's roles.

    ``whole`` is with every line that the file has, more than a page shows.
    """
    chosen = list(places)
    pilots = pilots_at_each(user, chosen)
    people = populations(chosen)
    seen, ids = Flow.objects.visible_to(user), [place.pk for place in chosen]
    flows = totals_at_each(seen, ids, most=MOST_FLOWS)
    parts = (
        what_part(chosen, whereabouts_of(chosen), standing(chosen, today), _codes(chosen, today)),
        figures_part(chosen, side_by_side(chosen)),
        pilots_part(chosen, pilots),
        money_part(chosen, flows, people),
        barriers_part(chosen, barriers_at_each(user, chosen), list(Category.objects.all())),
        partners_part(
            chosen,
            partners_side_by_side(
                {pk: here.looked_at for pk, here in pilots.items()},
                today,
                most=None if whole else SHARED,
            ),
        ),
        programmes_part(chosen, programmes_at_each(chosen, pilots, today)),
    )
    return Comparison(chosen, parts, _inside(chosen))


def _codes(places: list[Place], today: dt.date) -> dict[int, str]:
    """The official code of each place; of one that has ended, its last."""
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    codes = PlaceCode.objects.filter(begun, scheme="gss", place__in=places)
    latest = codes.order_by("place", F("valid_to").desc(nulls_first=True), "id").distinct("place")
    return dict(latest.values_list("place", "code"))


def _inside(places: list[Place]) -> str:
    """Which of the places lies in another of them, so that nobody adds the two."""
    names = {place.pk: place.name for place in places}
    reach = PlaceReach.objects.filter(place__in=names, ancestor__in=names)
    pairs = sorted(
        (place, above)
        for place, above in reach.order_by().values_list("place", "ancestor")
        if place != above
    )
    said = [f"{names[place]} lies within {names[above]}" for place, above in pairs]
    if not said:
        return ""
    return f"{list_words(said)}: what is in the smaller is counted in the larger too."
