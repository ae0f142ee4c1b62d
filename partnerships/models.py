"""Models of places, organisations, programmes, partnerships, teams and roles, by subject."""

from partnerships.action_item.models import ActionItem
from partnerships.alignment.models import Repeat
from partnerships.asset.models import Asset, EmergencyContact
from partnerships.attachment.models import Attachment
from partnerships.comment.models import Comment, Mention
from partnerships.data_load.models import DataLoad
from partnerships.error_report.models import ErrorReport
from partnerships.job_role.models import Person, Post, PostHolder, PostPlace, PostTopic
from partnerships.levelled import Levelled, LevelledQuerySet, OpenQuerySet
from partnerships.lived_experience.models import Expense, Terms
from partnerships.local_services.models import (
    LocalService,
    ServiceClash,
    ServiceMerge,
    ServiceTopic,
)
from partnerships.locality.models import Locality, LocalityRelease
from partnerships.measure.models import Attribution, ContextFigure, Measure, MeasureRelease
from partnerships.meeting.models import MeetingAsk, MeetingRequest
from partnerships.organisation.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    name_then,
)
from partnerships.organisation.place_models import OrganisationPlace
from partnerships.organisation.two_bodies_models import TwoBodies
from partnerships.partnership.models import Member, Partnership, PartnershipPlace
from partnerships.personal_data.models import Erasure
from partnerships.place.models.details import FormerAddress, PlaceFigure
from partnerships.place.models.place import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from partnerships.policy_test.models import (
    PolicyTest,
    PolicyTestPlace,
    PolicyTestQuestion,
    PolicyTestReply,
    PolicyTestTopic,
)
from partnerships.priority.models import Alignment, Priority, PriorityPlace, PriorityTopic
from partnerships.programme.models import EarlierProgramme, Programme, ProgrammePlace
from partnerships.recognition.models import Recognition
from partnerships.record_import.models import ImportedRecord, ImportRow, ReadRow, RecordImport
from partnerships.regional_update.models import (
    RegionalCorrection,
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
    RegionalUpdateItem,
    regions_written_by,
)
from partnerships.reorganisation.models import Moved, Reorganisation, ReorganisationPart
from partnerships.role.invitation_models import Invitation
from partnerships.role.models import Assignment, Role
from partnerships.role.team_models import Team
from partnerships.saved_filter.models import SavedFilter
from partnerships.secondment.models import Interest, Opportunity, Secondment
from partnerships.subscription.models import CalendarFeed, Subscription
from partnerships.topic.models import Synonym, Topic
from partnerships.training.models import Attendance, Course, OwnTraining, PartnerSkill

__all__ = [
    "ActionItem",
    "Alignment",
    "Asset",
    "Assignment",
    "Attachment",
    "Attendance",
    "Attribution",
    "CalendarFeed",
    "Comment",
    "ContextFigure",
    "Course",
    "DataLoad",
    "EarlierProgramme",
    "EmergencyContact",
    "Erasure",
    "ErrorReport",
    "Expense",
    "FormerAddress",
    "ImportRow",
    "ImportedRecord",
    "Interest",
    "Invitation",
    "Levelled",
    "LevelledQuerySet",
    "LocalService",
    "Locality",
    "LocalityRelease",
    "Measure",
    "MeasureRelease",
    "MeetingAsk",
    "MeetingRequest",
    "Member",
    "Mention",
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
    "ReadRow",
    "Recognition",
    "RecordImport",
    "RegionalCorrection",
    "RegionalReply",
    "RegionalUpdate",
    "RegionalUpdateDay",
    "RegionalUpdateItem",
    "Reorganisation",
    "ReorganisationPart",
    "Repeat",
    "Role",
    "SavedFilter",
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
    "name_then",
    "regions_written_by",
]
