"""All that happened in a pilot, and is to happen, in time: four kinds of things in one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from interface import querystring
from interface.pages import Page
from interface.parts import RecordMenuItem
from interface.words import capitalised, in_sentence
from pilots.milestone.permissions import can_keep_milestone
from pilots.milestone.reading import is_over, read_milestone
from pilots.models import Engagement, Milestone, Pilot, PlanChange, Update
from pilots.pilot.page import OfPilot
from pilots.pilot.permissions import can_log_progress
from pilots.update import page_data

# So many of each kind on a page; a pilot of ten years that reports each month has 120 updates
MOST = 300
DAY = dt.timedelta(days=1)
KINDS = {
    "milestones": "Milestones",
    "changes": "Changes of approach",
    "updates": "Updates",
    "visits": "Visits",
}
ONE = {
    "milestones": "Milestone",
    "changes": "Change of approach",
    "updates": "Update",
    "visits": "Visit",
}


@dataclass(frozen=True)
class Entry:
    """Something dated; ``day`` puts it in its order and is None where it is not known."""

    kind: str
    day: dt.date | None
    when: str
    text: str
    url: str = ""
    todo: bool = False
    status: str = ""
    shape: str = ""
    notes: list[str] = field(default_factory=list)
    edit_url: str = ""
    done_url: str = ""

    @property
    def kind_words(self) -> str:
        return ONE[self.kind]


@dataclass(frozen=True)
class Timeline:
    """A page of it, oldest first; ``counts`` how many there are of each kind.

    ``older`` is the day before which the next page goes on; None where nothing is older. A kind of
    which there is more than a page counts one more than MOST.
    """

    dated: list[Entry]
    undated: list[Entry]
    counts: dict[str, int]
    older: dt.date | None = None


@dataclass(frozen=True)
class TimelineRequest:
    """One reading: what is dated before a day, or all; what has no date comes last."""

    user: Any
    pilot: Pilot
    today: dt.date
    before: dt.date | None = None

    def newest(self, rows: Any, day: Any) -> Any:
        """The newest by this day, one more than is told."""
        dated = rows.annotate(at=day)
        if self.before is not None:
            dated = dated.filter(Q(at__lt=self.before) | Q(at=None))
        return dated.order_by(F("at").desc(nulls_last=True), "-id")[: MOST + 1]


def build(reading: TimelineRequest, kind: str = "") -> Timeline:
    """For a pilot that the caller has authorised; ``kind`` leaves one kind. Five queries."""
    read = {
        "milestones": list(_milestones(reading)),
        "changes": list(_changes(reading)),
        "updates": list(_updates(reading)),
        "visits": list(_visits(reading)),
    }
    cut = [rows for key, rows in read.items() if len(rows) > MOST and kind in ("", key)]
    # Every kind is told back to the day from which all of them are known whole
    days = [rows[-1].day for rows in cut]
    last = max((day for day in days if day is not None), default=None)
    if last and reading.before == last + DAY:
        last -= DAY  # so much on one day that a page is full of it
    shown = [row for key, rows in read.items() if kind in ("", key) for row in rows]
    dated = [entry for entry in shown if entry.day and (last is None or entry.day > last)]
    return Timeline(
        sorted(dated, key=lambda entry: entry.day or dt.date.min),
        [entry for entry in shown if entry.day is None and last is None],
        {key: len(rows) for key, rows in read.items()},
        last and last + DAY,
    )


def _milestones(reading: TimelineRequest) -> Iterator[Entry]:
    user, pilot = reading.user, reading.pilot
    own = Q(pilot=pilot)
    if pilot.programme_id is not None:
        own |= Q(programme=pilot.programme_id)
    rows = Milestone.objects.filter(own).select_related("programme").prefetch_related("moves")
    logs = can_log_progress(user, pilot)
    for milestone in reading.newest(rows, Coalesce("done", "due")):
        moves, over = milestone.moves.all(), is_over(milestone, pilot)
        read = read_milestone(milestone, reading.today, moves, is_over=over)
        may = logs if milestone.programme is None else can_keep_milestone(user, milestone)
        yield Entry(
            "milestones",
            milestone.done or milestone.due,
            read.when,
            read.text,
            todo=read.todo,
            status=read.status,
            shape=read.shape,
            notes=read.notes,
            edit_url=reverse("milestone_edit", args=[milestone.pk]) if may else "",
            done_url=milestone.done_url if may else "",
        )


def _changes(reading: TimelineRequest) -> Iterator[Entry]:
    pilot = reading.pilot
    may = can_log_progress(reading.user, pilot)
    for change in reading.newest(PlanChange.objects.filter(pilot=pilot), F("on")):
        notes = [f"Why: {change.why}"] if change.why else []
        notes += [f"Agreed by {change.agreed_by}"] if change.agreed_by else []
        yield Entry(
            "changes",
            change.on,
            str(change.day or ""),
            f"From {_said(change.before)} to {_said(change.after)}",
            notes=notes,
            edit_url=reverse("pilot_change_edit", args=[pilot.slug, change.pk]) if may else "",
        )


def _said(text: str) -> str:
    return in_sentence(text.strip().rstrip("."))


def _updates(reading: TimelineRequest) -> Iterator[Entry]:
    rows = Update.objects.visible_to(reading.user).accepted().filter(pilot=reading.pilot)
    with_people = rows.select_related("created_by", "questioned_by", "accepted_by")
    for update in reading.newest(with_people, F("period_end")):
        update.pilot = reading.pilot
        read = page_data.read(reading.user, update)
        text = read.said or "Nothing written for the public"
        period = capitalised(read.period)
        yield Entry("updates", update.period_end, period, text, url=read.url)


def _visits(reading: TimelineRequest) -> Iterator[Entry]:
    rows = Engagement.objects.visible_to(reading.user).visits().filter(pilot=reading.pilot)
    for meeting in reading.newest(rows, F("on")):
        meeting.pilot = reading.pilot
        planned = meeting.state == Engagement.State.PLANNED
        yield Entry(
            "visits",
            meeting.on,
            str(meeting.day or ""),
            meeting.purpose,
            url=meeting.get_absolute_url(),
            todo=planned,
            status="Planned" if planned else "",
        )


class PilotTimeline(OfPilot, Page):
    """Milestones, changes of approach, accepted updates and visits; ``?kind=`` leaves one kind,
    ``?before=`` a day what is older."""

    public = True
    template_name = "pilots/timeline/timeline.html"
    page_title = "Timeline"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        kind, before, problem = _chosen(request.GET)
        timeline = build(
            TimelineRequest(request.user, self.pilot, timezone.localdate(), before), kind
        )
        if problem:
            timeline = Timeline([], [], timeline.counts)
        return self.render_page(
            timeline=timeline,
            choices=_choices(timeline, before),
            kind=kind,
            problem=problem,
            older=timeline.older and querystring.replaced(request.GET, before=timeline.older),
            newest=before and querystring.replaced(request.GET, before=None),
            before=before,
            may_log=can_log_progress(request.user, self.pilot),
        )


def _chosen(params: Mapping[str, str]) -> tuple[str, dt.date | None, str]:
    """The kind, the day before which, and what is wrong with the address."""
    kind, day = params.get("kind", ""), params.get("before", "")
    if kind not in ("", *KINDS):
        return kind, None, "There is no such kind. Choose one above."
    try:
        before = dt.date.fromisoformat(day) if day else None
    except ValueError:
        return kind, None, "This address does not contain a valid date. Write it like 2027-03-31."
    return kind, before, ""


def _choices(timeline: Timeline, before: dt.date | None) -> list[tuple[str, str]]:
    """The kinds of entries to choose from, with how many there are where all are counted."""
    counts = timeline.counts
    whole = before is None and max(counts.values()) <= MOST
    shown = [("", "All", sum(counts.values()))]
    shown += [(key, label, counts[key]) for key, label in KINDS.items()]
    return [(key, f"{label} ({count})" if whole else label) for key, label, count in shown]


REGISTRATIONS = (
    RecordMenuItem(
        page="pilot_timeline",
        label="Timeline",
        says="Milestones, updates and meetings in their order",
        of="pilot",
        order=30,
    ),
)
