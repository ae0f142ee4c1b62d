"""What hangs on rows that go: found over as many steps as it takes, and deleted as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import QuerySet

from barriers.barrier.models.agreed_words import are_words
from barriers.models import Barrier
from collaboration.models import ActionItem
from records.models import FindingSubject, Note

# Keys of rows by their model.
Rows = dict[Any, set[int]]


def ids(rows: QuerySet[Any]) -> set[int]:
    """The keys of a QuerySet."""
    return set(rows.values_list("pk", flat=True))


def follow(rows: Rows) -> None:
    """Add the rows that cannot be without those that go."""
    waiting = list(rows.items())
    while waiting:
        model, gone = waiting.pop()
        for hanging, field in _hanging_on(model):
            if _falls_with(field):
                there = rows.setdefault(hanging, set())
                new = ids(hanging.objects.filter(**{f"{field.name}__in": gone})) - there
                there |= new
                if new:
                    waiting.append((hanging, new))


def add_what_is_about(rows: Rows) -> None:
    """Notes, subjects of findings, and what was promised, about what goes."""
    for model, gone in list(rows.items()):
        about = ContentType.objects.get_for_model(model, for_concrete_model=False)
        for telling in (Note, FindingSubject, ActionItem):
            there = telling.objects.filter(subject_type=about, subject_id__in=gone)
            rows.setdefault(telling, set()).update(ids(there))


def drop_mentions(rows: Rows) -> None:
    """Rows that stay lose the key to what goes."""
    for _, field, mentioning in _mentions(rows):
        mentioning.update(**{field.attname: None})


def barriers_with_other_words(rows: Rows) -> set[int]:
    """Those that stay, and name a body that goes or lose a part."""
    changed: set[int] = set()
    for model, _, mentioning in _mentions(rows):
        if are_words(model):
            changed |= _of_barriers(model, mentioning)
    for model, gone in rows.items():
        if are_words(model):
            changed |= _of_barriers(model, model.objects.filter(pk__in=gone))
    return changed - rows.get(Barrier, set())


def delete(rows: Rows) -> int:
    """Delete them as a whole, what was agreed too; gives their number.

    Foreign keys are checked at the end of the transaction, so the order does not matter.
    """
    guards = [
        f"{model._meta.label}:{trigger.name}"
        for model in rows
        for trigger in getattr(model._meta, "triggers", ())
        if trigger.name in ("words_agreed", "stays_while_open")
    ]
    # With no name given, every trigger would be left out, history's too
    with pgtrigger.ignore(*guards) if guards else nullcontext():
        return sum(_delete_from(model, gone) for model, gone in rows.items())


def _mentions(rows: Rows) -> Iterator[tuple[Any, Any, QuerySet[Any]]]:
    """Rows that stay and refer to what goes: of which model, by which field."""
    for model, gone in rows.items():
        for hanging, field in _hanging_on(model):
            if not _falls_with(field):
                mentioning = hanging.objects.filter(**{f"{field.name}__in": gone})
                yield hanging, field, mentioning.exclude(pk__in=rows.get(hanging, set()))


def _of_barriers(model: Any, rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk" if model is Barrier else "barrier", flat=True))


def _falls_with(field: Any) -> bool:
    """Whether a row cannot be without the row that it refers to."""
    return not field.null or field.remote_field.on_delete is models.CASCADE


def _hanging_on(model: Any) -> Iterator[tuple[Any, Any]]:
    """The models that refer to ``model``, each with its field."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        yield relation.related_model, relation.field


def _delete_from(model: Any, gone: set[int]) -> int:
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {name(model._meta.db_table)} WHERE {name(model._meta.pk.column)} = ANY(%s)",  # noqa: S608, E501
            [list(gone)],
        )
        return cursor.rowcount
