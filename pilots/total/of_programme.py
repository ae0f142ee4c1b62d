"""What the pilots of a programme count alike, added up where it is exactly the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interface.exports import Column
from partnerships.models import Programme
from pilots.models import Indicator, Pilot
from pilots.total.contributors import Contributor, contributors, listed
from pilots.total.totals import Total, counted_by, totals

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
    named = {one.indicator: one for total in made for one in total.left_out[:NAMED]}
    some = listed(_linked(user, programme).filter(pk__in=named))
    found = {one.part.indicator: one for one in contributors(user, some, named)}
    return [
        Row(one, [found[key.indicator] for key in one.left_out[:NAMED] if key.indicator in found])
        for one in made
    ]


def _linked(user: Any, programme: Programme) -> QuerySet[Indicator]:
    return counted_by(Pilot.objects.visible_to(user).filter(programme=programme))


def unlinked(user: Any, programme: Programme) -> int:
    """How many figures of its pilots follow no shared definition, so that none can be added."""
    pilots = Pilot.objects.visible_to(user).filter(programme=programme)
    return Indicator.objects.filter(pilot__in=pilots, shared=None, is_context=False).count()


def _end(of: str, name: str) -> Any:
    def value(total: Total) -> Any:
        found = getattr(total, of)
        return getattr(found, name) if found else None

    return value


COLUMNS = (
    Column("definition", "Shared definition", "What it is called", lambda one: one.shared.name),
    Column("version", "Version", "The one that is added", lambda one: one.shared.edition),
    Column("meaning", "What is counted", "", lambda one: one.shared.definition),
    Column("unit", "Unit", "", lambda one: one.shared.unit),
    Column("total", "Total", "In words, with how exact it is", lambda one: one.words),
    Column("low", "Total: value or low end", "Empty is not known", _end("quantity", "low")),
    Column("high", "Total: high end", "Only for a range", _end("quantity", "high")),
    Column(
        "planned",
        "Planned",
        "For all that are added, or why that is not added up",
        lambda one: one.planned_words,
    ),
    Column("planned_low", "Planned: value or low end", "", _end("planned", "low")),
    Column("planned_high", "Planned: high end", "Only for a range", _end("planned", "high")),
    Column(
        "without_plan",
        "Added without a plan",
        "How many of those added have no plan in numbers by this definition",
        lambda one: one.without_plan,
    ),
    Column("added", "Added", "How many figures are in the total", lambda one: len(one.added)),
    Column("unknown", "Not known", "How many are not known", lambda one: len(one.unknown)),
    Column(
        "left_out",
        "Left out",
        "How many count something else; the list of the definition says why",
        lambda one: len(one.left_out),
    ),
    Column("as_of", "As at", "From which date to which the figures are", lambda one: one.dates),
    Column("address", "Address", "Its page", lambda one: one.shared.get_absolute_url()),
)
