"""The page of one programme: what it was for, where it worked, what was published about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from access.subqueries import UpTo, at_each_place, first_of
from barriers.escalation.permissions import can_set_clock
from barriers.escalation.rules import Clock, clock_of_programme
from barriers.models import Barrier
from funding.estimate.views import SideSaves, estimates_of, savings_of, side_by_side
from funding.models import Estimate
from interface import words
from interface.cells import Figure
from interface.charts.bands import BandChart
from interface.paging import BoundedCount, bounded_count, up_to
from partnerships.models import Place, Programme, ProgrammeBody, ProgrammePlace
from pilots.evidence.page_data import of_programme
from pilots.milestone.permissions import can_set_milestones
from pilots.milestone.reading import OF_PROGRAMME, read_milestone
from pilots.models import Evaluation, Milestone, Pilot
from records.dates import DateWithPrecision
from records.models import Finding, Note

SHOWN = 30
PLACES, LINES, EVENTS = 15, 3, 4
MOST_COUNTED = 1_000
MOST_BODIES = 60


@dataclass(frozen=True)
class PlaceRow:
    """A place of the programme, and how many of its pilots there can be seen."""

    place: Place
    pilots: BoundedCount


@dataclass(frozen=True)
class Published:
    """A published claim with its figure, where it has one."""

    claim: str
    figure: Figure | None
    explanation: str
    source: Any

    @property
    def is_money(self) -> bool:
        """Whether its figure is one in pounds."""
        return self.figure is not None and bool(self.figure.quantity.unit == "£")


@dataclass(frozen=True)
class Event:
    """A milestone as the timeline shows it."""

    when: str
    text: str
    todo: bool
    url: str = ""
    link: str = ""
    done_url: str = ""


@dataclass(frozen=True)
class ProgrammePage:
    """What the record says first about one programme, as far as this reader may see it."""

    programme: Programme
    dates: str
    lead: str
    builds_on: list[Programme]
    led_to: list[Programme]
    rows: list[PlaceRow]
    places: BoundedCount
    pilots: BoundedCount
    barriers: BoundedCount
    bodies: list[ProgrammeBody]
    came_of_it: list[str]
    published: int
    events: list[Event]
    evaluations: list[Evaluation]
    clock: Clock = field(default_factory=Clock)
    sets_clock: bool = False
    sets_milestones: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there are more places than are shown."""
        return self.places.more or self.places.count > len(self.rows)

    @property
    def bodies_by_part(self) -> list[tuple[str, list[ProgrammeBody]]]:
        """Those that take part, and those of which that is not said, under what each says."""
        said = "Took part" if self.programme.is_over else "Take part"
        parts = [(said, True), ("Also named", False)]
        made = [
            (label, [one for one in self.bodies if one.takes_part is so]) for label, so in parts
        ]
        return [(label, bodies) for label, bodies in made if bodies]

    @property
    def is_one_each(self) -> bool:
        """Whether each of several places has one pilot, so that the page says so once."""
        counts = [row.pilots for row in self.rows]
        return len(counts) > 1 and all(one.count == 1 and not one.more for one in counts)

    @property
    def lead_is_renamed(self) -> bool:
        """Whether the lead is called otherwise today."""
        lead = self.programme.lead
        return bool(lead and self.lead != lead.name)

    @property
    def first_events(self) -> list[Event]:
        """What comes next, or what came last; what is changed is changed in the whole list."""
        coming = [event for event in self.events if event.todo]
        shown = (coming or self.events[-EVENTS:])[:EVENTS]
        return [Event(event.when, event.text, event.todo) for event in shown]

    @property
    def folds_events(self) -> bool:
        """Whether all milestones stand folded below the first."""
        return self.sets_milestones or len(self.events) > len(self.first_events)

    @property
    def missing(self) -> list[str]:
        """What is not recorded of it yet."""
        parts = {
            "pilots": self.pilots,
            "barriers": self.barriers,
            "evaluations": self.evaluations,
            "milestones": self.events,
            "what it built on or led to": self.builds_on or self.led_to,
            "what came of it": self.came_of_it,
        }
        return [name for name, there in parts.items() if not there]


@dataclass(frozen=True)
class PublishedPage:
    """All that was published of one programme, and what its sources say besides."""

    money: list[Published]
    findings: list[Published]
    estimates: list[Estimate]
    estimates_chart: BandChart | None
    savings: list[SideSaves]
    results: list[Note]
    notes: list[Note]

    def __bool__(self) -> bool:
        return bool(self.money or self.findings or self.estimates or self.results or self.notes)


