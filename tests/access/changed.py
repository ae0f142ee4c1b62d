"""The second world: each row that a reader may not see says something else, in another state.

Its words are others, and longer; its numbers small, where there were none as well; its days more
than a year from what they were; what is one of a few is another of these, a level as well. It stays
hidden: a change by which the reader would see it is left out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import Error, models, transaction
from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat, Left

from records.history import derived_fields
from tests.access.open_world import LURE, MARK, Seen

Rows = dict[Any, list[Any]]
LATER = dt.timedelta(days=400)
SMALL = 3
MANY = 20  # rows of a kind that are changed one by one


def change(rows: Rows, seen: Seen) -> dict[Any, set[str]]:
    """Change what can be changed of these rows; gives the columns that were, by model.

    What the database refuses, by a constraint or since such a row is final, stays as it was.
    """
    changed: dict[Any, set[str]] = defaultdict(set)
    for model, of_model in rows.items():
        own = model._base_manager.filter(pk__in=[row.pk for row in of_model])
        for field in _columns(model):
            if _is_changed(own, field, seen):
                changed[model].add(field.name)
    return changed


def _is_changed(own: Any, field: Any, seen: Seen) -> bool:
    """All rows of a kind at once; where one of them may not, those that may."""
    values = list(_values(field))
    if any(_is_written(own, field, value, seen) for value in values):
        return True
    each = [own.filter(pk=pk) for pk in own.order_by().values_list("pk", flat=True)[:MANY]]
    written = [_is_written(row, field, value, seen) for row in each for value in values[:2]]
    return any(written)


def _columns(model: Any) -> Iterator[Any]:
    """Those that say something of the row itself: not whose it is, nor what is worked out."""
    derived = {*derived_fields(model), "version"}
    for field in model._meta.concrete_fields:
        is_link = field.primary_key or field.is_relation or field.name.endswith("_id")
        if not is_link and not field.generated and field.name not in derived:
            yield field


def _values(field: Any) -> Iterator[Any]:
    """What a column could hold instead, the first that is taken."""
    name = field.name
    if field.choices:
        yield from (key for key, _ in field.flatchoices)
    elif isinstance(field, models.BooleanField):
        yield ~F(name)
    elif isinstance(field, models.DateField):  # a moment as well
        yield from (F(name) + LATER, F(name) - LATER)
    elif isinstance(field, models.DecimalField | models.IntegerField):
        yield from (Value(SMALL), F(name) + SMALL)
    elif isinstance(field, models.SlugField):
        yield Concat(F(name), Value("-other"))
    elif isinstance(field, models.CharField | models.TextField):
        yield from _words(field)


def _words(field: Any) -> Iterator[Any]:
    number = Cast("pk", CharField())
    words = Concat(Value(f"{MARK} {LURE} says otherwise now, at some length, "), number)
    yield Left(words, field.max_length) if field.max_length else words
    yield Concat(Value(f"{MARK}-"), number, Value("@other.test"))
    yield Concat(Value(f"https://other.test/{MARK}/"), number)


def _is_written(own: Any, field: Any, value: Any, seen: Seen) -> bool:
    """Whether the rows took a value, and are hidden as they were."""
    rule = getattr(own.model._default_manager.all(), "visible_to", None)
    hides = field.choices or isinstance(field, models.BooleanField | models.DateField)
    others = own.exclude(**{field.name: value}) if field.choices else own
    try:
        with transaction.atomic():
            if not others.update(**{field.name: value}):
                return False
            if hides and rule is not None and _is_seen(own, seen):
                transaction.set_rollback(True)
                return False
    except Error:
        return False
    return True


def _is_seen(own: Any, seen: Seen) -> bool:
    found = own.model.objects.visible_to(seen.reader)
    return bool(found.filter(Q(pk__in=own.order_by().values("pk"))).exists())
