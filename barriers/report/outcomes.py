"""What was tried, with what came of it; what helped; and what was published about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from barriers.barrier.facts import nature_words, result_words
from barriers.barrier.models.kind import key_of
from barriers.models import Barrier, Outcome
from barriers.register.filters import BarrierFilter
from barriers.report import answers
from barriers.report.part import Part
from interface import exports, words
from interface.charts.heat import Cell, HeatMap, Row
from interface.cut import Cut
from interface.paging import BoundedCount
from partnerships.place.examples import sees_demo_data
from pilots.models import Lesson, PilotPlace
from records.models import Finding, FindingSubject

# Of one kind all but very long lists; of every kind the latest few, and the list has the others
MOST_TRIED, MOST_TRIED_OF_EVERY_KIND = 30, 3
MOST_HELPED = 3
MOST_FINDINGS = 6


@dataclass(frozen=True)
class Tried:
    """One barrier with what was tried against it, in words; empty is not known."""

    barrier: Barrier
    places: str
    nature: str
    tried: str
    result: str


def tried_of(chosen: BarrierFilter) -> Cut:
    """The latest barriers of the kind, or those with something tried where no kind is chosen.

    One more is read than is shown, to know whether there are others.
    """
    most = MOST_TRIED if chosen.kind else MOST_TRIED_OF_EVERY_KIND
    barriers = chosen.qs if chosen.kind else chosen.qs.with_something_tried()
    latest = barriers.for_lines().prefetch_related("actions").order_by("-updated_at", "-id")
    made = [
        Tried(
            barrier=barrier,
            places=words.list_words(barrier.at),
            nature=nature_words(barrier),
            tried="; ".join(action.what.rstrip(".") for action in barrier.actions.all()),
            result="; ".join(
                result.rstrip(".") for result in map(result_words, barrier.actions.all()) if result
            ),
        )
        for barrier in latest[: most + 1]
    ]
    shown = sorted(made[:most], key=lambda tried: (tried.places, tried.barrier.pk))
    return Cut(shown, BoundedCount(len(shown), more=len(made) > most))


def helped_by(chosen: BarrierFilter, most: int) -> list[Lesson]:
    """What helped, in pilots that the reader may see, against the kinds and in the places shown.

    The newest few, place by place.
    """
    lessons = Lesson.objects.visible_to(chosen.user).filter(kind=Lesson.Kind.ENABLER)
    lessons = (
        lessons.filter(helps_with=chosen.kind.key)
        if chosen.kind
        else lessons.exclude(helps_with="")
    )
    if chosen.programme_chosen:
        lessons = lessons.filter(pilot__programme=chosen.programme_chosen)
    if scope := chosen.value("place") or chosen.region_chosen:
        lessons = lessons.filter(pilot__reach_ids__contains=[scope.pk])
    if not (chosen.programme_chosen or scope or sees_demo_data(chosen.user)):
        lessons = lessons.exclude(pilot__programme__is_example=True)
    leads = PilotPlace.objects.filter(pilot=OuterRef("pilot"), role=PilotPlace.Role.LEAD)
    place = Subquery(leads.values("place__name")[:1])
    newest = lessons.select_related("pilot").annotate(place_name=place).order_by("-id")[:most]
    return sorted(newest, key=lambda lesson: (lesson.place_name or "", lesson.pk))


def findings_about(chosen: BarrierFilter) -> QuerySet[Finding]:
    """Published findings about the kinds and the programme shown; never part of a count."""
    kinds = Q(subject_type__app_label="barriers", subject_type__model="category")
    if chosen.kind:
        kinds &= Q(subject_id=chosen.kind.pk)
    findings = Finding.objects.visible_to(chosen.user).filter(_about(kinds))
    if chosen.programme_chosen:
        programme = Q(subject_type__app_label="partnerships", subject_type__model="programme")
        findings = findings.filter(_about(programme & Q(subject_id=chosen.programme_chosen.pk)))
    return findings.select_related("source").order_by("id")


def _about(subject: Q) -> Exists:
    return Exists(FindingSubject.objects.filter(subject, finding=OuterRef("pk")))


MOST_LESSONS = 50
OUTCOMES = [(value, label.capitalize()) for value, label in Outcome.choices]
TRIED, NOTHING = "tried", "nothing"


@dataclass(frozen=True)
class Outcomes(Part):
    """The part of the report that shows what worked."""

    counts: Counter[tuple[int | None, str]] = field(default_factory=Counter)
    answers: HeatMap | None = None
    helped: list[Lesson] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    template: ClassVar[str] = "barriers/report/outcomes.html"
    export_name: ClassVar[str] = "barrier-report-outcomes"
    problem: ClassVar[str] = ""

    def _sum(self, outcome: str) -> int:
        return sum(n for (_, each), n in self.counts.items() if each == outcome)

    @property
    def lead(self) -> str:
        """Against how many something was tried."""
        tried, nothing = self._sum(TRIED), self._sum(NOTHING)
        every = words.count_words(tried + nothing, "barrier")
        if nothing and not tried:
            of = "it" if nothing == 1 else "them"
            return (
                f"{words.capitalised(every)}. We have no record of what was tried against {of}. "
                "That does not mean that nothing was tried."
            )
        return f"Something was tried against {words.number(tried)} of {every}."

    @property
    def heat(self) -> HeatMap:
        """Kinds by what came of it; a barrier against which much was tried stands in several."""
        made = [
            self._row(name, category=key, kind=pk, counted=self.counts)
            for pk, key, name in self.kinds_shown
        ]
        every: Counter[tuple[int | None, str]] = Counter()
        every.update({(None, outcome): self._sum(outcome) for _, outcome in self.counts})
        return HeatMap(
            title="Barriers by kind and by what came of what was tried. Each number opens its list",
            columns=(*(label for _, label in OUTCOMES), "Nothing recorded"),
            rows=tuple(made),
            foot=self._row("All barriers, each once", kind=None, counted=every),
            corner="Kind",
            total_label="Something tried",
            none_label="none of these",
        )

    def _row(
        self,
        label: str,
        *,
        kind: int | None,
        counted: Counter[tuple[int | None, str]],
        category: str = "",
    ) -> Row:
        at = {"category": category} if category else {}
        cells = [
            self._cell(counted[kind, value], name, label, outcome=key_of(value), **at)
            for value, name in OUTCOMES
        ]
        none = self._cell(counted[kind, NOTHING], "Nothing recorded", label, tried="no", **at)
        total = self._cell(counted[kind, TRIED], "Something tried", label, tried="yes", **at)
        return Row(label, (*cells, none), total)

    def _cell(self, n: int, column: str, where: str, **at: str) -> Cell:
        return Cell(n, column, self.list_url(**at), f"{n}: {column.lower()}, {where}")

    @property
    def file_columns(self) -> list[exports.Column]:
        """The columns of the file, with what they mean."""

        def counted(number: int) -> exports.Column:
            value, label = OUTCOMES[number]
            meaning = (
                f"Barriers against which something was tried with the outcome: {label.lower()}"
            )
            return exports.Column(value, label, meaning, lambda row: row.cells[number].count)

        none = "Barriers against which nothing is recorded as tried"
        tried = "Barriers against which something was tried, each once"
        return [
            exports.Column("kind", "Kind", "One of six kinds, or not sure yet", lambda r: r.label),
            *(counted(number) for number in range(len(OUTCOMES))),
            exports.Column("nothing", "Nothing recorded", none, lambda row: row.cells[-1].count),
            exports.Column("tried", "Something tried", tried, lambda row: row.total.count),
        ]

    def exported(self) -> Iterator[Row]:
        """The rows of the table."""
        yield from self.heat.rows


def build(part: Part) -> Outcomes:
    """What came of what was tried, for these filters."""
    chosen = part.filter
    return Outcomes(
        chosen,
        part.params,
        counts=_count(chosen),
        answers=answers.build(part).heat,
        helped=helped_by(chosen, MOST_LESSONS),
        findings=list(findings_about(chosen)[:MOST_FINDINGS]),
    )


def _count(chosen: BarrierFilter) -> Counter[tuple[int | None, str]]:
    """Barriers by kind and outcome, each once in each outcome. One query."""
    counts: Counter[tuple[int | None, str]] = Counter()
    counted = (
        chosen.qs.order_by().values_list("category_id", "outcome_bits").annotate(n=Count("pk"))
    )
    for kind, bits, n in counted:
        counts[kind, TRIED if bits else NOTHING] += n
        for outcome in Outcome:
            if bits & outcome.bit:
                counts[kind, outcome] += n
    return counts
