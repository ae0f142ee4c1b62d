"""The start-up checklist: what a pilot settles before it opens its doors.

The steps stand here, in the order in which they are usually taken. Where the record itself has
the answer (a partner is named, a rhythm is agreed) the step says so: nobody writes it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_date

from interface.words import date_words
from people.models import JobRole
from pilots.models import (
    Engagement,
    IndicatorPlan,
    Legacy,
    Pilot,
    PilotPartner,
    StartStep,
)

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``known`` says in words what the record has; "" where it does not answer it.

    ``page`` is where that is written down, ``link`` what to call it.
    """

    key: str
    hint: str
    known: Callable[[Facts], str] = lambda _: ""
    page: str = ""
    link: str = ""

    @property
    def title(self) -> str:
        return StartStep.TITLES["step"][self.key]


STEPS = (
    Step(
        "challenge",
        "Ask the people it is for what would help them, before the plan is fixed. "
        "Write down what you heard and what it changed.",
        lambda it: "Residents were met about it." if it["challenge"] and it["residents"] else "",
        "pilot_engagement",
        "Meetings and outreach",
    ),
    Step(
        "partners",
        "Each knows what it brings and what it expects of the others.",
        lambda it: "A lead and partners are named." if it["lead"] and it["others"] else "",
        "pilot_partners",
        "Partners",
    ),
    Step(
        "key-role",
        "Work can depend on one trusted person. Say which job role that is and who backs it up.",
        lambda it: "A job role with a backup is named." if it["backup"] else "",
        "pilot_key_role",
        "Key job role",
    ),
    Step(
        "reporting",
        "As rarely as the funders accept. That nothing is agreed is an answer too.",
        lambda it: "How often it reports is agreed." if it["rhythm"] else "",
        "pilot_edit",
        "How often it reports",
    ),
    Step(
        "figures",
        "Few. Each with what it counts and where it stood before, or that this is not known.",
        lambda it: "A figure with where it stood before is recorded." if it["baseline"] else "",
        "pilot_indicators",
        "Figures",
    ),
    Step(
        "data",
        "Ask the information governance leads of all partners early. It takes longer than it "
        "should, and a first “no” is often not what the rules say.",
    ),
    Step(
        "evaluator",
        "Before it opens, so that there is something to compare with.",
        lambda it: "An evaluator is named." if it["evaluator"] else "",
        "pilot_partners",
        "Partners",
    ),
    Step(
        "training",
        "Half a day, everyone who will do the work. Who are we, and what can each of us decide? "
        "Who is it for? How is somebody passed on? What may we share? What do we do when we "
        "disagree, and when does it go wrong? When do we meet again?",
        lambda it: "A workshop was held." if it["workshop"] else "",
        "pilot_engagement",
        "Meetings and outreach",
    ),
    Step(
        "end",
        "What should go on, who might pay for it, and who tells the people who use it.",
        lambda it: "What goes on afterwards is recorded." if it["goes_on"] else "",
        "pilot_life",
        "What goes on",
    ),
)
BY_KEY = {step.key: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Stands:
    """A step of one pilot, as it stands: what somebody said, and what the record knows."""

    step: Step
    url: str
    known: str = ""
    known_url: str = ""
    state: str = StartStep.State.NOT_YET
    by_role: str = ""
    when: str = ""
    note: str = ""

    @property
    def is_settled(self) -> bool:
        """Done, not needed, or answered by the record itself."""
        return bool(self.known) or self.state in StartStep.ENDED

    @property
    def words(self) -> str:
        """Where it stands, in a word or two."""
        if self.state == StartStep.State.NOT_YET and self.known:
            return "Done"
        return str(StartStep.State(self.state).label).capitalize()


@dataclass(frozen=True, slots=True)
class CheckList:
    """All steps of one pilot. ``is_used``: somebody has answered one."""

    steps: list[Stands]
    is_used: bool = False

    @property
    def settled(self) -> int:
        """How many need nothing more."""
        return sum(step.is_settled for step in self.steps)

    @property
    def words(self) -> str:
        """5 of 9 steps."""
        return f"{self.settled} of {len(self.steps)} steps"

    @property
    def coming(self) -> Stands | None:
        """The first that is still to do."""
        return next((step for step in self.steps if not step.is_settled), None)


def checklist(user: Any, pilot: Pilot) -> CheckList:
    """The checklist of a pilot that the caller has authorised, in one query."""
    facts = _facts(user, pilot)
    rows = {row["step"]: row for row in facts.pop("said")}
    return CheckList(
        [_stands(pilot, step, facts, rows.get(step.key, {})) for step in STEPS], bool(rows)
    )


def only_answer(pilot: Pilot, step: str) -> None:
    """To be asked in the transaction that writes a first answer. Raises ValidationError where
    somebody else has answered in the meantime.
    """
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    if pilot.start_steps.filter(step=step).exists():
        raise ValidationError("Somebody has answered this in the meantime. Open it again")


def _stands(pilot: Pilot, step: Step, facts: Facts, answers: Facts) -> Stands:
    is_met = step.known(facts)
    day = parse_date(answers["on"]) if answers.get("on") else None
    return Stands(
        step,
        reverse("pilot_start_step", args=[pilot.slug, step.key]),
        known=is_met,
        known_url=reverse(step.page, args=[pilot.slug]) if is_met else "",
        state=answers.get("state", StartStep.State.NOT_YET),
        by_role=answers.get("by_role", ""),
        when=date_words(day) if day else "",
        note=answers.get("note", ""),
    )


def _facts(user: Any, pilot: Pilot) -> Facts:
    of = Q(pilot=OuterRef("pk"))
    partners = PilotPartner.objects.filter(of, end=None)
    met = Engagement.objects.visible_to(user).held().filter(of)
    plans = IndicatorPlan.objects.filter(
        indicator__pilot=OuterRef("pk"), valid_to=None, baseline_low__isnull=False
    )
    roles = JobRole.objects.visible_to(user).open()
    answers = StartStep.objects.filter(of).order_by("id")
    row = JSONObject(step="step", state="state", by_role="by_role", on="on", note="note")
    facts = Pilot.objects.filter(pk=pilot.pk).values(
        "challenge",
        "rhythm",
        backup=Exists(roles.filter(pk=OuterRef("key_post"), backup__isnull=False)),
        lead=Exists(partners.filter(kind=PilotPartner.Kind.LEAD)),
        others=Exists(partners.filter(kind__in=("co_lead", "partner", "national"))),
        evaluator=Exists(partners.filter(kind=PilotPartner.Kind.EVALUATOR)),
        residents=Exists(met.filter(kind=Engagement.Kind.OUTREACH)),
        workshop=Exists(met.filter(kind=Engagement.Kind.WORKSHOP)),
        baseline=Exists(plans),
        goes_on=Exists(Legacy.objects.filter(of)),
        said=ArraySubquery(answers.values(row=row)),
    )
    return dict(facts.get())
