"""The official figures of several places, England's beside them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.comparison.table import Cell, Line, Part
from geography.measure.comparison import HAS_NONE, NOT_PUBLISHED, has_country
from geography.measure.side_by_side import FigureHere, Measured
from interface.words import capitalised
from partnerships.models import Place
from records.addresses import address


def figures_part(places: Sequence[Place], measures: Sequence[Measured]) -> Part:
    """A line for each measure, by theme."""
    return Part(
        key="figures",
        title="Official figures",
        lines=tuple(_line(places, measured) for measured in measures),
    )


def _line(places: Sequence[Place], measured: Measured) -> Line:
    return Line(
        label=measured.label,
        theme=measured.topic,
        unit=measured.unit or ("rank" if "rank" in measured.label.lower() else ""),
        release=measured.release,
        as_of=measured.as_of,
        definition=measured.definition,
        caveat=measured.caveat,
        cells=tuple(
            _cell(place, here, measured.key)
            for place, here in zip(places, measured.here, strict=True)
        ),
        country=_country(measured),
    )


def _cell(place: Place, here: FigureHere, key: str) -> Cell:
    return Cell(
        at=place.name,
        words=here.words,
        url=f"{address('place_context', place.slug)}#{key}" if here.words else "",
        note=here.interval or (f"{capitalised(here.why_not)}." if here.why_not else ""),
        value=here.value,
        source_title=here.source_title,
        attribution=here.attribution,
        derivation=here.derivation,
    )


def _country(measured: Measured) -> Cell:
    """England, or the United Kingdom where that is named."""
    country, name = measured.country, measured.country_name
    if country is None:
        kind = "England has no rank" if measured.ranked else HAS_NONE
        words = NOT_PUBLISHED if has_country(measured.levels) else kind
        return Cell(at="England", words=words, is_none=True)
    return Cell(
        at=name,
        words=country.words,
        note="" if name == "England" else f"{name}; none recorded for England",
        value=country.value,
        source_title=country.source_title,
        attribution=country.attribution,
    )
