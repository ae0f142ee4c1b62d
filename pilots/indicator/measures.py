"""Planned and actual side by side: each indicator with its plan and the figures that stand.

Three queries for any number of indicators. Nothing here computes a share of a plan: where plan and
actual count the same thing they are said together ("67 of 100 to 150 planned"), else apart.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from access.kept import kept
from access.subqueries import Among, array
from interface.cells import Figure
from interface.words import date_words, in_sentence, list_words
from pilots.indicator.groups import GroupTable, tables
from pilots.indicator.parts import is_larger
from pilots.models import Actual, Indicator, IndicatorPlan, Pilot, Remeasure
from records.dates import DateWithPrecision
from records.figures import Quantity
from records.models import Source
from records.statements import Given

NO_PLAN_THEN = "No plan known then"
COMPARISONS = {
    "No plan known": "No plan known",
    NO_PLAN_THEN: "No plan was known when it was counted, so no percentage",
    "No actual known yet": "No actual known yet",
    "Not sure": "Not sure that it is the same measure, so no percentage",
    "No": "Not the same measure, so no percentage",
    "Yes": "Same measure",
}
SENTENCES = {
    "No plan known": "No plan is known.",
    NO_PLAN_THEN: "No plan was known when it was counted.",
    "Not sure": "We don’t know whether they count the same thing.",
    "Yes": "Both count the same thing.",
}


@dataclass(frozen=True)
class Measure:
    """One indicator: the plan in force, the latest figure, and the series of those that stand.

    ``series`` runs from the oldest date to the newest, undated figures first. ``whole`` is what
    the figure is a part of ("67 *of 150 homes assessed*").
    """

    indicator: Indicator
    plan: IndicatorPlan | None = None
    series: tuple[Actual, ...] = ()
    whole: Measure | None = None

    @property
    def latest(self) -> Actual | None:
        """The figure with the newest date."""
        return self.series[-1] if self.series else None

    def is_known_from(self, day: dt.date) -> bool:
        """Whether a number of this day or a later one is recorded."""
        known = (actual.as_of for actual in self.series if actual.value.known)
        return any(as_of is not None and as_of >= day for as_of in known)

    def is_asked(self, today: dt.date) -> bool:
        """Whether whoever reports is asked for it: not for what concerns the area, nor for what is
        counted no more. What is counted once, and what a pilot put in or did before it ended, is
        asked until it is known."""
        indicator = self.indicator
        if indicator.is_context or (indicator.ended_on and indicator.ended_on < today):
            return False
        is_over = indicator.pilot.has_ended and indicator.chain in (
            Indicator.Chain.INPUT,
            Indicator.Chain.ACTIVITY,
        )
        is_once = indicator.how_often == Indicator.Often.ONCE
        is_known = self.latest is not None and self.latest.value.known
        return not (is_known and (is_over or is_once))

    @property
    def has_plan(self) -> bool:
        """Whether anything is known of what was planned."""
        return self.plan is not None and (self.plan.target.known or self.plan.definition != "")

    @property
    def split_on(self) -> dt.date | None:
        """The day on which the definition changed, where plan and figure stand on its two sides."""
        latest, plan = self.latest, self.plan
        if latest is None or plan is None or latest.until == plan.until:
            return None
        return latest.until or plan.until

    @property
    def same(self) -> bool | None:
        """Whether plan and actual count the same thing; None where nobody is sure."""
        if self.split_on:
            return False
        match self.latest.counts if self.latest else None:
            case Actual.Counts.SAME:
                return True
            case Actual.Counts.DIFFERENT:
                return False
        return None

    @property
    def verdict(self) -> str:
        """Whether the two can be compared, in words."""
        if not self.has_plan:
            return "No plan known"
        if self.latest is None or not self.latest.value.known:
            return "No actual known yet"
        if self.same is None:
            return NO_PLAN_THEN if self.latest.counts == Actual.Counts.NO_PLAN else "Not sure"
        return "Yes" if self.same else "No"

    @property
    def verdict_words(self) -> str:
        """The verdict, with the condition that travels with the figure."""
        with_condition = self.verdict == "Yes" and self.indicator.condition
        return "Yes, with that condition" if with_condition else self.verdict

    @property
    def is_apart(self) -> bool:
        """Whether plan and actual are shown side by side and said to differ, or perhaps to."""
        return self.has_plan and self.verdict != "Yes"

    @property
    def comparison(self) -> str:
        """What stands between planned and actual: that they count the same, or why there is no
        percentage."""
        return COMPARISONS[self.verdict]

    @property
    def not_compared(self) -> str:
        """Why the two cannot be compared; empty where they can, or nothing was counted yet."""
        return "" if self.verdict in ("Yes", "No actual known yet") else self.comparison

    @cached_property
    def planned(self) -> Figure:
        plan = self.plan
        if plan is None:
            return Figure()
        due = DateWithPrecision.of(plan, "due")
        return Figure(
            plan.target,
            meaning=plan.definition,
            as_of=f"by {due}" if due else "",
            source=plan.source,
        )

    @cached_property
    def actual(self) -> Figure:
        latest = self.latest
        if latest is None:
            return Figure(condition=self.indicator.condition)
        return Figure(
            latest.value,
            meaning=latest.definition or _meaning(latest, self.indicator),
            as_of=str(latest.day or ""),
            source=latest.source or latest.source_said or None,
            reason=latest.get_missing_display() if latest.missing else "",
            condition=self.indicator.condition,
        )

    @property
    def planned_words(self) -> str:
        """The plan in one line: "100 to 150 homes (homes improved), by March 2027"."""
        return _in_line(self.planned)

    @property
    def actual_words(self) -> str:
        """The actual in one line, with its condition and date."""
        return _in_line(self.actual, "at ")

    @property
    def told_in_brief(self) -> str:
        """Both in a line or two. What each counts is left to its page where they count the same, or
        a sentence says how they differ."""
        planned, actual, said = self.planned, self.actual, self.verdict_sentence
        if self.verdict == "Yes":
            said = ""
        differs = self.verdict == "No" and not self.split_on and self.latest.difference
        is_told, name = self.verdict == "Yes" or differs, self.indicator.name.casefold()
        planned, actual = (
            replace(one, meaning="") if is_told or one.meaning.casefold() == name else one
            for one in (planned, actual)
        )
        plan = f"planned {_in_line(planned)}; " if self.has_plan else ""
        return f"{plan}actual {_in_line(actual, 'at ')}. {said}".strip()

    @property
    def verdict_sentence(self) -> str:
        """Whether the two can be compared, as a sentence."""
        if self.verdict != "No":
            return SENTENCES.get(self.verdict, "")
        if self.split_on:
            when = date_words(self.split_on)
            sides = "one uses the definition before that, the other the one after"
            return f"The definition changed on {when}: {sides}."
        difference = self.latest.difference if self.latest else ""
        return f"They do not count the same thing. {difference}".strip()

    @property
    def together(self) -> str:
        """Plan and actual in one breath, where they count the same thing: "41, of 80 planned"."""
        latest, plan = self.latest, self.plan
        if not (plan and self.has_plan and self.same and latest and latest.value.known):
            return ""
        if not plan.target.known:
            return ""
        of = "; " if latest.value.parts_words else ", of "
        return f"{latest.value}{of}{_number(plan.target)} planned"

    @property
    def by_group(self) -> list[GroupTable]:
        """What was planned and counted by group, where both are known of the same thing."""
        plan, latest = self.plan, self.latest
        planned = plan.by_group if plan and self.same is not False else None
        counted, indicator = latest.by_group if latest else None, self.indicator
        return tables(indicator.groups, planned, counted, indicator.unit)

    @property
    def name_within(self) -> str:
        return in_sentence(self.indicator.name)

    @property
    def whole_then(self) -> Actual | None:
        """The figure of its whole of the same date as its own latest."""
        latest = self.latest
        if self.whole is None or latest is None:
            return None
        of = [actual for actual in self.whole.series if actual.day == latest.day]
        return of[-1] if of else None

    @property
    def share_words(self) -> str:
        """The figure as a part of its whole on that date: "67 of 150 homes assessed"."""
        whole = self.whole_then
        if not (whole and self.latest and whole.value.known and self.latest.value.known):
            return ""
        if whole.indicator.unit != self.indicator.unit or whole.until or self.latest.until:
            return ""
        if is_larger(self.latest, whole):
            return ""
        name = whole.indicator.name
        return (
            f"{_number(self.latest.value)} of {_number(whole.value)} {name[:1].lower()}{name[1:]}"
        )

    @property
    def larger_words(self) -> str:
        """Where its figures are more than the whole that they are a part of; else empty."""
        wholes = {one.as_of: one for one in self.whole.series} if self.whole else {}
        wrong = [
            f"{part.value} of {wholes[part.as_of].value} at {part.day}"
            for part in self.series
            if part.as_of in wholes and is_larger(part, wholes[part.as_of])
        ]
        if not wrong or self.whole is None:
            return ""
        return (
            f"More than the whole: {list_words(wrong)}. It is a part of "
            f"“{self.whole.indicator.name}”, so one of the two is wrong."
        )


def measures(
    user: Any,
    indicators: Iterable[Indicator] | QuerySet[Indicator],
    in_full: Collection[int] | None = None,
) -> list[Measure]:
    """These indicators as this reader sees them. The caller has authorised their pilots.

    ``in_full`` are the keys of those whose whole series is read, beside those that others are a
    part of; the rest have their latest figure alone. None reads every series.
    """
    rows = list(indicators)
    ids = [row.pk for row in rows]
    plans: dict[int, IndicatorPlan] = {}
    for plan in _in_force(user, indicators=array(ids)) if ids else ():
        plans[plan.indicator_id] = plan
    if in_full is not None:
        in_full = {*in_full, *(row.part_of_id for row in rows if row.part_of_id)}
        # Then there is no other of which to look for the latest
        in_full = None if in_full.issuperset(ids) else in_full
    series = _series(user, ids, in_full)
    made = {}
    for row in rows:
        planned = plans.get(row.pk)
        if planned is not None:
            planned.indicator = row
        for actual in series[row.pk]:
            actual.indicator = row
        made[row.pk] = Measure(row, planned, tuple(series[row.pk]))
    return [replace(each, whole=made.get(each.indicator.part_of_id or 0)) for each in made.values()]


def of_pilot(user: Any, pilot: Pilot, *, in_full: bool = True, drawn: int = 0) -> list[Measure]:
    """All measures of a pilot that the caller has authorised, in their order, with their whole
    series; if not ``in_full``, only of the first few, which are ``drawn``.

    Each indicator says when it is next to be counted again (``again_on``).
    """
    rows = list(with_next_time(user, pilot.indicators.order_by("number")))
    for row in rows:
        row.pilot = pilot
    return measures(user, rows, None if in_full else [row.pk for row in rows[:drawn]])


def _series(
    user: Any, ids: list[int], in_full: Collection[int] | None
) -> defaultdict[int, list[Actual]]:
    """The figures that stand, by indicator, oldest first; of one date the last written counts."""
    given = {"indicators": array(ids), **({"in_full": array(in_full)} if in_full else {})}
    by_indicator: defaultdict[int, dict[Any, Actual]] = defaultdict(dict)
    for actual in _standing(user, in_full is not None, **given) if ids else ():
        by_indicator[actual.indicator_id][actual.as_of] = actual
    made: defaultdict[int, list[Actual]] = defaultdict(list)
    for indicator, by_day in by_indicator.items():
        undated = [by_day[None]] if None in by_day else []
        made[indicator] = undated + [by_day[day] for day in sorted(filter(None, by_day))]
    return made


@kept
def _in_force(user: Any, *, indicators: Given) -> Any:
    rows = IndicatorPlan.objects.filter(Among("indicator_id", indicators), valid_to=None)
    return rows.with_definition().select_related("source").shown_to(user)


@kept
def _standing(user: Any, latest_alone: bool, *, indicators: Given, in_full: Any = None) -> Any:
    """All figures, or the latest of each alone beside all of those ``in_full``."""
    live = Actual.objects.filter(Among("indicator_id", indicators)).standing_for(user)
    if latest_alone:
        of_one = Actual.objects.filter(indicator=OuterRef("pk")).standing_for(user).latest_first()
        each = Indicator.objects.filter(Among("pk", indicators))
        told = Q(pk__in=each.values_list(Subquery(of_one.values("pk")[:1])))
        live = live.filter(told if in_full is None else told | Q(Among("indicator_id", in_full)))
    return live.with_definition().select_related("source").order_by("id")


def counted_again(all_measures: Iterable[Measure]) -> list[Indicator]:
    """Those of a pilot's indicators that are to be counted again, the next first."""
    rows: list[Any] = [each.indicator for each in all_measures if each.indicator.again_on]
    return sorted(rows, key=lambda row: (row.again_on, row.number))


