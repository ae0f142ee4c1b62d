"""The page of a pilot: what it tries, planned and actual, who takes part, what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Q
from django.utils import timezone

from barriers.models import Barrier
from interface.charts.bands import BandChart
from interface.charts.line import LineChart
from partnerships.permissions import leads
from pilots.indicator import charts, measures
from pilots.indicator.funnels import Funnel, funnels
from pilots.indicator.measures import Measure, counted_again
from pilots.milestone.reading import read_milestone
from pilots.models import (
    CaseStudy,
    Change,
    Lesson,
    Milestone,
    Pilot,
    PilotPartner,
    Update,
)
from pilots.pilot import permissions
from pilots.pilot.similar_pilots import SimilarPilot, pilots_like
from pilots.pilot.succession import KeyRole, key_role_of
from pilots.risk.subject import RisksInShort, topics_and_risks
from pilots.update import record
from pilots.update.record import ReadUpdate
from records.models import Finding, Note, Source

FEATURED = 6
CHARTS = 2 * FEATURED
OTHERS = 30
BARRIERS_SHOWN = 5
FINDINGS_SHOWN = 20
NOTES_READ = 200
STUDIES_SHOWN = 5
GROUPS = {
    "Lead": ("lead", "co_lead"),
    "Partners": ("partner",),
    "Evaluators": ("evaluator",),
    "National bodies": ("national",),
}
NOTES = (Note.Kind.ACTIVITY, Note.Kind.RESULT, Note.Kind.LEGACY, Note.Kind.FUNDING, Note.Kind.FACT)


@dataclass(frozen=True)
class Shown:
    """A figure under its own heading, with its chart."""

    measure: Measure
    line: LineChart | None = None
    bands: BandChart | None = None


@dataclass(frozen=True)
class Group:
    """Things under one heading."""

    title: str
    items: list[Any]


@dataclass(frozen=True)
class Event:
    """A milestone as the timeline shows it; ``done_url`` for who may say that it is done."""

    when: str
    text: str
    todo: bool = False
    done_url: str = ""


@dataclass(frozen=True)
class May:
    """What the reader may do here."""

    log: bool = False
    edit: bool = False


@dataclass(frozen=True)
class PilotPage:
    """All that the page shows, as this reader sees it. Empty parts say so on the page."""

    pilot: Pilot
    may: May
    measures: list[Measure]
    featured: list[Shown]
    others: list[Measure]
    sources: list[Source | str]
    partners: list[Group]
    topics: list[str]
    events: list[Event]
    changes: list[Change]
    lessons: list[Group]
    barriers: list[Barrier]
    gaps: list[Note]
    notes: list[Group]
    caveats: list[Note]
    findings: list[Finding]
    accepted: ReadUpdate | None = None
    waiting: ReadUpdate | None = None
    key_role: KeyRole | None = None
    parent: Pilot | None = None
    children: list[Pilot] = field(default_factory=list)
    alike: list[SimilarPilot] = field(default_factory=list)
    studies: list[CaseStudy] = field(default_factory=list)
    risks: RisksInShort | None = None
    today: dt.date = dt.date.min

    @property
    def funnels(self) -> list[Funnel]:
        """Steps with what each is out of."""
        return funnels(self.measures)

    @property
    def again(self) -> list[Measure]:
        """Figures that are to be counted again, the next first."""
        return counted_again(self.measures)

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
    def has_figures(self) -> bool:
        """Whether the pilot counts anything."""
        return bool(self.measures)

    @property
    def more_figures(self) -> int:
        """How many figures it has, where not all of them are on the page."""
        return len(self.measures) if len(self.others) == OTHERS else 0


def build(user: Any, pilot: Pilot) -> PilotPage:
    """The page of a pilot that the caller has loaded with ``visible_to`` and ``with_places``."""
    pairs = measures.of_pilot(user, pilot, charts=CHARTS)
    changes = list(pilot.changes.select_related("source"))
    shown = (made for pair in pairs if (made := _shown(pair, changes)))
    featured = list(islice(shown, FEATURED))
    apart = {figure.measure.indicator.pk for figure in featured}
    apart |= {
        figure.measure.whole.indicator.pk
        for figure in featured
        if figure.bands and figure.measure.whole
    }
    others = [pair for pair in pairs if pair.indicator.pk not in apart][:OTHERS]
    notes = list(Note.objects.about(pilot)[:NOTES_READ])
    accepted, waiting = _updates(user, pilot)
    parent, children = _family(user, pilot)
    today = timezone.localdate()
    topics, risks = topics_and_risks(user, pilot, today)
    may = May(permissions.can_log_progress(user, pilot), permissions.can_edit_pilot(user, pilot))
    return PilotPage(
        pilot=pilot,
        may=may,
        measures=pairs,
        featured=featured,
        others=others,
        sources=sources_of([*(figure.measure for figure in featured), *others]),
        partners=_partners(pilot),
        topics=topics,
        events=_events(user, pilot, today, logs=may.log),
        changes=changes,
        lessons=_lessons(user, pilot),
        barriers=list(barriers_of(user, pilot)[:BARRIERS_SHOWN]),
        gaps=[note for note in notes if note.kind == Note.Kind.GAP],
        notes=_notes(notes),
        caveats=[note for note in notes if note.kind == Note.Kind.CAVEAT],
        findings=list(Finding.objects.visible_to(user).about(pilot)[:FINDINGS_SHOWN]),
        accepted=accepted,
        waiting=waiting,
        key_role=key_role_of(user, pilot, today),
        parent=parent,
        children=children,
        alike=pilots_like(user, pilot),
        studies=_studies(user, pilot),
        risks=risks,
        today=today,
    )


def barriers_of(user: Any, pilot: Pilot) -> Any:
    """The barriers of a pilot that the reader sees, those still in the way first."""
    seen = Barrier.objects.visible_to(user).filter(pilot=pilot)
    return seen.select_related("category", "unlocker").order_by("closed_on", "-updated_at", "-id")


def sources_of(pairs: Iterable[Measure]) -> list[Source | str]:
    """Where figures are from, each source once."""
    named: dict[Any, Source | str] = {}
    for pair in pairs:
        for source in (pair.planned.source, pair.actual.source):
            if source:
                named.setdefault(getattr(source, "pk", source), source)
    return list(named.values())


def _shown(measure: Measure, changes: list[Change]) -> Shown | None:
    """A figure under its own heading: one with a plan, or with a line to draw.

    Not one about the area before the pilot. Dots and a band only where there is no line, and where
    plan and actual may be drawn together.
    """
    if measure.indicator.is_context:
        return None
    line = charts.line(measure, changes=changes)
    if line is not None:
        return Shown(measure, line)
    if not measure.has_plan:
        return None
    return Shown(measure, bands=None if measure.is_apart else charts.bands(measure))


def _partners(pilot: Pilot) -> list[Group]:
    rows: list[PilotPartner] = list(
        pilot.partners.in_order().filter(end=None).select_related("organisation")
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
    may = [sets if row.programme_id else logs for row in rows]
    read = [read_milestone(row, today) for row in rows]
    return [
        Event(told.when, told.line, told.todo, row.done_url if kept else "")
        for row, told, kept in zip(rows, read, may, strict=True)
    ]


def _lessons(user: Any, pilot: Pilot) -> list[Group]:
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
    """The latest accepted update, and the one that waits for its reader, if seen."""
    rows = Update.objects.visible_to(user).filter(pilot=pilot).order_by("-number")
    people = rows.select_related("created_by", "questioned_by", "accepted_by")
    updates = [people.accepted().first(), people.exclude(state=Update.State.ACCEPTED).first()]
    for update in updates:
        if update is not None:
            update.pilot = pilot
    accepted, waiting = (record.read(user, update) if update else None for update in updates)
    return accepted, waiting


def _family(user: Any, pilot: Pilot) -> tuple[Pilot | None, list[Pilot]]:
    """The pilot that it grew out of and those that grew out of it, as far as they are seen."""
    of = Q(parent=pilot)
    if pilot.parent_id is not None:
        of |= Q(pk=pilot.parent_id)
    rows = list(Pilot.objects.visible_to(user).filter(of).order_by("sort_key", "id"))
    parent = next((row for row in rows if row.pk == pilot.parent_id), None)
    return parent, [row for row in rows if row.pk != pilot.parent_id]
