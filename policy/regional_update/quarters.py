"""Quarters of a calendar year, as regional updates count them: July to September 2026."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

MONTHS = 3
EARLIEST = 2000


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months, named by their first day."""

    first: dt.date

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The quarter in which a day lies."""
        return cls(dt.date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-07``. Raises ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})-(01|04|07|10)", text)
        if not match or int(match[1]) < EARLIEST:
            raise ValueError(f"not a quarter: {text!r}")
        return cls(dt.date(int(match[1]), int(match[2]), 1))

    @property
    def next(self) -> Self:
        """The quarter after it."""
        return type(self).of(self.first + dt.timedelta(days=95))

    @property
    def previous(self) -> Self:
        """The quarter before it."""
        return type(self).of(self.first - dt.timedelta(days=1))

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.next.first - dt.timedelta(days=1)

    @property
    def key(self) -> str:
        """As it stands in addresses: 2026-07."""
        return f"{self.first:%Y-%m}"

    def __str__(self) -> str:
        return f"{self.first:%B} to {self.last:%B} {self.first.year}"
