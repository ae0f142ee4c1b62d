"""Taking back what was added by mistake: within a day, while nothing rests on it.

Only then is a record deleted; from then on it is changed and closed. Its history stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from records.models import Finding, Note

WITHIN = dt.timedelta(days=1)
TOO_LATE = "It was added more than a day ago, so it stays. It can be changed and closed."
LOADED = "Nobody typed it in: it was loaded. It can be changed and closed."
RESTED_ON = (
    "Something rests on it by now, so it stays. You may not see all of it. It can be changed and "
    "closed."
)
GONE = "It was taken back meanwhile."

# Rows that were written with the record and go with it: their model, and the field that names it.
Own = Iterable[tuple[Any, str]]


def is_fresh(record: Any) -> bool:
    """Whether somebody added it within the last day; what was loaded has no author."""
    added: dt.datetime = record.created_at
    return record.created_by_id is not None and timezone.now() - added < WITHIN


def why_it_stays(record: Any, own: Own = ()) -> str:
    """Why the adding cannot be undone, in a sentence; empty where it can."""
    if not is_fresh(record):
        return LOADED if record.created_by_id is None else TOO_LATE
    return RESTED_ON if _is_rested_on(record, set(own)) else ""


@transaction.atomic
def undo_adding(record: Any, own: Own = ()) -> None:
    """Delete a record and its ``own`` rows. Raises ValidationError where it stays.

    Whoever writes something that names it meanwhile is the second of two: the database refuses one
    of them whole.
    """
    own = tuple(own)
    model = type(record)
    current = _all(model).select_for_update(of=("self",)).filter(pk=record.pk).first()
    if current is None:
        raise ValidationError(GONE)
    if problem := why_it_stays(current, own):
        raise ValidationError(problem)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for part, field in own:
                _all(part).filter(**{field: current}).delete()
            table = connection.ops.quote_name(model._meta.db_table)
            # Not by the ORM, which would take along whatever came to name it since it was asked
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [current.pk])  # noqa: S608
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        raise ValidationError(RESTED_ON) from None


def _is_rested_on(record: Model, own: set[tuple[Any, str]]) -> bool:
    """Whether any row names it that is not its own. A query for each kind, until one does."""
    for relation in record._meta.get_fields(include_hidden=True):
        if relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        part: Any = relation.related_model
        field: str = relation.field.name  # type: ignore[union-attr]
        if (part, field) in own:
            continue
        if _all(part).filter(**{field: record}).exists():
            return True
    return Note.objects.about(record).exists() or Finding.objects.about(record).exists()


def _all(model: Any) -> QuerySet[Any]:
    """Every row of a model, also those that its own manager leaves out."""
    rows: QuerySet[Any] = model._base_manager.all()  # noqa: SLF001 - Django's name for just that
    return rows
