"""What else the sources say of a place, what nobody knows yet, and what was tried before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse

from dashboards.place.pilots import Seen
from interface.paging import BoundedCount
from interface.words import count_words
from partnerships.models import Place, Programme
from pilots.models import Pilot
from records import written
from records.addresses import address
from records.dates import DateWithPrecision
from records.models import Finding, Note, Source

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
    lead: str
    built_on: tuple[str, ...] = ()
    results: int = 0

    @property
    def results_words(self) -> str:
        """How much was published of what came of it."""
        return count_words(self.results, "result") if self.results else "no result known"


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


# Programmes are of the open directory. Written out because that compiles in no time.
HERE = """
SELECT programme.id, programme.name, programme.slug, programme.start, programme.start_precision,
  programme."end", programme.end_precision, programme.dates_note, lead.name AS lead_name,
  (SELECT count(*) FROM records_note note WHERE note.subject_id = programme.id
    AND note.subject_type_id = kind.id AND note.kind IN ('result', 'legacy'))
  + (SELECT count(*) FROM records_findingsubject claim WHERE claim.subject_id = programme.id
    AND claim.subject_type_id = kind.id) AS results,
  ARRAY(SELECT earlier.name FROM partnerships_programme_builds_on link
    JOIN partnerships_programme earlier ON earlier.id = link.to_programme_id
    WHERE link.from_programme_id = programme.id ORDER BY earlier.start) AS built_on
FROM partnerships_programme programme
LEFT JOIN partnerships_organisation lead ON lead.id = programme.lead_id
CROSS JOIN (SELECT id FROM django_content_type
  WHERE app_label = 'partnerships' AND model = 'programme') kind
WHERE programme.id IN (
  SELECT link.programme_id FROM partnerships_programmeplace link
  JOIN partnerships_placereach reach ON reach.place_id = link.place_id
  WHERE reach.ancestor_id = %(place)s)
ORDER BY programme.start DESC NULLS LAST, programme.sort_key, programme.id LIMIT %(most)s
"""


# Notes on the place, and what is not known of pilots that the reader sees.
NOTED = """
SELECT note.id, note.kind, note.text, note.subject_id, note.subject_type_id,
  source.id AS source__id, source.title AS source__title, source.slug AS source__slug,
  source.publisher AS source__publisher, source.published AS source__published,
  source.published_precision AS source__published_precision
FROM (
  (SELECT 1 AS part, * FROM records_note
    WHERE subject_type_id = %(place_type)s AND subject_id = %(place)s
    ORDER BY kind, id LIMIT %(most)s)
  UNION ALL
  (SELECT 2, * FROM records_note
    WHERE subject_type_id = %(pilot_type)s AND subject_id = ANY(%(pilots)s::bigint[])
      AND kind = 'gap'
    ORDER BY id LIMIT %(most)s + 1)
) note LEFT JOIN records_source source ON source.id = note.source_id
ORDER BY part, CASE part WHEN 1 THEN kind END, note.id
"""

# The places within one that have the most pilots, of the pilots that were changed last.
MOST_PILOTS = """
SELECT there.name, there.slug, count(*) AS pilots
FROM (SELECT id FROM {here} ORDER BY updated_at DESC, id DESC LIMIT %s) newest
JOIN pilots_pilotplace link ON link.pilot_id = newest.id
JOIN partnerships_placereach reach ON reach.place_id = link.place_id AND reach.ancestor_id = %s
JOIN partnerships_place there ON there.id = link.place_id
WHERE link.place_id <> %s
GROUP BY there.id ORDER BY pilots DESC, there.name LIMIT %s
"""

# Published claims about the place.
CLAIMED = """
SELECT finding.id, finding.claim, finding.explanation, finding.value_low, finding.value_high,
  finding.value_qualifier, finding.unit, finding.meaning, finding.as_of, finding.as_of_precision,
  source.id AS source__id, source.title AS source__title, source.slug AS source__slug,
  source.publisher AS source__publisher, source.published AS source__published,
  source.published_precision AS source__published_precision
FROM records_findingsubject about
JOIN records_finding finding ON finding.id = about.finding_id
JOIN records_source source ON source.id = finding.source_id
WHERE about.subject_type_id = %s AND about.subject_id = %s
ORDER BY finding.id LIMIT %s
"""


def known_of(place: Place, seen: Seen) -> Known:
    """Notes on the place and what is not known yet. One query."""
    places, pilots = _type(Place), _type(Pilot)
    asked = {
        "place_type": places,
        "place": place.pk,
        "pilot_type": pilots,
        "pilots": seen.ids,
        "most": NOTES,
    }
    rows = written.records(Note, NOTED, asked, source=Source)
    notes = [note for note in rows if note.subject_type_id == places]
    of_pilots = [note for note in rows if note.subject_type_id == pilots]
    here = [note for note in notes if note.kind == Note.Kind.GAP]
    return Known(
        notes=[note for note in notes if note.kind != Note.Kind.GAP],
        gaps=[
            *(Gap(note.text, place.name, place.get_absolute_url()) for note in here),
            *(
                Gap(note.text, seen.name(note.subject_id), seen.url(note.subject_id))
                for note in of_pilots[:NOTES]
            ),
        ],
        more=len(of_pilots) > NOTES,
    )


def _type(kind: type[Model]) -> int:
    return ContentType.objects.get_for_model(kind).pk


def findings_of(place: Place) -> list[Finding]:
    """Published claims about this place. One query."""
    return written.records(Finding, CLAIMED, (_type(Place), place.pk, FINDINGS), source=Source)


def programmes_of(place: Place, today: dt.date) -> list[Before]:
    """The programmes of this place and of those within it, the latest first."""
    asked = {"place": place.pk, "most": PROGRAMMES}
    return [
        Before(
            one,
            when(one),
            is_running(one, today),
            lead=one.lead_name or "",
            built_on=tuple(one.built_on),
            results=one.results,
        )
        for one in Programme.objects.raw(HERE, asked)
    ]


def is_running(programme: Programme, today: dt.date) -> bool:
    """Whether it is known to have begun and not known to have ended."""
    ended = programme.end is not None and programme.end < today
    return programme.start is not None and not ended


def when(programme: Any) -> str:
    """From when to when a programme or pilot ran, as precisely as known."""
    start, end = DateWithPrecision.of(programme, "start"), DateWithPrecision.of(programme, "end")
    if start and end:
        # A financial year is itself "2035 to 2036"
        joint = ", until " if " to " in f"{start}{end}" else " to "
        return f"{start}{joint}{end}"
    return f"from {start}" if start else f"to {end}" if end else programme.dates_note


def within(place: Place, seen: Seen) -> list[Within]:
    """The places within this one that have the most pilots. One query."""
    asked = (*seen.here.values, COUNTED, place.pk, place.pk, WITHIN)
    rows = written.read(MOST_PILOTS.format(here=seen.here), asked)
    return sorted((Within(*row) for row in rows), key=lambda one: one.name.lower())
