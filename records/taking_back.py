"""Taking back what was just added by mistake: within a week, while nothing rests on it.

Only then is a record deleted. What is older, or what something refers to, is changed and ended.
History keeps both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from records import history

WITHIN = dt.timedelta(days=7)
# It says the same of both, so that nobody is told of a record that they may not see.
TOO_LATE = (
    "It cannot be taken back any more: more than a week has passed since it was added, or "
    "something depends on it."
)
LOADED = "Nobody typed it in: it was loaded, so it cannot be taken back."

# Rows that were written with the record and go with it: their model, and the field that names it.
Parts = Collection[tuple[Any, str]]


def is_just_added(record: Any) -> bool:
    """Whether somebody added it within the last week; what was loaded has no author."""
    return record.created_by_id is not None and record.created_at > timezone.now() - WITHIN


def why_it_stays(record: Any, parts: Parts = ()) -> str:
    """Why it cannot be taken back, in a sentence; empty where it can. One query at most.

    What rests on it may be hidden from who asks: the sentence says no more of it than that.
    """
    if record.created_by_id is None:
        return LOADED
    return "" if is_just_added(record) and not _rests_on(record, parts) else TOO_LATE


@transaction.atomic
def take_back(record: Any, parts: Parts = (), *, because: str) -> None:
    """Delete it with its own ``parts``; history keeps why. Raises ValidationError where it stays.

    Whoever writes something that names it meanwhile is the second of two: the database refuses one
    of them whole.
    """
    rows = _all(type(record)).select_for_update(of=("self",))
    locked = rows.filter(pk=record.pk).first()
    if problem := why_it_stays(locked, parts) if locked else TOO_LATE:
        raise ValidationError(problem)
    try:
        with history.context(why=because), transaction.atomic():
            for model, rows in _beside(locked):
                model.go_with(_own(rows, locked))
            _delete(locked, parts)
    except IntegrityError:
        raise ValidationError(TOO_LATE) from None


def _delete(record: Any, parts: Parts) -> None:
    """Not by the ORM, which would take along whatever came to name it since it was asked."""
    for model, field in parts:
        _all(model).filter(**{field: record}).delete()
    table = connection.ops.quote_name(record._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [record.pk])  # noqa: S608
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _rests_on(record: Any, parts: Parts) -> bool:
    own = set(parts)
    # All kinds at once: asked one by one, each is a query in a process that has not met it
    ContentType.objects.get_for_models(type(record), *_models(parts))
    rows = [
        rows.order_by().values_list("pk")
        for model, field, rows in _naming(type(record), [record.pk], record)
        if (model, field) not in own
    ]
    for part, by in parts:
        these = _all(part).filter(**{by: record}).order_by().values("pk")
        for model, _, naming in _naming(part, these):
            theirs = naming.exclude(pk=record.pk) if model is type(record) else naming
            for other, field in own:
                theirs = theirs.exclude(**{field: record}) if other is model else theirs
            rows.append(theirs.order_by().values_list("pk"))
    return bool(rows) and rows[0].union(*rows[1:], all=True).exists()


def _models(parts: Parts) -> list[Any]:
    """Those of parts that are records, and not only links of two."""
    return [part for part, _ in parts if not part._meta.auto_created]


def _beside(record: Any) -> Iterator[tuple[Any, models.QuerySet[Any]]]:
    """Each kind of row that stands beside a record and goes with it, and them: its files."""
    for model, _, rows in _naming(type(record), [record.pk]):
        if hasattr(model, "go_with"):
            yield model, rows


def _own(rows: models.QuerySet[Any], record: Any) -> models.QuerySet[Any]:
    return rows.filter(created_by=record.created_by_id)


def _naming(
    named: Any, ids: Any, record: Any = None
) -> Iterator[tuple[Any, str, models.QuerySet[Any]]]:
    """Each kind of row that may name one of these, of whatever app, by which field, and them.

    Without the files that the author of a ``record`` put beside it: these go with it.
    """
    for relation in named._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            model, field = relation.field.model, relation.field.name
            yield model, field, _all(model).filter(**{f"{field}__in": ids})
    if named._meta.auto_created:
        return
    kind = ContentType.objects.get_for_model(named)
    for model in apps.get_models():
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                of = {generic.ct_field: kind, f"{generic.fk_field}__in": ids}
                rows = _all(model).filter(**of)
                if record is not None and hasattr(model, "go_with"):
                    rows = rows.exclude(created_by=record.created_by_id)
                yield model, generic.name, rows


def _all(model: Any) -> models.QuerySet[Any]:
    """Every row of a model, also those that its own manager leaves out."""
    rows: models.QuerySet[Any] = model._meta.base_manager.all()
    return rows
