"""Filling returns from the record: which of their figures are there, for the time they are about.

A figure is entered once, with the pilot that counts it; a return leads there and takes none of its
own. It is found by its shared definition, else by its name and unit. Of several that count it at
one place each is shown, and none is added to another: they may count the same people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from funding.models import DutyFigure, MonitoringReturn
from pilots.models import Actual, Indicator, Pilot
from records.addresses import address
from records.dates import last_day

MOST_INDICATORS, MOST_FIGURES = 200, 2_000
# What is told of a figure; hundreds are read to find that of a time
_AS_COUNTED = ("value_low", "value_high", "value_qualifier", "numerator", "denominator", "missing")
_TOLD = ("indicator", "as_of", "as_of_precision", "waits", *_AS_COUNTED)
Key = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator that counts what is asked, and its figure of that time, where there is one.

    ``count_url`` is where the figure is entered, for who may.
    """

    indicator: Indicator
    actual: Actual | None
    count_url: str = ""

    @property
    def words(self) -> str:
        """The figure, as exact as it is; empty where there is none."""
        return str(self.actual.value) if self.actual else ""

    @property
    def when(self) -> str:
        """The day that it is of."""
        return str(self.actual.day or "") if self.actual else ""


@dataclass(slots=True)
class Asked:
    """A figure that a return asks for, and what the record has of it.

    ``funds`` are the others that ask the same of this place.
    """

    figure: DutyFigure
    one: MonitoringReturn
    found: list[Found] = field(default_factory=list)
    funds: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What makes it the same figure as another."""
        return key_of(self.figure)

    @property
    def is_there(self) -> bool:
        """Whether the record has it for that time."""
        return any(found.actual for found in self.found)


def key_of(figure: DutyFigure) -> Key:
    """What makes a figure the same as another: its definition, else its name and unit."""
    return ("shared", figure.shared_id) if figure.shared_id else ("said", figure.same_as)


def fill(user: Any, returns: Sequence[MonitoringReturn]) -> list[Asked]:
    """The figures that these returns ask for, each with what the reader may see of it in the
    record. Three queries, and one for the rights to enter what is lacking."""
    duties = {one.duty_id: one.duty for one in returns}
    figures = DutyFigure.objects.visible_to(user).standing().filter(duty__in=list(duties))
    by_duty: dict[int, list[DutyFigure]] = {}
    for figure in figures.select_related("shared").order_by("duty", "id"):
        figure.duty = duties[figure.duty_id]
        by_duty.setdefault(figure.duty_id, []).append(figure)
    asked = [Asked(figure, one) for one in returns for figure in by_duty.get(one.duty_id, [])]
    indicators = _indicators(user, asked)
    actuals = _actuals(user, indicators, returns)
    mine, counting = _logged(user, indicators), _by_key(indicators)
    for row in asked:
        row.found = [
            Found(indicator, actual, _count_url(indicator, mine, row.one) if actual is None else "")
            for indicator in counting.get(row.key, ())
            if row.one.place_id in indicator.pilot.reach_ids
            for actual in [_of_that_time(actuals.get(indicator.pk, []), row.one)]
        ]
    return asked


def same_elsewhere(user: Any, one: MonitoringReturn, asked: Sequence[Asked]) -> None:
    """Say of each figure which other funds ask it of the same place. One query."""
    if one.place_id is None or not asked:
        return
    here = MonitoringReturn.objects.visible_to(user).filter(place=one.place_id)
    here = here.filter(state__in=MonitoringReturn.WANTED)
    keys = Q(same_as__in=[row.figure.same_as for row in asked], shared=None)
    keys |= Q(shared__in=[row.figure.shared_id for row in asked if row.figure.shared_id])
    others = DutyFigure.objects.visible_to(user).standing().filter(keys)
    others = others.filter(duty__in=here.order_by().values("duty")).select_related("duty__fund")
    names: dict[Key, set[str]] = {}
    for figure in others.exclude(duty__fund=one.duty.fund_id):
        names.setdefault(key_of(figure), set()).add(figure.duty.fund.name)
    for row in asked:
        row.funds = sorted(names.get(row.key, ()))


def _indicators(user: Any, asked: Sequence[Asked]) -> list[Indicator]:
    """Those at the places of these returns that count what is asked."""
    places = sorted({row.one.place_id for row in asked if row.one.place_id})
    if not places:
        return []
    said = [row.figure.same_as for row in asked if not row.figure.shared_id]
    shared = {row.figure.shared_id for row in asked if row.figure.shared_id}
    follows = Q(shared__in=shared, shared_difference="", shared_edition=F("shared__edition"))
    rows: QuerySet[Any] = Indicator.objects.visible_to(user).filter(
        pilot__reach_ids__overlap=places, is_context=False
    )
    rows = rows.annotate(same_as=Concat(Lower("name"), Value("|"), Lower("unit")))
    rows = rows.filter(follows | Q(same_as__in=said)).select_related("pilot", "shared")
    return list(rows.order_by("pilot", "number")[:MOST_INDICATORS])


def _by_key(indicators: Sequence[Any]) -> dict[Key, list[Indicator]]:
    """These indicators by what they count: each by its words, and by the definition it follows."""
    made: dict[Key, list[Indicator]] = {}
    for one in indicators:
        made.setdefault(("said", one.same_as), []).append(one)
        is_shared = one.shared_id and not one.shared_difference
        if is_shared and one.shared_edition == one.shared.edition:
            made.setdefault(("shared", one.shared_id), []).append(one)
    return made


def _actuals(
    user: Any, indicators: Sequence[Indicator], returns: Sequence[MonitoringReturn]
) -> dict[int, list[Actual]]:
    """The figures that stand and are known, the newest first: of the time that these returns are
    about, so that what came later leaves none of it out."""
    if not indicators:
        return {}
    rows = Actual.objects.standing_for(user).filter(indicator__in=indicators, missing="")
    rows = rows.annotate(last=last_day("as_of")).only(*_TOLD)
    starts = [one.period_start for one in returns if one.period_start]
    ends = [end for one in returns if (end := one.period_end or one.due)]
    if len(starts) == len(returns):
        rows = rows.filter(last__gte=min(starts))
    if len(ends) == len(returns):
        rows = rows.filter(last__lte=max(ends))
    of = {indicator.pk: indicator for indicator in indicators}
    by_indicator: dict[int, list[Actual]] = {}
    for actual in rows.latest_first()[:MOST_FIGURES]:
        actual.indicator = of[actual.indicator_id]
        by_indicator.setdefault(actual.indicator_id, []).append(actual)
    return by_indicator


def _of_that_time(actuals: list[Any], one: MonitoringReturn) -> Actual | None:
    """The newest figure of the time that a return is about; where that is not known, of a day up to
    that on which it is due."""
    start, end = one.period_start, one.period_end or one.due
    for actual in actuals:
        last: dt.date | None = actual.last
        if last and (start is None or last >= start) and (end is None or last <= end):
            found: Actual = actual
            return found
    return None


def _logged(user: Any, indicators: list[Indicator]) -> set[int]:
    """The pilots of these whose progress the reader logs."""
    if not indicators:
        return set()
    pilots = Pilot.objects.visible_to(user).logged_by(user).order_by()
    of_them = pilots.filter(pk__in={indicator.pilot_id for indicator in indicators})
    return set(of_them.values_list("pk", flat=True))


def _count_url(indicator: Indicator, mine: set[int], one: MonitoringReturn) -> str:
    """Where its figure is entered, of the last day that the return is about, for who may."""
    if indicator.ended_on or indicator.pilot_id not in mine:
        return ""
    page = address("figure_count", indicator.pilot.slug, indicator.number)
    last = one.period_end or one.due
    return f"{page}?{urlencode({'as_of': last.isoformat()})}" if last else page
