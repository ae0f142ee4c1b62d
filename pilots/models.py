"""Models of pilots: the pilot itself, its figures, its updates, its course.

Those that other folders name are named here; a folder that none else names is found by its place.
"""

from importlib import import_module
from pathlib import Path

from pilots.case_study.models import CaseStudy, CaseStudyLesson, CaseStudyPilot, CaseStudySource
from pilots.case_study.used_models import UsedIn
from pilots.engagement.models import Engagement, EngagementBody, EngagementTotal
from pilots.equality.models import Band, EqualityAnswer, EqualityQuestion
from pilots.evaluation.models import Evaluation, EvaluationReport
from pilots.evaluation_finding.models import EvaluationFinding
from pilots.indicator.models.actual import Actual, Remeasure
from pilots.indicator.models.indicator import Indicator
from pilots.indicator.models.plan import IndicatorDefinition, IndicatorPlan
from pilots.learning_event.models import LearningEvent, LearningEventTopic
from pilots.lesson.models import Lesson, LessonTopic
from pilots.milestone.models import Milestone, MilestoneMove, PlanChange
from pilots.partner.models import PilotPartner
from pilots.pilot.models import Pilot, PilotPlace, PilotTopic, first_readers
from pilots.referral.models import Referral
from pilots.risk.models import Risk
from pilots.shared_definition.models import SharedDefinition, SharedDefinitionTopic
from pilots.status.models import Legacy, Phase, StartStep, StatusChange, TargetOutcome
from pilots.theory.models import Theory, TheoryBox, TheoryLink
from pilots.update.models import Update, UpdateCorrection
from pilots.worth.models import CostLine, Spread
from pilots.you_said.models import YouSaid

__all__ = [
    "Actual",
    "Band",
    "CaseStudy",
    "CaseStudyLesson",
    "CaseStudyPilot",
    "CaseStudySource",
    "CostLine",
    "Engagement",
    "EngagementBody",
    "EngagementTotal",
    "EqualityAnswer",
    "EqualityQuestion",
    "Evaluation",
    "EvaluationFinding",
    "EvaluationReport",
    "Indicator",
    "IndicatorDefinition",
    "IndicatorPlan",
    "LearningEvent",
    "LearningEventTopic",
    "Legacy",
    "Lesson",
    "LessonTopic",
    "Milestone",
    "MilestoneMove",
    "Phase",
    "Pilot",
    "PilotPartner",
    "PilotPlace",
    "PilotTopic",
    "PlanChange",
    "Referral",
    "Remeasure",
    "Risk",
    "SharedDefinition",
    "SharedDefinitionTopic",
    "Spread",
    "StartStep",
    "StatusChange",
    "TargetOutcome",
    "Theory",
    "TheoryBox",
    "TheoryLink",
    "Update",
    "UpdateCorrection",
    "UsedIn",
    "YouSaid",
    "first_readers",
]

for found in sorted(Path(__file__).parent.glob("*/models.py")):
    import_module(f"pilots.{found.parent.name}.models")
