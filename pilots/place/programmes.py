"""The programmes of a place and of those within it: the short list on its page.

``tried_before`` tells the same in full, with pilots, what they built on and what came of them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, QuerySet, When, Window
from django.db.models.functions import RowNumber

from access.kept import kept
from access.subqueries import Among, UpTo, array
from interface.words import count_words
from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace
from records.dates import DateWithPrecision
from records.models import FindingSubject, Note
from records.statements import Given

ON_PLACE_PAGE = 12
PARTS = 3
RESULT_KINDS = (Note.Kind.RESULT, Note.Kind.LEGACY)


# What a line says of a programme, and of a part in it; nothing else of them is read.
SAID = (
    *("name", "slug", "dates_note", "lead__name"),
    *("start", "start_precision", "end", "end_precision"),
)
PART_SAID = (
    *("programme", "named", "role", "note", "place__name", "place__slug"),
    *("valid_from", "valid_from_precision", "valid_to", "valid_to_precision"),
    *("homes_planned", "homes_qualifier", "homes_built", "homes_as_of", "homes_as_of_precision"),
    *("source__slug", "source__title"),
)


@dataclass(frozen=True, slots=True)
class PlaceProgramme:
    """A programme that a place took part in. ``is_running`` when it is known to go on."""

    programme: Programme
    when: str
    is_running: bool
    lead: str
    built_on: tuple[str, ...] = ()
    results: int = 0
    parts: tuple[Any, ...] = ()

    @property
    def more_parts(self) -> int:
        """How many parts there are beside those shown."""
        return more_parts_of(self.parts)

    @property
    def results_words(self) -> str:
        """How much was published of what came of it."""
        return count_words(self.results, "result") if self.results else "no result known"


def programmes_of(place: Place, today: dt.date) -> list[PlaceProgramme]:
    """The programmes of this place and of those within it, the latest first; one more than
    ``ON_PLACE_PAGE`` where there are more. Two queries."""
    first = _latest(place=place, programmes=ContentType.objects.get_for_model(Programme))
    parts = parts_in(place, [programme.pk for programme in first])
    return [_of_place(programme, today, parts.get(programme.pk, [])) for programme in first]


@kept
def _latest(*, place: Any, programmes: Any) -> Any:
    about = {"subject_type": programmes, "subject_id": OuterRef("pk")}
    earlier = Programme.objects.filter(led_to=OuterRef("pk")).order_by("start")
    rows = programmes_at(place).annotate(
        result_notes=UpTo(Note.objects.filter(kind__in=RESULT_KINDS, **about)),
        result_claims=UpTo(FindingSubject.objects.filter(**about)),
        earlier=ArraySubquery(earlier.values("name")),
    )
    latest = rows.order_by(F("start").desc(nulls_last=True), "sort_key", "id")
    return latest.select_related("lead").only(*SAID)[: ON_PLACE_PAGE + 1]


def _of_place(programme: Any, today: dt.date, parts: list[Any]) -> PlaceProgramme:
    return PlaceProgramme(
        programme,
        when(programme),
        is_running(programme, today),
        lead=programme.lead.name if programme.lead else "",
        built_on=tuple(programme.earlier),
        results=programme.result_notes + programme.result_claims,
        parts=tuple(parts),
    )


def programmes_at(place: Place) -> QuerySet[Programme]:
    """The programmes of this place and of those within it."""
    inside = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
    links = ProgrammePlace.objects.filter(place__in=inside).order_by().values("programme")
    return Programme.objects.filter(pk__in=links)


def parts_in(place: Place, programmes: list[int]) -> dict[int, list[Any]]:
    """What part this place has in each of them, then places within it: the first few. One query."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in _parts(place=place, programmes=array(programmes)) if programmes else ():
        found[row.programme_id].append(row)
    return found


@kept
def _parts(*, place: Any, programmes: Given) -> Any:
    inside = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
    own_first = Case(When(place=place, then=0), default=1)
    nth = Window(
        RowNumber(),
        partition_by="programme",
        order_by=[own_first.asc(), "place__sort_key", "named", "id"],
    )
    links = ProgrammePlace.objects.filter(Among("programme_id", programmes), place__in=inside)
    together = Window(Count("*"), partition_by="programme")
    rows = links.annotate(nth=nth, together=together).filter(nth__lte=PARTS)
    named = rows.select_related("place", "source").only(*PART_SAID)
    return named.order_by("programme", "nth")


def more_parts_of(parts: Sequence[Any]) -> int:
    return parts[0].together - len(parts) if parts else 0


def is_running(programme: Programme, today: dt.date) -> bool:
    """Whether it is known to have begun and not known to have ended."""
    ended = programme.end is not None and programme.end < today
    return programme.start is not None and not ended


def when(record: Any) -> str:
    """From when to when a programme or pilot ran, as precisely as known."""
    start, end = DateWithPrecision.of(record, "start"), DateWithPrecision.of(record, "end")
    if start and end:
        # A financial year is itself "2035 to 2036"
        joint = ", until " if " to " in f"{start}{end}" else " to "
        return f"{start}{joint}{end}"
    return f"from {start}" if start else f"to {end}" if end else record.dates_note
