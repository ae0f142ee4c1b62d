"""What the map of places can be coloured by: what the reader sees of pilots and barriers, and each
official figure of councils. Money is not offered: see docs/decisions/0041.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When

from barriers.models import Barrier
from interface.charts.classes import MOST, Classes, classes
from interface.charts.classes import Value as Figure
from interface.words import count_words, date_words
from partnerships.england.tiles import KINDS
from partnerships.measure.comparison import in_unit, without_unit
from partnerships.models import Attribution, ContextFigure, Measure, MeasureRelease
from partnerships.subqueries import UpTo, at_each_place
from pilots.models import Pilot

PILOTS, BARRIERS = "pilots", "barriers"
# Of more at one council the map says only that: each is asked whether the reader may see it
MOST_COUNTED = 100


@dataclass(frozen=True)
class Colouring:
    """What the reader picked. ``counted`` are the records of a count; None for a measure.

    ``figures`` are those of a measure by place; a place that is missing there is not known.
    """

    key: str
    label: str
    choices: tuple[tuple[str, list[tuple[str, str]]], ...]
    noun: str = ""
    counted: QuerySet[Any] | None = None
    measure: Measure | None = None
    release: MeasureRelease | None = None
    figures: Mapping[int, Figure] = field(default_factory=dict)
    attributions: tuple[Attribution, ...] = ()
    problem: str = ""

    def words(self, figure: Figure | None) -> str:
        """A figure as the name of an area and the table say it."""
        if figure is None:
            return "not known"
        if isinstance(figure, str):
            return figure
        if self.measure is None:
            return self._count_words(int(figure))
        if self.release and self.release.ranked:
            return f"{without_unit(self.measure, figure)} of {self.release.ranked}"
        return in_unit(self.measure, figure)

    def _count_words(self, count: int) -> str:
        if count > MOST_COUNTED:
            return f"{_up_to_most(count)} {self.noun}s"
        return count_words(count, self.noun) if count else f"no {self.noun} to see"

    def number(self, count: Figure | None) -> str:
        """A count as short as it stands in a tile."""
        return f"{MOST_COUNTED}+" if count == MOST_COUNTED + 1 else str(count)

    def classes(self, figures: Iterable[Figure | None]) -> Classes:
        """The classes of what is known; of a count none is no class but says so by itself."""
        known = [figure for figure in figures if figure is not None]
        if self.measure is None:
            return classes([figure for figure in known if figure], _from_to(_up_to_most))
        ranked = self.release is not None and self.release.ranked is not None
        return classes(known, _from_to(self._step_words), darkest_first=ranked)

    def _step_words(self, figure: Figure) -> str:
        if self.measure is None or isinstance(figure, str):
            return str(figure)
        return without_unit(self.measure, figure)

    @property
    def when(self) -> str:
        """Release and day of a measure; empty for a count."""
        if self.release is None:
            return ""
        return f"{self.release.name}, as at {date_words(self.release.as_of)}"


def colouring(user: Any, asked: str, places: Iterable[int]) -> Colouring:
    """What this address colours by, with the figures of these places. Four queries at most."""
    offered = {measure.key: measure for measure in _measures()}
    choices = (
        ("What you can see here", [(PILOTS, "Pilots"), (BARRIERS, "Barriers")]),
        *_by_topic(offered.values()),
    )
    measure = offered.get(asked)
    if measure is not None:
        return _of_measure(measure, places, choices)
    if asked == BARRIERS:
        seen = Barrier.objects.visible_to(user)
        return Colouring(BARRIERS, "Barriers you can see", choices, "barrier", seen)
    problem = ""
    if asked not in ("", PILOTS):
        problem = "There is no such figure to colour by. The map shows pilots."
    pilots = Pilot.objects.visible_to(user)
    return Colouring(PILOTS, "Pilots you can see", choices, "pilot", pilots, problem=problem)


def count_at(records: QuerySet[Any]) -> UpTo:
    """How many of these records are at a place or within it, counted no further than the most."""
    return UpTo(at_each_place(records), MOST_COUNTED)


def _measures() -> QuerySet[Measure]:
    """The measures that councils have figures of; words only where there are few of them."""
    figures = ContextFigure.objects.filter(release__measure=OuterRef("pk"), place__kind__in=KINDS)
    words = figures.exclude(words="").order_by().values("release__measure")
    kinds = Subquery(words.annotate(number=Count("words", distinct=True)).values("number"))
    few = Case(When(decimals=None, then=kinds), default=Value(0))
    return Measure.objects.filter(Exists(figures)).annotate(kinds=few).filter(kinds__lte=MOST)


def _by_topic(measures: Iterable[Measure]) -> list[tuple[str, list[tuple[str, str]]]]:
    topics: dict[str, list[tuple[str, str]]] = {}
    for measure in measures:
        topics.setdefault(measure.topic, []).append((measure.key, measure.label))
    return list(topics.items())


def _of_measure(measure: Measure, places: Iterable[int], choices: Any) -> Colouring:
    here = ContextFigure.objects.filter(release=OuterRef("pk"), place__kind__in=KINDS)
    release = MeasureRelease.objects.filter(Exists(here), measure=measure).latest("as_of")
    rows = ContextFigure.objects.filter(release=release, place__in=list(places)).values_list(
        "place", "value", "words", "source"
    )
    figures: dict[int, Figure] = {}
    sources = set()
    for place, value, words, source in rows:
        sources.add(source)
        if value is not None or words:
            figures[place] = words if value is None else value
    lines = Attribution.objects.filter(source__in=sources).select_related("source")
    return Colouring(
        key=measure.key,
        label=measure.label,
        choices=choices,
        measure=measure,
        release=release,
        figures=figures,
        attributions=tuple(lines.order_by(F("source__sort_key"), "pk")),
    )


def _up_to_most(count: Figure) -> str:
    return f"more than {MOST_COUNTED}" if count == MOST_COUNTED + 1 else str(count)


def _from_to(said: Callable[[Figure], str]) -> Callable[[Figure, Figure], str]:
    return lambda low, high: said(low) if low == high else f"{said(low)} to {said(high)}"
