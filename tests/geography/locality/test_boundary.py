"""The boundary of a place by a file: what is taken, what is refused and how, who keeps it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from geography.england.grid import national_grid
from geography.locality import boundary_file
from geography.locality.boundary_drawing import doubts_about, drawing_of
from geography.locality.boundary_file import read_boundary
from geography.locality.drawn import MOST_DRAWN
from geography.models import Boundary
from partnerships.models import Place, PlaceCode
from records.files.geojson import LIMITS
from records.files.geojson_child import simplified
from records.files.tables import Unreadable
from records.models import HistoryEntry, Source
from tests import builders as make
from tests.builders import Cast
from tests.geography.locality.boundary_files import (
    BAD,
    SHOWS,
    SQUARE,
    URL,
    features,
    moved,
    polygon,
    send,
    shown,
)
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
DAY = {"as_at_day": "1", "as_at_month": "11", "as_at_year": "2026"}


@pytest.fixture
def cast(client: Client) -> Cast:
    made = make.cast()
    PlaceCode.objects.create(place=made.bradford, code="E08000032")
    make.place("Holme Wood", "neighbourhood", slug="holme-wood-bradford", within=made.bradford)
    client.force_login(made.bradford_editor)
    return made


def test_a_file_is_kept_drawn_downloaded_and_removed(client: Client, cast: Cast) -> None:
    page = text_of(send(client, {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}))
    assert "Boundary saved. Everyone can see it now: you can remove it again." in page
    assert "As at 1 November 2026." in page
    assert "Map of the neighbourhood board" in page
    assert "The file had 5 points; what’s kept runs within 5 metres of its line." in page
    kept = Boundary.objects.get()
    assert kept.shape["type"] == "Polygon"
    assert sorted(kept.shape["coordinates"][0][:-1]) == sorted(SQUARE[:-1])
    assert kept.created_by == cast.bradford_editor

    public = Client()
    assert "The boundary of Holme Wood, with those of the councils" in public.get(URL).text
    about = public.get("/places/holme-wood-bradford/about/").text
    assert "Its boundary" in about
    assert f'href="{URL}"' in about
    taken = public.get("/places/holme-wood-bradford/boundary.geojson")
    assert taken.headers["Content-Type"] == "application/geo+json"
    assert "holme-wood-bradford.geojson" in taken.headers["Content-Disposition"]
    feature = taken.json()
    assert (feature["type"], feature["geometry"]) == ("Feature", kept.shape)
    assert feature["properties"] == {
        "name": "Holme Wood",
        "page": f"{settings.SITE_URL}/places/holme-wood-bradford/",
        "as_at": "2026-11-01",
        "source": "Map of the neighbourhood board",
        "simplified_to_metres": 5,
        "made_up": False,
    }

    asked = client.get(f"{URL}remove/")
    assert "Remove the boundary of Holme Wood" in asked.text
    gone = text_of(client.post(f"{URL}remove/", shown(asked), follow=True))
    assert "The boundary of Holme Wood is removed." in gone
    assert "Send its boundary as a file" in gone
    assert public.get(URL).status_code == 404
    assert public.get("/places/holme-wood-bradford/boundary.geojson").status_code == 404
    said = text_of(public.get("/places/holme-wood-bradford/history/"))
    assert said.count("Boundary") == 2, said
    assert HistoryEntry.objects.filter(model="geography.boundary").count() == 2


def test_what_is_downloaded_can_be_sent_again(client: Client, cast: Cast) -> None:
    send(client, polygon(SQUARE))
    first = Boundary.objects.get()
    send(client, client.get("/places/holme-wood-bradford/boundary.geojson").content, as_at_day="2")
    second = Boundary.objects.get()
    assert second.version > first.version
    assert second.shape == first.shape


def test_many_points_are_simplified_and_parts_that_touch_are_one(
    client: Client, cast: Cast
) -> None:
    steps = 2_000
    wavy = [[-1.72 + 0.02 * (n / (steps - 1)), 53.77 + (n % 2) * 0.000_02] for n in range(steps)]
    beside = moved(SQUARE, east=0.02)
    ring = [*wavy, beside[3], [-1.72, 53.79], wavy[0]]
    send(client, features(("Area one", ring), ("Area two", beside)), which="together")
    kept = Boundary.objects.get()
    assert kept.points == steps + 3 + 5
    assert kept.shape["type"] == "Polygon"
    assert len(kept.shape["coordinates"][0]) < 20


def test_nothing_of_a_file_is_public_before_it_was_looked_at(client: Client, cast: Cast) -> None:
    typed = {**shown(client.get(f"{URL}edit/")), **DAY, "source_title": "Map of the board"}
    file = SimpleUploadedFile("area.geojson", json.dumps(polygon(SQUARE)).encode())
    page = client.post(f"{URL}edit/", {**typed, "file": file})
    assert "Nobody else has seen it yet" in text_of(page)
    assert "Map of the board" in page.text
    assert 'aria-label="The boundary of Holme Wood' in page.text
    assert not Boundary.objects.exists()
    # Pressed with the mark of another outline it is shown again, and kept by its own
    [mark] = SHOWS.findall(page.text)
    again = client.post(f"{URL}edit/", {**shown(page), "show": "0" * 16})
    assert "Nobody else has seen it yet" in text_of(again)
    assert not Boundary.objects.exists()
    client.post(f"{URL}edit/", {**shown(again), "show": mark})
    assert Boundary.objects.get().points == 5


def test_of_several_areas_one_is_chosen_and_that_of_the_place_proposed(
    client: Client, cast: Cast
) -> None:
    leeds = moved(SQUARE, east=0.2)
    asked = text_of(send(client, features(("Idle", leeds), ("Eccleshill", SQUARE))))
    assert "Choose the area that is the boundary of this place" in asked
    assert "All of them together, as one area" in asked
    assert not Boundary.objects.exists()
    send(client, features(("Idle", leeds), ("Eccleshill", SQUARE)), which="1")
    assert Boundary.objects.get().points == 5
    Boundary.objects.all().delete()
    # The one that is called as the place is proposed, and shown first
    send(client, features(("Idle", leeds), ("HOLME WOOD", SQUARE)))
    kept = Boundary.objects.get()
    assert sorted(kept.shape["coordinates"][0][:-1]) == sorted(SQUARE[:-1])


def test_areas_without_a_name_are_numbered_and_too_many_are_refused(
    client: Client, cast: Cast
) -> None:
    asked = text_of(send(client, features(("", SQUARE), ("", moved(SQUARE, east=0.1)))))
    assert "Area 1" in asked
    assert "Area 2" in asked
    many = features(*((f"Ward {number}", SQUARE) for number in range(21)))
    said = text_of(send(client, many))
    assert "The file holds 21 areas, such as Ward 0 and Ward 1 and Ward 2." in said


def test_half_of_england_is_asked_about_and_can_be_meant(client: Client, cast: Cast) -> None:
    west, east, south, north = -3.0, 0.0, 51.5, 54.5
    half = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    said = text_of(send(client, polygon(half)))
    assert "times as large as the council there. Is it the right file?" in said
    assert not Boundary.objects.exists()
    send(client, polygon(half), sure="on")
    assert Boundary.objects.exists()


def test_holes_islands_heights_and_either_direction_are_taken(client: Client, cast: Cast) -> None:
    hole = [
        [-1.715, 53.775],
        [-1.705, 53.775],
        [-1.705, 53.785],
        [-1.715, 53.785],
        [-1.715, 53.775],
    ]
    backwards = [[x, y, 120.5] for x, y in reversed(SQUARE)]
    island = moved(SQUARE, north=0.05)
    many = {"type": "MultiPolygon", "coordinates": [[backwards, hole], [island]]}
    send(client, b"\xef\xbb\xbf" + json.dumps(many).encode())
    shape = Boundary.objects.get().shape
    assert shape["type"] == "MultiPolygon"
    assert sorted(len(rings) for rings in shape["coordinates"]) == [1, 2]
    assert drawing_of(shape).path.count("M") == 3


def test_the_drawing_stands_where_the_councils_do(cast: Cast) -> None:
    """Holme Wood lies in the middle of Bradford's outline, not of Birmingham's."""
    place = cast.bradford
    assert doubts_about(polygon(SQUARE), place, {"E08000032"}) == []
    assert doubts_about(polygon(SQUARE), place, {"E08000025"}) == ["It is nowhere near Bradford"]
    assert doubts_about(polygon(SQUARE), place, set()) == []
    drawn = drawing_of(polygon(SQUARE))
    assert drawn.behind
    assert drawing_of(polygon(SQUARE), alone=True).behind == ()
    assert 2_000 < drawn.height < 4_500  # metres: 0.02 degrees are 2.2 km, and a margin


def test_behind_a_large_boundary_no_more_is_drawn_than_a_page_can_carry(cast: Cast) -> None:
    west, east, south, north = -2.2, -1.2, 53.5, 54.0
    county = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    drawn = drawing_of(polygon(county))
    assert sum(map(len, drawn.behind)) <= MOST_DRAWN
    whole = [[-5.5, 50.2], [1.5, 50.2], [1.5, 55.5], [-5.5, 55.5], [-5.5, 50.2]]
    drawn = drawing_of(polygon(whole))
    assert drawn.path
    assert drawn.behind == ()


def test_degrees_become_metres_of_the_grid_as_published() -> None:
    """Ordnance Survey's own worked example, the water tower of Caister."""
    east, north = national_grid(1.716073973, 52.658007833)
    assert (round(east), round(north)) == pytest.approx((651_410, 313_177), abs=5)


