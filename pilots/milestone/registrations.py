"""How milestones and changes of plan take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from access.visibility import reader_of
from interface.paging import BoundedCount
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.models import Place, Programme
from partnerships.place.examples import made_up_rule
from pilots.milestone.imported import IN_FILES
from pilots.milestone.views import Changes, Milestones
from pilots.models import Milestone, MilestoneMove, Pilot, PlanChange
from pilots.subjects import NAMED, OF_PILOT, of_its_pilots, of_logged, of_pilot, titled, with_pilot
from records.absent import Absent, Whole
from records.dates import DateWithPrecision
from records.differences import HistoryLabel
from records.resting import CitesSource
from registry.calendar import Calendar, CalendarEvents, DatedQuery, Entry, Reading
from registry.programme_files import (
    OF_PROGRAMME,
    ProgrammeFile,
    Scope,
    day,
    of_pilots,
    of_programme_or_pilots,
    pilot,
    source,
    text,
    yes_no,
)
from registry.search import PROGRAMME, DayInWords, SearchIndex
from registry.waiting import Row, TaskQuery, Work, in_columns

UNSAID = "The pilot has ended, and nobody has said whether this was done"
AHEAD = dt.timedelta(days=30)
ENDED = "ended"
# The day that it was reached or given up on, else that on which it is due
DAY = Coalesce(
    DayInWords("Reached", "done", "done_precision"),
    DayInWords("Given up on", "given_up_on"),
    DayInWords("Due", "due", "due_precision"),
)


def _moves(scope: Scope) -> QuerySet[Any]:
    seen = Milestone.objects.visible_to(scope.user).filter(scope.own).order_by().values("pk")
    return MilestoneMove.objects.filter(milestone__in=seen)


def _programmes(calendar: Calendar) -> Q:
    """Which milestones of programmes stand in a calendar."""
    match calendar.subject:
        case Place():
            links = Programme.places.through.objects.filter(
                place__reach_up__ancestor=calendar.subject
            )
            return Q(programme__in=links.order_by().values("programme"))
        case Programme():
            return Q(programme=calendar.subject)
        case Pilot():
            return Q(pk__in=[])
    reader = reader_of(calendar.user)
    return Q(programme__in=sorted(reader.programmes) if reader else [])


DAYS = ("due", "due_precision", "done", "done_precision")


def _planned(reading: Reading) -> DatedQuery:
    calendar, window = reading.calendar, reading.window
    near = Q(done__isnull=False) & window.near("done")
    near |= Q(done=None) & window.near("due")
    if window.with_late:
        near |= Q(done=None, due__lt=window.start) & ~Q(pilot__status__in=Pilot.ENDED)
    rows = Milestone.objects.filter(near, given_up_on=None)
    said = ("text", "is_worked_out", "updated_at", "programme__name", "programme__slug")
    return DatedQuery(
        # Those of pilots that the reader sees, and of programmes, which everybody sees
        parts=(rows.filter(of_its_pilots(reading)), rows.filter(_programmes(calendar))),
        day=Coalesce("done", "due"),
        precision=Case(When(done=None, then="due_precision"), default="done_precision"),
        queryset=lambda: with_pilot(Milestone.objects.select_related("programme"), *said, *DAYS),
        entry=_entry,
    )


def _entry(milestone: Milestone, reading: Reading) -> Entry:
    is_done = milestone.done is not None
    when: Any = DateWithPrecision.of(milestone, "done" if is_done else "due")
    pilot: Any = milestone.pilot
    owner: Any = milestone.programme or titled(milestone, pilot)
    ended = isinstance(owner, Pilot) and owner.has_ended and not is_done
    worked_out = "Worked out from its source" if milestone.is_worked_out else ""
    return Entry(
        kind="milestones",
        key=f"milestone-{milestone.pk}",
        when=when,
        text=milestone.text,
        url=owner.get_absolute_url(),
        changed=milestone.updated_at,
        about=owner.title if isinstance(owner, Pilot) else owner.name,
        note=UNSAID if ended else worked_out,
        is_done=is_done,
        is_late=not is_done and not ended and when.last < reading.today,
        is_unsaid=ended,
    )


def _waiting(work: Work) -> QuerySet[Any]:
    """Those of pilots whose progress they log and of programmes that they lead."""
    led = sorted(work.reader.led_programmes)
    own = of_logged(work, "pilot_id") | Q(programme__in=led)
    rows = Milestone.objects.filter(own).due(by=work.today + AHEAD)
    of = Coalesce(NullIf("pilot__name", Value("")), "programme__name", Value("a pilot"))
    ended = Case(When(pilot__status__in=Pilot.ENDED, then=Value(ENDED)), default=Value(""))
    return in_columns("milestone", rows, key="pk", what="text", of=of, day="due", state=ended)


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    shown = sum(day < today for *_, day in rows)
    late = BoundedCount(shown, more=count.more and shown == len(rows))
    return Section(
        key="milestones",
        title="Milestones late or close",
        items=[
            Task(
                title=f"Say what came of it: {what}"
                if state == ENDED
                else f"Say when it’s done: {what}",
                url=reverse("milestone_edit", args=[key]),
                note=of,
                reason=f"Planned for {date_words(day)}" if state == ENDED else "",
                done_url=reverse("milestone_done", args=[key]),
                due=None if state == ENDED else day,
            )
            for _, key, what, of, state, day in rows
        ],
        count=count,
        note=f"{late} not reported as done" if late else "in the next 30 days",
    )


MILESTONES = ProgrammeFile(
    "milestones",
    "Something that was to happen, or happened",
    lambda scope: of_programme_or_pilots(scope, Milestone),
    (
        text("milestone", "Its number; it stays the same", "pk"),
        OF_PROGRAMME,
        text("text", "What was to happen"),
        day("due", "The date agreed", blank="none is known"),
        day("done", "When it happened", blank="not yet, or not known"),
        text("given_up_on", "When it was given up", values="date", blank="it was not"),
        text("given_up_because", "Why it will not happen", blank="it was not given up"),
        yes_no("worked_out", "Worked out from its source, not stated in it", "is_worked_out"),
        source(),
    ),
    order=170,
)
CHANGES = ProgrammeFile(
    "changes_of_plan",
    "A change of what a pilot does",
    lambda scope: of_pilots(scope, PlanChange).select_related("pilot", "source"),
    (
        text("change", "Its number; it stays the same", "pk"),
        pilot(),
        text("before", "What it did before"),
        text("after", "What it did from then on"),
        text("why", "Why"),
        text("agreed_by", "Who agreed"),
        day("on", "When"),
        source(),
    ),
    order=180,
)
MOVES = ProgrammeFile(
    "milestone_moves",
    "A planned day of a milestone that was moved; the day agreed first stays",
    _moves,
    (
        text("move", "Its number; it stays the same", "pk"),
        text("milestone", "The milestone: its number in milestones.csv", "milestone_id"),
        day("before", "The day planned before"),
        day("after", "The day planned from then on"),
        text("why", "Why"),
        text("moved_at", "When it was moved", "created_at", "time in the UK"),
    ),
    order=230,
)


REGISTRATIONS = (
    HistoryLabel(model=Milestone, public=True),
    IN_FILES,
    *Milestones.registrations(),
    *Changes.registrations(),
    CitesSource(
        model=Milestone,
        key="milestones",
        noun="milestone",
        order=40,
        line=of_pilot,
        needs=("programme", *NAMED),
    ),
    CitesSource(
        model=PlanChange,
        key="changes",
        noun="change of plan,changes of plan",
        order=50,
        line=of_pilot,
        needs=NAMED,
    ),
    MILESTONES,
    CHANGES,
    MOVES,
    CalendarEvents(
        key="milestones", label="Milestones", noun="Milestone", dated=_planned, order=10
    ),
    TaskQuery(kind="milestone", rows=_waiting, section=_section, order=10),
    HistoryLabel(model=PlanChange, public=True, noun="change of plan", named_by=("after",)),
    HistoryLabel(model=MilestoneMove, noun="move of a milestone", named_by=("after",)),
    SearchIndex(
        model=Milestone,
        label="milestone",
        page="pilot_timeline",
        key=("pilot__slug",),
        title="text",
        note=(DAY, "pilot__name"),
        within={**OF_PILOT},
        made_up=made_up_rule(Milestone, "pilot"),
        weight=-0.2,
        order=25,
        rows=lambda: Milestone.objects.filter(pilot__isnull=False).order_by(),
    ),
    SearchIndex(
        model=Milestone,
        noun="programme-milestone",
        label="milestone",
        page="programme",
        key=("programme__slug",),
        title="text",
        note=(DAY, "programme__name"),
        within={PROGRAMME: "programme_id"},
        made_up=Q(programme__is_example=True),
        weight=-0.2,
        order=26,
        rows=lambda: Milestone.objects.filter(programme__isnull=False).order_by(),
    ),
    SearchIndex(
        model=PlanChange,
        label="change of plan",
        plural="changes of plan",
        page="pilot_timeline",
        key=("pilot__slug",),
        title="after",
        text=("before", "why"),
        note=(DayInWords("Changed", "on", "on_precision"), "pilot__name"),
        within={**OF_PILOT},
        made_up=made_up_rule(PlanChange, "pilot"),
        weight=-0.2,
        order=27,
    ),
    *(
        Absent(
            model=one,
            at=Whole.FILES,
            why="no format reads a log of changes with their reasons",
            to_come=True,
        )
        for one in (PlanChange, MilestoneMove)
    ),
    Absent(
        model=MilestoneMove,
        at=Whole.ADD,
        why="it is written by the form that changes a milestone",
    ),
)
