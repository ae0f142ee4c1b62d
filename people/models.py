"""Models of this app, by subject."""

from people.campaign.models import Campaign
from people.job_role.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person
from people.lived_experience.models import Expense, Terms
from people.personal_data.models import Erasure
from people.recognition.models import Recognition
from people.role.invitation_models import Invitation
from people.role.models import Assignment, Role
from people.role.team_models import Team
from people.saved_filter.models import SavedFilter
from people.secondment.models import Interest, Opportunity, Secondment
from people.subscription.models import CalendarFeed, Subscription
from people.training.models import Attendance, Course, OwnTraining, PartnerSkill

__all__ = [
    "Assignment",
    "Attendance",
    "CalendarFeed",
    "Campaign",
    "Course",
    "Erasure",
    "Expense",
    "Interest",
    "Invitation",
    "JobRole",
    "JobRoleHolder",
    "JobRolePlace",
    "JobRoleTopic",
    "Opportunity",
    "OwnTraining",
    "PartnerSkill",
    "Person",
    "Recognition",
    "Role",
    "SavedFilter",
    "Secondment",
    "Subscription",
    "Team",
    "Terms",
]
