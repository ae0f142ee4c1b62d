"""What the process does that reads a boundary: GeoJSON comes in, checked and simplified outlines go
out."""

from __future__ import annotations

import json
import math
import os
import re
import sys
from typing import Any

from records.files import geojson
from records.files.child import confine
from records.files.tables import Limits, Unreadable

TOO_MUCH = "The file takes too much memory to read. Simplify the boundary"
TOO_FINE = "The boundary has too many small parts to be drawn. Simplify it and send that"
METRES = 111_320  # of a degree of latitude
FINEST = 5  # metres: the first distance by which the outline may be moved
COARSEST = 2_000
MOST_KEPT = 1_500  # points: a page draws it, and history keeps each that was
GRID = 0.00001  # degrees, about a metre
_AT = re.compile(r"(.+?)\[(\S+) (\S+)\]")
WRONG = {
    "Self-intersection": "The boundary crosses itself",
    "Ring Self-intersection": "The boundary touches itself",
    "Hole lies outside shell": "A hole lies outside the area",
    "Holes are nested": "A hole lies in another hole",
    "Interior is disconnected": "Holes cut the area in two",
    "Too few points in geometry component": "A ring encloses nothing",
}


def main() -> None:
    """Read what comes in within the limits of the last argument."""
    limits = Limits(**json.loads(sys.argv[-1]))
    confine(limits)
    # Else its library of figures asks for memory by the number of processors
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        reply = simplified(sys.stdin.buffer.read())
    except Unreadable as problem:
        reply = {"refused": str(problem)}
    except (MemoryError, RecursionError):
        reply = {"refused": TOO_MUCH}
    # JSON may escape half a character, which a message would repeat and no page can show
    sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False).encode(errors="replace"))


def simplified(content: bytes) -> dict[str, Any]:
    """The outlines of the areas in a file by their names; of several, also that of all together.

    Raises Unreadable.
    """
    areas = geojson.read(content)
    outlines = [_outline(area.name, [area]) for area in areas]
    together = _outline("", areas) if len(areas) > 1 else None
    return {"areas": outlines, "together": together}


def _outline(name: str, areas: list[geojson.Area]) -> dict[str, Any]:
    """An outline as it is kept, how many points the file had of it, and within how many metres of
    its line the kept one runs. Raises Unreadable."""
    from shapely.geometry import mapping

    whole = _united([rings for area in areas for rings in area.polygons])
    moved = FINEST
    kept = _coarser(whole, moved)
    while _points(kept) > MOST_KEPT:
        moved *= 2
        if moved > COARSEST:
            raise Unreadable(TOO_FINE)
        kept = _coarser(whole, moved)
    shape = mapping(kept)
    return {
        "name": name,
        "shape": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])},
        "points": sum(area.points for area in areas),
        "moved_metres": moved,
    }


def _united(outlines: list[list[geojson.Ring]]) -> Any:
    """One area of all these polygons, each checked. Raises Unreadable."""
    from shapely import union_all
    from shapely.geometry import Polygon
    from shapely.validation import explain_validity

    polygons = [Polygon(rings[0], rings[1:]) for rings in outlines]
    for polygon in polygons:
        if not polygon.is_valid:
            raise Unreadable(_wrong(explain_validity(polygon)))
    whole = union_all(polygons)
    if not whole.area:
        raise Unreadable(geojson.NO_AREA)
    return whole


def _wrong(reason: str) -> str:
    """What is wrong with a polygon, and where."""
    found = _AT.fullmatch(reason)
    words, at = (found[1], (float(found[2]), float(found[3]))) if found else (reason, None)
    said = WRONG.get(words, "The boundary isn’t one that can be drawn")
    where = f" near {geojson.in_words(at)}" if at else ""
    return f"{said}{where}. Put it right in the program that drew it"


def _coarser(whole: Any, metres: float) -> Any:
    """The outline with fewer points, its outer rings counter-clockwise, valid on the grid that it
    is kept in.

    A degree of longitude is made as long as one of latitude first, so that no direction counts for
    more.
    """
    from shapely import normalize, orient_polygons, set_precision
    from shapely.affinity import scale

    narrow = math.cos(math.radians(whole.centroid.y))
    even = scale(whole, narrow, 1, origin=(0, 0))
    fewer = even.simplify(metres / METRES, preserve_topology=True)
    kept = set_precision(scale(fewer, 1 / narrow, 1, origin=(0, 0)), GRID)
    if kept.is_empty:
        raise Unreadable("The area is smaller than a few metres. Is it the right file?")
    return orient_polygons(normalize(kept))


def _points(shape: Any) -> int:
    from shapely import get_num_coordinates

    return int(get_num_coordinates(shape))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, 5)
    return [_rounded(one) for one in coordinates]
