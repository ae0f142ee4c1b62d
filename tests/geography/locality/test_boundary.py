"""The boundary of a place by a file: what is taken, what is refused and how, who keeps it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from geography.england.grid import national_grid
from geography.locality import boundary_file
from geography.locality.boundary_drawing import drawing_of, lies_near
from geography.locality.boundary_file import read_boundary
from geography.locality.drawn import MOST_DRAWN
from geography.models import Boundary
from partnerships.models import Place, PlaceCode
from records.files.geojson import LIMITS, MOST_POINTS, MOST_RINGS
from records.files.geojson_child import simplified
from records.files.tables import Unreadable
from records.models import HistoryEntry, Source
from tests import builders as make
from tests.builders import Cast
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
SQUARE = [[-1.72, 53.77], [-1.70, 53.77], [-1.70, 53.79], [-1.72, 53.79], [-1.72, 53.77]]
URL = "/places/holme-wood-bradford/boundary/"


@pytest.fixture
def cast(client: Client) -> Cast:
    made = make.cast()
    PlaceCode.objects.create(place=made.bradford, code="E08000032")
    make.place("Holme Wood", "neighbourhood", slug="holme-wood-bradford", within=made.bradford)
    client.force_login(made.bradford_editor)
    return made


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def moved(ring: Any, east: float = 0, north: float = 0) -> list[list[float]]:
    return [[x + east, y + north] for x, y in ring]


def send(client: Client, content: Any, name: str = "area.geojson", **typed: str) -> Any:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    said = {
        "file": SimpleUploadedFile(name, data),
        "as_at_day": "1",
        "as_at_month": "11",
        "as_at_year": "2026",
        "source_title": "Map of the neighbourhood board",
        **typed,
    }
    return client.post(f"{URL}edit/", said, follow=True)


def test_a_file_is_kept_drawn_downloaded_and_removed(client: Client, cast: Cast) -> None:
    page = text_of(send(client, {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}))
    assert "Boundary saved. Look at it on the map: you can remove it again." in page
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

    asked = client.get(f"{URL}remove/").text
    assert "Remove the boundary of Holme Wood" in asked
    gone = text_of(client.post(f"{URL}remove/", follow=True))
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
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": None, "geometry": polygon(ring)},
            {"type": "Feature", "properties": {}, "geometry": None},
            {"type": "Feature", "properties": {}, "geometry": polygon(beside)},
        ],
    }
    send(client, collection)
    kept = Boundary.objects.get()
    assert kept.points == steps + 3 + 5
    assert kept.shape["type"] == "Polygon"
    assert len(kept.shape["coordinates"][0]) < 20


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
    """Holme Wood lies in the middle of Bradford's outline, not of Leeds'."""
    assert lies_near(polygon(SQUARE), {"E08000032"})
    assert not lies_near(polygon(SQUARE), {"E08000025"})
    assert lies_near(polygon(SQUARE), set())
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


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


def corner(x: float, y: float, side: float) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y]]


def ring_of(points: int) -> list[list[float]]:
    return [[-1.72 + n * 0.000_000_1, 53.77 + (n % 2) * 0.001] for n in range(points)]


BAD: dict[str, tuple[Callable[[], Any], str]] = {
    "empty": (lambda: b"", "The file is empty. Choose another"),
    "blank": (lambda: b"  \n", "The file is empty. Choose another"),
    "too large": (
        lambda: b" " * (5 * 2**20 + 1) + b"{}",
        "The file is larger than 5 MB. Simplify the boundary and send that",
    ),
    "no JSON": (lambda: b"name,lat\nA,1", "This isn’t GeoJSON: it can’t be read as JSON"),
    "cut off": (lambda: b'{"type": "Polygon", "coor', "it can’t be read as JSON"),
    "nested": (lambda: b"[" * 100_000, "it can’t be read as JSON"),
    "not a number": (
        lambda: b'{"type":"Polygon","coordinates":[[[NaN,53.7],[-1,53],[-1,54],[NaN,53.7]]]}',
        "it can’t be read as JSON",
    ),
    "UTF-16": (lambda: '{"type": "Polygon"}'.encode("utf-16"), "it isn’t text in UTF-8"),
    "shapefile": (lambda: packed("a.shp", "a.dbf"), "This is a shapefile in a zip"),
    "shp": (lambda: b"\x00\x00\x27\x0a" + b"\0" * 96, "This is part of a shapefile"),
    "KMZ": (lambda: packed("doc.kml"), "This is KMZ, which is KML in a zip"),
    "zip": (lambda: packed("notes.txt"), "This is a zip or an Office file"),
    "KML": (lambda: b'<?xml version="1.0"?><kml xmlns="x"/>', "This is KML. Export the area"),
    "GML": (lambda: b'<?xml version="1.0"?><gml:Polygon/>', "This is GML"),
    "GPX": (lambda: b"<gpx/>", "This is a GPS track (GPX)"),
    "web page": (lambda: b"<!DOCTYPE html><html>", "This is a web page"),
    "GeoPackage": (lambda: b"SQLite format 3\x00" + b"\0" * 50, "This is a GeoPackage"),
    "PDF": (lambda: b"%PDF-1.7", "This is a PDF"),
    "TopoJSON": (lambda: {"type": "Topology", "arcs": []}, "This is TopoJSON"),
    "Esri": (lambda: {"rings": [SQUARE], "spatialReference": {}}, "This is JSON of Esri"),
    "other JSON": (lambda: {"a": 1}, "This is JSON, but not GeoJSON"),
    "a list": (lambda: [1, 2], "This is JSON, but not GeoJSON"),
    "points": (
        lambda: {"type": "Point", "coordinates": [-1.7, 53.7]},
        "The file holds points or lines. A boundary is a polygon",
    ),
    "collection": (
        lambda: {"type": "GeometryCollection", "geometries": []},
        "Export the polygon by itself",
    ),
    "no features": (
        lambda: {"type": "FeatureCollection", "features": []},
        "The file holds no area. Choose one with a polygon",
    ),
    "features no list": (
        lambda: {"type": "FeatureCollection", "features": {}},
        "The file says that it holds features, but has no list of them",
    ),
    "feature no feature": (
        lambda: {"type": "FeatureCollection", "features": [7]},
        "The file’s list of features holds something else",
    ),
    "no geometry": (
        lambda: {"type": "Feature", "properties": {}, "geometry": None},
        "The file holds no area",
    ),
    "no rings": (polygon, "The file holds no area"),
    "no coordinates": (lambda: {"type": "Polygon"}, "has no list of coordinates"),
    "ring no list": (lambda: polygon(7), "A ring in the file is no list of points"),
    "position no list": (lambda: polygon(["a"] * 4), "isn’t two numbers, longitude and latitude"),
    "words": (lambda: polygon([["-1.7", "53.7"]] * 4), "isn’t two numbers"),
    "open and far away": (
        lambda: polygon([[1e308, 1e308], [-1, 53], [-1, 54], [1, 53]]),
        "The coordinates are not degrees (1e+308, 1e+308)",
    ),
    "half a character": (
        lambda: polygon(SQUARE) | {"crs": {"properties": {"name": "\ud800"}}},
        "The coordinates are in ?, not longitude and latitude",
    ),
    "too large a number": (
        lambda: b'{"type":"Polygon","coordinates":[[[1e999,53.7],[-1,53],[-1,54],[1e999,53.7]]]}',
        "A point in the file has a number that is too large",
    ),
    "short": (lambda: polygon(SQUARE[:3]), "A ring in the file has fewer than four points"),
    "open": (
        lambda: polygon(SQUARE[:-1]),
        "A ring isn’t closed: it begins at longitude -1.72000, latitude 53.77000 and ends at",
    ),
    "crossing": (
        lambda: polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]),
        "The boundary crosses itself near longitude -1.71000, latitude 53.78000",
    ),
    "hole outside": (
        lambda: polygon(SQUARE, moved(SQUARE, east=0.1)),
        "A hole lies outside the area near",
    ),
    "flat": (
        lambda: polygon([SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]),
        "Put it right in the program that drew it",
    ),
    "tiny": (
        lambda: polygon(corner(-1.7, 53.77, 1e-7)),
        "The area is smaller than a few metres",
    ),
    "grid": (
        lambda: polygon(corner(418_000, 433_000, 1_000)),
        "look like metres of the British National Grid (418000, 433000). Choose WGS 84 (EPSG:4326)",
    ),
    "web mercator": (
        lambda: polygon(corner(-191_000, 7_130_000, 1_000)),
        "The coordinates are not degrees (-191000, 7.13e+06)",
    ),
    "other system": (
        lambda: polygon(SQUARE) | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}},
        "The coordinates are in British National Grid, not longitude and latitude",
    ),
    "system by a word": (
        lambda: polygon(SQUARE) | {"crs": "EPSG:3857"},
        "The coordinates are in another system",
    ),
    "swapped": (
        lambda: polygon([[y, x] for x, y in SQUARE]),
        "Longitude and latitude are the wrong way round",
    ),
    "abroad": (
        lambda: polygon(moved(SQUARE, east=4)),
        "The boundary isn’t all in England: it has a point at longitude 2.28000",
    ),
    "elsewhere": (
        lambda: polygon(moved(SQUARE, north=-2.5)),
        "This boundary lies nowhere near Holme Wood",
    ),
    "too many points": (
        lambda: polygon(ring_of(MOST_POINTS + 1)),
        "The boundary has more than 50,000 points. Simplify it and send that",
    ),
    "too many parts": (
        lambda: {"type": "MultiPolygon", "coordinates": [[SQUARE]] * (MOST_RINGS + 1)},
        "The boundary has more than 300 separate parts and holes",
    ),
}

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
