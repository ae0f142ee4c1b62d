"""Everybody who counts by a shared definition, and what becomes of each figure in the total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from interface.columns import Column
from interface.made_up import is_marked
from interface.paging import Sort
from partnerships.models import Programme
from pilots.indicator.measures import Measure, measures
from pilots.models import Indicator, Pilot
from pilots.total.totals import Part, Total, counted_by, totals
from records.dates import DateWithPrecision

AT_ONCE = 500
CONTRIBUTORS = (Sort("pilot", "pilot__sort_key", says=lambda row: row.pilot.title),)


@dataclass(frozen=True)
class Contributor:
    """A figure that follows a shared definition, and what becomes of it in the total."""

    part: Part
    measure: Measure

    @property
    def pilot(self) -> Pilot:
        return self.measure.indicator.pilot

    @property
    def of_example(self) -> bool:
        """Whether it is made up, as the figure that was read says."""
        return is_marked(self.measure.indicator)

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
        for measure in measures(user, some, ()):
            # One that was added a moment ago is in no total yet
            if part := parts.get(measure.indicator.pk):
                yield Contributor(part, measure)


def _latest(name: str) -> Callable[[Contributor], Any]:
    def value(contributor: Contributor) -> Any:
        latest = contributor.measure.latest
        return getattr(latest, name) if latest else None

    return value


def _as_of(contributor: Contributor) -> DateWithPrecision | None:
    latest = contributor.measure.latest
    return latest.day if latest else None


def _qualifier(measure: Measure) -> str:
    is_known = measure.latest and measure.latest.value.known
    return measure.latest.value.qualifier_words or "exactly" if is_known and measure.latest else ""


PART_COLUMNS = (
    Column("definition", "Shared definition", "", lambda row: row.measure.indicator.shared),
    Column("version", "Version followed", "", lambda row: row.measure.indicator.shared_edition),
    Column("pilot", "Pilot", "Empty where its name is not known", lambda row: row.pilot.name),
    Column("programme", "Programme", "", lambda row: row.pilot.programme),
    Column("contributor", "Whose figures", "A place or partner", lambda row: row.whose),
    Column("figure", "Figure", "As the pilot calls it", lambda row: row.measure.indicator.name),
    Column("unit", "Unit", "", lambda row: row.measure.indicator.unit),
    Column("state", "State", "Added, not known or left out", lambda row: row.part.state_words),
    Column("why", "Why", "It is not added", lambda row: row.part.why),
    Column("qualifier", "How exact", "Exactly, about …", lambda row: _qualifier(row.measure)),
    Column("low", "Value or low end", "Empty is not known", _latest("value_low")),
    Column("high", "High end", "Only for a range", _latest("value_high")),
    Column("as_of", "As at", "No more exact than known", _as_of),
    Column(
        "planned", "Planned", "Where the plan is a number of the same", lambda row: row.part.target
    ),
    Column("due", "Planned for", "By when", lambda row: row.part.due),
    Column(
        "address",
        "Address",
        "The page of the figure",
        lambda row: row.measure.indicator.get_absolute_url(),
    ),
)


# So many of those left out of a total are named with the reason; its list has them all
NAMED = 3


@dataclass(frozen=True)
class Row:
    """A total with the first of those that are left out of it."""

    total: Total
    left_out: list[Contributor]

    @property
    def more(self) -> int:
        """How many are left out beside those."""
        return len(self.total.left_out) - len(self.left_out)


def of_programme(user: Any, programme: Programme) -> list[Total]:
    """A total for each shared definition that its pilots count by."""
    return totals(user, _linked(user, programme))


def rows(user: Any, programme: Programme) -> list[Row]:
    """The same, as its page shows them."""
    made = of_programme(user, programme)
    named = {part.indicator: part for total in made for part in total.left_out[:NAMED]}
    some = listed(_linked(user, programme).filter(pk__in=named))
    by_indicator = {
        contributor.part.indicator: contributor for contributor in contributors(user, some, named)
    }
    return [
        Row(
            total,
            [
                by_indicator[key.indicator]
                for key in total.left_out[:NAMED]
                if key.indicator in by_indicator
            ],
        )
        for total in made
    ]


def _linked(user: Any, programme: Programme) -> QuerySet[Indicator]:
    return counted_by(Pilot.objects.visible_to(user).filter(programme=programme))


def unlinked(user: Any, programme: Programme) -> int:
    """How many figures of its pilots follow no shared definition, so that none can be added."""
    pilots = Pilot.objects.visible_to(user).filter(programme=programme)
    return Indicator.objects.filter(pilot__in=pilots, shared=None, is_context=False).count()


def _end(of: str, name: str) -> Any:
    def value(total: Total) -> Any:
        end = getattr(total, of)
        return getattr(end, name) if end else None

    return value


COLUMNS = (
    Column("definition", "Shared definition", "What it is called", lambda row: row.shared.name),
    Column("version", "Version", "The one that is added", lambda row: row.shared.edition),
    Column("meaning", "What is counted", "", lambda row: row.shared.definition),
    Column("unit", "Unit", "", lambda row: row.shared.unit),
    Column("total", "Total", "In words, with how exact it is", lambda row: row.words),
    Column("low", "Total: value or low end", "Empty is not known", _end("quantity", "low")),
    Column("high", "Total: high end", "Only for a range", _end("quantity", "high")),
    Column(
        "planned",
        "Planned",
        "For all that are added, or why that is not added up",
        lambda row: row.planned_words,
    ),
    Column("planned_low", "Planned: value or low end", "", _end("planned", "low")),
    Column("planned_high", "Planned: high end", "Only for a range", _end("planned", "high")),
    Column(
        "without_plan",
        "Added without a plan",
        "How many of those added have no plan in numbers by this definition",
        lambda row: row.without_plan,
    ),
    Column("added", "Added", "How many figures are in the total", lambda row: len(row.added)),
    Column("unknown", "Not known", "How many are not known", lambda row: len(row.unknown)),
    Column(
        "left_out",
        "Left out",
        "How many count something else; the list of the definition says why",
        lambda row: len(row.left_out),
    ),
    Column("as_of", "As at", "From which date to which the figures are", lambda row: row.dates),
    Column("address", "Address", "Its page", lambda row: row.shared.get_absolute_url()),
)
