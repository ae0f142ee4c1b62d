"""Checks, before anything starts, that models say whole what others ask of them."""

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


def in_no_group(model: type) -> Iterator[CheckMessage]:
    """Names the values of a model's statuses that none of its tuples holds."""
    for status in (getattr(model, name, None) for name in STATUSES):
        if isinstance(status, type) and issubclass(status, Choices):
            groups = [one for name, one in vars(model).items() if name.isupper()]
            groups = [one for one in groups if isinstance(one, tuple) and {*one} <= {*status}]
            left = [one.name for one in status if not any(one in group for group in groups)]
            if left:
                yield Error(
                    f"{status.__qualname__} has values in no group: {', '.join(left)}.",
                    hint="Name each in a tuple of the model, as in Barrier.OPEN or Barrier.ENDED.",
                    obj=model,
                    id="records.E001",
                )