BY_THE_PAGE = (
    "empty",
    "blank",
    "too large",
    "shapefile",
    "nested",
    "swapped",
    "crossing",
    "elsewhere",
    "half a character",
)


@pytest.mark.parametrize("sort", sorted(set(BAD) - set(BY_THE_PAGE)))
def test_a_file_that_is_no_boundary_is_told_as_what_it_is(sort: str) -> None:
    content, said = BAD[sort]
    made = content()
    data = made if isinstance(made, bytes) else json.dumps(made).encode()
    with pytest.raises(Unreadable, match=re.escape(said)):
        simplified(data)


@pytest.mark.parametrize("sort", BY_THE_PAGE)
def test_nothing_is_saved_of_a_file_that_is_refused(client: Client, cast: Cast, sort: str) -> None:
    content, said = BAD[sort]
    page = send(client, content())
    assert page.status_code == 200
    assert said in text_of(page)
    assert "Map of the neighbourhood board" in page.text  # what was typed is kept
    assert not Boundary.objects.exists()
    assert not Source.objects.filter(title="Map of the neighbourhood board").exists()


def test_a_process_that_breaks_is_told_as_that_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    content = json.dumps(polygon(SQUARE)).encode()
    tight = replace(LIMITS, answer=0)  # it may write nothing
    monkeypatch.setattr(boundary_file, "LIMITS", tight)
    with pytest.raises(Unreadable, match="We couldn’t read this file"):
        read_boundary(content)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_where_no_file_can_be_read_nobody_is_told_to_type_a_boundary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(Unreadable, match=r"^Files can’t be read just now. Try again in a few min"):
        read_boundary(json.dumps(polygon(SQUARE)).encode())


