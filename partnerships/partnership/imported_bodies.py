"""How bodies come in from a list: with their short and other names, numbers and what they are part
of. Those that are there already stay as they are: they are changed on their own pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from access.permissions import can_edit_place
from partnerships.models import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from partnerships.organisation.fields import LONGEST
from partnerships.organisation.identifiers import SCHEMES, country_of, of_country, read
from partnerships.organisation.new_bodies import may_add_here
from partnerships.organisation.spellings import COUNCIL, councils_said
from partnerships.partnership.import_names import (
    ORGANISATION,
    SECTORS,
    place_column,
    reference_column,
)
from partnerships.partnership.import_programmes import in_programme
from records.names import plain_key
from records.other_names import words_of
from registry.import_new import free_addresses, known_as
from registry.import_readers import Text
from registry.imported import ImportColumn, ImportFormat, ImportPart, Row, Scope

OtherWord: Any = Organisation.synonyms.rel.related_model
COMPANY = ("company no", "companies house number", "company registration number")
# The columns of official numbers that lists have, each of one register
NUMBERS = {
    "charity": ("Charity number", "GB-CHC", ("charity no", "registered charity number")),
    "company": ("Company number", "GB-COH", COMPANY),
    "nhs_code": ("NHS organisation code", "GB-NHS", ("ods code", "ods", "nhs code")),
    "gss": ("Official code (GSS)", "GSS", ("gss", "gss code", "ons code", "lad code")),
}
HERE_OTHERWISE = "is a council that is here already under its full name"
TAKEN = "is the number of {} already"

COLUMNS = (
    reference_column("organisation", "body", "partner"),
    ImportColumn(
        key="name",
        label="Name",
        reads=Text(200),
        fills="name",
        is_needed=True,
        called=("organisation", "organisation name"),
        just_called=("body", "partner", "company", "supplier", "official name"),
    ),
    ImportColumn(
        key="short_name",
        label="Short name",
        reads=Text(40),
        called=("abbreviation", "acronym", "initials"),
    ),
    ImportColumn(
        key="sector",
        label="Kind",
        reads=SECTORS,
        fills="sector",
        only_new=True,
        means="Empty where it is not known",
        called=("sector", "type", "organisation type", "kind of organisation"),
    ),
    ImportColumn(
        key="parent",
        label="Part of",
        reads=replace(ORGANISATION, are_added=False),
        fills="parent_id",
        only_new=True,
        means="One that is here already. Import it first where the same file adds it",
        called=("parent", "parent organisation", "belongs to", "group"),
    ),
    ImportColumn(
        key="description",
        label="What it does",
        reads=Text(LONGEST, lines=True),
        fills="description",
        only_new=True,
        called=("description", "about", "notes", "purpose"),
    ),
    ImportColumn(
        key="also_called",
        label="Also called",
        reads=Text(1_000),
        means="Several with semicolons between them",
        called=("alias", "aliases", "other names", "aka", "known as", "former name"),
        just_called=("official name",),  # beside the usual one
    ),
    *(
        ImportColumn(key=key, label=label, reads=Text(40), called=called)
        for key, (label, _, called) in NUMBERS.items()
    ),
    # Its postcode is that of its office, which may lie anywhere; "area" is often a size
    replace(place_column("Place where it works"), called=("place", "district", "town")),
)
PARTS = {
    "names": ImportPart(model=OrganisationName, owner="organisation_id", only_new=True),
    "numbers": ImportPart(model=OrganisationIdentifier, owner="organisation_id", only_new=True),
    "words": ImportPart(model=OtherWord, owner="organisation_id", only_new=True),
    "places": ImportPart(model=OrganisationPlace, owner="organisation_id", only_new=True),
}


def _there(scope: Scope) -> QuerySet[Organisation]:
    """All bodies, by their names of today: one that is there is not made again, nor changed."""
    return known_as(Organisation.objects.visible_to(scope.user).filter(merged_into=None), "name")


def _is_here_otherwise(row: Row, scope: Scope) -> bool:
    """Whether it is a council that is here by its full name: "Adur" is Adur District Council."""
    name = plain_key(row.values.get("name", ""))
    sector = row.only_new.get("sector")
    if sector != COUNCIL and (sector or "council" not in name.split()):
        return False
    if "councils" not in scope.kept:
        scope.kept["councils"] = councils_said(scope)
    councils, own = scope.kept["councils"]
    called = {name, f"{name} council"} if sector else {name}
    return name not in own and not called.isdisjoint(councils)


def _finish(row: Row, scope: Scope) -> None:
    if country := country_of(row.first("gss") or ""):
        row.leave_out(f"has {of_country(country)}")
        return
    if not row.is_wanted and _is_here_otherwise(row, scope):
        row.leave_out(HERE_OTHERWISE)
        return
    if "sector" not in row.only_new:  # of one that is here the file says nothing of it
        row.fresh["sector"] = Organisation.Sector.NOT_KNOWN.value
    row.fresh["slug"] = ""
    row.fresh["is_example"] = scope.home.is_example
    name = row.values.get("name", "")
    row.parts["names"] = [{"name": name, "short_name": row.first("short_name") or ""}]
    row.parts["places"] = [{"place_id": row.place_id, "role": OrganisationPlace.Role.SERVES.value}]
    row.parts["words"] = [{"words": word} for word in words_of(row.first("also_called") or "")]
    row.parts["numbers"] = list(_numbers(row, name, scope))


def _numbers(row: Row, name: str, scope: Scope) -> Any:
    """The official numbers of a row; a problem for one that is none, or another body's."""
    if "numbers" not in scope.kept:
        held = OrganisationIdentifier.objects.filter(scheme__in=SCHEMES)
        said = held.values_list("scheme", "value", "organisation__name")
        scope.kept["numbers"] = {(scheme, value): of for scheme, value, of in said}
    taken = scope.kept["numbers"]
    for key, (_, scheme, _) in NUMBERS.items():
        if not (typed := row.first(key)):
            continue
        try:
            value = read(scheme, typed)
        except ValidationError as problem:
            row.problems.append((key, problem.messages[0]))
            continue
        if (of := taken.setdefault((scheme, value), name)) != name:
            row.problems.append((key, TAKEN.format(of)))
        yield {"scheme": scheme, "value": value}


ORGANISATIONS = ImportFormat(
    key="organisations",
    noun="organisation",
    makes=Organisation,
    columns=COLUMNS,
    permission=can_edit_place,
    there=_there,
    finish=_finish,
    key_of=lambda row: row.values.get("name", ""),
    parts=PARTS,
    perhaps_wrong=(HERE_OTHERWISE,),
    before_writing=free_addresses(Organisation.objects.all, "organisation"),
    note="Everyone can read them. Those that are here under the same name are not added again; "
    "change them on their own pages.",
    in_programme=in_programme(permission=may_add_here),
    order=41,
)
