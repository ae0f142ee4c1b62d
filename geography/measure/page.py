"""Every context figure of a place: what each counts, its older releases, and its file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geography.measure.comparison import Compared, Context
from geography.measure.for_place import context_of
from geography.measure.period import release_words
from geography.models import Attribution, ContextFigure
from interface.columns import Column
from partnerships.models import Place
from records.models import Source


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an older release said. It is never set against the newer one as a change."""

    words: str
    when: str


@dataclass(frozen=True)
class ContextPage:
    """The context figures of a place with all that stands on a page of their own."""

    context: Context
    figures: tuple[ContextFigure, ...]

    @property
    def attributions(self) -> list[str]:
        """What the licences of their sources ask to be said, each once."""
        return list(dict.fromkeys(line for row in self.figures if (line := attribution(row))))

    @property
    def defined(self) -> list[tuple[Compared, list[Earlier]]]:
        """Each measure that is published for places of this kind, with its older releases."""
        return [(row, self.earlier(row)) for row in self.context.published]

    def earlier(self, row: Compared) -> list[Earlier]:
        """The older releases of a measure."""
        return [
            Earlier(_figure_words(row, figure), _when(figure))
            for figure in self.figures
            if figure.release.measure.key == row.key and figure.release.as_of < row.as_of
        ]

    @property
    def lines(self) -> list[FileLine]:
        """The rows of the file: every figure of every release."""
        compared = {(row.key, row.release): row for row in self.context.rows}
        return [
            FileLine(figure, compared.get((figure.release.measure.key, figure.release.name)))
            for figure in self.figures
        ]


def context_page(place: Place) -> ContextPage:
    """Everything for the page of a place's context figures. Two queries."""
    figures = ContextFigure.objects.filter(place=place).select_related(
        "place", "release__measure", "source__attribution"
    )
    return ContextPage(
        context_of(place),
        tuple(figures.order_by("release__measure__position", "-release__as_of", "id")),
    )


def attribution_lines() -> list[tuple[str, list[Source]]]:
    """Each line that licences ask for, once, with the open sources it is for. One query.

    For the page about the data, whatever the figures are of.
    """
    lines: dict[str, list[Source]] = {}
    for row in Attribution.objects.select_related("source").order_by("source__sort_key", "pk"):
        lines.setdefault(row.line, []).append(row.source)
    return list(lines.items())


def lines_of(context: Context) -> list[str]:
    """What the licences of these figures ask to be said, each line once. One query."""
    sources = {row.source_slug for row in context.published}
    lines = Attribution.objects.filter(source__slug__in=sources).order_by("line")
    return list(lines.values_list("line", flat=True).distinct())


def attribution(figure: ContextFigure) -> str:
    """The line that stands wherever this figure does; empty where none is recorded."""
    return getattr(getattr(figure.source, "attribution", None), "line", "")


def _figure_words(row: Compared, figure: ContextFigure) -> str:
    if figure.words:
        return figure.words
    if figure.value is None:
        return "Not known"
    number = row.number_words(figure.value)
    return f"{number} of {figure.release.ranked}" if figure.release.ranked else number


def _when(figure: ContextFigure) -> str:
    return release_words(figure.release.name)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A context figure as a file has it; ``compared`` where it is the newest of its measure."""

    figure: ContextFigure
    compared: Compared | None

    @property
    def pk(self) -> None:
        """Its number: official figures have none."""

    @property
    def place(self) -> Place | None:
        return self.figure.place

    @property
    def label(self) -> str:
        return self.figure.release.measure.label

    @property
    def value(self) -> Decimal | str | None:
        """Its number or words."""
        number = self.figure.value
        if number is None:
            return self.figure.words or None
        return round(number, self.figure.release.measure.decimals or 0)

    @property
    def unit(self) -> str:
        return self.figure.release.measure.unit or ("rank" if self.figure.release.ranked else "")

    @property
    def release(self) -> str:
        return self.figure.release.name

    @property
    def as_of(self) -> dt.date:
        return self.figure.release.as_of

    @property
    def source(self) -> Any:
        return self.figure.source

    @property
    def definition(self) -> str:
        return self.figure.release.measure.definition

    @property
    def caveat(self) -> str:
        return self.figure.release.measure.caveat

    @property
    def ranked(self) -> int | None:
        return self.figure.release.ranked

    @property
    def derivation(self) -> str:
        return self.figure.derivation or "published"

    @property
    def attribution(self) -> str:
        return attribution(self.figure)


def _of_figure(name: str) -> Any:
    return lambda line: getattr(getattr(line, "figure", None), name, None)


def _beside(name: str) -> Any:
    return lambda line: getattr(getattr(line, "compared", None), name, None)


def _if_any(name: str) -> Any:
    return lambda line: getattr(line, name, None)


MORE_COLUMNS = (
    Column(
        "lower_95",
        "Lower end",
        "Lower end of the 95% interval",
        _of_figure("lower_95"),
        blank="none",
    ),
    Column(
        "upper_95",
        "Upper end",
        "Upper end of the 95% interval",
        _of_figure("upper_95"),
        blank="none",
    ),
    Column("ranked", "Ranked", "How many areas were ranked", _if_any("ranked"), blank="none"),
    Column("england", "England", "England in the same release", _beside("england")),
    Column(
        "united_kingdom", "United Kingdom", "The United Kingdom in it", _beside("united_kingdom")
    ),
    Column("region", "Region", "The place’s region in it", _beside("region")),
    Column("definition", "What it counts", "What the figure counts", _if_any("definition")),
    Column("caveat", "To bear in mind", "What to bear in mind", _if_any("caveat")),
    Column(
        "derivation", "Calculated", "Published, or how it was calculated", _if_any("derivation")
    ),
    Column(
        "attribution", "Attribution", "What the licence asks to be said", _if_any("attribution")
    ),
)
