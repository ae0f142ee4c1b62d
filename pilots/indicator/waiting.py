"""Figures that wait for somebody: to be counted again, to be accepted; and their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf, TruncDate
from django.urls import reverse

from access.subqueries import AmongAll, with_all
from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import waited
from pilots.models import Actual, Indicator, IndicatorPlan, Pilot, Remeasure
from pilots.pilot.models import accepted_by
from pilots.subjects import of_its_pilots, of_logged, titled, with_pilot
from records.addresses import address
from records.dates import DateWithPrecision
from registry.calendar import DatedQuery, Entry, Reading
from registry.record_day import RecordDay
from registry.waiting import Row, Work, first_few, in_columns

AHEAD = dt.timedelta(days=30)
MOST = 5_000
_SAID = (
    *("due", "state", "who", "indicator__name", "indicator__number"),
    *("indicator__pilot__slug", "indicator__pilot__name"),
)


def _task(remeasure: Remeasure) -> Task:
    pilot, name = remeasure.indicator.pilot, remeasure.indicator.name
    proposed = remeasure.state == Remeasure.State.PROPOSED
    at = [pilot.slug, remeasure.indicator.number]
    return Task(
        title=f"Agree when to count again: {name}" if proposed else f"Count again: {name}",
        url=reverse("indicator" if proposed else "figure_count", args=at),
        action="Agree" if proposed else "Add it",
        note=f"{pilot.name or 'Name not known'}{f', {remeasure.who}' if remeasure.who else ''}",
        due=remeasure.due,
    )


def to_count_again(work: Work) -> Iterator[Section]:
    """Those due within 30 days and those proposed; nothing where none waits."""
    if not work.logs:
        return
    today = work.today
    rows, count = first_few(work, _to_count, with_all)
    if not rows:
        return
    late = sum(row.due <= today for row in rows)
    due = BoundedCount(late, more=late == len(rows) < int(count))
    yield Section(
        key="again",
        title="Figures to count again",
        short="Figures to count again",
        url=reverse("figures_due"),
        link="All that are due, in one grid",
        items=[_task(row) for row in rows],
        count=count,
        note=f"{due} {'is' if str(due) == '1' else 'are'} due" if due else "none is due yet",
    )


def _to_count(work: Work) -> QuerySet[Any]:
    near = Q(due__lte=work.today + AHEAD) | Q(state=Remeasure.State.PROPOSED)
    counted = Indicator.objects.filter(of_logged(work, "pilot_id")).order_by()
    own = Remeasure.objects.filter(near, AmongAll("indicator_id", counted.values("pk")))
    # One's own first: asked at once, it is looked up of everybody's whether each is done
    first = own.order_by("due", "id").values("pk")[:MOST]
    waiting = Remeasure.objects.waiting(work.user).filter(AmongAll("pk", first))
    return waiting.select_related("indicator__pilot").only(*_SAID)


def to_accept(work: Work) -> QuerySet[Any]:
    if not (work.reader.led_programmes or work.reader.edited_places):
        return Actual.objects.none()  # who accepts nothing is spared the question
    rows = Actual.objects.visible_to(work.user).waiting()
    mine = rows.filter(accepted_by(work.user, "indicator__pilot"))
    at = Concat("indicator__pilot__slug", Value("/"), "indicator__number", output_field=TextField())
    of = Coalesce(NullIf("indicator__pilot__name", Value("")), Value("a pilot"))
    what = "indicator__name"
    return in_columns("figure", mine, key=at, what=what, of=of, day=TruncDate("created_at"))


def accept_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="accept-figures",
        title="Figures to accept",
        short="Figures to accept",
        items=[
            Task(
                title=f"Accept the figure: {what}",
                url=reverse("indicator", args=at.split("/")),
                action="Check",
                note=of,
                reason=waited(day, today),
            )
            for _, at, what, of, _, day in rows
        ],
        count=count,
        note="sent without an update",
    )


def _targets(reading: Reading) -> QuerySet[Any]:
    """Of plans in force, of figures that are still counted in pilots that go on."""
    in_force = IndicatorPlan.objects.filter(valid_to=None, indicator__ended_on=None)
    in_force = in_force.filter(indicator__pilot__status__in=Pilot.OPEN)
    return in_force.filter(of_its_pilots(reading, "indicator__pilot"))


def _page_of(row: Any) -> str:
    return address("indicator", row.indicator.pilot.slug, row.indicator.number)


TARGETS = RecordDay(
    key="targets",
    rows=_targets,
    day="due",
    text=lambda one: f"Target to be reached: {one.indicator.name}",
    about=lambda one: str(titled(one, one.indicator.pilot).title),
    url=_page_of,
    queryset=lambda: with_pilot(
        IndicatorPlan.objects.select_related("indicator"),
        *("due", "due_precision", "updated_at", "indicator__name", "indicator__number"),
        at="indicator__pilot",
    ),
)


def days_to_count(reading: Reading) -> DatedQuery:
    """Days on which figures are to be counted again."""
    wanted = Remeasure.objects.filter(state__in=Remeasure.STANDS)
    near = reading.window.on("due", late=Q())
    return DatedQuery(
        parts=(wanted.filter(near, of_its_pilots(reading, "indicator__pilot")),),
        day=F("due"),
        queryset=lambda: with_pilot(
            Remeasure.objects.with_done(reading.user).select_related("indicator"),
            *("due", "state", "updated_at", "indicator__name", "indicator__number"),
            at="indicator__pilot",
        ),
        entry=_count_again,
    )


def _count_again(row: Any, reading: Reading) -> Entry:
    pilot = titled(row, row.indicator.pilot)
    return Entry(
        kind="recounts",
        key=f"recount-{row.pk}",
        when=DateWithPrecision(row.due),
        text=f"To count again: {row.indicator.name}",
        url=address("indicator", pilot.slug, row.indicator.number),
        changed=row.updated_at,
        about=pilot.title,
        note="" if row.state == Remeasure.State.AGREED else "Proposed",
        is_done=row.is_done,
        is_late=not row.is_done and row.due < reading.today,
    )
