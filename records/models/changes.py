"""The history of everything, and the one change of it that there is: words go from what it kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pgtrigger
from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, JSONField, Q, Value, When
from django.db.models.functions import Cast, Concat, Now

from records.models.tracked import NARROW_LEVELS


class ExactFigures(json.JSONDecoder):
    """Reads figures as they were written, not as the nearest binary fraction."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{**how, "parse_float": Decimal})


def key_of(model: type[models.Model], pk: Any) -> str:
    """A record as ``owners`` names it: ``pilots.pilot:12``."""
    return f"{model._meta.label_lower}:{pk}"


def keys_of(rows: models.QuerySet[Any]) -> ArraySubquery:
    """The keys of all these rows, in a query."""
    text = models.TextField()
    key = Concat(Value(key_of(rows.model, "")), Cast("pk", text), output_field=text)
    return ArraySubquery(rows.order_by().values(key=key))


class ChangeQuerySet(models.QuerySet["HistoryEntry"]):
    """History of one record, of its parts, of many records of one kind."""

    def of(self, record: models.Model) -> ChangeQuerySet:
        """The changes of a record's own row, oldest first."""
        return self.of_kind(type(record), [record.pk]).order_by("id")

    def of_kind(
        self, model: type[models.Model], ids: Iterable[Any] | None = None
    ) -> ChangeQuerySet:
        """The changes of these rows of one table; of all of them where ``ids`` is None."""
        rows = self.filter(model=model._meta.label_lower)
        return rows if ids is None else rows.filter(object_id__in=ids)

    def of_parts(self, record: models.Model, model: type[models.Model]) -> ChangeQuerySet:
        """The changes of the rows of ``model`` that were parts of a record, in no order."""
        return self.of_kind(model).filter(owners__contains=[key_of(type(record), record.pk)])

    def with_parts(
        self,
        record: models.Model,
        parts: Iterable[type[models.Model]],
        narrower: Mapping[type[models.Model], models.QuerySet[Any]] = MappingProxyType({}),
        below: Mapping[type[models.Model], models.QuerySet[Any]] = MappingProxyType({}),
    ) -> ChangeQuerySet:
        """The changes of a record and of its parts of these kinds, in no order.

        ``below`` gives the rows of which a part is a part itself; all others are the record's. Of
        the kinds in ``narrower``, those of the rows that it gives alone. Of a kind with a level of
        its own, what was said at a narrow one is left to its own history.
        """
        rule = Q(model=type(record)._meta.label_lower, object_id=record.pk)
        labels = [part._meta.label_lower for part in parts if part not in below]
        if labels:
            key = key_of(type(record), record.pk)
            rule |= Q(owners__contains=[key], model__in=labels)
        for part, rows_above in below.items():
            rule |= Q(owners__overlap=keys_of(rows_above), model=part._meta.label_lower)
        rows = self.filter(rule)
        for part, seen in narrower.items():
            open_rows = Q(object_id__in=seen.order_by().values("pk"))
            if hasattr(part, "SCOPE"):
                open_rows &= _was_wide("before") & _was_wide("after")
            rows = rows.filter(~Q(model=part._meta.label_lower) | open_rows)
        return rows


def _was_wide(state: str) -> Q:
    """Whether a row had no level then, or one that is open to everyone signed in."""
    no_level = Q(**{state: None}) | ~Q(**{f"{state}__has_key": "visibility"})
    return no_level | ~Q(**{f"{state}__visibility__in": [*NARROW_LEVELS]})


class HistoryEntry(models.Model):
    """One change of one row, as the database wrote it down: the history of everything.

    Never written by the program and never changed, but where the name of a person is removed.
    ``at`` is when its transaction began: all changes of one transaction are one moment. ``before``
    and ``after`` are the row as it was stored, columns by name; one of them is missing for a row
    that is new or gone. ``owners`` are the records of which the row was a part
    (``pilots.pilot:12``), ``context`` says who and where.
    """

    class Kind(models.TextChoices):
        INSERT = "insert", "added"
        UPDATE = "update", "changed"
        DELETE = "delete", "removed"

    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=6, choices=Kind)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    owners = ArrayField(models.TextField())
    context = models.JSONField(default=dict)
    before = models.JSONField(null=True, decoder=ExactFigures)
    after = models.JSONField(null=True, decoder=ExactFigures)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "change"
        ordering = ["id"]
        indexes = [
            models.Index(
                "model", "object_id", F("at").desc(), F("id").desc(), name="change_of_row"
            ),
            GinIndex("owners", name="change_of_part"),
            models.Index(F("at").desc(), F("id").desc(), name="change_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                name="change_has_its_rows",
                condition=Q(kind="insert", before=None, after__isnull=False)
                | Q(kind="update", before__isnull=False, after__isnull=False)
                | Q(kind="delete", before__isnull=False, after=None),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}, {self.get_kind_display()}"

    @property
    def table(self) -> Any:
        """The model whose row changed."""
        return apps.get_model(self.model)

    @property
    def row(self) -> dict[str, Any]:
        """The row after the change; as it was last, where it is gone."""
        kept: Any = self.before if self.after is None else self.after
        return kept

    @property
    def user_id(self) -> int | None:
        """The account that made the change; None where none did."""
        return self.context.get("user")


STATES = ("before", "after")


def put(rows: ChangeQuerySet, words: dict[str, str]) -> int:
    """Put these words, by column, into what was kept of the rows; gives how many changes."""
    return _write(rows, {state: _with(state, words) for state in STATES})


def take_out(rows: ChangeQuerySet, column: str, text: str) -> int:
    """Empty the column where it held this text, in capitals or not; gives how many changes."""
    held = {state: Q(**{f"{state}__{column}__iexact": text}) for state in STATES}
    values = {
        state: Case(When(held[state], then=_with(state, {column: ""})), default=F(state))
        for state in STATES
    }
    return _write(rows.filter(held["before"] | held["after"]), values)


def _with(state: str, words: dict[str, str]) -> Any:
    return Func(
        F(state),
        Value(words, JSONField()),
        template="(%(expressions)s)",
        arg_joiner=" || ",
        output_field=JSONField(),
    )


def _write(rows: ChangeQuerySet, values: dict[str, Any]) -> int:
    with pgtrigger.ignore("records.HistoryEntry:append_only"):
        return rows.update(**values)
