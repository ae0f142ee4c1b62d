"""Pilots, who takes part in them, and where: places with every code and name that they had."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from dashboards.programme_export.table import (
    Column,
    Scope,
    Table,
    address,
    choice,
    day,
    pilot,
    source,
    text,
)
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName, Programme
from pilots.models import Pilot, PilotPartner, PilotPlace, PilotTopic

FROM = "The day from which it held"
UNTIL = "The first day on which it held no longer"
STILL = "it still holds, or the day is not known"
UNKNOWN_START = "always, or the day is not known"


def _programme(scope: Scope) -> QuerySet[Any]:
    rows = Programme.objects.visible_to(scope.user).filter(pk=scope.programme.pk)
    return rows.select_related("lead", "source")


def _pilots(scope: Scope) -> QuerySet[Any]:
    topics = PilotTopic.objects.select_related("topic")
    return scope.pilots.select_related("source").prefetch_related(
        Prefetch("parent", Pilot.objects.visible_to(scope.user)), Prefetch("topic_links", topics)
    )


def _places_of(scope: Scope) -> Any:
    return PilotPlace.objects.filter(pilot__in=scope.ids).order_by().values("place")


def _places(scope: Scope) -> QuerySet[Any]:
    codes = PlaceCode.objects.filter(scheme="gss", valid_to=None)
    rows = Place.objects.visible_to(scope.user).filter(pk__in=_places_of(scope))
    return rows.prefetch_related(Prefetch("codes", codes))


def _gss(row: Any) -> str:
    return "; ".join(one.code for one in row.codes.all())


def _topics(row: Any) -> str:
    return "; ".join(link.topic.name for link in row.topic_links.all())


PROGRAMME = Table(
    "programme",
    "The programme itself",
    _programme,
    (
        text("programme", "Its key in addresses; it stays the same", "slug"),
        text("name", "Its name"),
        text("short_name", "What it is called for short", blank="none, or not known"),
        text("former_name", "What it was called before", blank="none, or not known"),
        text("lead", "The body that leads it, by its name of today", "lead.name"),
        day("start", "When it began"),
        day("end", "When it ended or is to end"),
        text("dates_note", "What is to be said of its dates", blank="nothing"),
        text("purpose", "What it was for"),
        text("method", "How it works"),
        text("may_vary", "What may differ from place to place"),
        text("places_published", "How many places it has, in the words of its source"),
        source(),
        address(),
    ),
)
PILOTS = Table(
    "pilots",
    "A pilot of the programme",
    _pilots,
    (
        text("pilot", "Its key in addresses and in the other files; it stays the same", "slug"),
        text("name", "Its name"),
        choice("status", "How it stands; failed and stopped ones are kept", Pilot),
        text("summary", "What it does, in a sentence"),
        text("challenge", "What it is to change"),
        text("target_group", "For whom it is"),
        Column("topics", "Its themes, parted by “; ”", _topics, blank="none is recorded"),
        text("start", "When it began", values="date"),
        text("end", "When it ended or is to end", values="date"),
        text("dates_note", "What is to be said of its dates", blank="nothing"),
        text(
            "parent",
            "The pilot out of which it grew: its key",
            "parent.slug",
            blank="none, or not one that you can see",
        ),
        choice("rhythm", "How often it reports", Pilot, blank="no rhythm is agreed"),
        choice("visibility", "Who can see it", Pilot),
        text("recorded_at", "When it was written down", "created_at", "time in the UK"),
        source(),
        address(),
    ),
)
PILOT_PLACES = Table(
    "pilot_places",
    "A place of a pilot and its part in it",
    lambda scope: PilotPlace.objects.filter(pilot__in=scope.ids).select_related("pilot", "place"),
    (
        pilot(),
        text("place", "The place: its key in places.csv", "place.slug"),
        text("place_name", "Its name today", "place.name"),
        choice("role", "Its part in the pilot", PilotPlace),
    ),
)
PLACES = Table(
    "places",
    "A place of one of these pilots, as it is today",
    _places,
    (
        text("place", "Its key in addresses; after a merger the old one still leads on", "slug"),
        text("name", "Its name today"),
        choice("kind", "What kind of place it is", Place),
        Column("gss_code", "Its official (GSS) code today", _gss, "GSS code"),
        address(),
    ),
)
PLACE_CODES = Table(
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
    ),
)
PLACE_NAMES = Table(
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
    ),
)
PLACE_LINKS = Table(
    "place_links",
    "How a place stands to another: what it is within, what it overlaps, what came after it",
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
    ),
)
PARTNERS = Table(
    "partners",
    "An organisation, or others that take part in a pilot",
    lambda scope: PilotPartner.objects.filter(pilot__in=scope.ids).select_related(
        "pilot", "organisation", "source"
    ),
    (
        pilot(),
        text(
            "organisation",
            "The organisation: its key in addresses",
            "organisation.slug",
            blank="its source names none",
        ),
        Column("name", "Its name today, or how its source describes it", str),
        choice("kind", "What kind of partner", PilotPartner),
        text("role", "What it does there"),
        text("start", "The day on which it joined", values="date"),
        text("end", "The last day on which it took part", values="date", blank="it still does"),
        source(),
    ),
)
TABLES = (
    *(PROGRAMME, PILOTS, PILOT_PLACES, PLACES, PLACE_CODES, PLACE_NAMES, PLACE_LINKS),
    PARTNERS,
)
