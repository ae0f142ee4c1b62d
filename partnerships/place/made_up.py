"""Which rows are made up, as an example: one rule for each kind of record.

A record that has a mark of its own says it by that, one with a level by its places, and a part of
either by the whole. Lists and files ask by ``interface.made_up``, which settings lead here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from partnerships.models import Place

BY_MARK, BY_PLACES = "is_example", "reach_ids"
# How far a part may stand from the whole that says it
FARTHEST = 2
# What a record leads to that says nothing of what it is about
BESIDE = {"accounts", "records", "auth", "contenttypes"}


def rule(rows: QuerySet[Any]) -> Q | None:
    """What holds for a row that is made up; None for a kind that never is."""
    if BY_MARK in rows.query.annotations:
        return Q(**{BY_MARK: True})
    kind: Any = rows.model
    return rule_of(paths_to_mark(kind))


def rule_of(paths: tuple[str, ...]) -> Q | None:
    """Any of these is made up: paths to a mark or to the places of a record."""
    found: Q | None = None
    for path in paths:
        one = Q(**{path: True})
        if path.endswith(BY_PLACES):
            one = Q(**{f"{path}__overlap": ArraySubquery(made_up_places())})
        found = one if found is None else found | one
    return found


def made_up_places() -> QuerySet[Any]:
    """The ids of places that are made up."""
    return Place.objects.filter(is_example=True).order_by().values("pk")


@cache
def paths_to_mark(model: Any, farthest: int = FARTHEST) -> tuple[str, ...]:
    """The paths from a row of this kind to what says whether it is made up; the nearest alone."""
    own = {field.name for field in model._meta.concrete_fields}
    for name in (BY_MARK, BY_PLACES):
        if name in own:
            return (name,)
    if not farthest:
        return ()
    wholes = [
        field
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model is not model
        and field.related_model._meta.app_label not in BESIDE
    ]
    for steps in range(farthest):
        if found := tuple(
            f"{field.name}__{way}"
            for field in wholes
            for way in paths_to_mark(field.related_model, steps)
        ):
            return found
    return ()
