"""What the sources say of a place besides, and what nobody knows yet of it and of its pilots."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from interface.paging import BoundedCount
from partnerships.models import Place
from partnerships.subqueries import Among
from pilots.models import Pilot
from pilots.place.pilots import PilotsHere
from records.models import Finding, Note, Source

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
    of_place = Note.objects.filter(subject_type=types[Place], subject_id=place.pk)
    gaps = Note.objects.filter(
        Among("subject_id", here.ids), subject_type=types[Pilot], kind=Note.Kind.GAP
    )
    first = of_place.order_by("kind", "id").values("pk")[:MOST]
    wanted = Q(pk__in=first)
    if here:
        wanted |= Q(pk__in=gaps.order_by("id").values("pk")[: MOST + 1])
    rows = Note.objects.filter(wanted).select_related("source").only(*SAID)
    notes = list(rows.order_by("kind", "id"))
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


def findings_of(place: Place) -> list[Finding]:
    """Published claims about this place. One query."""
    about = Finding.objects.about(place).only(*FINDING_SAID)
    return list(about.order_by("pk")[:FINDINGS])
