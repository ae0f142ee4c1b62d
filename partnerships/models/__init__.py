"""Models of places, organisations, programmes, partnerships, teams and roles, by subject."""

from partnerships.secondment.models import Secondment

from .action_items import ActionItem
from .calendar_feeds import CalendarFeed
from .erasures import Erasure
from .figures import PlaceFigure
from .former import FormerAddress
from .levelled import Levelled, LevelledQuerySet, OpenQuerySet
from .lived import Expense, Terms
from .local import Asset, EmergencyContact, LocalService, ServiceClash, ServiceTopic
from .meetings import MeetingAsk, MeetingRequest
from .opportunities import Interest, Opportunity
from .organisations import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from .partnerships import Member, Partnership, PartnershipPlace
from .places import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from .policy_tests import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from .posts import Person, Post, PostHolder, PostPlace, PostTopic
from .priorities import Alignment, Priority, PriorityPlace, PriorityTopic
from .programmes import Programme, ProgrammePlace
from .recognition import Recognition
from .regional_updates import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
    RegionalUpdateItem,
    regions_written_by,
)
from .reorganisations import Moved, Reorganisation, ReorganisationPart
from .repeats import Repeat
from .reports import ErrorReport
from .roles import Assignment, Role, Team
from .service_merges import ServiceMerge
from .skills import PartnerSkill
from .subscriptions import Subscription
from .synonyms import Synonym
from .topics import Topic
from .training import Attendance, Course, OwnTraining
from .two_bodies import TwoBodies

__all__ = [
    "ActionItem",
    "Alignment",
    "Asset",
    "Assignment",
    "Attendance",
    "CalendarFeed",
    "Course",
    "EmergencyContact",
    "Erasure",
    "ErrorReport",
    "Expense",
    "FormerAddress",
    "Interest",
    "Levelled",
    "LevelledQuerySet",
    "LocalService",
    "MeetingAsk",
    "MeetingRequest",
    "Member",
    "Moved",
    "OpenQuerySet",
    "Opportunity",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "OrganisationPlace",
    "OwnTraining",
    "PartnerSkill",
    "Partnership",
    "PartnershipPlace",
    "Person",
    "Place",
    "PlaceCode",
    "PlaceFigure",
    "PlaceLink",
    "PlaceName",
    "PlaceReach",
    "PolicyTest",
    "PolicyTestPlace",
    "PolicyTestQuestion",
    "PolicyTestReply",
    "PolicyTestTopic",
    "Post",
    "PostHolder",
    "PostPlace",
    "PostTopic",
    "Priority",
    "PriorityPlace",
    "PriorityTopic",
    "Programme",
    "ProgrammePlace",
    "Recognition",
    "RegionalCorrection",
    "RegionalReply",
    "RegionalUpdate",
    "RegionalUpdateDay",
    "RegionalUpdateItem",
    "Reorganisation",
    "ReorganisationPart",
    "Repeat",
    "Role",
    "Secondment",
    "ServiceClash",
    "ServiceMerge",
    "ServiceTopic",
    "Subscription",
    "Synonym",
    "Team",
    "Terms",
    "Topic",
    "TwoBodies",
    "regions_written_by",
]
