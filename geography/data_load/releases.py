"""Which releases of official lists and figures the record has, and when each was loaded by whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from geography.data_load.models import CARE_BOARDS, PLACES, DataLoad
from geography.models import LocalityRelease, MeasureRelease
from interface.words import capitalised, date_words


@dataclass(frozen=True, slots=True)
class Loaded:
    """One release: ``loaded`` is empty where it is not known when."""

    name: str
    as_of: dt.date
    loaded: str = ""

    @property
    def words(self) -> str:
        """ "2024, as at 2 May 2024"."""
        return f"{self.name}, as at {date_words(self.as_of)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list or a measure: the release that is used, and the others, which stay beside it."""

    title: str
    publisher: str
    used: Loaded
    others: tuple[Loaded, ...] = ()


def releases(user: Any) -> tuple[list[Listed], list[Listed]]:
    """The lists and the measures. Signed-in readers see who loaded each. Three queries."""
    rows = DataLoad.objects.visible_to(user).loaded().select_related("loaded_by")
    when: dict[tuple[str, str], str] = {}
    for row in rows.defer("contents", "preview").order_by("loaded_at", "id"):
        said = _when(row, by_name=user.is_authenticated)
        when.update(dict.fromkeys(map(tuple, row.covers), said))
    return _lists(when), _measures(when)


def _when(row: DataLoad, *, by_name: bool) -> str:
    said = date_words(timezone.localtime(row.loaded_at).date()) if row.loaded_at else ""
    if row.loaded_by_id:
        return f"{said}, by {row.loaded_by}" if by_name else f"{said}, by an administrator"
    return f"{said}, {'from a file' if row.file_name else 'with the program'}"


def brought_to(user: Any) -> dict[str, Loaded]:
    """The tables of places and of care boards that were loaded by pages last, by what they are."""
    rows = DataLoad.objects.visible_to(user).loaded().filter(what__in=(PLACES, CARE_BOARDS))
    rows = rows.select_related("loaded_by").defer("contents", "preview")
    return {
        row.what: Loaded(row.release, row.loaded_at.date(), _when(row, by_name=bool(user.pk)))
        for row in rows.order_by("loaded_at", "id")
        if row.loaded_at
    }


def _lists(when: dict[tuple[str, str], str]) -> list[Listed]:
    """In the order of the lists; of each the one that is searched."""
    held: dict[str, list[LocalityRelease]] = {}
    for row in LocalityRelease.objects.select_related("source").order_by("-is_current", "-as_of"):
        held.setdefault(row.table, []).append(row)
    return [
        Listed(
            capitalised(str(table.label)),
            rows[0].source.publisher,
            *_first_and_rest(
                [Loaded(row.name, row.as_of, when.get((table, row.name), "")) for row in rows]
            ),
        )
        for table in LocalityRelease.Table
        if (rows := held.get(table))
    ]


def _measures(when: dict[tuple[str, str], str]) -> list[Listed]:
    """In the order of the measures; of each the newest release."""
    held: dict[int, list[MeasureRelease]] = {}
    rows = MeasureRelease.objects.select_related("measure")
    for row in rows.order_by("measure__position", "measure", "-as_of"):
        held.setdefault(row.measure_id, []).append(row)
    return [
        Listed(
            rows[0].measure.label,
            "",
            *_first_and_rest(
                [
                    Loaded(row.name, row.as_of, when.get((row.measure.key, row.name), ""))
                    for row in rows
                ]
            ),
        )
        for rows in held.values()
    ]


def _first_and_rest(rows: list[Loaded]) -> tuple[Loaded, tuple[Loaded, ...]]:
    return rows[0], tuple(rows[1:])
