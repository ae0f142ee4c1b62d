"""Sources: the list, and what rests on each, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse

from barriers.models import ActionTried, Barrier
from dashboards.subqueries import UpTo
from funding.models import Flow
from interface import paging
from interface.filters import FilterSet, Words
from interface.paging import BoundedCount, Page, Sort
from partnerships.models import Organisation, Place, Programme
from pilots.models import (
    Actual,
    Change,
    CostLine,
    Evaluation,
    EvaluationReport,
    IndicatorPlan,
    Legacy,
    Lesson,
    Milestone,
    Phase,
    Pilot,
    SharedDefinition,
    Spread,
)
from records.dates import DateWithPrecision
from records.models import Finding, Note, Source

SORTS = (Sort("title", "sort_key"),)
NEWEST = (Sort("newest", "id", says=lambda _: "earlier ones", starts_descending=True),)
PAGE = 30
MOST_COUNTED = 1_000
ABOUT = (Place, Programme, Organisation, Pilot, Barrier, Flow)


@dataclass(frozen=True)
class Line:
    """One thing that rests on a source."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record that names its source. ``rows`` are those that a reader may see."""

    key: str
    noun: str
    rows: Callable[[Any], QuerySet]
    say: Callable[[Any], Line]
    needs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its heading: "Changes of plan"."""
        many = self.noun.partition(",")[2] or f"{self.noun}s"
        return many[:1].upper() + many[1:]

    def words(self, count: BoundedCount) -> str:
        """ "1 pilot", "12 changes of plan", "more than 1,000 notes"."""
        one, _, many = self.noun.partition(",")
        return count.words(one, many)


def notes_seen(user: Any) -> QuerySet[Note]:
    """Notes on subjects that this reader may see."""
    rule = Q(pk__in=[])
    for model, subject_type in ContentType.objects.get_for_models(*ABOUT).items():
        seen = model.objects.visible_to(user).values("pk")
        rule |= Q(subject_type=subject_type, subject_id__in=seen)
    return Note.objects.filter(rule)


def _live_figures(user: Any) -> QuerySet[Actual]:
    return Actual.objects.standing_for(user)


def _link(record: Any) -> Line:
    return Line(getattr(record, "title", "") or str(record), record.get_absolute_url())


def _of_pilot(record: Any) -> Line:
    if record.pilot is None:
        return Line(str(record), record.programme.get_absolute_url(), str(record.programme))
    return Line(str(record), record.pilot.get_absolute_url(), record.pilot.title)


def _figure(actual: Actual) -> Line:
    said = str(actual.value) if actual.value.known else actual.get_missing_display()
    as_of = DateWithPrecision.of(actual, "as_of")
    text = f"{actual.indicator}: {said}{f', at {as_of}' if as_of else ''}"
    return Line(text, actual.indicator.get_absolute_url(), actual.indicator.pilot.title)


def _plan(plan: IndicatorPlan) -> Line:
    said = plan.target if plan.target.known else plan.definition or "not known how much"
    text = f"{plan.indicator}, planned: {said}"
    return Line(text, plan.indicator.get_absolute_url(), plan.indicator.pilot.title)


def _tried(action: ActionTried) -> Line:
    return Line(action.what, action.barrier.get_absolute_url(), str(action.barrier))


def _finding(finding: Finding) -> Line:
    return Line(finding.claim, note=str(finding.value) if finding.value.known else "")


def _note(note: Note) -> Line:
    subject: Any = note.subject
    return Line(note.text, subject.get_absolute_url(), str(subject))


_PILOT = ("pilot__programme", "pilot__place_links__place")
_COURSE = ("programme", *_PILOT)
_BARRIER = ("barrier",)
_GOES_ON = "thing that goes on,things that go on"
_TAKEN_UP = "take-up elsewhere,take-ups elsewhere"
_OF_EVALUATION = ("evaluation",)
_INDICATOR = tuple(f"indicator__{path}" for path in _PILOT)

KINDS = (
    Kind("pilots", "pilot", Pilot.objects.visible_to, _link, ("place_links__place",)),
    Kind("figures", "figure", _live_figures, _figure, _INDICATOR),
    Kind("plans", "plan", IndicatorPlan.objects.visible_to, _plan, _INDICATOR),
    Kind("milestones", "milestone", Milestone.objects.visible_to, _of_pilot, _COURSE),
    Kind("changes", "change of plan,changes of plan", Change.objects.visible_to, _of_pilot, _PILOT),
    Kind("lessons", "lesson", Lesson.objects.visible_to, _of_pilot, _PILOT),
    Kind("phases", "phase", Phase.objects.visible_to, _of_pilot, _PILOT),
    Kind("legacy", _GOES_ON, Legacy.objects.visible_to, _of_pilot, _PILOT),
    Kind("definitions", "shared definition", SharedDefinition.objects.visible_to, _link),
    Kind("evaluations", "evaluation", Evaluation.objects.visible_to, _link),
    Kind("reports", "report", EvaluationReport.objects.visible_to, _link, _OF_EVALUATION),
    Kind("costs", "cost or benefit,costs and benefits", CostLine.objects.visible_to, _link, _PILOT),
    Kind("taken_up", _TAKEN_UP, Spread.objects.visible_to, _link, _PILOT),
    Kind("barriers", "barrier", Barrier.objects.visible_to, _link),
    Kind("tried", "action tried,actions tried", ActionTried.objects.visible_to, _tried, _BARRIER),
    Kind("money", "flow of money,flows of money", Flow.objects.visible_to, _link),
    Kind("programmes", "programme", Programme.objects.visible_to, _link),
    Kind("findings", "finding", Finding.objects.visible_to, _finding),
    Kind("notes", "note", notes_seen, _note, ("subject",)),
)


class SourceFilter(FilterSet):
    """Sources by words of their title or publisher."""

    q = Words("Title or publisher", by="found_by")


@dataclass(frozen=True)
class Count:
    """How many records of a kind rest on a source, and where they are listed."""

    label: str
    count: BoundedCount
    words: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Row:
    """One source of the list, with what rests on it."""

    source: Source
    counts: list[Count]


@dataclass(frozen=True)
class Sources:
    """One page of the list."""

    filter: SourceFilter
    page: Page
    rows: list[Row]
    count: BoundedCount


@dataclass(frozen=True)
class Cited:
    """A source and one kind of what rests on it, paged."""

    source: Source
    counts: list[Count]
    label: str
    page: Page
    lines: list[Line]


def listed(user: Any, params: Mapping[str, Any]) -> Sources:
    """The page of sources that these parameters ask for."""
    chosen = SourceFilter(params, Source.objects.visible_to(user))
    page = paging.page(_counted(chosen.qs, user), params, SORTS, size=PAGE)
    return Sources(
        filter=chosen,
        page=page,
        rows=[Row(source, _counts(source, KINDS)) for source in page.rows],
        count=paging.bounded_count(chosen.qs),
    )


def cited(user: Any, slug: str, params: Mapping[str, Any]) -> Cited | None:
    """One source with what rests on it; None where there is no such source."""
    source = _counted(Source.objects.visible_to(user), user).filter(slug=slug).first()
    if source is None:
        return None
    found = [kind for kind in KINDS if _count(source, kind)]
    asked = str(params.get("kind") or "")
    kind = next((one for one in KINDS if one.key == asked), found[0] if found else KINDS[0])
    rows = kind.rows(user).filter(source=source).prefetch_related(*kind.needs)
    page = paging.page(rows, params, NEWEST, size=PAGE)
    return Cited(
        source=source,
        counts=_counts(source, found, kind),
        label=kind.label,
        page=page,
        lines=[kind.say(row) for row in page.rows],
    )


def _counted(sources: QuerySet[Source], user: Any) -> QuerySet[Source]:
    of_each = {
        f"count_{kind.key}": UpTo(kind.rows(user).filter(source=OuterRef("pk")), MOST_COUNTED)
        for kind in KINDS
    }
    return sources.annotate(**of_each)


def _count(source: Source, kind: Kind) -> int:
    return getattr(source, f"count_{kind.key}")


def _counts(source: Source, kinds: Any, current: Kind | None = None) -> list[Count]:
    address = reverse("source", args=[source.slug])
    found = []
    for kind in kinds:
        if number := _count(source, kind):
            count = BoundedCount(min(number, MOST_COUNTED), more=number > MOST_COUNTED)
            url = f"{address}?kind={kind.key}"
            found.append(Count(kind.label, count, kind.words(count), url, kind is current))
    return found
