"""Models of pilots: the pilot itself, its figures, its updates, its course."""

from .actuals import Actual
from .course import Change, Lesson, Milestone
from .figures import Indicator, IndicatorPlan
from .partners import PilotPartner
from .pilots import Pilot, PilotPlace, PilotTopic
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
