"""Where nobody has loaded the list of small areas: pages say that and nothing more of them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from geography.measure.small_areas import small_areas_of, why_none
from geography.models import Boundary
from partnerships.models import Place
from tests import builders
from tests.pilots.forms import text_of

pytestmark = pytest.mark.usefixtures("no_small_areas")
WHY = "The list of small areas isn’t loaded here, so those of {} aren’t counted."
TRIANGLE = [[0.55, 50.86], [0.57, 50.86], [0.57, 50.87], [0.55, 50.86]]


def figures(slug: str, client: Client | None = None) -> str:
    return text_of((client or Client()).get(f"/places/{slug}/figures/"))


def said_once(page: str, name: str) -> bool:
    counted = ("among the most deprived fifth", "By ward", "Deprivation by ward")
    return page.count(WHY.format(name)) == 1 and not any(words in page for words in counted)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("hastings", "Hastings"),
        ("east-sussex", "East Sussex"),
        ("north-east", "the North East"),
    ],
)
def test_a_council_county_or_region_says_so_and_keeps_its_published_figure(
    slug: str, name: str
) -> None:
    page = figures(slug)
    assert said_once(page, name)
    assert "Neighbourhoods in the most deprived tenth" in page
    assert why_none(Place.objects.get(slug=slug)) is not None


def test_a_care_board_says_so() -> None:
    board = Place.objects.get(codes__code="E54000064")
    assert small_areas_of(board) is None
    assert WHY.format(board) in figures(board.slug) or WHY.format(f"the {board}") in figures(
        board.slug
    )


def test_a_ward_says_so_beside_the_figures_of_its_council() -> None:
    ward = Place.objects.get(kind="ward", name__startswith="Gensing")
    page = figures(ward.slug)
    assert said_once(page, str(ward))
    assert "Figures of Hastings" in page
    assert "fits this ward best" not in page


def test_a_drawn_place_says_so_and_one_without_a_boundary_does_not() -> None:
    ridge = builders.place("Ridge", "neighbourhood", within=Place.objects.get(slug="hastings"))
    assert "isn’t loaded here" not in figures(ridge.slug)
    shape = {"type": "Polygon", "coordinates": [TRIANGLE]}
    Boundary.objects.create(
        place=ridge, shape=shape, points=4, moved_metres=0, as_at=dt.date(2026, 11, 1)
    )
    assert said_once(figures(ridge.slug), "Ridge")


def test_nothing_is_said_of_a_made_up_place_or_of_one_that_was_replaced() -> None:
    assert "isn’t loaded here" not in figures("exampleshire")
    former = Place.objects.filter(kind="district", links__kind="succeeded_by").first()
    assert former is not None
    assert "isn’t loaded here" not in figures(former.slug)


def test_files_and_answers_have_none_of_it() -> None:
    file = b"".join(Client().get("/places/hastings/figures/?format=csv")).decode("utf-8-sig")
    assert "Small areas" not in file
    assert "small areas are among" not in text_of(Client().get("/search/?q=deprivation+in+gensing"))


def test_who_may_load_the_list_is_led_to_the_page_that_loads_it() -> None:
    assert "Load the list" not in figures("hastings")
    administrator = Client()
    administrator.force_login(User.objects.get(email="admin@demo.test"))
    answer = administrator.get("/places/hastings/figures/")
    assert 'href="/about/data/load/small_areas/">Load the list</a>' in answer.content.decode()
    page = text_of(administrator.get("/about/data/load/small_areas/"))
    assert "None is loaded yet." in page
    assert "File 1 of the English Indices of Deprivation 2025" in page
    assert "deprivation_rank Its rank by the Index of Multiple Deprivation" in page
