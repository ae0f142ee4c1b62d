"""Boundaries as files: how one is sent, and what is no boundary, with what is said of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.files.geojson import MOST_POINTS, MOST_RINGS
from records.inputs import Inputs

SQUARE = [[-1.72, 53.77], [-1.70, 53.77], [-1.70, 53.79], [-1.72, 53.79], [-1.72, 53.77]]
SHOWS = re.compile(r'name="show" value="([0-9a-f]+)"')
URL = "/places/holme-wood-bradford/boundary/"


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def features(*areas: tuple[str, Any]) -> dict[str, Any]:
    """A collection of areas, each with its name in a column as official files have it."""
    made = [
        {"type": "Feature", "properties": {"WD24NM": name}, "geometry": polygon(ring)}
        for name, ring in areas
    ]
    nowhere = {"type": "Feature", "properties": None, "geometry": None}
    return {"type": "FeatureCollection", "features": [*made, nowhere]}


def moved(ring: Any, east: float = 0, north: float = 0) -> list[list[float]]:
    return [[x + east, y + north] for x, y in ring]


def send(client: Client, content: Any, name: str = "area.geojson", **typed: str) -> Any:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    said = {
        **shown(client.get(f"{URL}edit/")),
        "file": SimpleUploadedFile(name, data),
        "as_at_day": "1",
        "as_at_month": "11",
        "as_at_year": "2026",
        "source_title": "Map of the neighbourhood board",
        **typed,
    }
    return looked_at(client, f"{URL}edit/", client.post(f"{URL}edit/", said, follow=True))


def looked_at(client: Client, address: str, page: Any, **typed: str) -> Any:
    """The page after *Show it to everyone*, where it asks to look at an outline; else the same."""
    found = SHOWS.search(page.content.decode())
    if found is None:
        return page
    return client.post(address, {**shown(page), "show": found[1], **typed}, follow=True)


def shown(page: Any) -> dict[str, Any]:
    """What the form of a page sends as it stands."""
    return dict(Inputs(page.content.decode().partition("<main")[2]).sent)


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
    "Esri": (lambda: {"rings": [SQUARE], "spatialReference": {}}, "This is Esri JSON"),
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
        "It is nowhere near Holme Wood. Is it the right file? Tick the box if it is",
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
