"""An official figure of councils as the colour of a map and a column of its list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Subquery, Value, When

from dashboards.directory.colouring import Choices, Colouring, Reading, from_to
from geography.england.tiles import KINDS
from geography.measure.comparison import in_unit, without_unit
from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from interface.charts.classes import MOST, Classes, classes
from interface.charts.classes import Value as Figure
from interface.columns import Column
from interface.words import date_words

NO_FIGURE = "no figure in this release"


@dataclass(frozen=True, kw_only=True)
class Official(Colouring):
    """The newest release of a measure. ``figures`` are those of places; None where not known."""

    measure: Measure
    release: MeasureRelease
    figures: Mapping[int, Figure | None] = field(default_factory=dict)

    def of(self, places: Collection[int]) -> Self:
        """With the figures of these places and what their licences ask to be said. Two queries."""
        rows = ContextFigure.objects.filter(release=self.release, place__in=places).values_list(
            "place", "value", "words", "source"
        )
        figures: dict[int, Figure | None] = {}
        sources = set()
        for place, value, words, source in rows:
            sources.add(source)
            figures[place] = (words or None) if value is None else value
        lines = Attribution.objects.filter(source__in=sources).select_related("source")
        in_order = tuple(lines.order_by(F("source__sort_key"), "pk"))
        return replace(self, figures=figures, attributions=in_order)

    def at(self, place: int, count: int = 0) -> Reading:
        """The figure with its unit."""
        figure = self.figures.get(place)
        if figure is None:
            return Reading("not known")
        if isinstance(figure, str):
            return Reading(figure, figure)
        if self.release.ranked:
            ranked = f"{without_unit(self.measure, figure)} of {self.release.ranked}"
            return Reading(ranked, figure)
        return Reading(in_unit(self.measure, figure), figure)

    def in_row(self, place: int) -> str:
        """What the list says of a place, which may be of a kind that has no figures."""
        figure = self.figures.get(place)
        return NO_FIGURE if figure is None else self.at(place).words

    def classes(self, readings: Iterable[Reading]) -> Classes:
        """The classes of what is known; the first rank is the darkest."""
        figures = [reading.figure for reading in readings if reading.figure is not None]
        ranked = self.release.ranked is not None
        return classes(figures, from_to(self.step_words), darkest_first=ranked)

    def step_words(self, figure: Figure) -> str:
        """A figure without its unit, which the key names."""
        return figure if isinstance(figure, str) else without_unit(self.measure, figure)

    def sentence(self, readings: Sequence[Reading]) -> str:
        """How many of them lack one."""
        unknown = sum(reading.figure is None for reading in readings)
        lacking = "have" if unknown > 1 else "has"
        return f"{unknown} {lacking} no figure" if unknown else "all have a figure"

    def columns(self) -> tuple[Column, ...]:
        """The figure, its unit and its release."""
        measure, ranked = self.measure, self.release.ranked
        unit = f"a rank among {ranked} councils" if ranked else measure.unit
        means = f"Higher is {measure.higher_means}" if measure.higher_means else ""
        said = (f"{measure.definition.rstrip('.')}", f"In: {unit}" if unit else "", means)
        caveat = f" {measure.caveat}" if measure.caveat else ""
        return (
            Column(
                measure.key,
                measure.label,
                f"{'. '.join(part for part in said if part)}. {self.when}.{caveat}",
                lambda place: self.figures.get(place.pk),
            ),
            Column(
                f"{measure.key}_unit",
                f"{measure.label}: unit",
                "What the figure is in",
                lambda _: unit,
                blank="none",
            ),
            Column(
                f"{measure.key}_release",
                f"{measure.label}: release",
                "The release that the figure is from, and its day",
                lambda _: self.when,
            ),
        )


def measures() -> list[Any]:
    """The measures that councils have figures of; words only where there are few of them.

    Each has ``newest``: the newest release in which a council has a figure. One query.
    """
    here = ContextFigure.objects.filter(place__kind__in=KINDS)
    releases = MeasureRelease.objects.filter(
        Exists(here.filter(release=OuterRef("pk"))), measure=OuterRef("pk")
    )
    newest = Subquery(releases.order_by("-as_of").values("pk")[:1])
    words = here.filter(release=OuterRef("newest")).exclude(words="").order_by().values("release")
    kinds = Subquery(words.annotate(number=Count("words", distinct=True)).values("number"))
    few = Case(When(decimals=None, then=kinds), default=Value(0))
    rows = Measure.objects.annotate(newest=newest).annotate(kinds=few)
    return [row for row in rows if row.newest is not None and (row.kinds or 0) <= MOST]


def by_topic(offered: Iterable[Measure]) -> Choices:
    """These measures as choices."""
    topics: dict[str, list[tuple[str, str]]] = {}
    for measure in offered:
        topics.setdefault(measure.topic, []).append((measure.key, measure.label))
    return tuple(topics.items())


def official(measure: Any, choices: Choices) -> Official:
    """The newest release of one of ``measures``. One query."""
    release = MeasureRelease.objects.get(pk=measure.newest)
    higher = f" Higher is {measure.higher_means}." if measure.higher_means else ""
    return Official(
        key=measure.key,
        label=measure.label,
        choices=choices,
        unit=measure.unit,
        about=f"{measure.definition}{higher} {measure.caveat}".strip(),
        when=f"{release.name}, as at {date_words(release.as_of)}",
        measure=measure,
        release=release,
    )