def sources_of(pairs: Iterable[Measure]) -> list[Source | str]:
    """Where figures are from, each source once."""
    named: dict[Any, Source | str] = {}
    for pair in pairs:
        for source in (pair.planned.source, pair.actual.source):
            if source:
                named.setdefault(getattr(source, "pk", source), source)
    return list(named.values())


def with_next_time(user: Any, rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Each with ``again_on``: the next day on which it is to be counted again, if any waits."""
    waiting = Remeasure.objects.waiting(user).filter(indicator=OuterRef("pk"))
    next_time = {"again_on": Subquery(waiting.values("due")[:1])}
    return rows.annotate(**next_time)


def _meaning(actual: Actual, indicator: Indicator) -> str:
    """What a figure counts by the definition of its day."""
    return indicator.definition if actual.until is None else actual.definition_then or ""


def _in_line(figure: Figure, on: str = "") -> str:
    """A figure with what it counts, its condition and its day."""
    text = _in_brackets(in_sentence(str(figure)), figure.meaning)
    day = f"{on}{figure.as_of}" if figure.as_of else ""
    return ", ".join(part for part in (text, figure.condition, day) if part)


def _in_brackets(text: str, meaning: str) -> str:
    return f"{text} ({in_sentence(meaning.rstrip('.'))})" if meaning else text


def _number(quantity: Quantity) -> str:
    return " ".join(part for part in (quantity.qualifier_words, quantity.number) if part)
