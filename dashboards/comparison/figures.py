"""The official figures of several places, England's beside them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.comparison.table import Cell, Line, Part
from geography.measure.comparison import HAS_NONE, NOT_PUBLISHED, has_country
from geography.measure.period import release_words
from geography.measure.side_by_side import FigureHere, Measured
from interface.words import capitalised
from partnerships.models import Place
from records.addresses import address

BELOW = (
    "All figures of a line are of one release, so that they can be set beside one another; what "
    "another release says of a place is named and not compared. No change between releases is "
    "calculated: a rank among 317 councils is no rank among 296."
)


def figures_part(places: Sequence[Place], measures: Sequence[Measured]) -> Part:
    """A line for each measure, by theme."""
    return Part(
        key="figures",
        title="Official figures",
        lines=tuple(_line(places, measured) for measured in measures),
        below=BELOW,
        empty="No official figures are loaded.",
        has_country=True,
    )


def _line(places: Sequence[Place], measured: Measured) -> Line:
    newer = (
        ""
        if measured.is_newest
        else f". {release_words(measured.newest)} is newer and has fewer of them"
    )
    note = ", ".join(filter(None, (measured.of_what, measured.when))) + newer
    return Line(
        key=measured.key,
        label=measured.label,
        note=note,
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
        source_url=here.source_url,
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
        source_url=country.source_url,
        attribution=country.attribution,
    )
