"""History: the database writes who, when, before and after for every change of a subject record.

Each tracked model has an event model beside it, filled by row-level triggers, so bulk changes and
raw SQL are caught as well. Only history pages and lists of latest changes read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pghistory
from django.db import models
from django.db.models import GeneratedField

# Kept by triggers from other rows or from the row itself, or by the clock: they say nothing that a
# person did.
DERIVED = frozenset({"outcome_bits", "reach_ids", "reminded_on", "search", "sort_key"})


def derived_fields(model: type[models.Model]) -> list[str]:
    """Names of the columns that the database computes, left out of history and of the version."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if field.name in DERIVED or isinstance(field, GeneratedField)
    ]


def owners(model: type[models.Model]) -> list[str]:
    """Names of the keys to records of which a row is a part: it goes when they go.

    A pilot's place, topic or milestone is told in the pilot's own history.
    """
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]


def tracked(exclude: Iterable[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: keep the history of this model.

    Indexed by the object and by each record that it is a part of, newest first.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*derived_fields(model), *exclude],
            meta={
                "indexes": [
                    models.Index(fields=[owner, "-pgh_created_at", "-pgh_id"])
                    for owner in ("pgh_obj", *owners(model))
                ]
            },
        )(model)

    return decorate
