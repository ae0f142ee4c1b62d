"""The page of a pilot: what it tries, planned and actual, who takes part, what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from access.permissions import leads
from barriers.models import Barrier
from dashboards.pilot.in_numbers import in_numbers
from dashboards.pilot.tags import Counts
from interface.charts.spark import Spark
from interface.cut import Cut, cut
from interface.paging import up_to
from pilots.indicator import charts
from pilots.indicator.in_short import first_of_pilot, next_to_count
from pilots.indicator.measures import Measure
from pilots.milestone.reading import is_over, read_milestone
from pilots.models import (
    CaseStudy,
    Lesson,
    Milestone,
    Pilot,
    PilotPartner,
    PlanChange,
    Update,
)
from pilots.pilot import permissions
from pilots.pilot.similar_pilots import SimilarPilot, pilots_like
from pilots.pilot.succession import KeyRole, key_role_of
from pilots.update import page_data
from pilots.update.page_data import ReadUpdate
from records.models import Finding, Note, Source
from records.related import may_have

FIGURES = 12
AGAIN = 3
REACHED = 4
COMING = 3
BARRIERS_SHOWN = 5
STANDING_FIRST = ("ended_on", "-updated_at", "-id")
FINDINGS_SHOWN = 20
NOTES_READ = 200
STUDIES_SHOWN = 5
GROUPS = {
    "Lead": ("lead", "co_lead"),
    "Partners": ("partner",),
    "Evaluators": ("evaluator",),
    "National bodies": ("national",),
}
UPDATE_PEOPLE = ("created_by", "questioned_by", "accepted_by")
NOTES = (Note.Kind.ACTIVITY, Note.Kind.RESULT, Note.Kind.LEGACY, Note.Kind.FUNDING, Note.Kind.FACT)


@dataclass(frozen=True)
class Shown:
    """A figure as the table of the page shows it, with its small chart."""

    measure: Measure
    chart: Spark | None = None


@dataclass(frozen=True)
class Group:
    """Things under one heading."""

    title: str
    items: list[Any]


@dataclass(frozen=True)
class Event:
    """A milestone as the timeline shows it; ``is_ahead``: neither reached nor given up, of a pilot
    that has not ended; ``is_late``: its day is over, and nobody said what became of it;
    ``done_url`` for who may say that it is done."""

    when: str
    text: str
    todo: bool = False
    is_ahead: bool = False
    done_url: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class May:
    """What the reader may do here."""

    log: bool = False
    edit: bool = False


@dataclass(frozen=True)
class PilotPage:
    """All that the page shows, as this reader sees it. Empty parts say so on the page."""

    pilot: Pilot
    permissions: May
    figures: list[Shown]
    again: Cut
    sources: list[Source | str]
    partners: list[Group]
    topics: list[str]
    events: list[Event]
    changes: list[PlanChange]
    lessons: list[Group]
    barriers: list[Barrier]
    gaps: list[Note]
    notes: list[Group]
    all_notes: Cut
    caveats: list[Note]
    findings: list[Finding]
    accepted: ReadUpdate | None = None
    waiting: ReadUpdate | None = None
    key_role: KeyRole | None = None
    parent: Pilot | None = None
    children: list[Pilot] = field(default_factory=list)
    alike: list[SimilarPilot] = field(default_factory=list)
    studies: list[CaseStudy] = field(default_factory=list)
    risks: dict[str, int] | None = None
    counts: Counts = field(default_factory=dict)
    today: dt.date = dt.date.min

    @property
    def places(self) -> list[Group]:
        """Its places by the part that they have in it."""
        links = self.pilot.place_links.all()
        parts = [
            ("Led by", "lead"),
            ("District partners", "district_partner"),
            ("Where it works", "target"),
        ]
        made = [
            Group(title, [link.place for link in links if link.role == r]) for title, r in parts
        ]
        return [group for group in made if group.items]

    @property
    def dates(self) -> str:
        """From when to when, as exactly as known."""
        pilot = self.pilot
        start, end, note = pilot.started, pilot.ended, pilot.dates_note
        if start and end:
            span = f"{start} to {end}"
        elif start and start.first > timezone.localdate():
            span = f"Is to start: {start}"
        elif start:
            span = f"Since {start}" if pilot.is_under_way else f"From {start}; end not known"
        elif end:
            span = f"Until {end}; start not known"
        else:
            span = "Dates not known"
        return f"{span}. {note}" if note else span

    @property
    def has_charts(self) -> bool:
        """Whether any of the figures on the page is drawn over time."""
        return any(figure.chart for figure in self.figures)

    @property
    def more_figures(self) -> bool:
        """Whether it has more figures than are on the page."""
        counted = self.counts["figures"]
        return counted.more or counted.count > len(self.figures)

    @property
    def reached(self) -> list[Event]:
        """The last milestones that were reached or given up; of an ended pilot, all its last."""
        return [event for event in self.events if not event.is_ahead][-REACHED:]

    @property
    def coming(self) -> list[Event]:
        """The next milestones."""
        return [event for event in self.events if event.is_ahead][:COMING]

    @property
    def latest_updates(self) -> list[ReadUpdate]:
        """The one accepted last and the one that waits, the newer first: an update that a question
        was asked about may wait while a newer one is accepted."""
        told = [update for update in (self.waiting, self.accepted) if update]
        return sorted(told, key=lambda update: -update.number)

    @property
    def next_steps(self) -> str:
        """What the latest update says is next, for who reads all of it."""
        return self.latest_updates[0].next_steps if self.latest_updates else ""

    @property
    def has_next(self) -> bool:
        """Whether anything is known of what is next: for an ended pilot, only its follow-up."""
        planned = not self.pilot.has_ended and (self.next_steps or self.coming)
        return bool(planned or self.again or self.due)

    @property
    def not_in_brief(self) -> list[str]:
        """What stands on the page and not in a brief: "notes", "case studies"."""
        kinds = [
            ("notes", self.notes),
            ("published statements", self.findings),
            ("case studies", self.studies),
            ("risks", self.risks and self.risks["open"]),
        ]
        return [kind for kind, found in kinds if found]

    @property
    def due(self) -> dt.date | None:
        """When its next update is due, for who logs it."""
        return self.pilot.update_due if self.permissions.log else None


def build(user: Any, pilot: Pilot, *, figures: int = FIGURES) -> PilotPage:
    """The page of a pilot that the caller has loaded with ``visible_to`` and ``with_places``, with
    so many of its figures."""
    today = timezone.localdate()
    numbers = in_numbers(user, pilot, today)
    shown, again = _figures(user, pilot, figures)
    noted = may_have(pilot, "notes")
    read = list(Note.objects.about(pilot)[: NOTES_READ + 1]) if noted else []
    notes = read[:NOTES_READ]
    accepted, waiting = _updates(user, pilot)
    parent, children = _family(user, pilot)
    may = May(permissions.can_log_progress(user, pilot), permissions.can_edit_pilot(user, pilot))
    return PilotPage(
        pilot=pilot,
        permissions=may,
        figures=shown,
        again=again,
        sources=sources_of(figure.measure for figure in shown),
        partners=_partners(pilot),
        topics=numbers.topics,
        events=_events(user, pilot, today, logs=may.log),
        changes=list(pilot.changes.select_related("source")) if may_have(pilot, "changes") else [],
        lessons=_lessons(user, pilot),
        barriers=_barriers(user, pilot),
        gaps=[note for note in notes if note.kind == Note.Kind.GAP],
        notes=_notes(notes),
        all_notes=Cut(notes, up_to(len(read), NOTES_READ)),
        caveats=[note for note in notes if note.kind == Note.Kind.CAVEAT],
        findings=_findings(user, pilot),
        accepted=accepted,
        waiting=waiting,
        key_role=key_role_of(user, pilot, today),
        parent=parent,
        children=children,
        alike=pilots_like(user, pilot),
        studies=_studies(user, pilot),
        risks=numbers.risks,
        counts=numbers.counts,
        today=today,
    )


def barriers_of(user: Any, pilot: Pilot) -> Any:
    """The barriers of a pilot that the reader sees, those still in the way first."""
    seen = Barrier.objects.visible_to(user).filter(pilot=pilot)
    return seen.select_related("category", "unlocker").order_by(*STANDING_FIRST)


def _barriers(user: Any, pilot: Pilot) -> list[Barrier]:
    """The first few, of which the page says what they are and of which kind."""
    if not may_have(pilot, "barriers"):
        return []
    rows = Barrier.objects.visible_to(user).filter(pilot=pilot).select_related("category")
    rows = rows.only("title", "category__short_name")
    return list(rows.order_by(*STANDING_FIRST)[:BARRIERS_SHOWN])


def _findings(user: Any, pilot: Pilot) -> list[Finding]:
    if not may_have(pilot, "findings"):
        return []
    return list(Finding.objects.visible_to(user).about(pilot)[:FINDINGS_SHOWN])


def sources_of(pairs: Iterable[Measure]) -> list[Source | str]:
    """Where figures are from, each source once."""
    named: dict[Any, Source | str] = {}
    for pair in pairs:
        for source in (pair.planned.source, pair.actual.source):
            if source:
                named.setdefault(getattr(source, "pk", source), source)
    return list(named.values())


def _figures(user: Any, pilot: Pilot, most: int) -> tuple[list[Shown], Cut]:
    """The first few, and those to be counted again next."""
    if not most or not may_have(pilot, "figures"):
        return [], cut((), 0)
    first = first_of_pilot(user, pilot, most)
    shown = [Shown(measure, charts.small(measure)) for measure in first]
    return shown, next_to_count(user, pilot, AGAIN) if may_have(pilot, "recounts") else cut((), 0)


def _partners(pilot: Pilot) -> list[Group]:
    if not may_have(pilot, "partners"):
        return []
    rows: list[PilotPartner] = list(
        pilot.partners.in_order().with_names_then().filter(end=None).select_related("organisation")
    )
    made = [Group(title, [row for row in rows if row.kind in k]) for title, k in GROUPS.items()]
    return [group for group in made if group.items]


def _events(user: Any, pilot: Pilot, today: dt.date, *, logs: bool) -> list[Event]:
    """The pilot's own milestones and its programme's, in their order."""
    own = Q(pilot=pilot)
    if pilot.programme_id is not None:
        own |= Q(programme=pilot.programme_id)
    milestones = Milestone.objects.filter(own).with_first_plan()
    rows = sorted(milestones, key=lambda milestone: (milestone.done or milestone.due, milestone.pk))
    sets = leads(user, pilot.programme_id)
    made = []
    for row in rows:
        read = read_milestone(row, today, is_over=is_over(row, pilot))
        is_ahead = not (row.done or row.given_up_on or pilot.has_ended)
        url = row.done_url if (sets if row.programme_id else logs) else ""
        late = row.is_late(today)
        made.append(Event(read.when, read.line, read.todo, is_ahead, url, late))
    return made


def _lessons(user: Any, pilot: Pilot) -> list[Group]:
    if not may_have(pilot, "lessons"):
        return []
    rows = list(Lesson.objects.visible_to(user).filter(pilot=pilot).select_related("source"))
    titles = [
        (Lesson.Kind.ENABLER, "What helped"),
        (Lesson.Kind.LESSON, "Lessons"),
        (Lesson.Kind.WARNING, "Watch out"),
    ]
    made = [Group(title, [row for row in rows if row.kind == kind]) for kind, title in titles]
    return [group for group in made if group.items]


def _studies(user: Any, pilot: Pilot) -> list[CaseStudy]:
    """The case studies about it that stand; for those who see them also those that wait."""
    if not may_have(pilot, "own_studies", "studies"):
        return []
    seen = CaseStudy.objects.visible_to(user).about(pilot)
    rows = seen.exclude(state=CaseStudy.State.WITHDRAWN)
    return list(rows.order_by("-updated_at", "-id")[:STUDIES_SHOWN])


def _notes(notes: list[Note]) -> list[Group]:
    made = [
        Group(str(kind.label).capitalize(), [note for note in notes if note.kind == kind])
        for kind in NOTES
    ]
    return [group for group in made if group.items]


def _updates(user: Any, pilot: Pilot) -> tuple[ReadUpdate | None, ReadUpdate | None]:
    """The latest accepted update, and the one that waits for its reader, if seen. One query."""
    if not may_have(pilot, "updates"):
        return None, None
    seen = Update.objects.visible_to(user).filter(pilot=pilot).order_by("-number")
    is_accepted = Q(state=Update.State.ACCEPTED)
    newest = seen.annotate(is_accepted=is_accepted).order_by("is_accepted", "-number")
    rows = newest.distinct("is_accepted").select_related(*UPDATE_PEOPLE)
    found: dict[bool, ReadUpdate] = {}
    for update in rows:
        update.pilot = pilot
        found[update.is_accepted] = page_data.read(user, update)
    return found.get(True), found.get(False)


def _family(user: Any, pilot: Pilot) -> tuple[Pilot | None, list[Pilot]]:
    """The pilot that it grew out of and those that grew out of it, as far as they are seen."""
    if pilot.parent_id is None and not may_have(pilot, "children"):
        return None, []
    of = Q(parent=pilot)
    if pilot.parent_id is not None:
        of |= Q(pk=pilot.parent_id)
    rows = list(Pilot.objects.visible_to(user).filter(of).order_by("sort_key", "id"))
    parent = next((row for row in rows if row.pk == pilot.parent_id), None)
    return parent, [row for row in rows if row.pk != pilot.parent_id]
