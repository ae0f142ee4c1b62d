"""A place on the map: where it lies in England, and the councils that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from geography.england.layouts import close_up
from geography.england.outlines import ENGLAND, outlines
from geography.locality.whereabouts import Council
from interface.articles import with_article
from interface.charts.area_map import NONE, Area, AreaMap
from interface.charts.classes import Class
from interface.charts.paths import around, redrawn
from partnerships.models import Place

# The small England: one unit is 5 km, so that its coast is short to send.
COARSE = 1 / 50
SMALL = 6  # units: a place smaller than this is marked with a dot as well
DOT = 2.5
MOST_DRAWN = 20_000  # letters of all paths of councils in a drawing of one place


@dataclass(frozen=True, slots=True)
class Locator:
    """A small England with a place marked; ``dot`` is its middle, where it would hardly be seen."""

    england: str
    marked: str
    dot: tuple[float, float] | None
    width: int
    height: int
    radius: float = DOT


@dataclass(frozen=True, slots=True)
class Drawn:
    """What can be drawn of a place; nothing of one without an outline.

    ``councils`` are those that it is made of, ``chart`` draws those that have an outline and
    ``missing`` names the others; ``outlined`` are the paths of those that stand out. All are empty
    for a council itself.
    """

    locator: Locator | None = None
    councils: tuple[Council, ...] = ()
    chart: AreaMap | None = None
    missing: tuple[str, ...] = ()
    outlined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shading:
    """How a drawing shades councils: of each, by its page, what it is and what it says in full
    (``interface.charts.area_map``), and its number; the classes of its figures, and what those
    without are; which are outlined."""

    by_url: Mapping[str, tuple[str, str]]
    steps: tuple[Class, ...] = ()
    none_words: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    outlined: frozenset[str] = frozenset()


UNSHADED = Shading({})


def drawn_of(place: Place, councils: Sequence[Council], shading: Shading = UNSHADED) -> Drawn:
    """The drawings of a place out of these councils; one within a council has that one marked."""
    if place.is_example:
        return Drawn()
    inside = [council for council in councils if council.is_inside]
    locator = locator_of(place, councils)
    here = place.get_absolute_url()
    if all(council.url == here for council in inside):
        return Drawn(locator)
    chart = _chart(place, inside, shading)
    return Drawn(
        locator=locator,
        councils=tuple(inside),
        chart=chart,
        missing=tuple(council.name for council in inside if council.code not in outlines()),
        outlined=tuple(area.path for area in chart.areas if area.url in shading.outlined)
        if chart
        else (),
    )


def locator_of(place: Place, councils: Sequence[Council]) -> Locator | None:
    """A small England with this place marked; of one within a council, that one."""
    if place.is_example:
        return None
    inside = [council for council in councils if council.is_inside]
    return _locator(council.code for council in inside or councils)


def _locator(codes: Iterable[str]) -> Locator | None:
    known = [code for code in codes if code in outlines()]
    if not known:
        return None
    left, top, width, height = around(outlines()[code].box for code in known)
    is_small = max(width, height) * COARSE < SMALL
    dot = ((left + width / 2) * COARSE, (top + height / 2) * COARSE) if is_small else None
    england = outlines()[ENGLAND].box
    return Locator(
        england=_coarse(ENGLAND),
        marked="".join(_coarse(code) for code in known),
        dot=(round(dot[0], 1), round(dot[1], 1)) if dot else None,
        width=round((england[0] + england[2]) * COARSE) + 1,
        height=round((england[1] + england[3]) * COARSE) + 1,
    )


@cache
def _coarse(code: str) -> str:
    return redrawn(outlines()[code].path, COARSE)


def _chart(place: Place, councils: Sequence[Council], shading: Shading) -> AreaMap | None:
    of = {council.code: council for council in councils}
    view = close_up(of, MOST_DRAWN)
    if not view.paths:
        return None
    areas = tuple(
        Area(
            path,
            *shading.by_url.get(of[code].url, (NONE, of[code].name)),
            of[code].url,
            shading.numbers.get(of[code].url, ""),
            *view.number_at[code],
        )
        for code, path in view.paths.items()
    )
    return AreaMap(
        key="councils",
        title=f"Councils of {with_article(place)}",
        sentence="",
        width=view.width,
        height=view.height,
        areas=areas,
        steps=shading.steps,
        none_words=shading.none_words,
    )
