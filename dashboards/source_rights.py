"""Who may change a source and take it back: whoever may change everything that rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value

from barriers import permissions as of_barriers
from barriers.data_requests.rights import can_keep_agreements
from barriers.models import Believed, Check, ExampleAgreement, Guidance, PracticeExample
from barriers.practice.rights import can_keep_library, can_word
from interface.paging import BoundedCount
from partnerships import permissions as of_places
from partnerships.models import Asset, LocalService, PlaceFigure
from partnerships.permissions import is_administrator, wrote
from pilots import permissions as of_pilots
from pilots.models import (
    CaseStudySource,
    CostLine,
    EngagementTotal,
    EqualityQuestion,
    Evaluation,
    EvaluationReport,
    Legacy,
    Lesson,
    Phase,
    SharedDefinition,
    Spread,
)
from records.models import Source
from records.models.sources import keys_to_sources
from records.reading import rows_seen

# A source that more records rest on is the administrators' to change
MOST = 50


@dataclass(frozen=True)
class _Kept:
    """Who may change a kind of record that sources are typed into, and what that question reads."""

    may: Callable[[Any, Any], bool]
    reads: tuple[str, ...] = ()


def _of_pilot(may: Callable[[Any, Any], bool]) -> _Kept:
    return _Kept(lambda user, one: may(user, one.pilot), _PILOT)


def _total(user: Any, one: EngagementTotal) -> bool:
    return one.pilot is not None and of_pilots.can_log_progress(user, one.pilot)


def _library(user: Any, one: Any) -> bool:
    return can_keep_library(user)


def _agreements(user: Any, one: Any) -> bool:
    return can_keep_agreements(user)


_PILOT = ("pilot__place_links__place",)
_BARRIER = ("barrier__place_links__place",)
_EVALUATION = tuple(f"evaluation__{path}" for path in ("programme", *_PILOT))

KEPT: dict[Any, _Kept] = {
    Check: _Kept(lambda user, one: of_barriers.can_record_check(user, one.barrier), _BARRIER),
    Believed: _Kept(lambda user, one: can_word(user, one.barrier), _BARRIER),
    Guidance: _Kept(_library),
    PracticeExample: _Kept(_library),
    ExampleAgreement: _Kept(_agreements),
    Lesson: _Kept(of_pilots.can_edit_lesson, _PILOT),
    CaseStudySource: _Kept(
        lambda user, one: of_pilots.can_edit_case_study(user, one.case_study),
        tuple(f"case_study__{path}" for path in _PILOT),
    ),
    Phase: _of_pilot(of_pilots.can_edit_pilot),
    Legacy: _of_pilot(of_pilots.can_edit_pilot),
    CostLine: _of_pilot(of_pilots.can_draw_theory),
    Spread: _of_pilot(of_pilots.can_draw_theory),
    EqualityQuestion: _of_pilot(of_pilots.can_log_progress),
    EngagementTotal: _Kept(_total, _PILOT),
    Evaluation: _Kept(of_pilots.can_edit_evaluation, ("programme", *_PILOT)),
    EvaluationReport: _Kept(
        lambda user, one: of_pilots.can_edit_evaluation(user, one.evaluation), _EVALUATION
    ),
    SharedDefinition: _Kept(of_pilots.can_write_definition),
    LocalService: _Kept(lambda user, one: of_places.can_map_services(user, one.place), ("place",)),
    Asset: _Kept(lambda user, one: of_places.can_map_services(user, one.place), ("place",)),
    PlaceFigure: _Kept(lambda user, one: of_places.can_edit_place(user, one.place), ("place",)),
}

# What rests on a source, hidden or not: ids by model
Resting = dict[Any, list[int]]


def resting_on(source: Source) -> Resting:
    """Every record that rests on it, whoever may see it; no more than one over ``MOST``."""
    keys = {key.model._meta.label: key for key in keys_to_sources()}
    parts = [
        key.model._default_manager.filter(**{key.name: source.pk})
        .order_by()
        .annotate(model=Value(label, output_field=CharField()))
        .values_list("model", "pk")
        for label, key in keys.items()
    ]
    found: Resting = {}
    for label, pk in parts[0].union(*parts[1:], all=True)[: MOST + 1]:
        found.setdefault(keys[label].model, []).append(pk)
    return found


def number_seen(user: Any, resting: Resting) -> BoundedCount:
    """How many of them this user may see; one query."""
    parts = [
        rows_seen(model, user).filter(pk__in=ids).order_by().values_list("pk")
        for model, ids in resting.items()
    ]
    seen = parts[0].union(*parts[1:], all=True).count() if parts else 0
    return BoundedCount(min(seen, MOST), more=seen > MOST)


def can_change_source(user: Any, source: Source, resting: Resting | None = None) -> bool:
    """Who typed it and whoever may change a record that rests on it, while everything that does is
    theirs to change; and the administrators, to whom alone a loaded one belongs.

    So nobody rewrites what stands behind somebody else's record by naming it in one of their own.
    """
    if is_administrator(user):
        return True
    if not user.is_authenticated or (source.is_open and source.created_by_id is None):
        return False
    resting = resting_on(source) if resting is None else resting
    if sum(map(len, resting.values())) > MOST:
        return False
    if not resting:
        return wrote(user, source)
    return all(_keeps_all(user, model, ids) for model, ids in resting.items())


def _keeps_all(user: Any, model: Any, ids: list[int]) -> bool:
    """Whether the user sees each of these records and may change it."""
    if (kept := KEPT.get(model)) is None:
        return False
    rows = rows_seen(model, user).filter(pk__in=ids).prefetch_related(*kept.reads)
    seen = list(rows)
    return len(seen) == len(ids) and all(kept.may(user, one) for one in seen)
