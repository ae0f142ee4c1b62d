"""Models of places, organisations, programmes, partnerships, teams and roles, by subject."""

from .levelled import Levelled, LevelledQuerySet, OpenQuerySet
from .organisations import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from .partnerships import Member, Partnership, PartnershipPlace
from .places import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from .programmes import Programme, ProgrammePlace
from .roles import Assignment, Role, Team
from .topics import Topic

__all__ = [
    "Assignment",
    "Levelled",
    "LevelledQuerySet",
    "Member",
    "OpenQuerySet",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "OrganisationPlace",
    "Partnership",
    "PartnershipPlace",
    "Place",
    "PlaceCode",
    "PlaceLink",
    "PlaceName",
    "PlaceReach",
    "Programme",
    "ProgrammePlace",
    "Role",
    "Team",
    "Topic",
]
