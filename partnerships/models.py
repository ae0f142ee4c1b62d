"""Models of this app, by subject."""

from partnerships.organisation.claim_link_models import ClaimLink
from partnerships.organisation.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    name_then,
    short_name_of,
)
from partnerships.organisation.place_models import OrganisationPlace
from partnerships.organisation.sector_models import FurtherSector
from partnerships.organisation.succession_models import OrganisationSuccession
from partnerships.organisation.two_bodies_models import NotDuplicate
from partnerships.partnership.models import Member, Partnership, PartnershipPlace
from partnerships.place.models.details import FormerAddress, PlaceFigure
from partnerships.place.models.place import Place, PlaceCode, PlaceLink, PlaceName, PlaceReach
from partnerships.programme.body_models import ProgrammeBody
from partnerships.programme.models import EarlierProgramme, Programme, ProgrammePlace
from partnerships.reorganisation.models import (
    Reorganisation,
    ReorganisationChange,
    ReorganisationPart,
)
from partnerships.topic.models import OnTopic, Synonym, Topic

__all__ = [
    "ClaimLink",
    "EarlierProgramme",
    "FormerAddress",
    "FurtherSector",
    "Member",
    "NotDuplicate",
    "OnTopic",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationName",
    "OrganisationPlace",
    "OrganisationSuccession",
    "Partnership",
    "PartnershipPlace",
    "Place",
    "PlaceCode",
    "PlaceFigure",
    "PlaceLink",
    "PlaceName",
    "PlaceReach",
    "Programme",
    "ProgrammeBody",
    "ProgrammePlace",
    "Reorganisation",
    "ReorganisationChange",
    "ReorganisationPart",
    "Synonym",
    "Topic",
    "name_then",
    "short_name_of",
]
