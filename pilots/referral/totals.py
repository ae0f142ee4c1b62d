"""Who came to a pilot and from where, and who was sent on: totals keep unknowns in sight."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from interface.words import count_words, list_words
from pilots.models import Pilot, Referral
from pilots.small_counts import hides_few, shown
from records.dates import DateWithPrecision
from records.figures import Qualifier, Quantity

MOST = 500


@dataclass(frozen=True)
class ReadReferral:
    """One count as one reader sees it."""

    pk: int
    name: str
    url: str
    period: str
    people: Quantity
    reason: str
    note: str
    source: Any


@dataclass(frozen=True)
class Flowing:
    """All counts in one direction and what they come to.

    ``known`` is the sum of those that are known; it says "at least" where some are not, and to the
    public where some are of fewer than five.
    """

    title: str
    rows: list[ReadReferral]
    known: Quantity
    unknown: int
    hidden: int

    @property
    def left_out(self) -> str:
        """What the total does not hold."""
        parts = []
        if self.unknown:
            parts.append(f"{count_words(self.unknown, 'number')} not known")
        if self.hidden:
            parts.append(f"{count_words(self.hidden, 'number')} of fewer than 5")
        return f"Left out: {list_words(parts)}" if parts else ""


def build(user: Any, pilot: Pilot) -> list[Flowing]:
    """Both directions, for a pilot that the caller has authorised. One query."""
    seen = Referral.objects.visible_to(user).filter(pilot=pilot)
    rows = list(seen.select_related("organisation", "source").order_by("-period_end", "id")[:MOST])
    return [
        _flowing(user, title, [row for row in rows if row.direction == key])
        for key, title in (
            (Referral.Direction.IN, "Who came, and from where"),
            (Referral.Direction.OUT, "Who was sent on, and where to"),
        )
    ]


def _flowing(user: Any, title: str, rows: list[Referral]) -> Flowing:
    hides = hides_few(user)
    known = [row.people for row in rows if row.people.known]
    small = [one for one in known if hides and one.is_few]
    counted = [one for one in known if one not in small]
    unknown = len(rows) - len(known)
    is_exact = all(one.high is None and one.qualifier == Qualifier.EXACTLY for one in counted)
    is_whole = is_exact and not unknown and not small
    total = sum((one.low for one in counted if one.low is not None), Decimal(0))
    exact = Qualifier.EXACTLY if is_whole else Qualifier.AT_LEAST
    return Flowing(
        title=title,
        rows=[_read(user, row) for row in rows],
        known=Quantity(total if counted else None, None, exact, "people"),
        unknown=unknown,
        hidden=len(small),
    )


def _read(user: Any, row: Referral) -> ReadReferral:
    return ReadReferral(
        pk=row.pk,
        name=str(row),
        url=row.organisation.get_absolute_url() if row.organisation else "",
        period=period_of(row),
        people=shown(user, row.people),
        reason=str(row.get_missing_display()) if row.missing else "",
        note=row.note,
        source=row.source,
    )


def period_of(row: Referral) -> str:
    """From when to when, as precisely as known; empty where neither is."""
    start, end = DateWithPrecision.of(row, "period_start"), DateWithPrecision.of(row, "period_end")
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""
