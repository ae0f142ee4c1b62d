from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from interface.words import capitalised, count_words
from pilots.engagement_total.models import EngagementTotal
from pilots.small_counts import shown
from records.dates import DateWithPrecision
from records.figures import Quantity


@dataclass(frozen=True)
class Total:
    """What a source says in all, as it says it."""

    people: Quantity
    teams: int | None
    departments: int | None
    as_of: str
    source: Any
    pk: int = 0

    @classmethod
    def of(cls, user: Any, one: EngagementTotal) -> Self:
        """As this reader may know it."""
        return cls(
            pk=one.pk,
            people=shown(user, one.people),
            teams=one.teams,
            departments=one.departments,
            as_of=str(DateWithPrecision.of(one, "as_of") or ""),
            source=one.source,
        )

    @property
    def words(self) -> str:
        """More than 26 people in 10 teams of 2 departments."""
        parts = [str(self.people) if self.people.known else ""]
        where = [
            count_words(number, noun)
            for number, noun in ((self.teams, "team"), (self.departments, "department"))
            if number is not None
        ]
        said = " in ".join(part for part in [*parts, " of ".join(where)] if part)
        return capitalised(said)


def totals(user: Any, rows: Any) -> list[Total]:
    """Totals as their sources say them."""
    return [Total.of(user, one) for one in rows.select_related("source")]
