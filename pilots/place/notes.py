"""What the sources say of a place besides, and what nobody knows yet of it and of its pilots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from access.kept import kept
from access.subqueries import Among
from interface.paging import BoundedCount
from partnerships.models import Place
from pilots.models import Pilot
from pilots.place.pilots import PilotsHere
from records.models import Finding, FindingSubject, Note, Source
from records.statements import Given

MOST = 200
GAPS_SHOWN = 4
FINDINGS = 8
# What is said of a finding and of a note; nothing else of them is read.
FINDING_SAID = (
    *("claim", "value_low", "value_high", "value_qualifier", "unit", "meaning", "explanation"),
    *("as_of", "as_of_precision", *Source.said("source")),
)
SAID = ("subject_type", "subject_id", "kind", "text", *Source.said("source"))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that nobody knows yet, of a pilot or of the place itself."""

    text: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceNotes:
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


def notes_of(place: Place, here: PilotsHere) -> PlaceNotes:
    """Notes on the place, and what is not known of it and of its pilots. One query.

    At most ``MOST`` notes on the place are read, and as many gaps of pilots.
    """
    types = ContentType.objects.get_for_models(Place, Pilot)
    kinds = {"of_places": types[Place], "of_pilots": types[Pilot]}
    notes = _notes(place=place, pilots=here.array, **kinds)
    own = [note for note in notes if note.subject_type_id == types[Place].pk]
    of_pilots = [note for note in notes if note.subject_type_id == types[Pilot].pk]
    return PlaceNotes(
        notes=[note for note in own if note.kind != Note.Kind.GAP],
        gaps=[
            *(
                Gap(note.text, place.name, place.get_absolute_url())
                for note in own
                if note.kind == Note.Kind.GAP
            ),
            *(
                Gap(note.text, here.name(note.subject_id), here.url(note.subject_id))
                for note in of_pilots[:MOST]
            ),
        ],
        more=len(of_pilots) > MOST,
    )


@kept
def _notes(*, place: Any, pilots: Given, of_places: Any, of_pilots: Any) -> Any:
    for_place = Note.objects.filter(subject_type=of_places, subject_id=place)
    among = Among("subject_id", pilots)
    gaps = Note.objects.filter(among, subject_type=of_pilots, kind=Note.Kind.GAP)
    wanted = Q(pk__in=for_place.order_by("kind", "id").values("pk")[:MOST])
    wanted |= Q(pk__in=gaps.order_by("id").values("pk")[: MOST + 1])
    rows = Note.objects.filter(wanted).select_related("source").only(*SAID)
    return rows.order_by("kind", "id")


def findings_of(place: Place) -> list[Finding]:
    """Published claims about this place. One query."""
    return _findings(place=place, of_places=ContentType.objects.get_for_model(Place))


@kept
def _findings(*, place: Any, of_places: Any) -> Any:
    about = FindingSubject.objects.filter(subject_type=of_places, subject_id=place)
    rows = Finding.objects.filter(Exists(about.filter(finding=OuterRef("pk"))))
    return rows.select_related("source").only(*FINDING_SAID).order_by("pk")[:FINDINGS]
