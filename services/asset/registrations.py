"""How assets and emergency contacts take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from access.permissions import can_map_services
from interface.parts import RecordMenuItem
from partnerships.place.belonging import above
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.resting import SourceKept
from registry.search import BODY, PLACE, SearchIndex
from services.asset.views import Assets, EmergencyPack, Figures
from services.models import Asset, EmergencyContact


def _not_closed(sides: Sides) -> Q:
    return Q(ended_on=None) | Q(ended_on__gt=sides.day)


def _not_gone(sides: Sides) -> Q:
    return Q(gone_on=None) | Q(gone_on__gt=sides.day)


def _maps(user: Any, asset: Asset) -> bool:
    return can_map_services(user, asset.place)


def _reads_pack(user: Any, place: Any) -> bool:
    """Whoever is signed in, and else who is told of anybody in it."""
    seen = EmergencyContact.objects.visible_to(user)
    return bool(user.is_authenticated) or seen.in_use().for_pack(place).exists()


REGISTRATIONS = (
    HistoryLabel(
        model=EmergencyContact,
        apart="the pack says when each was last tried; administrators read of changes",
    ),
    *Assets.registrations(),
    *EmergencyPack.registrations(),
    *Figures.registrations(),
    PlaceRule(Asset, "place", Does.MOVE, noun="asset", order=400, open=_not_gone),
    PlaceRule(
        EmergencyContact, "place", Does.MOVE, noun="emergency contact", order=410, open=_not_closed
    ),
    BodyRule(
        Asset,
        "keeper",
        Does.MOVE,
        noun="asset that it keeps,assets that it keeps",
        order=570,
        in_time=InTime(Does.MOVE, _not_gone),
    ),
    BodyRule(
        EmergencyContact,
        "organisation",
        Does.MOVE,
        noun="emergency contact",
        order=580,
        in_time=InTime(Does.MOVE),
    ),
    SourceKept(model=Asset, permission=_maps, reads=("place",)),
    SearchIndex(
        model=Asset,
        label="asset",
        page="place_assets",
        key=("place__slug",),
        title="name",
        text=("about", "keeper_said"),
        note=("place__name", "about"),
        within={PLACE: above("place"), BODY: "keeper_id"},
        made_up=Q(place__is_example=True),
        over=Q(gone_on__isnull=False),
        order=78,
    ),
    Absent(
        model=Asset,
        at=Whole.FILES,
        why="no format reads a list of buildings and other assets",
        to_come=True,
    ),
    Absent(
        model=EmergencyContact,
        at=Whole.FILES,
        why="no format reads a list of who to call in an emergency",
        to_come=True,
    ),
    RecordMenuItem(
        page="place_assets",
        label="Assets",
        says="Buildings, spaces and groups that it has",
        of="place",
        order=60,
    ),
    RecordMenuItem(
        page="place_emergency",
        label="Emergency pack",
        says="Who to call when something goes badly wrong",
        of="place",
        order=250,
        permission=_reads_pack,
        apart=True,
    ),
)
