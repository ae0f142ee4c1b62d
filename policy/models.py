"""Models of this app, by subject."""

from policy.alignment.models import Repeat
from policy.needs.models import NeedsAssessment, NeedsTopic
from policy.policy_test.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from policy.priority.models import Alignment, Priority, PriorityPlace, PriorityTopic
from policy.regional_update.models import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
    RegionalUpdateItem,
    regions_written_by,
)

__all__ = [
    "Alignment",
    "NeedsAssessment",
    "NeedsTopic",
    "PolicyTest",
    "PolicyTestPlace",
    "PolicyTestQuestion",
    "PolicyTestReply",
    "PolicyTestTopic",
    "Priority",
    "PriorityPlace",
    "PriorityTopic",
    "RegionalCorrection",
    "RegionalReply",
    "RegionalUpdate",
    "RegionalUpdateDay",
    "RegionalUpdateItem",
    "Repeat",
    "regions_written_by",
]
