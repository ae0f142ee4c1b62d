"""The wards of a council as tiles, and the table that says the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.test import Client
from django.utils.html import escape

from geography.measure.small_areas import Counted, SmallAreas, WardCounted, small_areas_of
from geography.measure.ward_map import ward_map
from geography.models import Locality
from interface.charts.area_map import AreaMap
from partnerships.models import Place
from tests import builders
from tests.pilots.forms import text_of

pytestmark = pytest.mark.usefixtures("small_areas")


def small(slug: str) -> SmallAreas:
    found = small_areas_of(Place.objects.get(slug=slug))
    assert found is not None
    return found


def drawn(slug: str) -> AreaMap:
    made = ward_map(small(slug))
    assert made is not None
    return made


@pytest.mark.parametrize("slug", ["hastings", "birmingham", "cornwall"])
def test_each_ward_with_a_known_middle_has_one_tile_with_its_number(slug: str) -> None:
    found, made = small(slug), drawn(slug)
    numbers = [n for n, ward in enumerate(found.wards, 1) if ward.easting is not None]
    assert [int(area.number) for area in made.areas] == numbers
    assert len({area.path for area in made.areas}) == len(numbers) > 10
    assert sum(step.count for step in made.steps) == len(numbers)
    assert all(0 < area.x < made.width and 0 < area.y < made.height for area in made.areas)


def test_tiles_lie_about_where_their_wards_do() -> None:
    made, wards = drawn("cornwall"), small("cornwall").wards
    by_row: dict[float, list[tuple[float, WardCounted]]] = {}
    for area in made.areas:
        by_row.setdefault(area.y, []).append((area.x, wards[int(area.number) - 1]))
    rows = [[ward for _, ward in sorted(by_row[y], key=lambda one: one[0])] for y in sorted(by_row)]
    for row in rows:
        assert [ward.easting for ward in row] == sorted(ward.easting or 0 for ward in row)
    for above, below in pairwise(rows):
        assert min(w.northing or 0 for w in above) >= max(w.northing or 0 for w in below)


def test_the_shade_says_what_the_table_counts() -> None:
    shades = {area.said.partition(":")[0]: area.kind for area in drawn("hastings").areas}
    assert shades["Central St Leonards"] == "c5"  # 4 of 4 among the tenth
    assert shades["Baird"] == "c4"  # 1 of 3
    assert shades["Gensing"] == "c4"  # 1 of 4
    assert shades["Castle"] == "c2"  # none of the tenth, 1 of 3 of the fifth
    assert shades["St Helens"] == "c1"


def test_the_page_shows_the_map_and_each_ward_by_number_without_a_script() -> None:
    answer = Client().get("/places/hastings/figures/")
    body, page = answer.content.decode(), text_of(answer)
    assert "Deprivation by ward 16 wards" in page
    assert "1 Central St Leonards Ranks 719 to 3,306 4 4 4" in page
    assert "<title>Central St Leonards: 4 small areas, 4 among the most deprived fifth" in body
    ward = Place.objects.get(kind="ward", name__startswith="Gensing")
    assert f'href="{ward.get_absolute_url()}">Gensing</a>' in body


def test_many_wards_fold_after_the_first_twenty() -> None:
    page = text_of(Client().get("/places/birmingham/figures/"))
    assert "49 more" in page
    for ward in small("birmingham").wards:
        assert escape(ward.name) in page


def test_a_council_without_middles_has_the_table_alone() -> None:
    hastings = Place.objects.get(slug="hastings")
    wards = Locality.objects.filter(place=hastings, kind="ward")
    wards.update(easting=None, northing=None)
    assert ward_map(small("hastings")) is None
    page = text_of(Client().get("/places/hastings/figures/"))
    assert "Central St Leonards" in page
    assert "Each tile is a ward" not in page


def test_a_former_ward_has_not_the_figure_of_the_new_one_of_its_name() -> None:
    former = Place.objects.get(slug="croxteth")
    assert Place.objects.filter(name="Croxteth", kind="ward").count() == 2
    assert small_areas_of(former) is None
    new = Place.objects.exclude(pk=former.pk).get(name="Croxteth", kind="ward")
    assert small(new.slug).counted.number == 3
    rows = [ward for ward in small("liverpool").wards if ward.name == "Croxteth"]
    assert [row.slug for row in rows] == [new.slug]


def test_a_ward_without_a_code_is_told_by_its_name_and_one_with_another_code_is_not() -> None:
    within = Place.objects.get(slug="hastings")
    named = builders.place("Baird", "ward", within=within)
    assert small(named.slug).counted == Counted(3, 1, 2, 7, 8_364)
    named.codes.create(scheme="gss", code="E05999999")
    assert small_areas_of(named) is None


def test_areas_of_wards_that_a_council_has_not_today_are_one_line() -> None:
    cornwall = small("cornwall")
    *named, last = cornwall.wards
    assert last.name == "In wards of another council or of an older list"
    assert last.easting is None
    assert cornwall.wards_of_today == len(named) == len(drawn("cornwall").areas) == 85
    assert "Deprivation by ward 85 wards" in text_of(Client().get("/places/cornwall/figures/"))
    assert all(ward.name != last.name for ward in named)
    assert sum(ward.counted.number for ward in cornwall.wards) == cornwall.counted.number
    assert sum(ward.counted.fifth for ward in cornwall.wards) == cornwall.counted.fifth


def test_a_council_whose_wards_all_changed_says_so() -> None:
    page = text_of(Client().get("/places/county-durham/figures/"))
    assert "The list has other wards than the council has today" in page
    assert "Deprivation by ward" not in page
    assert "By ward" not in page
    assert "The list has other wards" not in text_of(Client().get("/places/hastings/figures/"))
    assert "The list has other wards" not in text_of(Client().get("/places/north-east/figures/"))
