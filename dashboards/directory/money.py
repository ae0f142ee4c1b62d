"""Money as the colour of a map: of one meaning, added up by the rule of the place's own page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from dashboards.directory.colouring import Choices, Colouring, Reading
from funding.flow.facts import MEANINGS
from funding.flow.sums import MOST_OF_ALL, Totals, totals_at_each
from funding.flow.totals import Total
from funding.models import Flow
from interface.charts.classes import Classes, round_classes
from interface.charts.classes import Value as Figure
from interface.columns import Column
from interface.words import count_words, in_sentence
from records.figures import in_words

BEFORE = "money_"
NONE_WORDS = "nothing recorded that you can see"
TOO_MANY = "too many amounts to add up"
ABOUT = (
    "Money {label}: {means}. All years together, of what you can see. Money that is passed on "
    "counts once; money for several places counts with each one’s share. Amounts that mean "
    "something else are never added, and an amount that is not known is in no sum. Payments to "
    "suppliers are not in it."
)


@dataclass(frozen=True, kw_only=True)
class OfMoney(Colouring):
    """The totals of one meaning at each place, as the reader sees them.

    Where more than ``most`` amounts at all the places together do not stand alone, nothing is
    added up.
    """

    user: Any
    meaning: str
    most: int = MOST_OF_ALL
    totals: Mapping[int, Totals] = field(default_factory=dict)

    def of(self, places: Collection[int]) -> Self:
        """With the totals of these places. One query."""
        seen = Flow.objects.visible_to(self.user)
        totals = totals_at_each(
            seen.payments(), places, meaning=self.meaning, seen=seen, most_of_all=self.most
        )
        problem = self.problem
        if totals and all(total.too_many for total in totals.values()):
            problem = (
                f"More than {self.most:,} amounts in these places are passed on, shared between "
                "places or split by year: too many to add up. Choose a region, or fewer places by "
                "another filter."
            )
        return replace(self, totals=totals, problem=problem)

    def at(self, place: int, count: int = 0) -> Reading:
        """The total; one that is no single amount, or not known, is in no class."""
        totals = self.totals.get(place, Totals())
        total = totals.of(self.meaning)
        if totals.too_many:
            return Reading(TOO_MANY)
        if not total.flows:
            return Reading(NONE_WORDS, is_none=True)
        if not total.known:
            return Reading("not known")
        words = f"{total}, {_unknown(total)}" if total.unknown else str(total)
        return Reading(words, total.upper if total.lower == total.upper else None)

    def step_words(self, figure: Figure) -> str:
        """Pounds."""
        return in_words(figure, "£") if isinstance(figure, Decimal) else str(figure)

    def classes(self, readings: Iterable[Reading]) -> Classes:
        """The classes of the sums that are one amount."""
        sums = (one.figure for one in readings if not one.is_none)
        return round_classes((one for one in sums if isinstance(one, Decimal)), self.step_words)

    def sentence(self, readings: Mapping[str, Reading]) -> str:
        """For how many of them anything is recorded."""
        having = sum(not reading.is_none for reading in readings.values())
        councils = count_words(len(readings), "council")
        label = in_sentence(self.label)
        return f"You can see {label} recorded for {having or 'none'} of {councils}."

    def columns(self) -> tuple[Column, ...]:
        """The total in words and from its least to its most, and how many amounts are in it."""
        key, label = f"{BEFORE}{self.meaning}", self.label
        blank = "Empty where nothing is recorded or it is not known"
        return (
            Column(key, label, self.about, lambda place: self.at(place.pk).words),
            Column(f"{key}_least", f"{label}: least", f"In £. {blank}", self._least, pounds=True),
            Column(
                f"{key}_most",
                f"{label}: most",
                f"In £. {blank}, or has no upper end",
                self._most,
                pounds=True,
            ),
            Column(
                f"{key}_amounts",
                f"{label}: amounts",
                "How many amounts of this meaning you can see recorded there",
                lambda place: self._total(place).flows,
            ),
            Column(
                f"{key}_not_known",
                f"{label}: amounts not known",
                "How many of these amounts are not known, and in no sum",
                lambda place: self._total(place).unknown,
            ),
        )

    def _total(self, place: Any) -> Total:
        return self.totals.get(place.pk, Totals()).of(self.meaning)

    def _least(self, place: Any) -> Decimal | None:
        total = self._total(place)
        return total.lower if total.known else None

    def _most(self, place: Any) -> Decimal | None:
        total = self._total(place)
        return total.upper if total.known else None


def of_money(user: Any, meaning: str, choices: Choices) -> OfMoney:
    """Money of one meaning, as this reader sees it."""
    label = str(Flow.Meaning(meaning).label)
    return OfMoney(
        key=f"{BEFORE}{meaning}",
        label=f"Money {label}",
        choices=choices,
        short="Total",
        about=ABOUT.format(label=label, means=MEANINGS[Flow.Meaning(meaning)]),
        none_words=NONE_WORDS.capitalize(),
        unknown_words="Not known, or not one amount",
        user=user,
        meaning=meaning,
    )


def _unknown(total: Total) -> str:
    return f"{total.unknown} of {count_words(total.flows, 'amount')} not known"
