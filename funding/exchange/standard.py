"""The 360Giving Data Standard, version 1.4, as far as Placebook writes and reads it.

One list of fields says all: where each stands in JSON, its title in spreadsheets, what it means,
and what may stand in it. The schema, the columns of files and their definitions are made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from funding.models import Regrant

VERSION = "1.4"
POUNDS = "GBP"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "pattern": rf"^{_DAY}(T\S+)?$"}
PART_OF_DAY = {"type": "string", "pattern": rf"^(\d{{4}}(-(0[1-9]|1[0-2]))?|{_DAY}(T\S+)?)$"}
MOMENT = {"type": "string", "pattern": rf"^{_DAY}T\d{{2}}:\d{{2}}"}
LINK = {"type": "string", "pattern": "^https?://"}
NUMBER = {"type": "number"}
# How far the place of a grant reaches: the codes of the standard.
NATIONAL_OR_WIDER = ("GLS010", "GLS020", "GLS030")
REGION, AUTHORITY, LOCAL, UNDEFINED = "GLS040", "GLS050", "GLS060", "GLS099"
SCOPES = (*NATIONAL_OR_WIDER, REGION, AUTHORITY, LOCAL, UNDEFINED)


@dataclass(frozen=True)
class Field:
    """A field: ``path`` is where it stands in JSON, ``title`` its column in a spreadsheet."""

    path: str
    title: str
    means: str
    rule: dict[str, Any] = field(default_factory=lambda: TEXT)
    is_needed: bool = False

    @property
    def steps(self) -> tuple[str, str]:
        """The list that it stands in, empty for none, and its name there."""
        first, _, last = self.path.rpartition("/0/")
        return first, last


FIELDS = (
    Field("id", "Identifier", "The identifier of the grant. It never changes", is_needed=True),
    Field("title", "Title", "What it is, in a few words", is_needed=True),
    Field("description", "Description", "What it is for", is_needed=True),
    Field(
        "currency",
        "Currency",
        "Always GBP: Placebook holds amounts in pounds only",
        {"type": "string", "pattern": "^[A-Z]{3}$"},
        is_needed=True,
    ),
    Field("amountAwarded", "Amount Awarded", "The exact amount promised", NUMBER, True),
    Field("awardDate", "Award Date", "The day on which it was awarded", DAY, True),
    Field("plannedDates/0/startDate", "Planned Dates:Start Date", "When it begins", PART_OF_DAY),
    Field("plannedDates/0/endDate", "Planned Dates:End Date", "When it ends", PART_OF_DAY),
    Field(
        "plannedDates/0/duration",
        "Planned Dates:Duration (months)",
        "For how many months it is planned, as its funder says it. Where nobody said when it ends, "
        "no end stands beside it",
        NUMBER,
    ),
    Field(
        "recipientOrganization/0/id",
        "Recipient Org:Identifier",
        "Who receives it: an official number, else one of this site",
        is_needed=True,
    ),
    Field("recipientOrganization/0/name", "Recipient Org:Name", "Who receives it", is_needed=True),
    Field(
        "recipientOrganization/0/charityNumber",
        "Recipient Org:Charity Number",
        "The number of the Charity Commission",
    ),
    Field(
        "recipientOrganization/0/companyNumber",
        "Recipient Org:Company Number",
        "The number of Companies House",
    ),
    Field(
        "recipientOrganization/0/postalCode",
        "Recipient Org:Postal Code",
        "The postcode of who receives it",
    ),
    Field(
        "fundingOrganization/0/id",
        "Funding Org:Identifier",
        "Who gives it: the identifier its funder uses, an official number, or one of this site",
        is_needed=True,
    ),
    Field("fundingOrganization/0/name", "Funding Org:Name", "Who gives it", is_needed=True),
    Field("grantProgramme/0/code", "Grant Programme:Code", "The fund, as its address names it"),
    Field(
        "grantProgramme/0/title",
        "Grant Programme:Title",
        "The fund that it comes from; else as its funder calls its programme",
    ),
    Field("grantProgramme/0/url", "Grant Programme:URL", "The page of the fund", LINK),
    Field(
        "regrantType",
        "For Regrant Type",
        "It is meant to be passed on. As its funder says it; else, where all of it is seen to be "
        "passed on, FRG010, and where a part of it is, FRG070. Such money is counted again in "
        "the grants that it is passed on in",
        {"enum": list(Regrant.values)},
    ),
    Field(
        "locationScope",
        "Location Scope",
        "How far its places reach, by the widest: GLS040 a region or combined authority, GLS050 "
        "a council, GLS060 a small area",
        {"enum": list(SCOPES)},
    ),
    Field(
        "passedOnFrom",
        "Passed On From",
        "The identifier of the grant that this one passes on. A field of Placebook, beside those "
        "of the standard",
    ),
    Field(
        "madeUp",
        "Made Up",
        "The grant is an example: nobody gave it, and everything about it is invented. Not there "
        "for any other grant. A field of Placebook, beside those of the standard",
        {"type": "boolean"},
    ),
    Field("url", "URL", "Its page in Placebook", LINK),
    Field("dataSource", "Data Source", "Where the amount was published", LINK),
    Field("dateModified", "Last modified", "When it was last changed", MOMENT),
)
# Where the money is for. A grant has one of each for each of its places.
LOCATION = (
    Field("name", "Beneficiary Location:Name", "A place that it is for"),
    Field("geoCode", "Beneficiary Location:Geographic Code", "The official code of the place"),
    Field(
        "geoCodeType",
        "Beneficiary Location:Geographic Code Type",
        "Which codes these are: RGN/GOR, CTY, UA, NMD, MD, LONB, WD or PAR",
    ),
)
LOCATIONS = "beneficiaryLocation"
INDIVIDUAL = "recipientIndividual"


def numbered(title: str, number: int) -> str:
    """The title of a column that a grant has several of: "Beneficiary Location:1:Name"."""
    first, _, last = title.partition(":")
    return f"{first}:{number}:{last}"


def _of_list(fields: Iterator[Field]) -> dict[str, Any]:
    """The rule of a list of objects with these fields."""
    each = list(fields)
    made: dict[str, Any] = {
        "type": "object",
        "properties": {field.steps[1]: field.rule for field in each},
    }
    if needed := [field.steps[1] for field in each if field.is_needed]:
        made["required"] = needed
    return {"type": "array", "minItems": 1, "items": made}


@cache
def grant_schema() -> dict[str, Any]:
    """The rules of one grant as JSON Schema. Who receives it is a body, or else an individual."""
    lists = dict.fromkeys(field.steps[0] for field in FIELDS if field.steps[0])
    properties = {field.path: field.rule for field in FIELDS if not field.steps[0]}
    for name in lists:
        properties[name] = _of_list(field for field in FIELDS if field.steps[0] == name)
    properties[LOCATIONS] = _of_list(iter(LOCATION))
    person = (Field("id", "", "", is_needed=True), Field("name", "", "", is_needed=True))
    properties[INDIVIDUAL] = _of_list(iter(person))
    needed = [field.path for field in FIELDS if field.is_needed and not field.steps[0]]
    return {
        "type": "object",
        "properties": properties,
        "required": [*needed, "fundingOrganization"],
        "oneOf": [{"required": ["recipientOrganization"]}, {"required": [INDIVIDUAL]}],
    }


@cache
def package_schema() -> dict[str, Any]:
    """The rules of a file of grants."""
    return {
        "type": "object",
        "properties": {
            "version": {"type": "string", "pattern": r"^\d+\.\d+$"},
            "title": TEXT,
            "description": TEXT,
            "issued": DAY,
            "publisher": {"type": "object", "required": ["name"]},
            "downloadURL": LINK,
            "accessURL": LINK,
            "grants": {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": grant_schema(),
            },
        },
        "required": ["grants"],
    }


@cache
def grant_rules() -> Draft202012Validator:
    """Checks one grant."""
    return Draft202012Validator(grant_schema())


@cache
def package_rules() -> Draft202012Validator:
    """Checks a file of grants."""
    return Draft202012Validator(package_schema())
