"""How shared definitions take part in the whole."""

from __future__ import annotations

from pilots.models import SharedDefinition
from pilots.shared_definition.permissions import can_write_definition
from records.differences import InHistory
from records.merging import BodyRule, Does
from records.resting import CitedBy, SourceKept

DECLARES = (
    BodyRule(SharedDefinition, "organisation", Does.MOVE, noun="shared definition", order=140),
    CitedBy(model=SharedDefinition, key="definitions", noun="shared definition", order=150),
    SourceKept(model=SharedDefinition, may=can_write_definition),
    InHistory(
        model=SharedDefinition,
        labels={
            "edition": "Version",
            "edition_why": "What is different in it",
            "may_add": "Can be added up",
        },
    ),
)
