"""Maps of areas: each a path with a shade, and what it says in full. A list stands beside it.

What an area is, at a glance: shaded by its figure; plain with a firm edge where it has none of
what is counted; hatched where its figure is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from interface.charts.classes import Class
from interface.charts.paths import Box

LETTER = 1 / 34  # the size of type on a drawing, as a part of its width
NONE, UNKNOWN = "none", "nk"


@dataclass(frozen=True, slots=True)
class Area:
    """One area. ``kind`` is its shade or one of those above, ``said`` its name and figure.

    ``number`` stands in it, at ``x`` and ``y``, where there is room.
    """

    path: str
    kind: str
    said: str
    url: str = ""
    number: str = ""
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Enlarged:
    """A part that is drawn larger elsewhere: what it is, its frame, and the part in its place."""

    name: str
    x: float
    y: float
    width: float
    height: float
    in_place: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, name: str, frame: Box, in_place: tuple[tuple[str, str], ...]) -> Enlarged:
        """The part in a frame; each of ``in_place`` is a kind and a path."""
        return cls(name, *frame, in_place=in_place)


@dataclass(frozen=True)
class AreaMap:
    """A whole map. ``key`` makes its ids unique on the page.

    ``steps`` are the classes of the figures; ``none_words`` say what an area without any is,
    ``unknown_words`` what one that is in no class is. ``ringed`` is the path of areas that are
    outlined on top.
    """

    key: str
    title: str
    sentence: str
    width: float
    height: float
    areas: tuple[Area, ...]
    borders: str = ""
    ringed: str = ""
    enlarged: Enlarged | None = None
    steps: tuple[Class, ...] = ()
    none_words: str = ""
    unknown_words: str = "not known"

    @property
    def letter(self) -> float:
        """The size of its type."""
        return round(self.width * LETTER, 1)

    @property
    def view(self) -> str:
        """Its view box."""
        return f"0 0 {self.width:g} {self.height:g}"

    @property
    def hatch(self) -> float:
        """From one stroke of the hatching to the next."""
        return round(self.letter / 2.5, 1)

    @property
    def numbered(self) -> bool:
        """Whether any area has its number in it."""
        return any(area.number for area in self.areas)

    @property
    def drawn_areas(self) -> SafeString:
        """The areas as they stand in the drawing: written here, since there are hundreds. Kinds
        and paths are of our own files; what is said may be anybody's."""
        return mark_safe("\n".join(map(self._drawn, self.areas)))  # noqa: S308 - escaped in it

    def _drawn(self, area: Area) -> str:
        shade = f'class="{area.kind}"'
        if area.kind == UNKNOWN:
            shade = f'class="nk-area" fill="url(#{self.key}-hatch)"'
        return f'<path {shade} d="{area.path}"><title>{escape(area.said)}</title></path>'

    @property
    def drawn_numbers(self) -> SafeString:
        """The numbers in the areas that have room for one."""
        return mark_safe(  # noqa: S308 - counts, at places of our own
            "".join(
                f'<text class="{area.kind}" x="{area.x}" y="{area.y}" dy=".35em">'
                f"{escape(area.number)}</text>"
                for area in self.areas
                if area.number
            )
        )

    def _number(self, kind: str) -> int:
        return sum(area.kind == kind for area in self.areas)

    @property
    def none(self) -> int:
        """How many areas have none of what is counted."""
        return self._number(NONE)

    @property
    def unknown(self) -> int:
        """Of how many areas the figure is not known."""
        return self._number(UNKNOWN)


def ordered(areas: Sequence[tuple[str, str, Area]]) -> tuple[Area, ...]:
    """Areas given with their group and name, group by group and in each by name."""
    rows = sorted(areas, key=lambda row: (row[0], row[1].lower()))
    return tuple(area for _, _, area in rows)
