"""Everybody who counts by a shared definition, and what becomes of each figure in the total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from interface.exports import Column
from interface.paging import Sort
from pilots.indicator.measures import Measure, measures
from pilots.models import Indicator, Pilot
from pilots.total.totals import Part
from records.dates import iso

AT_ONCE = 500
CONTRIBUTORS = (Sort("pilot", "pilot__sort_key", says=lambda one: one.pilot.title),)


@dataclass(frozen=True)
class Contributor:
    """A figure that follows a shared definition, and what becomes of it in the total."""

    part: Part
    measure: Measure

    @property
    def pilot(self) -> Pilot:
        return self.measure.indicator.pilot

    @property
    def whose(self) -> str:
        """Whose figures they are: as the pilot says, else the place that leads it."""
        return self.measure.indicator.counted_by or str(self.pilot.lead_place or "")


def listed(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """With all that a row of the list shows, for ``contributors``."""
    return rows.select_related("pilot__programme", "shared").prefetch_related(
        "pilot__place_links__place"
    )


def contributors(
    user: Any, rows: Iterable[Indicator], parts: Mapping[int, Part]
) -> Iterator[Contributor]:
    """These figures in full, so many at a time: two queries for each time."""
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        for one in measures(user, some, ()):
            # One that was added a moment ago is in no total yet
            if part := parts.get(one.indicator.pk):
                yield Contributor(part, one)


def _latest(name: str) -> Callable[[Contributor], Any]:
    def value(one: Contributor) -> Any:
        latest = one.measure.latest
        return getattr(latest, name) if latest else None

    return value


def _as_of(one: Contributor) -> str:
    latest = one.measure.latest
    return iso(latest.day) if latest else ""


def _qualifier(measure: Measure) -> str:
    known = measure.latest and measure.latest.value.known
    return measure.latest.value.qualifier_words or "exactly" if known and measure.latest else ""


PART_COLUMNS = (
    Column("definition", "Shared definition", "", lambda one: one.measure.indicator.shared),
    Column("version", "Version followed", "", lambda one: one.measure.indicator.shared_edition),
    Column("pilot", "Pilot", "Empty where its name is not known", lambda one: one.pilot.name),
    Column("programme", "Programme", "", lambda one: one.pilot.programme),
    Column("contributor", "Whose figures", "A place or partner", lambda one: one.whose),
    Column("figure", "Figure", "As the pilot calls it", lambda one: one.measure.indicator.name),
    Column("unit", "Unit", "", lambda one: one.measure.indicator.unit),
    Column("state", "State", "Added, not known or left out", lambda one: one.part.state_words),
    Column("why", "Why", "It is not added", lambda one: one.part.why),
    Column("qualifier", "How exact", "Exactly, about …", lambda one: _qualifier(one.measure)),
    Column("low", "Value or low end", "Empty is not known", _latest("value_low")),
    Column("high", "High end", "Only for a range", _latest("value_high")),
    Column("as_of", "As at", "No more exact than known", _as_of),
    Column(
        "planned", "Planned", "Where the plan is a number of the same", lambda one: one.part.target
    ),
    Column("due", "Planned for", "By when", lambda one: iso(one.part.due)),
    Column(
        "address",
        "Address",
        "The page of the figure",
        lambda one: one.measure.indicator.get_absolute_url(),
    ),
)
