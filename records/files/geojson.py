"""GeoJSON (RFC 7946) read as outlines of areas: polygons of longitude and latitude.

What is no GeoJSON is told as what it is, and coordinates that are not degrees in England are told
as what they look like.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from records.files.tables import MEGABYTE, Limits, Unreadable

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]

LIMITS = Limits(sent=5 * MEGABYTE, seconds=10, wait=30, memory=768 * MEGABYTE, answer=MEGABYTE)
MOST_POINTS = 50_000
MOST_RINGS = 300
MOST_AREAS = 20  # of one file, of which one is chosen
NAMED = 3  # of too many areas so many are named
# England with its islands, in degrees
WEST, EAST, SOUTH, NORTH = -6.5, 1.9, 49.8, 55.9

EXPORT = "Export the area as GeoJSON and send that"
EXPORT_DEGREES = "Choose WGS 84 (EPSG:4326) where you export it"
BROKEN = f"This isn’t GeoJSON: it can’t be read as JSON. {EXPORT}"
NO_AREA = "The file holds no area. Choose one with a polygon"
_BEGINNINGS = (
    (b"\x00\x00\x27\x0a", "This is part of a shapefile"),
    (b"SQLite format 3\x00", "This is a GeoPackage"),
    (b"%PDF", "This is a PDF"),
    (b"\x89PNG", "This is a picture"),
    (b"\xff\xd8\xff", "This is a picture"),
    (b"\xd0\xcf\x11\xe0", "This is an older Office file"),
)
_XML = (
    (re.compile(r"<kml\b", re.IGNORECASE), "This is KML"),
    (re.compile(r"<(?:gml:|wfs:|\w+:?FeatureCollection)", re.IGNORECASE), "This is GML"),
    (re.compile(r"<gpx\b", re.IGNORECASE), "This is a GPS track (GPX)"),
    (re.compile(r"<(?:!doctype )?html|<head|<body", re.IGNORECASE), "This is a web page"),
    (re.compile(r"<"), "This is XML"),
)
ESRI = "Esri"
_NOT_ONE = {
    "Topology": f"This is TopoJSON. {EXPORT}",
    ESRI: f"This is Esri JSON, not GeoJSON. {EXPORT}",
    "GeometryCollection": "The file holds a collection of shapes. Export the polygon by itself",
    **dict.fromkeys(
        ("Point", "MultiPoint", "LineString", "MultiLineString"),
        "The file holds points or lines. A boundary is a polygon",
    ),
}
_NAME_COLUMN = re.compile(r"[A-Za-z]{2,}[0-9]*(?:NM|_?[Nn]ame|_NAME)")
LONGEST_NAME = 80
_OLD_CRS = re.compile(r"(?:CRS84|EPSG:{1,2}(?:[\d.]*:)?4326)\b")


@dataclass
class Area:
    """One feature of a file: its name, and its polygons, each its outer ring and its holes."""

    name: str
    polygons: list[list[Ring]]

    @property
    def points(self) -> int:
        return sum(len(ring) for rings in self.polygons for ring in rings)


@dataclass
class _Count:
    """What all areas of one file have together."""

    points: int = 0
    rings: int = 0


def read(content: bytes) -> list[Area]:
    """The areas of a file, one or several. Raises Unreadable."""
    data = _json(content)
    _refuse_other_crs(data)
    found = list(_geometries(data))
    if len(found) > MOST_AREAS:
        raise Unreadable(_too_many([name for name, _ in found]))
    count, areas = _Count(), []
    for name, geometry in found:
        polygons = [[_ring(ring, count) for ring in rings] for rings in _polygons(geometry)]
        if polygons:
            areas.append(Area(name, polygons))
    if not areas:
        raise Unreadable(NO_AREA)
    every = [ring for area in areas for rings in area.polygons for ring in rings]
    _check_degrees([point for ring in every for point in ring])
    _check_closed(every)
    return [replace(area, name=area.name or f"Area {at}") for at, area in enumerate(areas, 1)]


def _too_many(names: list[str]) -> str:
    """What is said of a file of which nobody could choose an area by its name."""
    named = [name for name in names if name][:NAMED]
    such = f", such as {' and '.join(named)}" if named else ""
    return (
        f"The file holds {len(names):,} areas{such}. Export just the one that is meant and send "
        "that"
    )


def _json(content: bytes) -> Any:
    if content.startswith(b"PK"):
        raise Unreadable(f"{_packed(content)}. {EXPORT}")
    for begins, told in _BEGINNINGS:
        if content.startswith(begins):
            raise Unreadable(f"{told}. {EXPORT}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"This isn’t GeoJSON: it isn’t text in UTF-8. {EXPORT}") from None
    if text.lstrip().startswith("<"):
        told = next(told for begins, told in _XML if begins.search(text[:4_000]))
        raise Unreadable(f"{told}. {EXPORT}")
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unreadable(BROKEN) from None


def _packed(content: bytes) -> str:
    """What a packed file is, by the names of what is in it."""
    if b".shp" in content:
        return "This is a shapefile in a zip"
    if b".kml" in content:
        return "This is KMZ, which is KML in a zip"
    return "This is a zip or an Office file"


def _refuse_constant(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _refuse_other_crs(data: Any) -> None:
    """The GeoJSON of 2008 could name a system of coordinates: only degrees are taken."""
    crs = data.get("crs") if isinstance(data, dict) else None
    if crs is None:
        return
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = str(named.get("name", "")) if isinstance(named, dict) else ""
    if not _OLD_CRS.search(name):
        system = "British National Grid" if "27700" in name else name[:60] or "another system"
        raise Unreadable(
            f"The coordinates are in {system}, not longitude and latitude. {EXPORT_DEGREES}"
        )


def _geometries(data: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The geometries of a feature, of some, or one by itself, each with its feature's name."""
    kind = data.get("type") if isinstance(data, dict) else None
    if isinstance(data, dict) and kind is None and {"rings", "geometryType"} & data.keys():
        kind = ESRI
    if kind == "FeatureCollection":
        features = data.get("features")
        if not isinstance(features, list):
            raise Unreadable("The file says that it holds features, but has no list of them")
        for feature in features:
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise Unreadable("The file’s list of features holds something else")
            yield from _geometries(feature)
    elif kind == "Feature":
        if data.get("geometry") is not None:  # one without a place is no mistake
            yield from _geometries(data["geometry"], _name(data.get("properties")))
    elif kind in ("Polygon", "MultiPolygon"):
        yield name, data
    else:
        raise Unreadable(_NOT_ONE.get(str(kind), f"This is JSON, but not GeoJSON. {EXPORT}"))


