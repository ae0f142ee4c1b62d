"""Models of pilots: the pilot itself, its figures, its updates, its course."""

from .course import Change, Lesson, Milestone
from .figures import Actual, Indicator, IndicatorPlan
from .pilots import Pilot, PilotPartner, PilotPlace, PilotTopic
from .updates import Update, first_readers

__all__ = [
    "Actual",
    "Change",
    "Indicator",
    "IndicatorPlan",
    "Lesson",
    "Milestone",
    "Pilot",
    "PilotPartner",
    "PilotPlace",
    "PilotTopic",
    "Update",
    "first_readers",
]
