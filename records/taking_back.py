"""Taking back what was just added by mistake: within a day, while nothing rests on it.

What is older, or what something refers to, is ended and not deleted. History keeps both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

WITHIN = dt.timedelta(days=1)
# It says the same of both, so that nobody is told of a record that they may not see.
TOO_LATE = (
    "It cannot be taken back any more: more than a day has passed since it was added, or something "
    "rests on it. Say that it has ended instead."
)


def is_just_added(record: Any) -> bool:
    """Whether it was added within the last day."""
    return bool(record.created_at > timezone.now() - WITHIN)


def can_be_taken_back(record: Any, parts: Collection[Any] = ()) -> bool:
    """Whether it was just added and nothing rests on it but its own ``parts``. One query at most.

    What rests on it may be hidden from who asks: pages say no more of it than ``TOO_LATE``.
    """
    return is_just_added(record) and not _rests_on(record, parts)


@transaction.atomic
def take_back(record: Any, parts: Collection[Any] = ()) -> None:
    """Delete it with its own ``parts``. Raises ValidationError where it is too late."""
    rows = type(record).objects.select_for_update(of=("self",))
    locked = rows.filter(pk=record.pk).first()
    if locked is None or not can_be_taken_back(locked, parts):
        raise ValidationError(TOO_LATE)
    locked.delete()


def _rests_on(record: Any, parts: Collection[Any]) -> bool:
    rows = [
        model._meta.base_manager.filter(**naming).order_by().values_list("pk")
        for model, naming in _naming(record)
        if model not in parts
    ]
    return bool(rows) and rows[0].union(*rows[1:], all=True).exists()


def _naming(record: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each kind of row that may name the record, of whatever app, and how it does."""
    for relation in record._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.field.model, {relation.field.name: record.pk}
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                kind = ContentType.objects.get_for_model(record)
                yield model, {field.ct_field: kind, field.fk_field: record.pk}
