"""Figures as rows of a file: one for each figure, and after it one for each of its groups.

An indicator without any figure has a row as well: nothing recorded is a finding too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, QuerySet

from interface.made_up import is_marked
from interface.words import last_day
from partnerships.models import PlaceFigure
from pilots.indicator.groups import NOT_KNOWN, ByGroup, lists_of
from pilots.models import Actual, Indicator, IndicatorPlan, PilotPartner

NOT_SHOWN = "not shown, because it tells of fewer than 5 people"


@dataclass(frozen=True)
class FigureRow:
    """One figure of an indicator, or the one row of an indicator without figures; with ``list`` and
    ``group`` what that group has of both."""

    indicator: Indicator
    plan: IndicatorPlan | None
    earlier_plans: str
    actual: Actual | None = None
    stands: bool = True
    list: str = ""
    group: str = ""

    @property
    def planned(self) -> Any:
        """What was planned, as a number or the low end of a range."""
        if self.plan is None:
            return None
        return self._of(self.plan.by_group) if self.group else self.plan.target_low

    @property
    def counted(self) -> Any:
        """What was counted, as a number or the low end of a range."""
        if self.actual is None:
            return None
        return self._of(self.actual.by_group) if self.group else self.actual.value_low

    def by_group(self, *, is_newest: bool) -> Iterator[FigureRow]:
        """A row for each group of it, of the lists of which anything is counted; of the newest
        also of those that are only planned."""
        plan = self.plan.by_group if self.plan else ByGroup()
        count = self.actual.by_group if self.actual else ByGroup()
        for name, groups in lists_of(self.indicator.groups, plan, count).items():
            known = {**plan.get(name, {}), **count.get(name, {})}
            for group in groups if known and (is_newest or name in count) else ():
                if group != NOT_KNOWN or group in known:
                    yield replace(self, list=name, group=group, earlier_plans="")

    @property
    def why_not(self) -> str:
        """Why a number that is there is not said."""
        if self.actual is None:
            return ""
        if self.group:
            counted = self.actual.by_group.get(self.list, {})
            return NOT_SHOWN if counted.get(self.group, 0) is None else ""
        return self.actual.get_missing_display() if self.actual.missing else ""

    def _of(self, by_group: ByGroup) -> Any:
        return by_group.get(self.list, {}).get(self.group)

    @property
    def of_example(self) -> bool:
        """Whether it is made up, as the figure that was read says."""
        return is_marked(self.indicator)


def prepared(user: Any, indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Indicators, which the caller has narrowed to pilots that the reader sees, with all of it."""
    seen = Actual.objects.visible_to(user).with_definition()
    actuals = seen.select_related("source").order_by("id")
    plans = IndicatorPlan.objects.select_related("source").shown_to(user)
    people = PlaceFigure.objects.filter(measure=PlaceFigure.Measure.POPULATION)
    return indicators.select_related("pilot__programme", "part_of", "shared").prefetch_related(
        Prefetch("actuals", actuals),
        Prefetch("plans", plans),
        Prefetch("pilot__place_links__place__figures", people.order_by("as_of", "id")),
        "pilot__topic_links__topic",
        Prefetch("pilot__partners", PilotPartner.objects.select_related("organisation")),
    )


def rows(indicators: Iterable[Indicator]) -> Iterator[FigureRow]:
    for indicator in indicators:
        yield from _of(indicator)


def _of(indicator: Indicator) -> Iterator[FigureRow]:
    plans, actuals = list(indicator.plans.all()), list(indicator.actuals.all())
    for each in (*plans, *actuals):
        each.indicator = indicator
    in_force = next((plan for plan in plans if plan.valid_to is None), None)
    earlier = "; ".join(
        f"{plan.target} until {last_day(plan.valid_to)}" for plan in plans if plan.valid_to
    )
    if in_force is not None and in_force.why:
        earlier = f"{earlier}; changed because: {in_force.why}"
    if not actuals:
        yield from _with_groups(FigureRow(indicator, in_force, earlier), is_newest=True)
    replaced = {actual.replaces_id for actual in actuals}
    last = {actual.as_of: actual.pk for actual in actuals}
    in_order = sorted(actuals, key=lambda each: (str(each.as_of or ""), each.pk))
    for actual in in_order:
        stands = actual.pk not in replaced and last[actual.as_of] == actual.pk
        row = FigureRow(indicator, in_force, earlier, actual, stands)
        yield from _with_groups(row, is_newest=actual is in_order[-1])


def _with_groups(row: FigureRow, *, is_newest: bool) -> Iterator[FigureRow]:
    yield row
    yield from row.by_group(is_newest=is_newest)
