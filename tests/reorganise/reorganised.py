"""Cumbria as it was, for tests of reorganisation: a county of districts with work going on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from accounts.models import User
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from partnerships.place.models.place import holding
from records.models import HistoryEntry
from reorganise.plan import Plan, Successor
from tests import builders

APRIL = dt.date(2023, 4, 1)
REASON = "The Cumbria (Structural Changes) Order"
# What the act itself keeps, and what the database computes from the rest.
APPS = (
    "records",
    "access",
    "registry",
    "partnerships",
    "imports",
    "people",
    "geography",
    "policy",
    "services",
    "collaboration",
    "pilots",
    "funding",
    "barriers",
    "governance",
)
OWN = {"Reorganisation", "ReorganisationPart", "ReorganisationChange", "Notice", "SpentToken"}


@dataclass
class Cumbria:
    """The county with three districts, and an administrator."""

    north_west: Place
    county: Place
    allerdale: Place
    copeland: Place
    eden: Place
    administrator: User


def cumbria() -> Cumbria:
    """All of it without any work."""
    north_west = builders.place("North West", "region")
    county = builders.place("Cumbria", "county", within=north_west)
    districts = allerdale, copeland, eden = [
        builders.place(name, "district", within=county)
        for name in ("Allerdale", "Copeland", "Eden")
    ]
    for number, district in enumerate(districts):
        PlaceLink.objects.create(place=district, other=north_west, kind="within")
        PlaceCode.objects.create(place=district, code=f"E0700002{number}")
    administrator = builders.user("Administrator", ("administrator", None))
    return Cumbria(north_west, county, allerdale, copeland, eden, administrator)


def merge(*before: Place, into: Place | None = None, **fields: Any) -> Plan:
    """These places become Cumberland, or a place that is there."""
    new = Successor(place=into) if into else Successor(None, "Cumberland", "unitary", "E06000063")
    return Plan(
        **{"kind": "merge", "on": APRIL, "before": before, "after": (new,), "reason": REASON}
        | fields
    )


def split(place: Place, *names: str, **fields: Any) -> Plan:
    """This place becomes new ones."""
    after = tuple(Successor(None, name, "unitary") for name in names)
    usual = {"kind": "split", "on": APRIL, "before": (place,), "after": after, "reason": REASON}
    return Plan(**(usual | fields))


def everything() -> dict[str, list[Any]]:
    """Every row of every table of ours, but for versions and when rows were last changed."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            ours = model._meta.app_label in APPS
            if not ours or model is HistoryEntry or model.__name__ in OWN:
                continue
            key = "'id'" if model.__name__ == "PlaceReach" else "'version'"
            cursor.execute(
                f"SELECT (to_jsonb(t) - 'version' - 'updated_at' - {key})::text "
                f"FROM {model._meta.db_table} t ORDER BY 1"
            )
            found[model._meta.label] = [row for (row,) in cursor.fetchall()]
    return found


def names_on(place: Place, day: dt.date) -> list[str]:
    """What it was called on a day."""
    return list(PlaceName.objects.filter(holding(day), place=place).values_list("name", flat=True))
