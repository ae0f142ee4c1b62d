"""How deprived small areas are, counted for wards, councils, regions and care boards."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from geography.england.grid import national_grid
from geography.measure.small_areas import Counted, SmallAreas, small_areas_of, why_none
from geography.models import Boundary, ContextFigure, Locality
from partnerships.models import Place
from records.models import Source
from tests import builders
from tests.pilots.forms import text_of

pytestmark = pytest.mark.usefixtures("kept_demo")
FIGURES = {
    "imd_lsoas_total": "count(*)",
    "imd_lsoas_most_deprived_decile": "count(*) FILTER (WHERE deprivation_rank * 10 <= 33755)",
}


def small(slug: str) -> SmallAreas:
    found = small_areas_of(Place.objects.get(slug=slug))
    assert found is not None
    return found


@pytest.mark.parametrize(("key", "counted"), FIGURES.items())
def test_they_add_up_to_the_published_figure_of_every_council(key: str, counted: str) -> None:
    """Each council of 2025 by the release of 2025: 296 of them."""
    published: Any = ContextFigure.objects.filter(
        release__measure__key=key, release__name="IoD2025", place__kind__in=LOCAL
    )
    wanted = dict(published.values_list("place", "value"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place_id, {counted} FROM geography_locality"
            " WHERE kind = 'small_area' AND is_current GROUP BY place_id"
        )
        found = dict(cursor.fetchall())
    assert len(found) == 296
    assert {place: found.get(place) for place in wanted} == {
        place: int(value) for place, value in wanted.items()
    }
    assert len(wanted) == 296


LOCAL = ("unitary", "metropolitan_borough", "london_borough", "city_corporation", "district")


def test_every_small_area_is_there_once_with_its_rank() -> None:
    areas = Locality.objects.filter(kind="small_area")
    assert areas.count() == areas.values("code").distinct().count() == 33_755
    assert set(areas.values_list("deprivation_rank", flat=True)) == set(range(1, 33_756))
    assert not areas.filter(ward_code="").exists()
    assert not areas.filter(board_code="").exists()


def test_those_of_a_council_stand_by_ward_and_add_up() -> None:
    hastings = small("hastings")
    assert sum(ward.counted.number for ward in hastings.wards) == hastings.counted.number
    assert sum(ward.counted.tenth for ward in hastings.wards) == hastings.counted.tenth
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


def test_regions_and_care_boards_have_those_that_lie_in_them() -> None:
    regions = Place.objects.filter(kind="region", is_example=False)
    of_regions = [small(one.slug).counted for one in regions]
    assert sum(one.number for one in of_regions) == 33_755
    boards = Place.objects.filter(kind="integrated_care_system")
    counted = [found.counted for board in boards if (found := small_areas_of(board))]
    assert sum(one.tenth for one in counted) == sum(one.tenth for one in of_regions) == 3_375


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


def test_a_made_up_place_counts_no_real_small_area() -> None:
    ridge = drawn(is_example=True)
    east, north = (round(n) for n in national_grid(0.5604, 50.8663))
    near(Place.objects.get(slug="hastings"), inside=(east - 580_000, north - 110_000))
    assert small_areas_of(ridge) is None
    assert why_none(ridge) == ""
