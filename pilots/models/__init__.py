"""Models of pilots: the pilot itself, its figures, its updates, its course."""

from pilots.risk.models import Risk

from .actuals import Actual
from .case_studies import CaseStudy, CaseStudyLesson, CaseStudyPilot, CaseStudySource
from .course import Change, Milestone, MilestoneMove
from .definitions import SharedDefinition, SharedDefinitionTopic
from .engagement import Engagement, EngagementBody, EngagementTotal
from .evaluation import Evaluation, EvaluationReport
from .evaluation_findings import EvaluationFinding
from .figures import Indicator
from .learning_events import LearningEvent, LearningEventTopic
from .lessons import Lesson, LessonTopic
from .life import Legacy, Phase, StartStep, StatusChange, TargetOutcome
from .partners import PilotPartner
from .pilots import Pilot, PilotPlace, PilotTopic
from .plans import IndicatorDefinition, IndicatorPlan
from .referrals import Referral
from .remeasures import Remeasure
from .residents import Band, EqualityAnswer, EqualityQuestion, YouSaid
from .theory import Theory, TheoryBox, TheoryLink
from .updates import Update, first_readers
from .worth import CostLine, Spread

__all__ = [
    "Actual",
    "Band",
    "CaseStudy",
    "CaseStudyLesson",
    "CaseStudyPilot",
    "CaseStudySource",
    "Change",
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
    "YouSaid",
    "first_readers",
]
