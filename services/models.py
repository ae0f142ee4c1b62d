"""Models of this app, by subject."""

from services.asset.models import Asset, EmergencyContact
from services.local_services.models import LocalService, ServiceClash, ServiceMerge, ServiceTopic
from services.place_team.models import TeamPost
from services.relationship.models import RelationshipWork
from services.workforce.models import WorkforceAction, WorkforcePartner

__all__ = [
    "Asset",
    "EmergencyContact",
    "LocalService",
    "RelationshipWork",
    "ServiceClash",
    "ServiceMerge",
    "ServiceTopic",
    "TeamPost",
    "WorkforceAction",
    "WorkforcePartner",
]
