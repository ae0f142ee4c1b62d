from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from pilots.models import SharedDefinition
from pilots.shared_definition.permissions import can_write_definition
from records.addresses import free_slug


@transaction.atomic
def write_definition(
    *, shared: SharedDefinition, by: Any, topics: Any, new_edition: bool = False
) -> SharedDefinition:
    """A shared definition, made or changed. A new edition leaves those that follow the old one."""
    if not can_write_definition(by, shared):
        raise PermissionDenied
    if not shared.pk:
        shared.slug = free_slug(SharedDefinition.objects, shared.name, "definition")
        shared.created_by = by
    elif new_edition:
        shared.edition += 1
    shared.save()
    shared.topics.set(topics)
    return shared
