"""A pilot with one word in everything that is told of it; a declared kind's is written by the
``plant`` of its sweep."""

from __future__ import annotations

import datetime as dt

from django.contrib.contenttypes.models import ContentType

from barriers.models import ActionTried, Check
from pilots.indicator.groups import ByGroup
from pilots.models import (
    Band,
    EqualityAnswer,
    Indicator,
    IndicatorPlan,
    Legacy,
    Milestone,
    MilestoneMove,
    Phase,
    Pilot,
    PilotPartner,
    PlanChange,
    Referral,
    StatusChange,
    TargetOutcome,
)
from records.models import Finding, FindingSubject, Note, Source
from tests import builders, defined, engaged, evaluated, learned
from tests.access import subjects
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision

SECRET = "zebracrossing"


def hidden(people: Cast, level: str = "programme") -> Pilot:
    """A pilot with the word in all that is told of it, which an outsider may not see."""
    common = {"visibility": level, "created_by": people.author}
    pilot = builders.pilot(
        people.bradford, SECRET, programme=people.pfpp, slug=f"{SECRET}-{level}", **common
    )
    groups = ByGroup.of({SECRET: {SECRET: 7}})
    number = builders.indicator(pilot, SECRET, target_low=9, by_group=groups)
    builders.actual(number, 7, note=SECRET, by_group=groups)
    builders.update(pilot, happened=SECRET, state="accepted")
    Milestone.objects.create(pilot=pilot, text=SECRET, due=dt.date(2027, 3, 1))
    learned.lesson(pilot, SECRET, **common)
    learned.case_study(pilot, SECRET, **common)
    engaged.engagement(pilot, purpose=SECRET)
    Referral.objects.create(pilot=pilot, direction="in", route=SECRET, missing="not_counted")
    barrier = builders.barrier(
        people.bradford, SECRET, pilot=pilot, programme=people.pfpp, **common
    )
    ActionTried.objects.create(barrier=barrier, what=SECRET)
    Check.objects.create(barrier=barrier, what=SECRET, verdict="no_rule")
    builders.flow(people.bradford, 7, description=SECRET, programme=people.pfpp, **common)
    decided(people, SECRET)
    told(pilot, SECRET)
    life(pilot, SECRET)
    judged(pilot, SECRET)
    return pilot


def decided(people: Cast, said: str) -> None:
    """What a board of the programme decided, for who works at its places."""
    at = board(people.bradford, f"{said} board", programme=people.pfpp, visibility="network")
    decision(at, said, visibility="place", created_by=people.evaluator)


def told(pilot: Pilot, said: str) -> None:
    """A partner, a change of plan, people met, what sources say, and residents in ranges."""
    PilotPartner.objects.create(pilot=pilot, description=said)
    PlanChange.objects.create(pilot=pilot, before="Visits", after=said)
    engaged.total(pilot, 40)
    asked = learned.equality_question(pilot, said)
    EqualityAnswer.objects.create(question=asked, answer=said, people=Band.values[0], position=1)
    about = {"subject_type": ContentType.objects.get_for_model(Pilot), "subject_id": pilot.pk}
    Note.objects.create(text=said, **about)
    source = Source.objects.create(slug=f"{said}-{pilot.pk}", title=said)
    finding = Finding.objects.create(key=f"{said}-{pilot.pk}", claim=said, source=source)
    FindingSubject.objects.create(finding=finding, **about)


def life(pilot: Pilot, said: str) -> None:
    """A step, a stretch, a moved day, a risk, what became of a target and what goes on."""
    day = dt.date(2026, 5, 4)
    StatusChange.objects.create(pilot=pilot, after="live", on=day, why=said)
    Phase.objects.create(pilot=pilot, kind="delivery", note=said)
    goal = Milestone.objects.create(pilot=pilot, text=said, due=dt.date(2027, 4, 1))
    moved = {"before": day, "after": dt.date(2027, 4, 1), "why": said}
    MilestoneMove.objects.create(milestone=goal, **moved)
    plan = IndicatorPlan.objects.filter(indicator__pilot=pilot)[0]
    TargetOutcome.objects.create(plan=plan, outcome="partly", note=said)
    Legacy.objects.create(pilot=pilot, what=said)
    for part in subjects.parts("plant"):
        part(pilot, said)


def judged(pilot: Pilot, said: str) -> None:
    """A definition shared and one changed, a count to come, a theory, an evaluation, worth."""
    counted = Indicator.objects.filter(pilot=pilot).order_by("pk")[0]
    shared = defined.shared_definition(said)
    Indicator.objects.filter(pk=counted.pk).update(
        shared=shared, shared_edition=1, shared_difference=said
    )
    defined.earlier(counted, dt.date(2026, 1, 5), said)
    defined.remeasure(counted, note=said)
    theory = evaluated.theory(pilot, why=said)
    evaluated.box(theory, said, indicator=counted)
    made = evaluated.evaluation(pilot, said)
    common = {"visibility": pilot.visibility, "indicator": counted}
    later = evaluated.finding(made, said, report=evaluated.report(made, said), **common)
    evaluated.finding(made, said, superseded_by=later, **common)
    evaluated.cost_line(pilot, said)
    evaluated.spread(pilot, what=said, place=pilot.places.all()[0])
