"""An official figure of councils as the colour of a map and a column of its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Subquery, Value, When

from dashboards.directory.colouring import Choices, Colouring, Reading
from geography.england.tiles import KINDS
from geography.measure.comparison import in_unit, without_unit
from geography.measure.period import release_words
from geography.models import Attribution, ContextFigure, Measure, MeasureRelease
from interface.charts.classes import MOST, Classes, classes, round_classes
from interface.charts.classes import Value as Figure
from interface.columns import Column
from interface.words import count_words, date_words

NO_FIGURE = "no figure"


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
        """The figure with its unit; zero is none of what it counts."""
        figure = self.figures.get(place)
        if figure is None:
            return Reading(NO_FIGURE)
        if isinstance(figure, str):
            return Reading(figure, figure)
        if self.release.ranked:
            ranked = f"{without_unit(self.measure, figure)} of {self.release.ranked}"
            return Reading(ranked, figure)
        return Reading(in_unit(self.measure, figure), figure, is_none=not figure)

    def classes(self, readings: Iterable[Reading]) -> Classes:
        """The classes of what is known, with round limits; the first rank is the darkest."""
        figures = [one.figure for one in readings if one.figure is not None and not one.is_none]
        numbers = [figure for figure in figures if not isinstance(figure, str)]
        if not numbers:
            return classes(figures, lambda low, _: str(low))
        return round_classes(
            numbers, self.step_words, whole=not self.measure.decimals, darkest_first=self.is_rank
        )

    @property
    def is_rank(self) -> bool:
        """Whether the figures are ranks, of which 1 is the first."""
        return self.release.ranked is not None

    def step_words(self, figure: Figure) -> str:
        """A round limit as short as can be."""
        if isinstance(figure, str):
            return figure
        sign = "%" if self.measure.unit.startswith("%") else ""
        return f"{Decimal(figure).normalize():,f}{sign}"

    def sentence(self, readings: Mapping[str, Reading]) -> str:
        """Which is the highest and which the lowest, or how many are of each class."""
        known = {name: one for name, one in readings.items() if one.figure is not None}
        if not known:
            return f"{self.label}: no figure for any of these councils."
        if self.measure.is_words:
            counted = Counter(one.words for one in known.values())
            said = (f"{words}, {count_words(n, 'council')}" for words, n in sorted(counted.items()))
            return f"{self.label}: {'; '.join(said)}."
        ends = ("first", "last") if self.is_rank else ("highest", "lowest")
        pairs = list(known.items())
        said = (_end(known, *at) for at in ((pairs[0], ends[0]), (pairs[-1], ends[1])))
        return f"{self.label}: {', '.join(said)}."

    def missing(self, readings: Collection[Reading]) -> str:
        """How many of them lack one."""
        unknown = sum(reading.figure is None for reading in readings)
        councils = count_words(len(readings), "council")
        if not unknown:
            return f"All {councils} have a figure for this measure."
        return f"{unknown} of {councils} {'has' if unknown == 1 else 'have'} no figure."

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


def _end(known: Mapping[str, Reading], one: tuple[str, Reading], end: str) -> str:
    """The council at an end: "highest in Middlesbrough, 50.00%"; or how many share it."""
    name, reading = one
    alike = sum(other.figure == reading.figure for other in known.values())
    where = name if alike == 1 else count_words(alike, "council")
    return f"none in {where}" if reading.is_none else f"{end} in {where} ({reading.words})"


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
        short=_short(measure, release),
        lowest_first=release.ranked is not None,
        none_words="None",
        unknown_words="No figure",
        about=f"{measure.definition}{higher} {measure.caveat}".strip(),
        when=f"{release_words(release.name)}, as at {date_words(release.as_of)}",
        measure=measure,
        release=release,
    )


def _short(measure: Measure, release: MeasureRelease) -> str:
    """What heads the column of its figures."""
    if release.ranked:
        return "Rank"
    return "Share" if measure.unit.startswith("%") else measure.unit.capitalize() or "Figure"
