"""All that is compared of two to six places, as a file has it: what they are, official figures,
pilots, money, barriers, partners, and the programmes tried there.

Each place stands by itself: nothing is added across places, since one may lie within another, and a
pilot, a pound or a barrier of two of them stands in both. The number of queries is the same for two
places and for six.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from barriers.models import Category
from barriers.register.side_by_side import barriers_at_each
from dashboards.comparison.figures import figures_part
from dashboards.comparison.money import money_part
from dashboards.comparison.parts import (
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
from partnerships.models import Place
from partnerships.place.list_dates import standing
from partnerships.place.models.place import codes_on
from pilots.place.shared_partners import partners_side_by_side
from pilots.place.side_by_side import pilots_at_each, programmes_at_each

# More flows than this are not added up here: six places are, at once.
MOST_FLOWS = 500


def whole(user: Any, places: Sequence[Place], today: dt.date) -> tuple[Part, ...]:
    """Every part of the comparison. Thirteen queries, beside those for the reader's roles."""
    chosen = list(places)
    pilots = pilots_at_each(user, chosen)
    people = populations(chosen)
    seen, ids = Flow.objects.visible_to(user), [place.pk for place in chosen]
    flows = totals_at_each(seen.payments(), ids, seen=seen, most=MOST_FLOWS)
    return (
        what_part(chosen, whereabouts_of(chosen), standing(chosen, today), _codes(chosen, today)),
        figures_part(chosen, side_by_side(chosen)),
        pilots_part(chosen, pilots),
        money_part(chosen, flows, people),
        barriers_part(chosen, barriers_at_each(user, chosen), list(Category.objects.all())),
        partners_part(
            chosen,
            partners_side_by_side({pk: here.looked_at for pk, here in pilots.items()}, today),
        ),
        programmes_part(chosen, programmes_at_each(chosen, pilots, today)),
    )


def _codes(places: list[Place], today: dt.date) -> dict[int, str]:
    """The official code of each place; of one that has ended, its last."""
    latest = codes_on(today).filter(place__in=places)
    return dict(latest.values_list("place", "code"))
