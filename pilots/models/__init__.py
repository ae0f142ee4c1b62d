"""Models of pilots: the pilot itself, its figures, its updates, its course."""

from .actuals import Actual
from .case_studies import CaseStudy, CaseStudyLesson, CaseStudyPilot, CaseStudySource
from .course import Change, Milestone, MilestoneMove
from .engagement import Engagement, EngagementBody, EngagementTotal
from .evaluation import Evaluation, EvaluationReport
from .evaluation_findings import EvaluationFinding
from .figures import Indicator, IndicatorPlan
from .learning_events import LearningEvent, LearningEventTopic
from .lessons import Lesson, LessonTopic
from .life import Legacy, Phase, StartStep, StatusChange, TargetOutcome
from .partners import PilotPartner
from .pilots import Pilot, PilotPlace, PilotTopic
from .referrals import Referral
from .residents import Band, EqualityAnswer, EqualityQuestion, YouSaid
from .risks import Risk
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
    "Risk",
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
