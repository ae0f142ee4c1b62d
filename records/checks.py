"""Checks that models say whole what others ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Choices

STATUSES = ("Status", "State", "Outcome")


@register(Tags.models)
def statuses_are_in_groups(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Lists, work and reports ask for groups of a status: what is in none would be in no list."""
    return [error for model in apps.get_models() for error in in_no_group(model)]


def groups_of(model: type, status: type[Choices]) -> dict[str, tuple[Any, ...]]:
    """Returns the tuples of a model that hold values of its status alone, by their names."""
    values = list(status)
    return {
        name: one
        for name, one in vars(model).items()
        if isinstance(one, tuple) and one and all(value in values for value in one)
    }


def in_no_group(model: type) -> Iterator[CheckMessage]:
    """Names the values of a model's statuses that none of its tuples holds."""
    for status in (getattr(model, name, None) for name in STATUSES):
        if isinstance(status, type) and issubclass(status, Choices):
            groups = groups_of(model, status)
            held = {one for group in groups.values() for one in group}
            left = [one.name for one in status if one not in held]
            if left:
                yield Error(
                    f"{status.__qualname__} has values in no group: {', '.join(left)}.",
                    hint="Name each in one or more tuples of the model, which lists, work and "
                    f"reports ask for. It has {', '.join(groups) or 'none'}.",
                    obj=model,
                    id="records.E001",
                )
