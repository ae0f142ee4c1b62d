"""Pilots: who, where, what was planned and counted, whom they met, how it went and was judged."""

from __future__ import annotations

from demo.load import hooks
from demo.load.barrier_kinds import BARRIER, NOTE
from demo.load.kinds import Kind, Link

FINDING = Kind(
    "records.Finding", "finding", reads=("about",), row=hooks.finding, after=hooks.finding_links
)
MILESTONE = Kind(
    "pilots.Milestone", "milestone", parts={"moved": Kind("pilots.MilestoneMove", "moved")}
)
MET_IN_ALL = Kind("pilots.EngagementTotal", "met")
MEETING = Kind(
    "pilots.Engagement",
    "meeting",
    number="number",
    parts={
        "met": Kind("pilots.EngagementBody", "met"),
        "promises": Kind("collaboration.ActionItem", "promise", row=hooks.part_of),
    },
)
REFERRAL = Kind("pilots.Referral", "referral")
_INDICATOR = Kind(
    "pilots.Indicator",
    "indicator",
    number="number",
    parts={
        "plans": Kind("pilots.IndicatorPlan", "plan", needs=("definition",)),
        "actuals": Kind("pilots.Actual", "actual", needs=("counts",)),
        "definitions": Kind("pilots.IndicatorDefinition", "definition", needs=("definition",)),
        "again": Kind("pilots.Remeasure", "again"),
    },
    row=hooks.indicator,
)
_UPDATE = Kind(
    "pilots.Update", "update", number="number", needs=("created_at", "state"), row=hooks.update
)
_START_STEP = Kind(
    "pilots.StartStep", "start-step", slug="step", defaults={"state": "done"}, row=hooks.start_step
)
PILOT = Kind(
    "pilots.Pilot",
    "pilot",
    defaults={"status": "closed"},
    needs=("programme",),
    links={
        "district_partners": Link("pilots.PilotPlace", "place", {"role": "district_partner"}),
        "areas": Link("pilots.PilotPlace", "place", {"role": "target"}),
    },
    parts={
        "partners": Kind("pilots.PilotPartner", "partner"),
        "milestones": MILESTONE,
        "changes": Kind("pilots.PlanChange", "change"),
        "risks": Kind("pilots.Risk", "risk"),
        "lessons": Kind("pilots.Lesson", "lesson", defaults={"kind": "enabler"}),
        "notes": NOTE,
        "updates": _UPDATE,
        "indicators": _INDICATOR,
        "steps": Kind("pilots.StatusChange", "step"),
        "phases": Kind("pilots.Phase", "phase"),
        "start_steps": _START_STEP,
        "outcomes": Kind("pilots.TargetOutcome", "outcome"),
        "legacy": Kind("pilots.Legacy", "legacy"),
        "barriers": BARRIER,
        "meetings": MEETING,
        "met_in_all": MET_IN_ALL,
        "referrals": REFERRAL,
        "findings": FINDING,
    },
    expand=hooks.pilot,
    row=hooks.pilot_row,
)
_FINDING_OF_EVALUATION = Kind(
    "pilots.EvaluationFinding",
    "finding",
    needs=("direction",),
    reads=("not_published",),
    row=hooks.evaluation_finding,
)
EVALUATION = Kind(
    "pilots.Evaluation",
    "evaluation",
    needs=("state",),
    parts={
        "reports": Kind("pilots.EvaluationReport", "report"),
        "findings": _FINDING_OF_EVALUATION,
    },
)
THEORY = Kind(
    "pilots.Theory",
    "theory",
    parts={"boxes": Kind("pilots.TheoryBox", "box"), "links": Kind("pilots.TheoryLink", "link")},
)
EQUALITY = Kind(
    "pilots.EqualityQuestion",
    "equality",
    parts={"answers": Kind("pilots.EqualityAnswer", "answer", number="position")},
)
