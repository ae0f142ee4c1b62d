"""Who may change a source and take it back: whoever may change everything that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, Manager, Q, Value

from access.permissions import is_administrator, wrote
from dashboards.source.reading import keys_resting_on
from interface.paging import BoundedCount
from partnerships.models import Place
from partnerships.place.known_reach import know_reach_of
from records.models import Source
from records.reading import rows_seen
from records.resting import EVERY, SourceKept
from records.subjects import registered

# A source that more records rest on is the administrators' to change
MOST = 1_000


@dataclass(frozen=True)
class SourceRights:
    """What somebody may do with a source."""

    change: bool
    withdraw: bool
    restore: bool
    history: bool


@cache
def kept_by_model() -> dict[Any, SourceKept]:
    """What the subjects declare, read when it is first asked: this one declares something too."""
    return {kept.model: kept for kept in registered(SourceKept)}


# What rests on a source, hidden or not: ids by model
Resting = dict[Any, list[int]]


def resting_on(source: Source) -> Resting:
    """Every record that rests on it and that somebody may see; no more than one over ``MOST``."""
    keys = {f"{key.model._meta.label}.{key.name}": key for key in keys_resting_on(source)}
    if not keys:
        return {}
    parts = [
        key.model._base_manager.filter(_counts(key.model), **{key.name: source.pk})  # noqa: SLF001
        .order_by()
        .annotate(model=Value(label, output_field=CharField()))
        .values_list("model", "pk")
        for label, key in keys.items()
    ]
    resting: Resting = {}
    for label, pk in parts[0].union(*parts[1:], all=True)[: MOST + 1]:
        ids = resting.setdefault(keys[label].model, [])
        if pk not in ids:  # it names the source in two ways
            ids.append(pk)
    return resting


def _counts(model: Any) -> Q:
    kept = kept_by_model().get(model)
    return kept.counts if kept else EVERY


def number_seen(user: Any, source: Source) -> BoundedCount:
    """How many records that rest on it this user may see; one query, which counts no hidden one."""
    parts = [
        rows_seen(key.model, user).filter(**{key.name: source.pk}).order_by().values_list("pk")
        for key in keys_resting_on(source)
    ]
    if not parts:
        return BoundedCount(0)
    seen = len(parts[0].union(*parts[1:], all=True)[: MOST + 1])
    return BoundedCount(min(seen, MOST), more=seen > MOST)


def rights_to_source(user: Any, source: Source, resting: Resting | None = None) -> SourceRights:
    """What this user may do with a source that they may see.

    Who typed it and whoever may change a record that rests on it change it while everything that
    does is theirs to change; and the administrators, to whom alone a loaded one belongs. So nobody
    rewrites what stands behind somebody else's record by naming it in one of their own.

    The history of one that is not open holds words of days when others could not read it.
    """
    if is_administrator(user):
        return SourceRights(change=True, withdraw=True, restore=True, history=True)
    change, withdraw = _change_and_withdraw(user, source, resting)
    return SourceRights(
        change=change,
        withdraw=withdraw,
        restore=change and not source.only_administrators_restore,
        history=withdraw and (source.is_open or wrote(user, source)),
    )


def can_add_sources(user: Any) -> bool:
    """Administrators; everybody else names a source in the form of what rests on it."""
    return is_administrator(user)


def can_take_back_source(user: Any, source: Source) -> bool:
    """Who added it and administrators, unless it is withdrawn, which is kept."""
    return not source.is_withdrawn and (wrote(user, source) or is_administrator(user))


def _change_and_withdraw(user: Any, source: Source, resting: Resting | None) -> tuple[bool, bool]:
    if not user.is_authenticated or (source.is_open and source.created_by_id is None):
        return False, False
    resting = resting_on(source) if resting is None else resting
    if sum(map(len, resting.values())) > MOST:
        return False, False
    if not resting:
        own = wrote(user, source)
        return own, own
    change = True
    for model, ids in resting.items():
        if (kept := kept_by_model().get(model)) is None:
            return False, False
        seen = list(rows_seen(model, user).filter(pk__in=ids).prefetch_related(*kept.reads))
        know_reach_of(_places(seen, kept.reads), user)
        withdraws = kept.withdraws or kept.permission
        if len(seen) != len(ids) or not all(withdraws(user, record) for record in seen):
            return False, False
        change = change and all(kept.permission(user, record) for record in seen)
    return change, True


def _places(rows: list[Any], paths: tuple[str, ...]) -> list[Place]:
    """The places at the ends of paths that were read ahead; no query more."""
    ends: list[Any] = []
    for path in paths:
        records = rows
        for name in path.split("__"):
            records = [end for record in records for end in _followed(getattr(record, name))]
        ends += records
    return [end for end in ends if isinstance(end, Place)]


def _followed(value: Any) -> Any:
    if isinstance(value, Manager):
        return value.all()
    return [] if value is None else [value]
