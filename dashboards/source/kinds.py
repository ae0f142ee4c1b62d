"""The kinds of record that name a source, and how each is told, as far as a reader may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from barriers.models import (
    ActionTried,
    AdviceSession,
    Barrier,
    Believed,
    DataRequest,
    ExampleAgreement,
    Guidance,
    PracticeExample,
    SystemicBarrier,
)
from funding.models import Flow
from interface.paging import BoundedCount
from interface.words import capitalised
from partnerships.models import Programme
from pilots.models import (
    Actual,
    CaseStudy,
    CaseStudySource,
    Change,
    CostLine,
    Engagement,
    EngagementTotal,
    EqualityQuestion,
    Evaluation,
    EvaluationReport,
    IndicatorPlan,
    Legacy,
    Lesson,
    Milestone,
    Phase,
    Pilot,
    PilotPartner,
    Referral,
    SharedDefinition,
    Spread,
)
from records.dates import DateWithPrecision
from records.models import Finding, Note


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
        return capitalised(many)

    def words(self, count: BoundedCount) -> str:
        """ "1 pilot", "12 changes of plan", "more than 1,000 notes"."""
        one, _, many = self.noun.partition(",")
        return count.words(one, many)


def _live_figures(user: Any) -> QuerySet[Actual]:
    return Actual.objects.standing_for(user)


def _in_studies(user: Any) -> QuerySet[CaseStudySource]:
    seen = CaseStudy.objects.visible_to(user)
    return CaseStudySource.objects.filter(case_study__in=seen.order_by().values("pk"))


def _partners(user: Any) -> QuerySet[PilotPartner]:
    seen = Pilot.objects.visible_to(user)
    return PilotPartner.objects.filter(pilot__in=seen.order_by().values("pk"))


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


def _advice(session: AdviceSession) -> Line:
    about = session.request or session.barrier
    return Line(str(session), about.get_absolute_url() if about else "", str(about))


def _agreement(agreement: ExampleAgreement) -> Line:
    return Line(agreement.title, reverse("example_agreements"))


def _practice_example(example: PracticeExample) -> Line:
    return Line(str(example), reverse("practice_examples"))


def _finding(finding: Finding) -> Line:
    return Line(finding.claim, note=str(finding.value) if finding.value.known else "")


def _note(note: Note) -> Line:
    subject: Any = note.subject
    return Line(note.text, subject.get_absolute_url(), str(subject))


def _met(total: EngagementTotal) -> Line:
    """No number: how few they were is told on the page, by whom it may be told."""
    if total.pilot is None:
        whole: Any = total.programme
        return Line("How many were met in all", whole.get_absolute_url(), str(whole))
    url = reverse("pilot_engagement", args=[total.pilot.slug])
    return Line("How many were met in all", url, total.pilot.title)


def _referral(one: Referral) -> Line:
    """No number either."""
    came = one.direction == Referral.Direction.IN
    said = f"Came from: {one}" if came else f"Sent on to: {one}"
    return Line(said, reverse("pilot_referrals", args=[one.pilot.slug]), one.pilot.title)


def _partner(one: PilotPartner) -> Line:
    return Line(str(one), reverse("pilot_partners", args=[one.pilot.slug]), one.pilot.title)


def _study(link: CaseStudySource) -> Line:
    return _link(link.case_study)


_ADVICE = "piece of advice about data,pieces of advice about data"
_PILOT = ("pilot__programme", "pilot__place_links__place")
_COURSE = ("programme", *_PILOT)
_BARRIER = ("barrier",)
_REFERRAL = ("organisation", *_PILOT)
_MEETING = "meeting or visit,meetings and visits"
_MET = "total of people met,totals of people met"
_EQUALITY = "question of equality monitoring,questions of equality monitoring"
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
    Kind("meetings", _MEETING, Engagement.objects.visible_to, _link, _PILOT),
    Kind("met", _MET, EngagementTotal.objects.visible_to, _met, _COURSE),
    Kind("referrals", "referral", Referral.objects.visible_to, _referral, _REFERRAL),
    Kind("partners", "partner", _partners, _partner, ("organisation", *_PILOT)),
    Kind("studies", "case study,case studies", _in_studies, _study, ("case_study",)),
    Kind("equality", _EQUALITY, EqualityQuestion.objects.visible_to, _link, _PILOT),
    Kind("phases", "phase", Phase.objects.visible_to, _of_pilot, _PILOT),
    Kind("legacy", _GOES_ON, Legacy.objects.visible_to, _of_pilot, _PILOT),
    Kind("definitions", "shared definition", SharedDefinition.objects.visible_to, _link),
    Kind("evaluations", "evaluation", Evaluation.objects.visible_to, _link),
    Kind("reports", "report", EvaluationReport.objects.visible_to, _link, _OF_EVALUATION),
    Kind("costs", "cost or benefit,costs and benefits", CostLine.objects.visible_to, _link, _PILOT),
    Kind("taken_up", _TAKEN_UP, Spread.objects.visible_to, _link, _PILOT),
    Kind("barriers", "barrier", Barrier.objects.visible_to, _link),
    Kind("tried", "action tried,actions tried", ActionTried.objects.visible_to, _tried, _BARRIER),
    Kind("systemic", "systemic barrier", SystemicBarrier.objects.visible_to, _link),
    Kind("data", "request for data,requests for data", DataRequest.objects.visible_to, _link),
    Kind("advice", _ADVICE, AdviceSession.objects.visible_to, _advice, ("request", "barrier")),
    Kind("guidance", "piece of guidance,pieces of guidance", Guidance.objects.visible_to, _link),
    Kind("examples", "example", PracticeExample.objects.visible_to, _practice_example),
    Kind("believed", "belief", Believed.objects.visible_to, _link),
    Kind("agreements", "example agreement", ExampleAgreement.objects.visible_to, _agreement),
    Kind("money", "flow of money,flows of money", Flow.objects.visible_to, _link),
    Kind("programmes", "programme", Programme.objects.visible_to, _link),
    Kind("findings", "finding", Finding.objects.visible_to, _finding),
    Kind("notes", "note", Note.objects.visible_to, _note, ("subject",)),
)
