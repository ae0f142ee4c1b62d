"""How what several apps tell of a programme takes part in the whole."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from geography.models import ContextFigure
from interface.columns import Column
from interface.parts import RecordMenuItem, signed_in_of
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName, Programme
from partnerships.place.attribution import OF_PLACES
from partnerships.place.models.place import codes_on
from pilots.models import Pilot, PilotPlace
from records.models import Finding, FindingSubject, Note, Source
from records.switches import used
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    day,
    figure,
    source,
    text,
)

FROM = "The first day on which it applied"
STILL = "it still applies, or the day is not known"
UNKNOWN_START = "always, or the day is not known"
UNTIL = "The first day on which it no longer applied"
ITSELF = "of the programme itself"


def _gss(row: Any) -> str:
    return "; ".join(code.code for code in row.codes.all())


def _places_of(scope: Scope) -> Any:
    return PilotPlace.objects.filter(pilot__in=scope.ids).order_by().values("place")


def _places(scope: Scope) -> QuerySet[Any]:
    codes = codes_on(timezone.localdate())
    rows = Place.objects.visible_to(scope.user).filter(pk__in=_places_of(scope))
    return rows.prefetch_related(Prefetch("codes", codes))


def _own(scope: Scope) -> Q:
    """Rows about the programme, or about a pilot of it that the reader sees."""
    kinds = ContentType.objects.get_for_models(Programme, Pilot)
    of_pilots = Q(subject_type=kinds[Pilot], subject_id__in=scope.ids)
    if scope.programme is None:
        return of_pilots
    return of_pilots | Q(subject_type=kinds[Programme], subject_id=scope.programme.pk)


def _findings(scope: Scope) -> QuerySet[Any]:
    about = FindingSubject.objects.filter(_own(scope)).order_by().values("finding")
    return Finding.objects.visible_to(scope.user).filter(pk__in=about).select_related("source")


def _notes(scope: Scope) -> QuerySet[Any]:
    return Note.objects.filter(_own(scope)).select_related("source")


def _of_pilots(scope: Scope, rows: list[Any]) -> list[Any]:
    """The notes of a batch, with the keys of their pilots."""
    kind = ContentType.objects.get_for_model(Pilot)
    ids = [row.subject_id for row in rows if row.subject_type_id == kind.pk]
    keys = dict(scope.pilots.filter(pk__in=ids).order_by().values_list("pk", "slug"))
    for row in rows:
        row.pilot_key = keys.get(row.subject_id) if row.subject_type_id == kind.pk else None
    return rows


def _cited(scope: Scope) -> QuerySet[Any]:
    """The sources of all rows of the other files."""
    rule = Q(pk__in=[])
    for file in used(ProgrammeFile):
        if file is SOURCES:
            continue
        rows = file.rows(scope).order_by()
        first = file.cites.partition("__")[0]
        if any(field.name == first for field in rows.model._meta.get_fields()):
            named = rows.select_related(None).prefetch_related(None).values(file.cites)
            rule |= Q(pk__in=named)
    return Source.objects.visible_to(scope.user).filter(rule)


ATTRIBUTION = Column(
    "attribution",
    "What the licences of the lists of places ask to be said wherever they stand",
    value=lambda _: OF_PLACES,
)
PLACES = ProgrammeFile(
    "places",
    "A place of one of these pilots, as it is today",
    _places,
    (
        text("place", "Its key in addresses; after a merger the old one still works", "slug"),
        text("name", "Its name today"),
        choice("kind", "What kind of place it is", Place),
        Column("gss_code", "Its official (GSS) code today", value=_gss, values="GSS code"),
        address(),
        ATTRIBUTION,
    ),
    order=40,
)
PLACE_CODES = ProgrammeFile(
    "place_codes",
    "A code that a place has or had, with its dates; a code never passes to another place",
    lambda scope: PlaceCode.objects.filter(place__in=_places_of(scope)).select_related(
        "place", "source"
    ),
    (
        text("place", "The place: its key in places.csv", "place.slug"),
        text("scheme", "Whose code it is", values="gss: Office for National Statistics"),
        text("code", "The code"),
        text("valid_from", FROM, values="date", blank=UNKNOWN_START),
        text("valid_to", UNTIL, values="date", blank=STILL),
        source(),
        ATTRIBUTION,
    ),
    order=50,
)
PLACE_NAMES = ProgrammeFile(
    "place_names",
    "A name that a place has or had, with its dates",
    lambda scope: PlaceName.objects.filter(place__in=_places_of(scope)).select_related(
        "place", "source"
    ),
    (
        text("place", "The place: its key in places.csv", "place.slug"),
        text("name", "The name"),
        choice("kind", "What kind of name", PlaceName),
        text("valid_from", FROM, values="date", blank=UNKNOWN_START),
        text("valid_to", UNTIL, values="date", blank=STILL),
        source(),
        ATTRIBUTION,
    ),
    order=60,
)
PLACE_LINKS = ProgrammeFile(
    "place_links",
    "How a place relates to another: what it is within, what it overlaps, what came after it",
    lambda scope: PlaceLink.objects.filter(place__in=_places_of(scope)).select_related(
        "place", "other", "source"
    ),
    (
        text("place", "The place: its key in places.csv", "place.slug"),
        choice("kind", "Read “place, kind, other”", PlaceLink),
        text("other", "The other place: its key in addresses", "other.slug"),
        text("other_name", "Its name today", "other.name"),
        text("share", "The part of the place that overlaps", values="0 to 1", blank="not said"),
        text("share_of", "What the share is of", "basis", "area; people", "no share is said"),
        text("valid_from", FROM, values="date", blank=UNKNOWN_START),
        text("valid_to", UNTIL, values="date", blank=STILL),
        source(),
        ATTRIBUTION,
    ),
    order=70,
)
PLACE_FIGURES = ProgrammeFile(
    "place_figures",
    "An official figure of one of these places; only those of one release may be compared",
    lambda scope: ContextFigure.objects.filter(place__in=_places_of(scope)).select_related(
        "place", "release__measure", "source__attribution"
    ),
    (
        text("place", "The place: its key in places.csv", "place.slug"),
        text("measure", "Its key; it stays the same", "release.measure.key"),
        text("label", "What is measured", "release.measure.label"),
        text("value", "The figure, as published", blank="not known, or it is in words"),
        text("words", "The figure in words", blank="it is a number, or not known"),
        text("unit", "Its unit", "release.measure.unit", blank="none: a rank, or words"),
        text("lower_95", "Lower end of the 95% interval", blank="none"),
        text("upper_95", "Upper end of the 95% interval", blank="none"),
        text("release", "The release, in the publisher’s words", "release.name"),
        text("as_of", "The last day that it covers", "release.as_of", values="date"),
        source(),
        text("attribution", "What the licence asks to be said", "source.attribution.line"),
    ),
    order=75,
)
FINDINGS = ProgrammeFile(
    "published_findings",
    "A published claim about the programme or one of its pilots, not counted from this record",
    _findings,
    (
        text("finding", "Its key; it stays the same", "key"),
        text("claim", "What was claimed"),
        text("explanation", "Notes on it", blank="nothing"),
        *figure("value", "Its figure", lambda row: row.value),
        text("unit", "The unit of the figure", blank="none, or not known"),
        text("meaning", "What the figure means"),
        day("as_of", "The date that it is for"),
        source(),
    ),
    order=410,
)
NOTES = ProgrammeFile(
    "notes",
    "What a source says that has no place of its own in the record, or what is not known yet",
    _notes,
    (
        text("note", "Its number; it stays the same", "pk"),
        Column("pilot", "The pilot: its key", value=lambda row: row.pilot_key, blank=ITSELF),
        choice("kind", "What kind of note", Note),
        text("text", "What it says"),
        source(),
    ),
    _of_pilots,
    order=420,
)
SOURCES = ProgrammeFile(
    "sources",
    "A published document that a row of another file came from",
    _cited,
    (
        text("source", "Its key in addresses and in the other files; it stays the same", "slug"),
        text("title", "Its title"),
        text("publisher", "Who published it"),
        text("url", "Where it is to be read"),
        day("published", "When it was published"),
        text("read_on", "When it was read for this record", values="date"),
        text("how_read", "How it was read", blank="in full, or not known"),
        address(),
    ),
    order=1000,
)


REGISTRATIONS = (
    PLACES,
    PLACE_CODES,
    PLACE_NAMES,
    PLACE_LINKS,
    PLACE_FIGURES,
    FINDINGS,
    NOTES,
    SOURCES,
    RecordMenuItem(
        page="programme_export",
        label="Everything as a file",
        says="All that you can see of it, to keep",
        of="programme",
        order=30,
        permission=signed_in_of,
    ),
    RecordMenuItem(
        page="pilot_dossier",
        within="pilot_brief",
        label="Everything as a file",
        says="All that you can see of it, to keep",
        of="pilot",
        order=95,
        permission=signed_in_of,
    ),
)
