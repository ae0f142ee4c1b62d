"""The councils of a region or combined authority, in one table: what each has, and how it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from access.compiled import compiled
from access.subqueries import count_at_each_place, this_place
from barriers.models import Barrier
from funding.flow.facts import MEANINGS
from funding.flow.sums import Totals, totals_at_each
from funding.models import Flow
from geography.locality.drawn import Shading
from geography.measure.most_deprived import Deprived, deprived_at
from interface.charts.area_map import NONE, PART
from interface.charts.classes import classes
from interface.paging import BoundedCount, up_to
from interface.words import capitalised
from partnerships.models import Place, PlaceReach
from partnerships.place.head import COUNCILS
from pilots.models import Pilot, Update
from pilots.pilot.models import seen_pilot
from pilots.pilot.schedule import Period
from records.addresses import address

COUNTY = Place.Kind.COUNTY
MEANINGS_SHOWN, MOST = 2, 100
NO_PILOT = "no pilot to see"
UNDER_A_COUNTY = "only its county council has one"


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """One council as the reader sees it; ``county`` is the county council that it lies under."""

    place: Any
    pilots: BoundedCount
    barriers: BoundedCount
    money: str
    has_money: bool
    update: str
    update_url: str
    deprived: str
    county: int | None

    @property
    def has_any(self) -> bool:
        """Whether anything is recorded there that the reader sees."""
        return bool(self.pilots or self.barriers or self.has_money)

    @property
    def pilots_url(self) -> str:
        """The list that is counted."""
        return f"{reverse('pilots')}?place={self.place.slug}"

    @property
    def barriers_url(self) -> str:
        """The list that is counted."""
        return f"{reverse('barriers')}?place={self.place.slug}"


@dataclass(frozen=True, slots=True)
class Councils:
    """All councils of today, by name; nothing is added over them, as one may lie in another."""

    rows: Sequence[CouncilRow]
    deprived: Deprived

    @property
    def shown(self) -> list[CouncilRow]:
        """Those where anything is recorded."""
        return [row for row in self.rows if row.has_any]

    @property
    def others(self) -> list[CouncilRow]:
        """Those where nothing is, that the reader sees."""
        return [row for row in self.rows if not row.has_any]

    @property
    def counties(self) -> int:
        """How many of them are county councils, with districts below them."""
        return sum(row.place.kind == COUNTY for row in self.rows)

    @property
    def with_pilots(self) -> int:
        """In how many a pilot works."""
        return sum(bool(row.pilots) for row in self.rows)

    @property
    def most_deprived(self) -> CouncilRow | None:
        """The one with the largest share of deprived neighbourhoods."""
        return next((row for row in self.rows if row.place.pk == self.deprived.most), None)

    @property
    def shading(self) -> Shading:
        """How the map shades each: by its pilots; a district whose county council has some is a
        part of where they work."""
        drawn = [row for row in self.rows if row.place.kind != COUNTY]
        shades = classes((_number(row) for row in drawn if row.pilots), _from_to)
        working = {row.place.pk for row in self.rows if row.pilots and row.place.kind == COUNTY}
        by_url = {}
        for row in drawn:
            kind, said = NONE, NO_PILOT
            if row.pilots:
                kind, said = shades.shade(_number(row)), row.pilots.words("pilot")
            elif row.county in working:
                kind, said = PART, UNDER_A_COUNTY
            by_url[row.place.get_absolute_url()] = (kind, f"{row.place.name}: {said}")
        return Shading(by_url, shades.steps, NO_PILOT, UNDER_A_COUNTY)


def councils_of(user: Any, place: Place) -> Councils:
    """The councils within a place. Three queries, one where there is none.

    A made-up council is none of a real region.
    """
    found = _within(user, bool(place.is_example), place=place)
    if not found:
        return Councils((), Deprived())
    ids = [council.pk for council in found]
    money = totals_at_each(Flow.objects.visible_to(user), ids)
    deprived = deprived_at(ids)
    return Councils([_row(council, money, deprived) for council in found], deprived)


@compiled
def _within(user: Any, made_up: bool, *, place: Any) -> Any:
    within = Place.objects.within(place).filter(kind__in=(*COUNCILS, COUNTY))
    real = within if made_up else within.filter(is_example=False)
    county = PlaceReach.objects.filter(place=OuterRef("pk"), ancestor__kind=COUNTY)
    seen = Pilot.objects.visible_to(user)
    accepted = Update.objects.accepted().filter(
        seen_pilot(user, "pilot__"), pilot__reach_ids__contains=this_place()
    )
    latest = accepted.order_by("-period_end", "-id")
    names = ("number", "period_start", "period_end")
    read = JSONObject(**{name: name for name in names}, pilot="pilot__slug")
    rows = real.standing(timezone.localdate()).annotate(
        pilots_seen=count_at_each_place(seen, user, MOST),
        barriers_seen=count_at_each_place(Barrier.objects.visible_to(user), user, MOST),
        latest=Subquery(latest.values(read=read)[:1]),
        county=Subquery(county.exclude(ancestor=OuterRef("pk")).values("ancestor")[:1]),
    )
    return rows.only("name", "slug", "kind").order_by("sort_key", "id")


def _row(council: Any, money: Mapping[int, Totals], deprived: Deprived) -> CouncilRow:
    totals = money.get(council.pk, Totals())
    words, url = "", ""
    if council.latest:
        start, end = (
            council.latest[at] and dt.date.fromisoformat(council.latest[at])
            for at in ("period_start", "period_end")
        )
        words = capitalised(Period(start, end).words)
        url = address("pilot_update_page", council.latest["pilot"], council.latest["number"])
    return CouncilRow(
        place=council,
        pilots=up_to(council.pilots_seen, MOST),
        barriers=up_to(council.barriers_seen, MOST),
        money=money_words(totals),
        has_money=totals.too_many or totals.flows > 0,
        update=words,
        update_url=url,
        deprived=deprived.at(council.pk),
        county=council.county,
    )


def money_words(totals: Totals) -> str:
    """The totals of a place in a cell: what is known by its meaning, and how many are not known."""
    if totals.too_many:
        return "Too many amounts to add up here"
    known = [
        f"{totals.of(meaning)} {meaning.label}" for meaning in MEANINGS if totals.of(meaning).known
    ]
    unknown = sum(total.unknown for total in totals.by_meaning.values())
    if unknown:
        amounts = "1 amount" if totals.flows == 1 else f"{unknown} of {totals.flows} amounts"
        known = [*known[:MEANINGS_SHOWN], f"{amounts} not known"]
    return capitalised("; ".join(known[: MEANINGS_SHOWN + 1]))


def _number(row: CouncilRow) -> int:
    return row.pilots.count + row.pilots.more


def _from_to(low: Any, high: Any) -> str:
    """A class of the map in words."""
    return str(low) if low == high else f"{low} to {high}"
