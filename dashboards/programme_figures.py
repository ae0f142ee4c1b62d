"""What the pilots of a programme count alike, added up where it is exactly the same."""

from __future__ import annotations

from typing import Any

from interface.exports import Column
from partnerships.models import Programme
from pilots.indicators.totals import Total, counted_by, totals
from pilots.models import Indicator, Pilot


def of_programme(user: Any, programme: Programme) -> list[Total]:
    """A total for each shared definition that its pilots count by."""
    pilots = Pilot.objects.visible_to(user).filter(programme=programme)
    return totals(user, counted_by(pilots))


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