def _name(properties: Any) -> str:
    """What a feature is called: by the column that says so, as in official files (WD24NM)."""
    if not isinstance(properties, dict):
        return ""
    texts = {
        key: text for key, text in properties.items() if isinstance(text, str) and text.strip()
    }
    keys = [key for key in texts if key.lower() in ("name", "title", "label")]
    keys += [key for key in texts if _NAME_COLUMN.fullmatch(key)]
    return " ".join(texts[keys[0]].split())[:LONGEST_NAME] if keys else ""


def _polygons(geometry: dict[str, Any]) -> list[list[Any]]:
    found = geometry.get("coordinates")
    found = [found] if geometry["type"] == "Polygon" else found
    if not isinstance(found, list) or not all(isinstance(rings, list) for rings in found):
        raise Unreadable("A polygon in the file has no list of coordinates")
    return [rings for rings in found if rings]


def _ring(ring: Any, count: _Count) -> Ring:
    """The points of a ring. Raises Unreadable for one that is too short."""
    if not isinstance(ring, list):
        raise Unreadable("A ring in the file is no list of points")
    count.rings += 1
    count.points += len(ring)
    if count.rings > MOST_RINGS:
        raise Unreadable(f"The boundary has more than {MOST_RINGS} separate parts and holes")
    if count.points > MOST_POINTS:
        raise Unreadable(
            f"The boundary has more than {MOST_POINTS:,} points. Simplify it and send that"
        )
    points = [_point(position) for position in ring]
    if len(points) < 4:
        raise Unreadable("A ring in the file has fewer than four points, so it encloses nothing")
    return points


def _check_closed(rings: list[Ring]) -> None:
    """Raises Unreadable for one that isn’t. Its points are degrees by then, so words hold them."""
    for ring in rings:
        if ring[0] != ring[-1]:
            first, last = in_words(ring[0]), in_words(ring[-1])
            raise Unreadable(f"A ring isn’t closed: it begins at {first} and ends at {last}")


def _point(position: Any) -> Point:
    """A position; its height, if it has one, is left out."""
    numbers = position[:2] if isinstance(position, list) else []
    if len(numbers) != 2 or not all(type(number) in (int, float) for number in numbers):
        raise Unreadable("A point in the file isn’t two numbers, longitude and latitude")
    try:
        x, y = float(numbers[0]), float(numbers[1])
    except OverflowError:
        x = y = math.inf
    if not (math.isfinite(x) and math.isfinite(y)):
        raise Unreadable("A point in the file has a number that is too large")
    return x, y


def _check_degrees(points: list[Point]) -> None:
    """Raises Unreadable unless all of them lie in England."""
    outside = [point for point in points if not is_in_england(*point)]
    if not outside:
        return
    if all(is_in_england(y, x) for x, y in points):
        raise Unreadable(
            "Longitude and latitude are the wrong way round. In GeoJSON longitude comes first, as "
            "in [-1.75, 53.79]"
        )
    x, y = outside[0]
    if abs(x) > 180 or abs(y) > 90:
        is_grid = all(0 <= x <= 700_000 and 0 <= y <= 1_300_000 for x, y in points)
        grid = "look like metres of the British National Grid" if is_grid else "are not degrees"
        raise Unreadable(f"The coordinates {grid} ({x:g}, {y:g}). {EXPORT_DEGREES}")
    raise Unreadable(f"The boundary isn’t all in England: it has a point at {in_words(outside[0])}")


def is_in_england(longitude: float, latitude: float) -> bool:
    """Whether it lies in the box around England."""
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def in_words(point: Point) -> str:
    """A point in words, to about a metre."""
    return f"longitude {point[0]:.5f}, latitude {point[1]:.5f}"