def test_a_refused_file_leaves_the_boundary_that_is_kept(client: Client, cast: Cast) -> None:
    send(client, polygon(SQUARE))
    send(client, polygon(SQUARE[:-1]))
    assert Boundary.objects.get().version == 1
    unsaid = text_of(send(client, polygon(SQUARE), as_at_year=""))
    assert "When was it drawn or agreed?" in unsaid
    future = text_of(send(client, polygon(SQUARE), as_at_year="2099"))
    assert "The day must be today or in the past" in future
    assert "Say where this is from" in text_of(send(client, polygon(SQUARE), source_title=""))
    assert Boundary.objects.get().version == 1


def test_an_area_has_a_boundary_from_whoever_drew_it_and_a_council_from_nobody(
    client: Client, cast: Cast
) -> None:
    area = make.place("Two towns", "custom", created_by=cast.bradford_editor)
    assert client.get("/places/two-towns/boundary/edit/").status_code == 200
    assert client.get("/places/bradford/boundary/edit/").status_code == 403
    client.force_login(cast.luton_editor)
    assert client.get("/places/two-towns/boundary/edit/").status_code == 403
    assert not Boundary.objects.filter(place=area).exists()


def test_of_a_made_up_place_no_real_council_is_drawn(client: Client, cast: Cast) -> None:
    Place.objects.filter(slug="holme-wood-bradford").update(is_example=True)
    send(client, polygon(SQUARE))
    page = client.get(URL).text
    assert "with those of the councils" not in page
    assert "Office for National Statistics" not in page
    assert client.get("/places/holme-wood-bradford/boundary.geojson").json()["properties"][
        "made_up"
    ]
