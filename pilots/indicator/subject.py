"""How figures of pilots take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse

from interface.paging import BoundedCount
from interface.parts import Part, Theme, signed_in
from interface.sections import SHOWN, Section, Task
from interface.words import count_words, date_words
from partnerships.calendar import Entry, OnCalendar, Reading
from partnerships.programme_files import (
    Column,
    ProgrammeFile,
    Scope,
    address,
    choice,
    day,
    figure,
    pilot,
    source,
    text,
    yes_no,
)
from partnerships.subqueries import counted
from partnerships.waiting import Row, Waiting, WaitingRows, Work, in_columns
from pilots.indicator.codebook import key_of
from pilots.models import Actual, Indicator, IndicatorDefinition, IndicatorPlan, Pilot, Remeasure
from pilots.pilot.models import accepted_by
from pilots.subjects import NAMED, pilots_of, seen_pilots
from records.addresses import address as address_at
from records.dates import DateWithPrecision
from records.differences import InHistory
from records.resting import CitedBy, Line

_INDICATOR = tuple(f"indicator__{path}" for path in NAMED)
KEY = "The indicator: its key in indicators.csv"
AHEAD = dt.timedelta(days=30)
MOST = 5_000


def _figure(actual: Actual) -> Line:
    value = str(actual.value) if actual.value.known else actual.get_missing_display()
    as_of = DateWithPrecision.of(actual, "as_of")
    text = f"{actual.indicator}: {value}{f', at {as_of}' if as_of else ''}"
    return Line(text, actual.indicator.get_absolute_url(), actual.indicator.pilot.title)


def _plan(plan: IndicatorPlan) -> Line:
    amount = plan.target if plan.target.known else plan.definition or "not known how much"
    text = f"{plan.indicator}, planned: {amount}"
    return Line(text, plan.indicator.get_absolute_url(), plan.indicator.pilot.title)


def _indicators(scope: Scope) -> QuerySet[Any]:
    rows = Indicator.objects.visible_to(scope.user).filter(pilot__in=scope.ids)
    return rows.select_related("pilot", "part_of__pilot", "shared")


def _definitions(scope: Scope) -> QuerySet[Any]:
    rows = IndicatorDefinition.objects.visible_to(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot")


def _of_indicator() -> Column:
    return Column("indicator", KEY, lambda row: key_of(row.indicator))


def _plans(scope: Scope) -> QuerySet[Any]:
    rows = IndicatorPlan.objects.visible_to(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot", "source")


def _actuals(scope: Scope) -> QuerySet[Any]:
    live = Actual.objects.standing_for(scope.user).filter(pk=OuterRef("pk")).order_by()
    rows = Actual.objects.visible_to(scope.user).filter(indicator__pilot__in=scope.ids)
    earlier = Prefetch("replaces", Actual.objects.visible_to(scope.user))
    return (
        rows.annotate(stands=Exists(live))
        .select_related("indicator__pilot", "source", "update")
        .prefetch_related(earlier)
    )


def _remeasures(scope: Scope) -> QuerySet[Any]:
    rows = Remeasure.objects.visible_to(scope.user).with_done(scope.user)
    return rows.filter(indicator__pilot__in=scope.ids).select_related("indicator__pilot")


def _task(remeasure: Remeasure, today: dt.date) -> Task:
    pilot, days = remeasure.indicator.pilot, (today - remeasure.due).days
    proposed = remeasure.state == Remeasure.State.PROPOSED
    at = [pilot.slug, remeasure.indicator.number]
    status = f"{count_words(days, 'day')} late" if days > 0 else ""
    return Task(
        title=remeasure.indicator.name,
        url=reverse("indicator" if proposed else "figure_count", args=at),
        note=f"{pilot.name or 'Name not known'}{f', {remeasure.who}' if remeasure.who else ''}",
        status=status or ("Proposed" if proposed else ""),
        shape="some" if days > 0 else "",
        reason=f"{'was due' if days > 0 else 'due'} {date_words(remeasure.due)}",
        due=remeasure.due,
    )


def _waiting(work: Work) -> Iterator[Section]:
    """Those due within 30 days and those proposed; nothing where none waits. Two queries."""
    if not work.logs:
        return
    user, today = work.user, work.today
    mine = Pilot.objects.visible_to(user).logged_by(user)
    near = Q(due__lte=today + AHEAD) | Q(state=Remeasure.State.PROPOSED)
    own = Remeasure.objects.filter(near, indicator__pilot__in=mine.values("pk"))
    # One's own first: asked at once, it is looked up of everybody's whether each is done
    ids = list(own.order_by("due", "id").values_list("pk", flat=True)[:MOST])
    waiting = Remeasure.objects.waiting(user).filter(pk__in=ids)
    rows, count = counted(waiting.select_related("indicator__pilot"), SHOWN)
    if not rows:
        return
    late = sum(row.due <= today for row in rows)
    due = BoundedCount(late, more=late == len(rows) < int(count))
    yield Section(
        key="again",
        title="Figures to count again",
        noun="Figure to count again",
        short="Figures to count again",
        url=reverse("figures_due"),
        link="All that are due, in one grid",
        items=[_task(row, today) for row in rows],
        count=count,
        note=f"{due} {'is' if str(due) == '1' else 'are'} due" if due else "none is due yet",
    )


def _to_accept(work: Work) -> QuerySet[Any]:
    rows = Actual.objects.visible_to(work.user).waiting()
    mine = rows.filter(accepted_by(work.user, "indicator__pilot"))
    at = Concat("indicator__pilot__slug", Value("/"), "indicator__number", output_field=TextField())
    of = Coalesce(NullIf("indicator__pilot__name", Value("")), Value("a pilot"))
    what = "indicator__name"
    return in_columns("figure", mine, key=at, what=what, of=of, day="created_at")


def _accept_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="accept-figures",
        title="Figures to accept",
        noun="Figure to accept",
        short="Figures to accept",
        items=[
            Task(
                title=what,
                url=reverse("indicator", args=at.split("/")),
                note=of,
                reason=f"since {date_words(day)}" if day < today else "sent today",
            )
            for _, at, what, of, _, day in rows
        ],
        count=count,
        note="sent without an update",
    )


def _again(reading: Reading) -> Iterator[Entry]:
    """Days on which figures are to be counted again. Three queries."""
    pilots_in = pilots_of(reading.calendar).order_by().values("pk")
    own = Remeasure.objects.filter(indicator__pilot__in=pilots_in)
    rows = own.exclude(state=Remeasure.State.DROPPED).filter(reading.window.on("due", late=Q()))
    again = reading.rows("recounts", F("due"), rows.select_related("indicator"))
    ids = [row.pk for row in again]
    looked: QuerySet[Any] = Remeasure.objects.filter(pk__in=ids).with_done(reading.user)
    done = dict(looked.values_list("pk", "is_done")) if ids else {}
    pilots = seen_pilots(reading.user, [row.indicator.pilot_id for row in again])
    for row in again:
        pilot, is_done = pilots.get(row.indicator.pilot_id), done.get(row.pk, False)
        if pilot is None:
            continue
        entry = Entry(
            kind="recounts",
            key=f"recount-{row.pk}",
            when=DateWithPrecision(row.due),
            text=f"To count again: {row.indicator.name}",
            url=address_at("indicator", pilot.slug, row.indicator.number),
            changed=row.updated_at,
            about=pilot.title,
            note="" if row.state == Remeasure.State.AGREED else "Proposed",
            is_done=is_done,
            is_late=not is_done and row.due < reading.today,
        )
        if reading.window.shows(entry):
            yield entry


INDICATORS = ProgrammeFile(
    "indicators",
    "Something that a pilot counts or judges, with its definition",
    _indicators,
    (
        Column("indicator", "Its key: the pilot’s and its number there", key_of),
        pilot(),
        text("number", "Its number within the pilot"),
        text("name", "Its name"),
        text("unit", "What is counted"),
        text("definition", "What is counted, and how"),
        text("condition", "A condition that travels with its figures", blank="none is said"),
        choice("direction", "Which way is better", Indicator),
        choice("outcome_level", "Its place in the chain of results", Indicator, "chain"),
        choice("concerns", "Who it is about", Indicator),
        choice("evidence_type", "How people know", Indicator, "method"),
        yes_no("independent", "Whether somebody else than the pilot counts", "is_independent"),
        Column(
            "part_of",
            "The indicator of which it is a part, its denominator: its key",
            lambda row: key_of(row.part_of) if row.part_of else "",
            blank="it is part of none",
        ),
        yes_no("context", "Whether it is about the area and not the pilot", "is_context"),
        yes_no("refusal", "Whether it counts who said no or could not take part", "is_refusal"),
        text("counted_by", "Whose figures they are", blank="nobody in particular"),
        choice("how_often", "How often it is counted", Indicator, blank="not known, or not agreed"),
        text(
            "shared_definition",
            "The shared definition that it follows: its key in shared_definitions.csv",
            "shared.slug",
            blank="it follows none",
        ),
        text(
            "shared_version",
            "The version of it that it follows; those of different versions are not added",
            "shared_edition",
            blank="it follows none",
        ),
        text(
            "shared_difference",
            "How it differs from it",
            blank="it follows it exactly, or follows none",
        ),
        text("ended_on", "The day after which it is counted no more", values="date", blank="none"),
        address(),
    ),
    order=90,
)
EARLIER = ProgrammeFile(
    "earlier_definitions",
    "What an indicator counted until a day on which that was changed; before and after differ",
    _definitions,
    (
        text("definition_change", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("definition", "What it counted before"),
        text("until", "The first day on which that held no longer", values="date"),
        text("why", "Why it was changed"),
    ),
    order=100,
)
PLANS = ProgrammeFile(
    "plans",
    "A version of what was planned for an indicator; earlier versions are kept",
    _plans,
    (
        text("plan", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("definition", "What the plan counts"),
        text("unit", "Its unit", blank="the indicator’s own"),
        *figure("target", "What was planned", lambda row: row.target),
        day("due", "When the target is to be reached"),
        *figure("baseline", "How it was before", lambda row: row.baseline),
        day("baseline_at", "When it was so"),
        text("valid_from", "The day from which the plan held", values="date"),
        text("valid_to", "The first day on which it held no longer", values="date", blank="holds"),
        text("why", "Why it took the place of the one before", blank="the first, or not known"),
        source(),
    ),
    order=120,
)
ACTUALS = ProgrammeFile(
    "actuals",
    "A figure as it was given; corrected ones are kept and say so",
    _actuals,
    (
        text("figure", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("unit", "Its unit", "indicator.unit"),
        *figure("value", "What was counted", lambda row: row.value),
        choice("not_known_because", "Why it is not known", Actual, "missing", "it is known"),
        day("as_of", "The date that it is of"),
        choice("as_of_precision", "How exact that date is", Actual),
        text("definition", "What this figure counts"),
        Column(
            "same_as_plan",
            "Whether it counts the same thing as the plan; only “yes” may be compared",
            lambda row: row.same_words,
            "Yes; No, different; Not sure; No plan known",
        ),
        text("difference", "What is different from the plan", blank="nothing, or not known"),
        text("note", "To be read with the figure", blank="none"),
        text(
            "corrected_because",
            "Why it took the place of the one that it corrects",
            "why",
            blank="it corrects none, or no reason was given",
        ),
        yes_no("worked_out", "Worked out from its source, not stated in it", "is_worked_out"),
        Column(
            "state",
            "Whether it stands; a later row has the correction",
            lambda row: "stands" if row.stands else "corrected since",
            "stands; corrected since",
        ),
        text("corrects", "The figure that it corrects: its number", "replaces.pk", blank="none"),
        text(
            "update", "The update that brought it: its number", "update.number", blank="no update"
        ),
        text("recorded_at", "When it was recorded", "created_at", "time in the UK"),
        source(),
        text(
            "source_said",
            "Where it is from, in words",
            blank="its source stands in the column before, or is not known",
        ),
    ),
    order=130,
)
REMEASURES = ProgrammeFile(
    "repeat_measures",
    "A day on which an indicator is to be counted again, often after its pilot ended",
    _remeasures,
    (
        text("repeat", "Its number; it stays the same", "pk"),
        _of_indicator(),
        text("due", "When it is to be counted again", values="date"),
        text("who", "The job role that counts"),
        choice("state", "How it stands", Remeasure),
        yes_no("done", "Whether a figure of that day or later is there for you", "is_done"),
        text("dropped_because", "Why it was given up", blank="it was not"),
        text("note", "What else is to be said", blank="nothing"),
    ),
    order=140,
)


DECLARES = (
    Part(
        page="pilot_figures",
        label="Figures of pilots",
        says="What pilots count, with their latest figures",
        theme=Theme.PILOTS,
        order=40,
        words="indicators numbers results outcomes measures",
    ),
    Part(
        page="figures_due",
        label="Figures due",
        says="The figures of your pilots that are due, entered in one grid",
        theme=Theme.PILOTS,
        order=45,
        words="count again record numbers indicators enter",
        may=signed_in,
    ),
    CitedBy(
        model=Actual,
        key="figures",
        noun="figure",
        order=20,
        line=_figure,
        needs=_INDICATOR,
        seen=Actual.objects.standing_for,
    ),
    CitedBy(model=IndicatorPlan, key="plans", noun="plan", order=30, line=_plan, needs=_INDICATOR),
    INDICATORS,
    EARLIER,
    PLANS,
    ACTUALS,
    REMEASURES,
    Waiting(sections=_waiting, order=40),
    WaitingRows(kind="figure", rows=_to_accept, section=_accept_section, order=5),
    OnCalendar(
        key="recounts", label="Figures to count again", noun="Figure", entries=_again, order=70
    ),
    InHistory(model=Indicator, noun="figure"),
)
