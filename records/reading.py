"""Which rows of any model somebody may read, asked by its name alone.

For records that are read with what names them, whatever app that is in.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from records.history import owner_keys


def rows_seen(model: Any, user: Any) -> QuerySet[Any]:
    """The rows of a model that this user may see: by its own rule, else by its owners'.

    A row without a rule of its own is a part of a record, or of several, and read by whoever may
    see all of those.
    """
    rows = model._default_manager.order_by()
    if hasattr(rows, "visible_to"):
        return rows.visible_to(user)
    if not (keys := owner_keys(model)):
        raise TypeError(f"nothing says who reads {model._meta.label}")
    for key in keys:
        owner = rows_seen(key.related_model, user)
        rows = rows.filter(**{f"{key.name}__in": owner.values("pk")})
    return rows
