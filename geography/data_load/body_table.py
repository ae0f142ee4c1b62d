"""The table of official bodies: each line with its numbers and the places it governs or serves."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geography.england.existing import GSS, ODS
from geography.england.load import SOURCES as OF_PLACES
from geography.england.table import TABLE, Problem, TableError
from geography.locality.kinds import POLICE_AND_FIRE
from geography.models import Locality
from interface.words import quoted
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceCode, PlaceLink
from records.models import Source

BODIES = TABLE.with_name("bodies.csv")
COLUMNS = ["kind", "slug", "name", "short_name", "gss_code", "valid_from", "source"]
SECTOR, ROLE = Organisation.Sector, OrganisationPlace.Role
SECTORS = {
    "council": SECTOR.COUNCIL,
    "strategic_authority": SECTOR.STRATEGIC_AUTHORITY,
    "care_board": SECTOR.NHS,
    "police_force": SECTOR.POLICE,
    "fire_authority": SECTOR.FIRE,
    "department": SECTOR.CENTRAL_GOVERNMENT,
    "arms_length_body": SECTOR.ARMS_LENGTH_BODY,
}
GOVERNING = ("council", "strategic_authority")
GSS_SCHEME, NHS_SCHEME = "GSS", "GB-NHS"
SOURCES: dict[str, dict[str, Any]] = {
    "ons-codes": OF_PLACES["ons-codes"],
    "pfpp-guidance": {
        "title": "Partnerships for People and Place: Guidance and advice for officials working on "
        "place-based policymaking",
        "publisher": "GOV.UK",
        "published": dt.date(2024, 4, 10),
        "how_read": "Open Government Licence v3.0; the departments and bodies that it names",
    },
    "pfpp-eoi-guidance": {
        "title": "Partnerships for People and Place: guidance for local expressions of interest",
        "publisher": "GOV.UK",
        "published": dt.date(2021, 7, 12),
        "how_read": "Open Government Licence v3.0; the departments that it names, in a copy",
    },
    "dept-lineage": {
        "title": "DLUHC and MHCLG pages",
        "publisher": "Designing Buildings wiki and Wikipedia",
        "url": "https://www.designingbuildings.co.uk/wiki/"
        "Department_for_Levelling_Up,_Housing_and_Communities",
        "how_read": "names of one department with their months; the link is to the wiki's page on "
        "DLUHC",
    },
}
Number = tuple[str, str]
Served = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A line of the table, with its official numbers and the places it governs or serves."""

    kind: str
    slug: str
    name: str
    short_name: str
    since: dt.date | None
    source: int
    numbers: tuple[Number, ...]
    places: tuple[Served, ...]

    @property
    def sector(self) -> str:
        """The sector that it is in."""
        return SECTORS[self.kind]


def read_bodies(path: Path) -> list[Body]:
    """The lines, each with its numbers and places. Raises TableError with every problem."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        lines = list(reader)
    if reader.fieldnames != COLUMNS:
        raise TableError([Problem(0, "", f"The columns of {path.name} are {', '.join(COLUMNS)}")])
    sources = sources_of({line["source"] for line in lines})
    areas = _Areas({line["gss_code"] for line in lines} - {""})
    bodies, problems = list[Body](), list[Problem]()
    for number, line in enumerate(lines, 2):
        kind, code = line["kind"], line["gss_code"]
        places = areas.of(kind, code) if kind in SECTORS else ()
        if kind not in SECTORS:
            problems.append(Problem(number, "kind", f"{quoted(kind)} is no kind of body"))
        elif line["source"] not in sources:
            problems.append(Problem(number, "source", f"there is no source {line['source']}"))
        elif code and not places:
            problems.append(Problem(number, "gss_code", f"no place has the code {code}"))
        else:
            since = dt.date.fromisoformat(line["valid_from"]) if line["valid_from"] else None
            called = (line["slug"], line["name"], line["short_name"])
            numbers = areas.numbers(code)
            bodies.append(Body(kind, *called, since, sources[line["source"]], numbers, places))
    if problems:
        raise TableError(problems)
    return bodies


def sources_of(slugs: set[str]) -> dict[str, int]:
    """The ids of these sources; those that only these tables have are made where missing."""
    there = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    missing = [
        Source(slug=slug, is_open=True, **SOURCES[slug])
        for slug in sorted(slugs & SOURCES.keys() - there.keys())
    ]
    return there | {source.slug: source.pk for source in Source.objects.bulk_create(missing)}


class _Areas:
    """Which places go with the code of a body: its own, or the councils in its area."""

    def __init__(self, codes: set[str]) -> None:
        rows = PlaceCode.objects.filter(code__in=codes, scheme=GSS, valid_to=None)
        self.places: dict[str, int] = dict(rows.values_list("code", "place_id"))
        ods = PlaceCode.objects.filter(place__in=self.places.values(), scheme=ODS, valid_to=None)
        self.ods: dict[int, str] = dict(ods.values_list("place_id", "code"))
        self.councils: defaultdict[Any, list[int]] = defaultdict(list)
        services = Locality.objects.filter(
            kind__in=POLICE_AND_FIRE, code__in=codes, is_current=True
        )
        for code, place in services.order_by("place_id").values_list("code", "place_id"):
            self.councils[code].append(place)
        boards = PlaceLink.objects.filter(
            other__in=self.places.values(),
            other__kind=Place.Kind.INTEGRATED_CARE_SYSTEM,
            kind=PlaceLink.Kind.OVERLAPS,
            valid_to=None,
        )
        for board, place in boards.order_by("place_id").values_list("other_id", "place_id"):
            self.councils[board].append(place)

    def of(self, kind: str, code: str) -> tuple[Served, ...]:
        """A council governs its place; a care board serves its own and its councils, a police
        force or fire authority the councils in its area, a department none by name."""
        own = self.places.get(code)
        if kind in GOVERNING:
            return ((own, ROLE.GOVERNS),) if own else ()
        served = [own, *self.councils[own]] if own else self.councils[code]
        return tuple((place, ROLE.SERVES) for place in dict.fromkeys(served))

    def numbers(self, code: str) -> tuple[Number, ...]:
        """Its code with the Office for National Statistics, and a board’s with the NHS."""
        if not code:
            return ()
        ods = self.ods.get(self.places.get(code, 0))
        return ((GSS_SCHEME, code), *(((NHS_SCHEME, ods),) if ods else ()))
