"""What was tried, with what came of it; what helped; and what was published about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from barriers.barrier.facts import nature_words, place_names, result_words
from barriers.models import Barrier
from barriers.register.filters import BarrierFilter
from partnerships.examples import works_with_examples
from pilots.models import Lesson, PilotPlace
from records.models import Finding, FindingSubject

MOST_TRIED = 30
MOST_HELPED = 12
MOST_FINDINGS = 6


@dataclass(frozen=True)
class Tried:
    """One barrier with what was tried against it, in words; empty is not known."""

    barrier: Barrier
    places: str
    nature: str
    tried: str
    result: str


def tried_of(chosen: BarrierFilter) -> list[Tried]:
    """The latest barriers of the kind, or those with something tried where no kind is chosen."""
    found = chosen.qs if chosen.kind else chosen.qs.with_something_tried()
    latest = found.for_rows().prefetch_related("actions").order_by("-updated_at", "-id")
    made = [
        Tried(
            barrier=barrier,
            places=place_names(barrier),
            nature=nature_words(barrier),
            tried="; ".join(action.what.rstrip(".") for action in barrier.actions.all()),
            result="; ".join(
                one.rstrip(".") for one in map(result_words, barrier.actions.all()) if one
            ),
        )
        for barrier in latest[:MOST_TRIED]
    ]
    return sorted(made, key=lambda one: (one.places, one.barrier.pk))


def helped_by(chosen: BarrierFilter, most: int) -> list[Lesson]:
    """What helped, in pilots that the reader may see, against the kinds and in the places shown.

    The newest few, place by place.
    """
    found = Lesson.objects.visible_to(chosen.user).filter(kind=Lesson.Kind.ENABLER)
    found = (
        found.filter(helps_with=chosen.kind.key) if chosen.kind else found.exclude(helps_with="")
    )
    if chosen.programme_chosen:
        found = found.filter(pilot__programme=chosen.programme_chosen)
    if scope := chosen.value("place") or chosen.region_chosen:
        found = found.filter(pilot__reach_ids__contains=[scope.pk])
    if not (chosen.programme_chosen or scope or works_with_examples(chosen.user)):
        found = found.exclude(pilot__programme__is_example=True)
    leads = PilotPlace.objects.filter(pilot=OuterRef("pilot"), role=PilotPlace.Role.LEAD)
    place = Subquery(leads.values("place__name")[:1])
    newest = found.select_related("pilot").annotate(place_name=place).order_by("-id")[:most]
    return sorted(newest, key=lambda one: (one.place_name or "", one.pk))


def findings_about(chosen: BarrierFilter) -> QuerySet[Finding]:
    """Published findings about the kinds and the programme shown; never part of a count."""
    kinds = Q(subject_type__app_label="barriers", subject_type__model="category")
    if chosen.kind:
        kinds &= Q(subject_id=chosen.kind.pk)
    found = Finding.objects.visible_to(chosen.user).filter(_about(kinds))
    if chosen.programme_chosen:
        programme = Q(subject_type__app_label="partnerships", subject_type__model="programme")
        found = found.filter(_about(programme & Q(subject_id=chosen.programme_chosen.pk)))
    return found.select_related("source").order_by("id")


def _about(subject: Q) -> Exists:
    return Exists(FindingSubject.objects.filter(subject, finding=OuterRef("pk")))
