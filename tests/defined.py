"""Builders of shared definitions, changes of a definition, and later counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from partnerships.models import Topic
from pilots.models import Indicator, IndicatorDefinition, Pilot, Remeasure, SharedDefinition
from records.addresses import free_slug
from tests import builders


def shared_definition(
    name: str = "Homes visited", *topics: Topic, **fields: Any
) -> SharedDefinition:
    """What several pilots count: homes, unless said."""
    fields = {"unit": "homes", "definition": "Homes entered, each counted once.", **fields}
    slug = free_slug(SharedDefinition.objects, name, "definition")
    made = SharedDefinition.objects.create(name=name, slug=slug, **fields)
    made.topics.set(topics)
    return made


def follows(shared: SharedDefinition, pilot: Pilot, value: Any = None, **fields: Any) -> Indicator:
    """A figure of a pilot that follows a shared definition; with a value it is counted."""
    count = {name: fields.pop(name) for name in COUNT if name in fields}
    made = Indicator.objects.create(
        pilot=pilot,
        number=pilot.indicators.count() + 1,
        name=fields.pop("name", shared.name),
        unit=fields.pop("unit", shared.unit),
        shared=shared,
        shared_edition=fields.pop("shared_edition", shared.edition),
        **fields,
    )
    if value is not None:
        builders.actual(made, value, counts="no_plan", **count)
    return made


COUNT = ("value_high", "value_qualifier", "as_of", "as_of_precision")


def earlier(of: Indicator, until: dt.date, definition: str = "Doors knocked at") -> Any:
    """What a figure counted until a day."""
    return IndicatorDefinition.objects.create(
        indicator=of, until=until, definition=definition, why="It said too little"
    )


def remeasure(of: Indicator, **fields: Any) -> Remeasure:
    """A figure is to be counted again in a year, unless said."""
    return Remeasure.objects.create(
        indicator=of, **{"due": builders.TODAY + dt.timedelta(365), "who": "Analyst", **fields}
    )
