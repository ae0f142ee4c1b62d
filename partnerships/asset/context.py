"""What stands around the work in a place: assets, whom to ring, published figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from interface.exports import Column
from interface.figures import Figure
from interface.paging import Sort
from interface.words import capitalised
from partnerships.models import Asset, EmergencyContact, Place, PlaceFigure
from records.dates import DateWithPrecision
from records.figures import Quantity

ASSETS = 500
CONTACTS = 60
FIGURES = 200
# A number that nobody tried for so many days is said to be old.
TRIED_WITHIN = 180

NUMBERED = (Sort("number", "pk", says=str),)


def said(figure: PlaceFigure) -> str:
    """What a figure counts: "Population"."""
    words = figure.name or str(figure.get_measure_display())
    return capitalised(words)


def as_of(figure: PlaceFigure) -> str:
    """When it held, as precisely as known."""
    return str(DateWithPrecision.of(figure, "as_of") or "")


ASSET_COLUMNS = (
    Column("number", "Number", "Its number in Placebook, which stays", lambda one: one.pk),
    Column("asset", "Asset", "What it is", lambda one: one.name),
    Column("kind", "Kind", "What kind of asset", lambda one: one.get_kind_display()),
    Column("place", "Place", "Where it is", lambda one: one.place.name),
    Column("about", "About", "What people can build on", lambda one: one.about or None),
    Column("kept_by", "Looked after by", "Who looks after it", lambda one: one.kept_by or None),
    Column("gone_on", "Gone since", "The day it was gone, if it is", lambda one: one.gone_on),
    Column("source", "Source", "Where this is from", lambda one: one.source and one.source.title),
)
FIGURE_COLUMNS = (
    Column("number", "Number", "Its number in Placebook, which stays", lambda one: one.pk),
    Column("place", "Place", "The place as a whole", lambda one: one.place.name),
    Column("figure", "Figure", "What it counts", said),
    Column("value", "Value", "As published; empty where not known", lambda one: one.value),
    Column("unit", "Unit", "Of what", lambda one: one.unit),
    Column("release", "Release", "Of which release", lambda one: one.release),
    Column("as_of", "As at", "The day or period", lambda one: as_of(one) or None),
    Column("source", "Source", "Where it is from", lambda one: one.source and one.source.title),
)


@dataclass(frozen=True)
class Shown:
    """A figure of a place as pages show it, with its release, and its row to correct."""

    label: str
    figure: Figure
    release: str
    row: PlaceFigure

    @property
    def when(self) -> str:
        """Release and as-of date in one line."""
        release = "" if self.release == self.figure.as_of else self.release
        parts = [release, f"as at {self.figure.as_of}" if self.figure.as_of else ""]
        return ", ".join(part for part in parts if part)


def shown(row: PlaceFigure) -> Shown:
    """One figure with all that must stand beside it."""
    value = None if row.value is None else Decimal(row.value)
    figure = Figure(Quantity(value, unit=row.unit), as_of=as_of(row), source=row.source)
    return Shown(said(row), figure, row.release, row)


def figures_of_place(rows: Any) -> list[Shown]:
    """Every figure of a place, the newest of each measure first."""
    return [shown(row) for row in rows.order_by("measure", "name", "-as_of", "id")[:FIGURES]]


def assets_by_kind(rows: Any) -> list[tuple[str, list[Asset]]]:
    """Assets under the words for their kind, those that are gone last. One query."""
    groups: dict[str, list[Asset]] = {}
    for asset in sorted(rows[:ASSETS], key=lambda one: one.gone_on is not None):
        groups.setdefault(asset.kind, []).append(asset)
    labels = dict(Asset.Kind.choices)
    return [(str(labels[kind]), groups[kind]) for kind in labels if kind in groups]


def contacts_by_place(
    rows: Iterable[EmergencyContact], place: Place
) -> list[tuple[Place, list[EmergencyContact]]]:
    """Whom to ring, those of the place itself first, then of the places that it lies in."""
    groups: dict[int, tuple[Place, list[EmergencyContact]]] = {}
    for one in list(rows)[:CONTACTS]:
        groups.setdefault(one.place_id, (one.place, []))[1].append(one)
    return sorted(groups.values(), key=lambda group: (group[0].pk != place.pk, group[0].name))
