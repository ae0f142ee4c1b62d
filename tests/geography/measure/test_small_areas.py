"""How deprived small areas are, counted for wards, councils, regions and care boards."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from geography.england.grid import national_grid
from geography.measure.small_areas import Counted, SmallAreas, small_areas_of, why_none
from geography.models import Boundary, Locality
from partnerships.models import Place
from records.models import Source
from tests import builders
from tests.pilots.forms import text_of
from tests.small_areas import BOARDS, HASTINGS, LAST, Row

pytestmark = pytest.mark.usefixtures("small_areas")


def small(slug: str) -> SmallAreas:
    found = small_areas_of(Place.objects.get(slug=slug))
    assert found is not None
    return found


def added(rows: Iterable[Row], *councils: str) -> tuple[int, int, int]:
    """How many of a list lie in these councils, and are among the tenth and fifth of England."""
    ranks = [rank for council, _, _, rank in rows if council in councils]
    return len(ranks), sum(rank <= 3_375 for rank in ranks), sum(rank <= 6_751 for rank in ranks)


def counts(found: SmallAreas) -> tuple[int, int, int]:
    return found.counted.number, found.counted.tenth, found.counted.fifth


def test_those_of_a_council_stand_by_ward_and_add_up(small_areas: list[Row]) -> None:
    hastings = small("hastings")
    assert counts(hastings) == added(small_areas, HASTINGS)
    assert sum(ward.counted.number for ward in hastings.wards) == hastings.counted.number
    assert sum(ward.counted.tenth for ward in hastings.wards) == hastings.counted.tenth
    assert sum(ward.counted.fifth for ward in hastings.wards) == hastings.counted.fifth
    page = text_of(Client().get("/places/hastings/figures/"))
    assert hastings.sentence in page
    assert "Central St Leonards" in page
    assert "of 33,755; 1 is the most deprived." in page
    assert "Each is counted in the ward that it fits best" in page
    assert "with the wards of 2024" in page


def test_a_ward_has_its_own_beside_the_figures_of_its_council() -> None:
    ward = Place.objects.get(kind="ward", name__startswith="Gensing")
    found = small(ward.slug)
    whole = {one.name: one.counted for one in small("hastings").wards}
    assert found.counted == whole["Gensing"]
    page = text_of(Client().get(f"/places/{ward.slug}/figures/"))
    assert found.sentence in page
    assert "Figures of Hastings" in page
    assert "The figures above are for small areas. These are for the whole council." in page


def test_a_tenth_and_a_fifth_are_those_of_england_and_not_of_the_list(
    small_areas: list[Row],
) -> None:
    """Of ranks 3,375, 3,376, 6,751 and 6,752 of 33,755; the list has far fewer rows."""
    assert len(small_areas) < 1_000
    gensing = next(ward for ward in small("hastings").wards if ward.name == "Gensing")
    assert gensing.counted == Counted(4, 1, 3, 3_375, 6_752)
    assert small("hastings").ranked == LAST


def test_a_question_about_a_ward_is_answered_by_its_small_areas() -> None:
    ward = Place.objects.get(kind="ward", name__startswith="Gensing")
    page = text_of(Client().get("/search/?q=deprivation+in+gensing"))
    assert f"{ward}: 3 of 4 small areas are among the most deprived fifth in England" in page


def test_files_of_figures_have_the_counts_with_their_source() -> None:
    body = b"".join(Client().get("/places/hastings/figures/?format=csv")).decode("utf-8-sig")
    lines = body[body.index("number,") :].splitlines()
    rows = {row["figure"]: row for row in csv.DictReader(lines)}
    tenth = rows["Small areas among the most deprived tenth in England"]
    assert int(tenth["value"]) == small("hastings").counted.tenth > 0
    assert tenth["ranked"] == "33755"
    assert tenth["derivation"] == "counted from the ranks of small areas"
    assert "Open Government Licence" in tenth["attribution"]


def test_regions_counties_and_care_boards_add_up_to_their_councils(small_areas: list[Row]) -> None:
    regions = Place.objects.filter(kind="region", is_example=False)
    of_regions = [counts(found) for one in regions if (found := small_areas_of(one))]
    boards = Place.objects.filter(kind="integrated_care_system")
    of_boards = [counts(found) for one in boards if (found := small_areas_of(one))]
    every = added(small_areas, *BOARDS)
    assert every[0] == len(small_areas)
    assert [sum(column) for column in zip(*of_regions, strict=True)] == [*every]
    assert [sum(column) for column in zip(*of_boards, strict=True)] == [*every]
    assert len(of_regions) == len(of_boards) == 5
    assert counts(small("south-east")) == counts(small("east-sussex")) == counts(small("hastings"))
    assert counts(small("hastings")) == added(small_areas, HASTINGS)


def test_a_ward_that_is_newer_than_the_list_says_that_it_has_none() -> None:
    ward = builders.place("Newer", "ward", within=Place.objects.get(slug="hastings"))
    assert small_areas_of(ward) is None
    page = text_of(Client().get(f"/places/{ward.slug}/figures/"))
    assert "No small area of the newest list fits this ward best" in page
    assert "0 of" not in page


@pytest.mark.parametrize(
    ("number", "tenth", "fifth", "said"),
    [
        (1, 1, 1, "Its one small area is among the most deprived tenth in England."),
        (1, 0, 1, "Its one small area is among the most deprived fifth in England."),
        (1, 0, 0, "Its one small area is not among the most deprived fifth in England."),
        (4, 0, 0, "None of 4 small areas is among the most deprived fifth in England."),
        (4, 0, 1, "1 of 4 small areas is among the most deprived fifth in England, none among"),
        (4, 1, 1, "1 of 4 small areas is among the most deprived fifth in England, 1 among"),
        (4, 3, 3, "3 of 4 small areas are among the most deprived fifth in England, all 3 among"),
        (4, 1, 3, "3 of 4 small areas are among the most deprived fifth in England, 1 among"),
    ],
)
def test_it_is_said_in_one_sentence(number: int, tenth: int, fifth: int, said: str) -> None:
    counted = Counted(number, tenth, fifth, 1, int(Decimal(number)))
    made = SmallAreas(counted, 33_755, "2025", dt.date(2025, 10, 30), Source(), Place())
    assert made.sentence.startswith(said)


def near(place: Place, **middles: tuple[int, int]) -> list[Locality]:
    """Small areas of a council put where a test wants them: metres east and north of a point."""
    rows = list(Locality.objects.filter(kind="small_area", place=place).order_by("code"))
    Locality.objects.filter(kind="small_area").update(easting=None, northing=None)
    for row, (east, north) in zip(rows, middles.values(), strict=False):
        row.easting, row.northing = 580_000 + east, 110_000 + north
        row.save(update_fields=["easting", "northing"])
    return rows[: len(middles)]


# From some 580,000 east and 110,000 north: 700 by 1,110 metres, and a hole in its middle
OUTER = [[0.5594, 50.8613], [0.5694, 50.8613], [0.5694, 50.8713], [0.5594, 50.8713]]
HOLE = [[0.5634, 50.8653], [0.5654, 50.8653], [0.5654, 50.8673], [0.5634, 50.8673]]


def drawn(kind: str = "neighbourhood", **more: Any) -> Place:
    made = builders.place("Ridge", kind, within=Place.objects.get(slug="hastings"), **more)
    shape = {"type": "Polygon", "coordinates": [[*OUTER, OUTER[0]], [*HOLE, HOLE[0]]]}
    told: dict[str, Any] = {"points": 10, "moved_metres": 0, "as_at": dt.date(2026, 11, 1)}
    Boundary.objects.create(place=made, shape=shape, **told)
    return made


def test_a_drawn_place_counts_those_whose_middle_lies_in_its_boundary() -> None:
    east, north = (round(n) for n in national_grid(0.5644, 50.8663))
    middle = (east - 580_000, north - 110_000)
    left, below = (middle[0] - 300, middle[1]), (middle[0], middle[1] - 400)
    outside = (middle[0] + 900, middle[1])
    ridge = drawn()
    inside = near(ridge.parents.get(), left=left, below=below, hole=middle, out=outside)[:2]
    found = small(ridge.slug)
    ranks = sorted(row.deprivation_rank or 0 for row in inside)
    assert (found.counted.number, found.counted.first, found.counted.last) == (2, *ranks)
    assert found.counted.tenth == sum(rank * 10 <= 33_755 for rank in ranks)
    page = text_of(Client().get(f"/places/{ridge.slug}/figures/"))
    assert found.sentence in page
    assert "Counted are those of which the middle lies in its boundary" in page
    body = b"".join(Client().get(f"/places/{ridge.slug}/figures/?format=csv")).decode("utf-8-sig")
    assert "those of which the middle lies in the boundary of the place" in body


def test_parts_of_a_boundary_add_up() -> None:
    ridge = drawn()
    kept = Boundary.objects.get(place=ridge)
    outer, hole = kept.shape["coordinates"]
    kept.shape = {"type": "MultiPolygon", "coordinates": [[outer, hole], [hole]]}
    kept.save()
    east, north = (round(n) for n in national_grid(0.5644, 50.8663))
    near(ridge.parents.get(), hole=(east - 580_000, north - 110_000))
    assert small(ridge.slug).counted.number == 1


def test_a_drawn_place_says_why_it_has_none() -> None:
    ridge = drawn()
    address = f"/places/{ridge.slug}/figures/"
    Locality.objects.filter(kind="small_area").update(easting=None, northing=None)
    assert (
        "The list of small areas that is loaded doesn’t say where each of them lies, so Ridge"
        in (text_of(Client().get(address)))
    )
    near(ridge.parents.get(), far=(50_000, 50_000))
    page = text_of(Client().get(address))
    assert "The middle of no small area lies in its boundary, so Ridge has no figure" in page
    Boundary.objects.all().delete()
    assert "Deprivation in small areas" not in text_of(Client().get(address))
    assert why_none(Place.objects.get(slug="ridge")) is None


def test_a_made_up_place_counts_no_real_small_area() -> None:
    ridge = drawn(is_example=True)
    east, north = (round(n) for n in national_grid(0.5604, 50.8663))
    near(Place.objects.get(slug="hastings"), inside=(east - 580_000, north - 110_000))
    assert small_areas_of(ridge) is None
    assert why_none(ridge) is None
