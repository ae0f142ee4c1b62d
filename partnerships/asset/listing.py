"""What stands around the work in a place, as its pages list it and as files hold it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from interface.exports import Column
from interface.figures import Figure
from interface.paging import Sort
from interface.words import capitalised
from partnerships.models import Asset, EmergencyContact, Place, PlaceFigure
from records.dates import DateWithPrecision
from records.figures import Quantity

# The most that one page shows
ASSETS, CONTACTS, FIGURES = 500, 60, 200

NUMBERED = (Sort("number", "pk", says=str),)
NUMBER = Column("number", "Number", "Its number in Placebook, which stays", attrgetter("pk"))


def _label(figure: PlaceFigure) -> str:
    """What a figure counts: "Population"."""
    return capitalised(figure.name or str(figure.get_measure_display()))


def _as_of(figure: PlaceFigure) -> str:
    """When it held, as precisely as known."""
    return str(DateWithPrecision.of(figure, "as_of") or "")


ASSET_COLUMNS = (
    NUMBER,
    Column("asset", "Asset", "What it is", attrgetter("name")),
    Column.of(Asset, "kind"),
    Column.of(Asset, "place"),
    Column.of(Asset, "about"),
    Column("kept_by", "Looked after by", "Who looks after it", attrgetter("kept_by")),
    Column.of(Asset, "gone_on"),
    Column.of(Asset, "source", meaning="Where this is from"),
)
FIGURE_COLUMNS = (
    NUMBER,
    Column.of(PlaceFigure, "place"),
    Column("figure", "Figure", "What it counts", _label),
    Column.of(PlaceFigure, "value"),
    Column.of(PlaceFigure, "unit"),
    Column.of(PlaceFigure, "release"),
    Column("as_of", "As at", "The day or period", _as_of),
    Column.of(PlaceFigure, "source", meaning="Where it is from"),
)


@dataclass(frozen=True)
class ShownFigure:
    """A figure of a place with all that must stand beside it, and its row to correct."""

    label: str
    figure: Figure
    row: PlaceFigure

    @classmethod
    def of(cls, row: PlaceFigure) -> ShownFigure:
        """The figure of a row."""
        quantity = Quantity(row.value, unit=row.unit)
        return cls(_label(row), Figure(quantity, as_of=_as_of(row), source=row.source), row)

    @property
    def when(self) -> str:
        """Release and as-of date in one line."""
        release = "" if self.row.release == self.figure.as_of else self.row.release
        parts = [release, f"as at {self.figure.as_of}" if self.figure.as_of else ""]
        return ", ".join(part for part in parts if part)


def figures_of_place(rows: Any) -> list[ShownFigure]:
    """Every figure of a place, the newest of each measure first."""
    newest = rows.order_by("measure", "name", "-as_of", "id")
    return [ShownFigure.of(row) for row in newest[:FIGURES]]


def assets_by_kind(rows: Any) -> list[tuple[str, list[Asset]]]:
    """Assets under the words for their kind, those that are gone last. One query."""
    groups: dict[str, list[Asset]] = {}
    for asset in sorted(rows[:ASSETS], key=lambda asset: asset.gone_on is not None):
        groups.setdefault(asset.kind, []).append(asset)
    return [(str(label), groups[kind]) for kind, label in Asset.Kind.choices if kind in groups]


def contacts_by_place(
    rows: Iterable[EmergencyContact], place: Place
) -> list[tuple[Place, list[EmergencyContact]]]:
    """Whom to ring, those of the place itself first, then of the places that it lies in."""
    groups: dict[int, tuple[Place, list[EmergencyContact]]] = {}
    for contact in list(rows)[:CONTACTS]:
        groups.setdefault(contact.place_id, (contact.place, []))[1].append(contact)
    return sorted(groups.values(), key=lambda group: (group[0].pk != place.pk, group[0].name))
