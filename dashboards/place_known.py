"""What else the sources say of a place, what nobody knows yet, and what was tried before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from dashboards.place_pilots import looked_at
from interface.paging import BoundedCount
from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace
from pilots.models import Pilot, PilotPlace
from records.dates import DateWithPrecision
from records.models import Finding, Note

NOTES = 200
GAPS_SHOWN = 6
FINDINGS = 8
PROGRAMMES = 12
WITHIN = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody knows yet, of a pilot or of the place itself."""

    text: str
    about: str
    url: str
    who: str = ""


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

    place: Place
    pilots: int

    @property
    def url(self) -> str:
        """The list of those pilots."""
        return f"{reverse('pilots')}?place={self.place.slug}"


def known_of(place: Place, seen: QuerySet[Pilot]) -> Known:
    """Notes on the place and what is not known yet. Two queries."""
    kinds = ContentType.objects.get_for_models(Place, Pilot)
    on_place = Q(subject_type=kinds[Place], subject_id=place.pk)
    on_pilots = Q(subject_type=kinds[Pilot], subject_id__in=looked_at(seen), kind=Note.Kind.GAP)
    rows = list(
        Note.objects.filter(on_place | on_pilots).select_related("source").order_by("id")[:NOTES]
    )
    ids = {row.subject_id for row in rows if row.subject_type_id == kinds[Pilot].pk}
    pilots = seen.filter(pk__in=ids).only("name", "slug").in_bulk()
    notes = [row for row in rows if row.subject_type_id == kinds[Place].pk]
    return Known(
        notes=[row for row in notes if row.kind != Note.Kind.GAP],
        gaps=[
            *(_gap(row, place) for row in notes if row.kind == Note.Kind.GAP),
            *(
                _gap(row, pilots[row.subject_id])
                for row in rows
                if row.subject_id in pilots and row.subject_type_id == kinds[Pilot].pk
            ),
        ],
        more=len(rows) == NOTES,
    )


def _gap(note: Note, about: Any) -> Gap:
    return Gap(text=note.text, about=str(about), url=about.get_absolute_url())


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


def within(place: Place, seen: QuerySet[Pilot]) -> list[Within]:
    """The places within this one that have the most pilots. Two queries."""
    inside = PlaceReach.objects.filter(ancestor=place, place=OuterRef("place")).exclude(place=place)
    led = PilotPlace.objects.filter(
        Exists(inside), pilot__in=seen.order_by("-updated_at", "-id").values("pk")[:2_000]
    )
    counts = dict(
        led.order_by()
        .values_list("place")
        .annotate(n=Count("pilot"))
        .order_by("-n", "place")[:WITHIN]
    )
    places = Place.objects.in_bulk(list(counts))
    return sorted(
        (Within(places[pk], n) for pk, n in counts.items()), key=lambda one: one.place.sort_key
    )
