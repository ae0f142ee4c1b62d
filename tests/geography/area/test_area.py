"""Areas drawn for a purpose: from a pasted list, with a reason; what their footprint crosses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from partnerships.models import FormerAddress, Place, PlaceCode, PlaceLink, PlaceReach
from partnerships.place.footprint import resolve
from tests import builders as make
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client: Client) -> Cast:
    made = make.cast()
    PlaceCode.objects.create(place=made.bradford, code="E08000032")
    client.force_login(made.bradford_editor)
    return made


def draw(client: Client, areas: str, **typed: str) -> Any:
    said = {"name": "Two towns", "because": "Agreed by both boards", "areas": areas, **typed}
    return client.post("/places/areas/add/", said, follow=True)


def parts(area: Place) -> set[str]:
    links = area.links_back.filter(kind="within", valid_to=None)
    return set(links.values_list("place__name", flat=True))


def test_an_area_is_made_of_names_and_codes_and_warns_where_it_crosses_regions(
    client: Client, cast: Cast
) -> None:
    draw(client, " e08000032 \nLUTON\n\nluton")
    page = client.get("/places/two-towns/about/").content.decode()
    area = Place.objects.get(slug="two-towns")
    assert (area.kind, area.drawn_because) == ("custom", "Agreed by both boards")
    assert parts(area) == {"Bradford", "Luton"}
    assert area.created_by == cast.bradford_editor
    assert "It crosses 2 regions: East of England and Yorkshire and The Humber." in page
    assert "Agreed by both boards" in page
    assert '<a href="/places/luton/">Luton</a>' in page
    assert PlaceReach.objects.filter(ancestor=area, place=cast.luton).exists()


def test_an_area_does_not_take_the_address_that_another_place_had(
    client: Client, cast: Cast
) -> None:
    FormerAddress.objects.create(slug="two-towns", place=cast.bradford)
    page = draw(client, "Bradford\nLuton").content.decode()
    assert Place.objects.get(kind="custom").slug == "two-towns-2"
    assert "Two towns" in page
    assert client.get("/places/two-towns/").headers["Location"] == "/places/bradford/"


def test_an_address_means_its_place_though_others_have_its_words() -> None:
    council, region = make.place("Luton"), make.place("North Moors", "region")
    make.place("Luton", "parish", slug="luton-parish")
    make.place("North Moors", "parish", slug="north-moors-parish")
    today = timezone.localdate()
    assert resolve("/luton/", today).places == [council]  # as the problem writes it
    assert resolve("north-moors", today).places == [region]
    assert resolve("Luton\nnorth moors", today).places == []


def test_every_line_that_means_no_place_is_listed_and_the_text_stays(
    client: Client, cast: Cast
) -> None:
    ended = make.place("Craven")
    ended.names.update(valid_to=dt.date(2023, 4, 1))
    PlaceLink.objects.create(place=ended, other=cast.bradford, kind="succeeded_by")
    make.place("Luton", "parish", slug="luton-parish")
    page = draw(client, "Bradford\nAtlantis\nCraven\nLuton").content.decode()
    assert "Line 2: no place is called “Atlantis” or has it as its code" in page
    assert "Line 3: Craven ended on 1 April 2023; Bradford came after it" in page
    assert "Line 4: “Luton” may be unitary council /luton/ or parish /luton-parish/" in page
    assert "Bradford\nAtlantis\nCraven\nLuton</textarea>" in page
    assert not Place.objects.filter(kind="custom").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"areas": ""}, "Enter at least one place"),
        ({"areas": " ; \n ;"}, "Enter at least one place"),
        ({"areas": "x\n" * 501}, "at most 500 fit"),
        ({"areas": "Brad\x00ford"}, "hidden character"),
        ({"name": "bradford"}, "There is a place called Bradford already"),
        ({"because": ""}, "Enter the reason why it is drawn"),
    ],
)
def test_bad_input_is_said_at_the_field(
    client: Client, cast: Cast, typed: dict[str, str], said: str
) -> None:
    answer = draw(client, **{"areas": "Luton", **typed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Place.objects.filter(kind="custom").exists()


def test_what_an_area_is_made_of_changes_from_today_and_its_past_stays(
    client: Client, cast: Cast
) -> None:
    draw(client, "Bradford\nLuton")
    area = Place.objects.get(slug="two-towns")
    area.links_back.update(valid_from=dt.date(2026, 1, 1))
    opened = client.get("/places/two-towns/area/").content.decode()
    assert "bradford\nluton</textarea>" in opened
    client.post("/places/two-towns/area/", {"because": "Luton left", "areas": "bradford"})
    assert parts(area) == {"Bradford"}
    assert area.links_back.get(place=cast.luton).valid_to == timezone.localdate()
    assert not PlaceReach.objects.filter(ancestor=area, place=cast.luton).exists()


def test_a_circle_is_said_at_the_field(client: Client, cast: Cast) -> None:
    draw(client, "Bradford")
    inner = Place.objects.get(slug="two-towns")
    draw(client, "Two towns\nLuton", name="Outer ring")
    page = client.post(
        "/places/two-towns/area/", {"because": "x", "areas": "Bradford\nOuter ring"}
    ).content.decode()
    assert "Outer ring holds Two towns, so it cannot be a part of it" in page
    assert parts(inner) == {"Bradford"}


def test_an_area_may_have_several_parents(client: Client, cast: Cast) -> None:
    draw(client, "Bradford")
    draw(client, "Bradford\nLuton", name="Another ring")
    above = PlaceReach.objects.filter(place=cast.bradford, ancestor__kind="custom")
    assert set(above.values_list("ancestor__name", flat=True)) == {"Two towns", "Another ring"}


def test_a_footprint_across_care_systems_warns_and_says_what_is_not_known(
    client: Client, cast: Cast
) -> None:
    make.place("Third town", within=cast.region)
    for number, place in enumerate((cast.bradford, cast.luton)):
        system = make.place(f"NHS {number}", "integrated_care_system")
        PlaceLink.objects.create(place=place, other=system, kind="overlaps", share="0.5")
    page = draw(client, "Bradford\nLuton\nThird town").content.decode()
    assert "It crosses 2 integrated care systems: NHS 0 and NHS 1." in page
    assert "We don’t know which care system 1 of its areas is in." in page


def test_those_who_keep_no_place_draw_no_area(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    assert client.get("/places/areas/add/").status_code == 403
    client.logout()
    assert client.get("/places/areas/add/").status_code == 302


def test_a_council_is_not_remade_by_a_list(client: Client, cast: Cast) -> None:
    assert client.get("/places/bradford/area/").status_code == 403
    assert client.get("/places/nowhere/area/").status_code == 404


def test_an_overlap_stands_on_both_pages_with_its_share_and_basis(
    client: Client, cast: Cast
) -> None:
    typed = {"other": "Luton", "percent": "40", "basis": "people"}
    client.post("/places/bradford/overlaps/add/", typed)
    page = client.get("/places/bradford/about/").content.decode()
    assert "40% of its people in <a" in page.replace("\n", " ")
    other = client.get("/places/luton/about/").content.decode()
    assert "40% of the people of <a" in other
    again = client.post("/places/bradford/overlaps/add/", typed).content.decode()
    assert "It is already recorded that Bradford overlaps Luton" in again


def test_a_share_that_nobody_knows_is_not_zero(client: Client, cast: Cast) -> None:
    typed = {"other": "Luton", "percent": "", "basis": "area"}
    client.post("/places/bradford/overlaps/add/", typed)
    page = client.get("/places/bradford/about/").content.decode()
    assert "share of its area not known" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"other": "Bradford"}, "A place does not overlap itself"),
        ({"percent": "140"}, "100"),
        ({"percent": "0"}, "0.01"),
        ({"basis": "luck"}, "Choose"),
    ],
)
def test_a_bad_overlap_is_said_at_the_field(
    client: Client, cast: Cast, typed: dict[str, str], said: str
) -> None:
    typed = {"other": "Luton", "percent": "40", "basis": "people", **typed}
    page = client.post("/places/bradford/overlaps/add/", typed).content.decode()
    assert said in page
    assert not PlaceLink.objects.filter(kind="overlaps").exists()


def test_a_list_of_any_length_takes_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    for number in range(30):
        make.place(f"Town {number}")
    for count in (1, 30):
        text = "\n".join(f"Town {number}" for number in range(count))
        with django_assert_num_queries(2):
            assert len(resolve(text, timezone.localdate()).places) == count


def test_nobody_widens_their_role_by_remaking_their_area(client: Client, cast: Cast) -> None:
    draw(client, "Bradford")
    area = Place.objects.get(slug="two-towns")
    said = {"because": "More", "areas": "Bradford\nLuton"}
    make.give(cast.outsider, "place_editor", area)
    for who in (cast.outsider, cast.bradford_editor):
        client.force_login(who)
        page = client.post("/places/two-towns/area/", said).content.decode()
        assert "People have roles at Two towns, which would reach Luton as well" in page
    assert parts(area) == {"Bradford"}
    client.force_login(cast.administrator)
    client.post("/places/two-towns/area/", said)
    assert parts(area) == {"Bradford", "Luton"}
