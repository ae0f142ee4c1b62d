"""What else the sources say of a place, what nobody knows yet, and what was tried before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef
from django.urls import reverse

from dashboards.place_pilots import Seen
from interface.paging import BoundedCount
from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace
from pilots.models import Pilot, PilotPlace
from records.addresses import address
from records.dates import DateWithPrecision
from records.models import Finding, Note

NOTES = 200
GAPS_SHOWN = 6
FINDINGS = 8
PROGRAMMES = 12
WITHIN = 12
# Pilots of a region that are counted by place: the latest so many.
COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody knows yet, of a pilot or of the place itself."""

    text: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Known:
    """Notes about the place, and the gaps of its pilots and its own."""

    notes: list[Note]
    gaps: list[Gap]
    more: bool

    @property
    def first_gaps(self) -> list[Gap]:
        """Those that the page shows."""
        return self.gaps[:GAPS_SHOWN]

    @property
    def gap_count(self) -> BoundedCount:
        """How many gaps there are, as far as was looked."""
        return BoundedCount(len(self.gaps), self.more)


@dataclass(frozen=True, slots=True)
class Before:
    """A programme that this place took part in. ``is_running`` when it is known to go on."""

    programme: Programme
    when: str
    is_running: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class Within:
    """A place within this one that has pilots the reader sees, and how many."""

    name: str
    slug: str
    pilots: int

    @property
    def place_url(self) -> str:
        """Its page."""
        return address("place", self.slug)

    @property
    def url(self) -> str:
        """The list of those pilots."""
        return f"{reverse('pilots')}?place={self.slug}"


def known_of(place: Place, seen: Seen) -> Known:
    """Notes on the place and what is not known yet. Two queries."""
    kinds = ContentType.objects.get_for_models(Place, Pilot)
    notes = list(Note.objects.about(place)[:NOTES])
    gaps = Note.objects.filter(
        subject_type=kinds[Pilot], subject_id__in=seen.among, kind=Note.Kind.GAP
    ).order_by("id")
    rows = list(gaps.values_list("subject_id", "text")[: NOTES + 1])
    here = [note for note in notes if note.kind == Note.Kind.GAP]
    return Known(
        notes=[note for note in notes if note.kind != Note.Kind.GAP],
        gaps=[
            *(Gap(note.text, place.name, place.get_absolute_url()) for note in here),
            *(Gap(text, seen.name(pilot), seen.url(pilot)) for pilot, text in rows[:NOTES]),
        ],
        more=len(rows) > NOTES,
    )


def findings_of(place: Place) -> list[Finding]:
    """Published claims about this place."""
    return list(Finding.objects.about(place)[:FINDINGS])


def programmes_of(place: Place, today: dt.date) -> list[Before]:
    """The programmes of this place and of those within it, the latest first."""
    links = ProgrammePlace.objects.filter(programme=OuterRef("pk"))
    here = links.filter(place__reach_up__ancestor=place)
    rows = (
        Programme.objects.filter(Exists(here))
        .select_related("lead")
        .order_by(F("start").desc(nulls_last=True), "sort_key", "id")
    )
    return [
        Before(programme=one, when=_when(one), is_running=_is_running(one, today))
        for one in rows[:PROGRAMMES]
    ]


def _is_running(programme: Programme, today: dt.date) -> bool:
    """Whether it is known to have begun and not known to have ended."""
    ended = programme.end is not None and programme.end < today
    return programme.start is not None and not ended


def _when(programme: Programme) -> str:
    start, end = DateWithPrecision.of(programme, "start"), DateWithPrecision.of(programme, "end")
    if start and end:
        return f"{start} to {end}"
    return f"since {start}" if start else f"to {end}" if end else programme.dates_note


def within(place: Place, seen: Seen) -> list[Within]:
    """The places within this one that have the most pilots. One query."""
    inside = PlaceReach.objects.filter(ancestor=place, place=OuterRef("place")).exclude(place=place)
    newest = seen.pilots.order_by("-updated_at", "-id").values("pk")[:COUNTED]
    rows = (
        PilotPlace.objects.filter(Exists(inside), pilot__in=newest)
        .order_by()
        .values_list("place__name", "place__slug")
        .annotate(pilots=Count("pilot"))
        .order_by("-pilots", "place__name")
    )
    return sorted((Within(*row) for row in rows[:WITHIN]), key=lambda one: one.name.lower())
