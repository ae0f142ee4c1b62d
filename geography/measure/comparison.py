"""What stands beside a context figure: England's, its region's, and those of its kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from geography.measure.period import period_of, release_words
from interface.charts.standing import Standing, standing
from interface.words import NOT_KNOWN
from records.addresses import address

# Numbers of people or areas: those of the region and of England are of another size altogether.
COUNTS = ("population_total", "imd_lsoas_total", "imd_lsoas_most_deprived_decile")
# Said in place of a figure: there is none by what the measure is, or the release has none
HAS_NONE, NOT_PUBLISHED = "Has none", "None published"
# Too few to say where one stands among them.
FEWEST = 3


def has_country(levels: str) -> bool:
    """Whether a measure is published for England or the United Kingdom, by its own words."""
    return any(name in levels for name in ("England", "United Kingdom"))


class InUnit(Protocol):
    """A measure, as far as its numbers are put into words."""

    @property
    def unit(self) -> str: ...

    @property
    def decimals(self) -> int | None: ...


def in_unit(measure: InUnit, value: Decimal | int) -> str:
    """A number with its unit, as short as can be."""
    return with_unit(value, measure.unit, measure.decimals)


def without_unit(measure: InUnit, value: Decimal | int) -> str:
    """A number with as many decimals as its publisher gives."""
    return with_unit(value, "", measure.decimals)


def with_unit(value: Decimal | int, unit: str, decimals: int | None) -> str:
    """A figure with its unit, as short as can be. A percentage has at most one decimal, files have
    all that its publisher gives; what is not nothing is never written as none, and the middle of
    two whole numbers is half of one."""
    if unit.startswith("%"):
        short = min(decimals or 0, 1)
        vanishes = bool(value) and not round(value, short)
        return f"{value:,.{decimals or 0 if vanishes else short}f}%"
    number = f"{value:,.{decimals or int(bool(value % 1))}f}"
    return f"{number} {unit}" if unit == "years" else number


def of_what(label: str, unit: str) -> str:
    """A unit as it stands under a label; empty where the label begins with it."""
    said = unit.removeprefix("%").strip()
    return "" if label.lower().split()[:1] == said.removeprefix("of ").split() else said


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of all places of a kind: the least, quarters, the middle, and the most."""

    low: Decimal
    quarter: Decimal
    middle: Decimal
    three_quarters: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure at one place, with all that stands beside it.

    ``number`` places of its kind have a figure of this release, ``below`` of them a lower one and
    ``equal`` the same, the place itself counted. A missing number is not known.
    """

    key: str
    label: str
    topic: str
    unit: str
    decimals: int | None
    higher_means: str
    levels: str
    definition: str
    caveat: str
    release: str
    as_of: dt.date
    ranked: int | None
    value: Decimal | None
    words: str
    lower: Decimal | None
    upper: Decimal | None
    derivation: str
    published_as: str
    is_there: bool
    source_slug: str
    source_title: str
    england: Decimal | None
    united_kingdom: Decimal | None
    region_name: str
    region: Decimal | None
    number: int
    below: int
    equal: int
    spread: Spread | None
    kinds: str
    is_over: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.value is not None or bool(self.words)

    @property
    def is_published(self) -> bool:
        """Whether it is published for places of this kind, which this one still is."""
        return self.is_there or (self.number > 0 and not self.is_over)

    @property
    def here(self) -> str:
        """The figure of the place; an unknown one is said to be that."""
        if self.words:
            return self.words
        if self.value is None:
            return NOT_KNOWN
        return (
            f"{self.number_words(self.value)} of {self.ranked}"
            if self.ranked
            else self.number_words(self.value)
        )

    @property
    def interval(self) -> str:
        """Its 95% interval in words; empty where it has none."""
        if self.lower is None or self.upper is None:
            return ""
        return f"95%: {self.bare(self.lower)} to {self.bare(self.upper)}"

    @property
    def country(self) -> tuple[str, Decimal | None]:
        """England and its figure; the United Kingdom where England has none."""
        if self.england is None and self.united_kingdom is not None:
            return "United Kingdom", self.united_kingdom
        return "England", self.england

    @property
    def country_name(self) -> str:
        """Which country stands beside it."""
        return self.country[0]

    @property
    def no_country(self) -> str:
        """What stands where the country has no figure."""
        kind = "England has no rank" if self.ranked else HAS_NONE
        return kind if not has_country(self.levels) else NOT_PUBLISHED

    @property
    def no_region(self) -> str:
        """What stands where its region has no figure."""
        return NOT_PUBLISHED if "region" in self.levels.lower() else HAS_NONE

    @property
    def direction(self) -> str:
        """How a higher score or age reads, where neither a rank nor a percentage says it."""
        return "" if self.ranked or self.unit.startswith("%") else self.reading

    @property
    def country_words(self) -> str:
        """The figure of the country; empty where there is none."""
        return self._or_nothing(self.country[1])

    @property
    def region_words(self) -> str:
        """The figure of its region; empty where there is none."""
        return self._or_nothing(self.region)

    @property
    def middle_words(self) -> str:
        """The middle one of its kind; empty where that says nothing."""
        return self._or_nothing(self.spread.middle) if self.spread else ""

    @property
    def sentence(self) -> str:
        """Where it stands among its kind, which the head of the table names; or why not."""
        if not self.known:
            return self.why_not
        if self.ranked:
            return f"1 is {self._end_of_ranks}; ranked among {self.ranked} councils."
        if self.number <= FEWEST:
            return "Too few have this figure to compare it."
        if self.words:
            same, others = self.equal - 1, self.number - 1
            how_many = "All" if same == others else same or "None"
            are = "is" if same == 1 and others > 1 else "are"
            return f"{how_many} of the other {others} {are} in this class."
        return self._among

    @property
    def _among(self) -> str:
        same = self.equal - 1
        middle = f". Median: {self.middle_words}." if self.spread else "."
        if self.below == 0 or self.below + self.equal == self.number:
            end = "highest" if self.below else "lowest"
            place = (
                f"Joint {end} of {self.number}, with {same} others"
                if same
                else f"The {end} of {self.number}"
            )
            return f"{place}{middle}"
        as_high = f", the same as {same}" if same else ""
        others = f"the other {self.number - 1}"
        return f"Higher than {self.below} of {others}{as_high}{middle}{self._beyond}"

    @property
    def _beyond(self) -> str:
        """That the country lies outside all places of this kind, whose line it is drawn beyond."""
        name, value = self.country
        if self.spread is None or value is None or self.key in COUNTS:
            return ""
        if value > self.spread.high:
            return f" {name} is higher than all."
        return f" {name} is lower than all." if value < self.spread.low else ""

    @property
    def why_not(self) -> str:
        """Why there is nothing to compare."""
        if not self.is_there and not self.number:
            return f"Not published for {self.kinds}. {self.levels}."
        return (
            "It ended before this release." if self.is_over else "The release has no figure for it."
        )

    @property
    def reading(self) -> str:
        """How a higher figure reads: "Higher is more deprived"; empty where it is neutral."""
        return f"Higher is {self.higher_means}" if self.higher_means else ""

    @property
    def when(self) -> str:
        """Its release."""
        return release_words(self.release)

    @property
    def period(self) -> str:
        """The time that its release says it is of: "2022 to 2024"."""
        return period_of(self.release)

    @property
    def source_url(self) -> str:
        """The page of the source."""
        return address("source", self.source_slug)

    @property
    def of_what(self) -> str:
        """Its unit as it stands under the label: "of population", "years"."""
        return of_what(self.label, self.unit)

    @property
    def chart(self) -> Standing | None:
        """Where it stands among its kind, drawn; None where that says nothing, as for ranks."""
        spread = self.spread
        if spread is None or self.value is None or self.ranked:
            return None
        return standing(
            f"at-{self.key}",
            f"{self.label}: the place among {self.number} {self.kinds}",
            (spread.low, spread.quarter, spread.middle, spread.three_quarters, spread.high),
            (self.number_words(spread.low), self.number_words(spread.high)),
            sentence=f"Here {self.here}. {self.sentence}",
            value=self.value,
            ring=None if self.key in COUNTS else self.region,
            stroke=None if self.key in COUNTS else self.country[1],
        )

    def number_words(self, value: Decimal) -> str:
        """A number as it stands under its label, which names the unit; percentages keep a sign."""
        return in_unit(self, value) if self.unit.startswith("%") else self.bare(value)

    def bare(self, value: Decimal) -> str:
        """A number with as many decimals as its publisher gives."""
        return without_unit(self, value)

    def _or_nothing(self, value: Decimal | None) -> str:
        return "" if value is None else self.number_words(value)

    @property
    def _end_of_ranks(self) -> str:
        return "the most deprived" if "less" in self.higher_means else "the first"


@dataclass(frozen=True, slots=True)
class Context:
    """The context figures of a place."""

    kinds: str
    rows: tuple[Compared, ...]

    def __bool__(self) -> bool:
        return any(row.is_there for row in self.rows)

    @property
    def has_ended(self) -> bool:
        """Whether the place ended, so that newer releases have no figure for it."""
        return any(row.is_over for row in self.rows)

    @property
    def has_intervals(self) -> bool:
        """Whether any of them is an estimate with a confidence interval."""
        return any(row.interval for row in self.rows)

    @property
    def published(self) -> list[Compared]:
        """Those that are published for places of its kind."""
        return [row for row in self.rows if row.is_published]

    @property
    def not_published(self) -> list[Compared]:
        """Those that are not."""
        return [row for row in self.rows if not row.is_published]

    @property
    def topics(self) -> list[tuple[str, list[Compared]]]:
        """Those that are published, by what they are about."""
        groups: dict[str, list[Compared]] = {}
        for row in self.published:
            groups.setdefault(row.topic, []).append(row)
        return list(groups.items())

    @property
    def region_name(self) -> str:
        """Its region; empty where it lies in none."""
        return next((row.region_name for row in self.rows if row.region_name), "")
