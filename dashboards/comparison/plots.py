"""The official figures of several places as dots: one small drawing for each measure.

Each has a scale of its own, from the lowest council of England to the highest, so that a dot says
where a place stands among all; the places keep their order in every one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from geography.measure.comparison import COUNTS, with_unit
from geography.measure.period import period_of
from geography.measure.side_by_side import FigureHere, Measured
from geography.measure.spread import Spread
from geography.models import Measure
from interface.charts.scale import Scale
from interface.words import capitalised
from partnerships.models import Place

# What stands there until the reader chooses
FIRST = (
    "imd_lsoas_most_deprived_decile_pct",
    "claimant_count_pct",
    "children_relative_low_income_ahc_pct",
    "healthy_life_expectancy_female",
    "healthy_life_expectancy_male",
    "fuel_poverty_pct",
    "private_rented_households_pct",
    "no_qualifications_pct",
)
LEFT, RIGHT = 2, 98  # per cent of the width, so that a dot at an end is whole


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure that can be chosen."""

    key: str
    label: str
    topic: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One place in a drawing, in per cent of its width; ``why_not`` where it has no figure."""

    place: str
    words: str
    why_not: str
    at: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Plot:
    """One measure: its dots in the order of the places, and where England and the middle are."""

    key: str
    label: str
    note: str
    dots: tuple[Dot, ...]
    country: float | None
    middle: float | None
    definition: str
    attributions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The highest and the lowest of these places; empty where two cannot be told apart."""
        known = [dot for dot in self.dots if dot.at is not None]
        if len({dot.at for dot in known}) < 2:
            return ""
        low, high = (end(known, key=lambda dot: dot.at or 0) for end in (min, max))
        return f"{self.label}: {high.words} in {high.place}, {low.words} in {low.place}."


def offered(asked: Collection[str]) -> list[Offered]:
    """Every measure that is a number; chosen are those that the address names, else the first.

    One query.
    """
    rows = list(Measure.objects.exclude(decimals=None).values_list("key", "label", "topic"))
    known = [key for key, _, _ in rows]
    usual = set(known).intersection(FIRST) or set(known[: len(FIRST)])
    chosen = set(known).intersection(asked) or usual
    return [Offered(key, label, topic, key in chosen) for key, label, topic in rows]


def plots(
    places: Sequence[Place], measured: Iterable[Measured], spreads: dict[int, Spread]
) -> tuple[Plot, ...]:
    """A drawing for each measure of which any place has a figure."""
    return tuple(
        _plot(places, one, spreads.get(one.release_id))
        for one in measured
        if any(here.value is not None for here in one.here)
    )


def _plot(places: Sequence[Place], measured: Measured, spread: Spread | None) -> Plot:
    country = measured.country if measured.key not in COUNTS else None
    england = country.value if country and not measured.ranked else None
    at = _scale(measured.here, spread, england)

    def said(value: Decimal) -> str:
        return with_unit(value, measured.unit if "%" in measured.unit else "", measured.decimals)

    beside = []
    if england is not None:
        beside.append(f"{measured.country_name} {said(england)}")
    if spread:
        beside.append(f"middle council {said(spread.middle)}")
    return Plot(
        key=measured.key,
        label=measured.label,
        note=_note(measured, beside),
        dots=tuple(
            _dot(place, here, at, said) for place, here in zip(places, measured.here, strict=True)
        ),
        country=None if england is None else at(england),
        middle=at(spread.middle) if spread else None,
        definition=measured.definition,
        attributions=tuple(
            one.attribution for one in (*measured.here, country) if one and one.attribution
        ),
    )


def _scale(
    here: Iterable[FigureHere], spread: Spread | None, england: Decimal | None
) -> Callable[[Decimal], float]:
    """From the lowest council to the highest; further where a place or England lies beyond."""
    ends = [value for one in here for value in (one.value, one.lower, one.upper)]
    ends += [england, *((spread.low, spread.high) if spread else ())]
    known = [value for value in ends if value is not None]
    return Scale(float(min(known)), float(max(known)), LEFT, RIGHT).at


def _dot(
    place: Place, here: FigureHere, at: Callable[[Decimal], float], said: Callable[[Decimal], str]
) -> Dot:
    if here.value is None:
        return Dot(place.name, "", capitalised(here.why_not) or "Not known", None, None)
    interval = None
    if here.lower is not None and here.upper is not None:
        interval = at(here.lower), at(here.upper)
    return Dot(place.name, said(here.value), "", at(here.value), interval)


def _note(measured: Measured, beside: Sequence[str]) -> str:
    """Of what and when, and what stands beside it: "% of households, 2023. England 11.42%"."""
    unit = f"rank among {measured.ranked} councils" if measured.ranked else measured.unit
    first = ", ".join(filter(None, (unit, period_of(measured.release))))
    newer = "" if measured.is_newest else f"{period_of(measured.newest)} is newer and has fewer"
    said = [capitalised(first), capitalised(", ".join(beside)), newer]
    return ". ".join(filter(None, said))
