"""Reading history: the changes of one record and of its parts, newest first, in one query.

A moment is one transaction: all its changes carry the same time and are told together.

Beside it: the names of the records that history rows refer to, in one query for each kind.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import DenseRank

from records.columns import may_read
from records.history import owners, tracked_models
from records.models import HistoryEntry


@dataclass(frozen=True, slots=True)
class Part:
    """How rows of a kind belong to a record: ``key`` names the record, or the part of it that they
    are a part of themselves (``within``)."""

    key: models.ForeignKey[Any, Any]
    within: Any = None

    @property
    def column(self) -> str:
        """What the key is called in the database."""
        return self.key.column


def parts_of(model: Any) -> dict[Any, Part]:
    """The kinds whose rows are parts of a record and go when it goes (places, topics …), in the
    order of their tables."""
    kinds = {part: Part(owners(part)[model]) for part in tracked_models() if model in owners(part)}
    return dict(sorted(kinds.items(), key=lambda part: part[0]._meta.db_table))


def moments(
    record: models.Model,
    parts: Mapping[Any, Part],
    *,
    narrower: Mapping[Any, QuerySet[Any]],
    below: Mapping[Any, QuerySet[Any]],
    before: dt.datetime | None = None,
    spans: Iterable[tuple[dt.datetime, dt.datetime | None]] | None = None,
    size: int = 30,
) -> list[HistoryEntry]:
    """The changes of the newest ``size`` moments of a record and its parts, newest first.

    ``narrower`` are the rows that the reader may see of a part with a rule of its own; nothing is
    told of others. ``below`` are those of which a part is a part itself. ``before`` leaves out
    that moment and what came after it; ``spans`` keeps only moments within these half-open periods
    (an open end is now). Within a moment the record's own come first. A part that came from another
    record has nothing ``before``.
    """
    rows = HistoryEntry.objects.with_parts(record, parts, narrower, below)
    if before is not None:
        rows = rows.filter(at__lt=before)
    if spans is not None:
        within = Q(pk__in=[])
        for start, end in spans:
            within |= Q(at__gte=start) if end is None else Q(at__gte=start, at__lt=end)
        rows = rows.filter(within)
    ranked = rows.annotate(moment=Window(DenseRank(), order_by=F("at").desc()))
    order = {model._meta.label_lower: number for number, model in enumerate(parts)}
    changes: list[Any] = sorted(
        ranked.filter(moment__lte=size),
        key=lambda change: (change.moment, order.get(change.model, -1), change.pk),
    )
    for change in changes:
        part = parts.get(change.table)
        if part is None or part.within is not None:
            continue
        if change.before and change.before[part.column] != record.pk:
            change.before = None
    return changes


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    who: str
    at: dt.datetime


def last_change(record: Any) -> LastChange | None:
    """The newest change of a record; None for one without history. Two queries."""
    own = HistoryEntry.objects.of_kind(type(record), [record.pk])
    newest = own.only("at", "context").order_by("-at", "-id").first()
    if newest is None:
        return None
    user_id = newest.user_id
    user = get_user_model().objects.filter(pk=user_id).first() if user_id else None
    return LastChange(str(user) if user else "", newest.at)


class Names:
    """Names by kind and id. A record that the reader may not see has no name.

    ``keeps`` says that they may change the record whose history they read.
    """

    def __init__(self, user: Any, *, keeps: bool = False) -> None:
        self.user, self.keeps = user, keeps
        self._wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._known: dict[tuple[type[models.Model], Any], str] = {}

    def may_read(self, model: type[models.Model], column: str) -> bool:
        """Whether this reader is told what a column holds."""
        return may_read(model, column, self.user, keeps=self.keeps)

    def want(self, model: type[models.Model], pk: Any) -> None:
        """Note that this record is to be named."""
        if pk is not None and (model, pk) not in self._known:
            self._wanted[model].add(pk)

    def load(self) -> None:
        """Read all names that are wanted."""
        for model, ids in self._wanted.items():
            for row in self._visible(model).filter(pk__in=ids):
                self._known[model, row.pk] = str(row)
        self._wanted.clear()

    def of(self, model: type[models.Model], pk: Any) -> str | None:
        """The name, or None where there is nothing that this reader may see."""
        return self._known.get((model, pk))

    def _visible(self, model: type[models.Model]) -> models.QuerySet[Any]:
        everyone = model.objects.all()  # type: ignore[attr-defined]
        if model is get_user_model():  # public pages show job roles, not people
            return everyone if self.user.is_authenticated else everyone.none()
        if hasattr(everyone, "named_to"):  # a name stays in history that no list shows any more
            return everyone.named_to(self.user)
        if hasattr(everyone, "visible_to"):
            return everyone.visible_to(self.user)
        return everyone
