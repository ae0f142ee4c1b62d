"""Money for each resident: a total of one meaning, divided by a population with its release."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from funding.flow.totals import Total
from geography.measure.population import Population

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PerHead:
    """A total in pounds and pence for each resident, as exact as the total; all years together."""

    total: Total
    population: Population

    @property
    def value(self) -> Decimal | None:
        """In pounds; None where it has two ends, or one alone."""
        return self.total.upper if self.total.lower == self.total.upper else None

    def __str__(self) -> str:
        upper = self.total.upper
        # Rounded to nothing is not nothing
        if upper is not None and upper < PENNY:
            return "less than 1p"
        if upper is not None and upper < 1 and self.total.lower in (0, upper):
            return f"{self.total.qualifier_words} {upper * 100:.0f}p".strip()
        return str(self.total)


def per_head(total: Total, population: Population | None) -> PerHead | None:
    """The total for each resident; None where either is not known. Nothing at all is no share."""
    if population is None or not total.known or total.upper == 0:
        return None
    lower, upper = (_each(end, population.people) for end in (total.lower, total.upper))
    return PerHead(replace(total, lower=lower or Decimal(0), upper=upper), population)


def _each(amount: Decimal | None, people: Decimal) -> Decimal | None:
    return None if amount is None else (amount / people).quantize(PENNY, ROUND_HALF_UP)