def build(user: Any, programme: Programme) -> ProgrammePage:
    """The page of a programme with ``lead`` (and its names) and ``source`` at hand."""
    seen = Pilot.objects.visible_to(user).filter(programme=programme)
    barriers = Barrier.objects.visible_to(user).filter(programme=programme)
    rows, places = _places(user, programme, seen)
    claims = _claims(user, programme)
    notes = list(Note.objects.about(programme))
    results = [note.text for note in notes if note.kind == Note.Kind.RESULT]
    others = Programme.objects.visible_to(user)
    sets = can_set_milestones(user, programme)
    return ProgrammePage(
        programme=programme,
        dates=dates_of(programme),
        lead=lead_of(programme),
        builds_on=list(others.filter(led_to=programme)[:SHOWN]),
        led_to=list(others.filter(builds_on=programme)[:SHOWN]),
        rows=rows,
        places=places,
        pilots=bounded_count(seen),
        barriers=bounded_count(barriers),
        bodies=list(
            ProgrammeBody.objects.visible_to(user)
            .filter(programme=programme)
            .select_related("organisation", "source", "claim_link")
            .order_by("organisation__sort_key", "id")[: MOST_BODIES + 1]
        ),
        came_of_it=results[:LINES],
        published=len(claims) + len(notes),
        events=_events(user, programme, sets=sets),
        sets_milestones=sets,
        clock=clock_of_programme(programme.pk) if user.is_authenticated else Clock(),
        sets_clock=can_set_clock(user, programme.pk),
        evaluations=of_programme(user, programme),
    )


def published_of(user: Any, programme: Programme) -> PublishedPage:
    """Published claims, estimates side by side, results and what the sources say besides."""
    claims, notes = _claims(user, programme), list(Note.objects.about(programme))
    estimates = list(estimates_of(user, programme)[:SHOWN])
    return PublishedPage(
        money=[claim for claim in claims if claim.is_money],
        findings=[claim for claim in claims if not claim.is_money],
        estimates=estimates,
        estimates_chart=side_by_side("estimates", estimates),
        savings=savings_of(user, programme) if estimates else [],
        results=[note for note in notes if note.kind == Note.Kind.RESULT],
        notes=[note for note in notes if note.kind != Note.Kind.RESULT],
    )


def _claims(user: Any, programme: Programme) -> list[Published]:
    return [_published(found) for found in Finding.objects.visible_to(user).about(programme)]


def _places(user: Any, programme: Programme, pilots: Any) -> tuple[list[PlaceRow], BoundedCount]:
    links = ProgrammePlace.objects.filter(programme=programme)
    rows = (
        Place.objects.visible_to(user)
        .filter(Exists(links.filter(place=OuterRef("pk"))))
        .annotate(pilot_count=UpTo(at_each_place(pilots), MOST_COUNTED))
    )
    places, count = first_of(rows, PLACES)
    return [PlaceRow(place, up_to(place.pilot_count, MOST_COUNTED)) for place in places], count


def _published(finding: Finding) -> Published:
    figure = Figure(
        quantity=finding.value,
        meaning=finding.meaning,
        as_of=DateWithPrecision.of(finding, "as_of") or "",
        source=finding.source,
    )
    return Published(
        claim=finding.claim,
        figure=figure if finding.value.known else None,
        explanation=finding.explanation,
        source=finding.source,
    )


def _events(user: Any, programme: Programme, *, sets: bool) -> list[Event]:
    milestones = Milestone.objects.visible_to(user).filter(programme=programme).with_first_plan()
    dated = sorted(milestones, key=lambda row: (row.done or row.due, row.pk))
    today = timezone.localdate()
    return [_event(milestone, today, sets=sets) for milestone in dated]


def _event(milestone: Milestone, today: dt.date, *, sets: bool) -> Event:
    read = read_milestone(milestone, today)
    return Event(
        when=read.when.removesuffix(OF_PROGRAMME),
        text=read.line,
        todo=read.todo,
        url=reverse("milestone_edit", args=[milestone.pk]) if sets else "",
        link="Change" if sets else "",
        done_url=milestone.done_url if sets else "",
    )


def dates_of(programme: Programme) -> str:
    """ "February 2021 to March 2023", as precisely as known; empty where nothing is."""
    start = words.with_precision(programme.start, programme.start_precision)
    end = words.with_precision(programme.end, programme.end_precision)
    if programme.end is None:
        return f"From {start}" if programme.start else ""
    if programme.start is None:
        return f"Until {end}"
    if start == end:
        return start
    # A financial year is itself "2013 to 2014"
    joint = ", until " if "financial" in start + end else " to "
    return f"{words.capitalised(start)}{joint}{end}"


def lead_of(programme: Programme) -> str:
    """The body that leads it, by the name that it had when the programme began (or ended)."""
    if programme.lead is None:
        return ""
    return programme.lead.name_on(programme.start or programme.end)


def report_url(programme: Programme) -> str:
    """The barrier report of this programme."""
    return f"{reverse('barrier_report')}?programme={programme.slug}"
