"""The page of one programme: what it was for, where it worked, what was published about it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from access.subqueries import UpTo, at_each_place, first_of
from barriers.escalation.permissions import can_set_clock
from barriers.escalation.rules import Clock, clock_of_programme
from barriers.models import Barrier
from dashboards.directory.listing import pilots_with_topics
from funding.estimate.views import estimates_of, side_by_side
from funding.models import Estimate
from interface import words
from interface.cells import Figure
from interface.charts.bands import BandChart
from interface.paging import BoundedCount, bounded_count, up_to
from partnerships.models import Place, Programme, ProgrammePlace
from pilots.engagement import summary as engagement
from pilots.evidence.page_data import of_programme
from pilots.milestone.permissions import can_set_milestones
from pilots.milestone.reading import OF_PROGRAMME, read_milestone
from pilots.models import Evaluation, Milestone, Pilot
from records.dates import DateWithPrecision
from records.models import Finding, Note

SHOWN = 30
MOST_PILOTS = 3
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class PlaceRow:
    """A place of the programme, its part in it, its pilots, and the barriers that can be seen."""

    place: Place
    parts: list[ProgrammePlace]
    pilots: list[Pilot]
    more_pilots: int
    barriers: BoundedCount

    @property
    def tells_parts(self) -> bool:
        """Whether it is known what part the place had."""
        return any(part.words for part in self.parts)

    @property
    def barrier_words(self) -> str:
        """How many barriers there are."""
        return self.barriers.words("barrier")


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
    """What the record says about one programme, as far as this reader may see it."""

    programme: Programme
    dates: str
    lead: str
    builds_on: list[Programme]
    led_to: list[Programme]
    rows: list[PlaceRow]
    places: BoundedCount
    pilots: BoundedCount
    barriers: BoundedCount
    money: list[Published]
    estimates: list[Estimate]
    estimates_chart: BandChart | None
    findings: list[Published]
    events: list[Event]
    results: list[Note]
    notes: list[Note]
    clock: Clock = field(default_factory=Clock)
    sets_clock: bool = False
    met: str = ""
    sets_milestones: bool = False
    evaluations: list[Evaluation] = field(default_factory=list)

    @property
    def tells_parts(self) -> bool:
        """Whether it is known of any place what part it had."""
        return any(row.tells_parts for row in self.rows)

    @property
    def is_cut(self) -> bool:
        """Whether there are more places than are shown."""
        return self.places.more or self.places.count > len(self.rows)

    @property
    def lead_is_renamed(self) -> bool:
        """Whether the lead is called otherwise today."""
        lead = self.programme.lead
        return bool(lead and self.lead != lead.name)


def build(user: Any, programme: Programme) -> ProgrammePage:
    """The page of a programme with ``lead`` (and its names) and ``source`` at hand."""
    seen = Pilot.objects.visible_to(user).filter(programme=programme)
    barriers = Barrier.objects.visible_to(user).filter(programme=programme)
    rows, places = _places(user, programme, seen, barriers)
    published = [
        _published(finding) for finding in Finding.objects.visible_to(user).about(programme)
    ]
    notes = list(Note.objects.about(programme))
    estimates = list(estimates_of(user, programme)[:SHOWN])
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
        money=[claim for claim in published if claim.is_money],
        findings=[claim for claim in published if not claim.is_money],
        estimates=estimates,
        estimates_chart=side_by_side("estimates", estimates),
        events=_events(user, programme, sets=sets),
        sets_milestones=sets,
        results=[note for note in notes if note.kind == Note.Kind.RESULT],
        notes=[note for note in notes if note.kind != Note.Kind.RESULT],
        clock=clock_of_programme(programme.pk) if user.is_authenticated else Clock(),
        sets_clock=can_set_clock(user, programme.pk),
        met=engagement.words_of(user, programme),
        evaluations=of_programme(user, programme),
    )


def _places(
    user: Any, programme: Programme, pilots: Any, barriers: Any
) -> tuple[list[PlaceRow], BoundedCount]:
    here = at_each_place(pilots).order_by("sort_key", "id")
    links = ProgrammePlace.objects.filter(programme=programme)
    rows = (
        Place.objects.visible_to(user)
        .filter(Exists(links.filter(place=OuterRef("pk"))))
        .annotate(
            pilot_ids=ArraySubquery(here.values("pk")[:MOST_PILOTS]),
            pilot_count=UpTo(here, MOST_COUNTED),
            barrier_count=UpTo(at_each_place(barriers), MOST_COUNTED),
        )
    )
    places, count = first_of(rows, SHOWN)
    named_pilots = pilots_with_topics(user, [pk for place in places for pk in place.pilot_ids])
    parts: dict[int, list[ProgrammePlace]] = defaultdict(list)
    for link in links.filter(place__in=places).select_related("source").order_by("named", "id"):
        parts[link.place_id].append(link)
    return [_place_row(place, parts[place.pk], named_pilots) for place in places], count


def _place_row(
    place: Place, parts: list[ProgrammePlace], named_pilots: dict[int, Pilot]
) -> PlaceRow:
    return PlaceRow(
        place=place,
        parts=parts,
        pilots=[named_pilots[pk] for pk in place.pilot_ids if pk in named_pilots],
        more_pilots=place.pilot_count - len(place.pilot_ids),
        barriers=up_to(place.barrier_count, MOST_COUNTED),
    )


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
