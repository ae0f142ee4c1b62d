"""Whatever is taken away with official codes, figures or names has the lines of their licences.

Figures, codes and names that stand nowhere else are planted in the open world; then every file of
the access table is read. One that holds any of them holds what their licences ask for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from geography.models import (
    Attribution,
    ContextFigure,
    Locality,
    LocalityRelease,
    Measure,
    MeasureRelease,
)
from partnerships.models import Place, PlaceCode
from partnerships.place.attribution import LISTS, STATISTICS
from records.models import Source
from tests.access import table
from tests.access.open_world import Seen, open_world
from tests.access.reading import in_words
from tests.access.test_leaks import signed_in
from tests.access.test_queries import readers_of

pytestmark = pytest.mark.django_db

PEOPLE, TOWN, LINE = 7_654_321, "Zzyzxham", "Contains planted figures under a planted licence"
CODE = re.compile(r"\b[EK][0-9]{8}\b")
# The files that are known to hold them; another that comes to do so has the lines as well.
HOLD = {
    "places": STATISTICS,
    "places_within": LISTS[0],
    "place_brief": STATISTICS,
    "place_context": LINE,
    "places_compare": LINE,
    "place_map": STATISTICS,
    "official_figures": LINE,
    "programme_export_file": STATISTICS,
    "pilot_dossier": STATISTICS,
}


def plant(places: list[Place]) -> None:
    """A code, a population and a town for each place."""
    source = Source.objects.create(slug="planted", title="Planted", is_open=True)
    Attribution.objects.create(source=source, licence="OGL", line=LINE)
    measure = Measure.objects.create(
        key="population_total",
        label="Population",
        topic="Population",
        unit="people",
        decimals=0,
        levels="Councils",
        definition="Residents",
    )
    day = dt.date(2024, 6, 30)
    newest = MeasureRelease.objects.create(measure=measure, name="mid-2024", as_of=day)
    towns = LocalityRelease.objects.create(table="towns", name="2024", as_of=day, source=source)
    for number, place in enumerate(places):
        code = f"E0699{number:04}"
        PlaceCode.objects.get_or_create(place=place, scheme="gss", defaults={"code": code})
        ContextFigure.objects.create(release=newest, place=place, value=PEOPLE, source=source)
        Locality.objects.create(release=towns, place=place, kind="town", name=TOWN, rank=1)


def files(seen: Seen) -> Iterator[tuple[str, str, str]]:
    """Every file of the access table that somebody gets: name of its row, address, what it says."""
    for row in table.rows():
        if row.method != "GET" or row.page or row.answers != (200,):
            continue
        for who in readers_of(row):
            for record in seen.families.get(row.of, []):
                client, address = signed_in(getattr(seen.cast, who)), row.address(record)
                for asked in dict.fromkeys(
                    (address, *(address.replace("=csv", f"={kind}") for kind in ("xlsx", "json")))
                ):
                    if (said := taken(client, asked)) is not None:
                        yield row.name, asked, said


def taken(client: Client, address: str) -> str | None:
    """What the file says; None where there is none, or a page."""
    response: Any = client.get(address)
    if response.status_code != 200 or "Content-Disposition" not in response.headers:
        return None
    said = in_words(b"".join(response) if response.streaming else response.content)
    return " ".join(said.split())


def test_every_file_with_official_codes_figures_or_names_has_their_lines() -> None:
    seen = open_world("resident")
    plant(list(Place.objects.order_by("pk")))
    holding, bare = set(), []
    for name, address, said in files(seen):
        if not (CODE.search(said) or str(PEOPLE) in said or TOWN in said):
            continue
        holding.add(name)
        if not any(line in said for line in (LINE, *LISTS)):
            bare.append(address)
        elif HOLD.get(name, "") not in said:
            bare.append(f"{address} lacks {HOLD[name]}")
    assert sorted(bare) == []
    assert holding == set(HOLD)


def test_about_the_data_has_every_line() -> None:
    seen = open_world("resident")
    plant([seen.cast.bradford])
    page = Client().get("/about/data/").content.decode()
    assert all(escape(line) in page for line in (LINE, *LISTS))
