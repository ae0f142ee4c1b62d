"""What somebody sends: the tables of a file with what they say of its release.

It is kept as JSON between the preview and the load, and gives the same tables again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, count
from typing import Any, Self

from django.utils.text import slugify

from geography.data_load.models import FIGURES
from geography.england.context.columns import FIGURES as NEEDED
from geography.england.context.table import role
from geography.england.files import where
from geography.locality.load import another_release
from geography.locality.tables import BY_NAME, ListedTable
from interface.words import quoted
from records.files.tables import Problem, Table
from records.models import Source

# What a form can say of a whole file of figures, in place of a column.
SAID_BY_FORM = ("measure", "release", "source")


@dataclass(frozen=True, slots=True)
class Release:
    """What somebody says of the release that they send; all of it empty where the file says it."""

    name: str = ""
    as_of: str = ""
    measure: str = ""
    ranked: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True)
class Sent:
    """A file of a list, or of figures, with what is said of its release."""

    what: str
    sheets: list[Table]
    release: Release

    @classmethod
    def of(cls, what: str, sheets: Sequence[Table], release: Release) -> Self:
        """With column heads as people write them: "Council code" is council_code."""
        used = [sheet for sheet in sheets if sheet.head]
        for sheet in used:
            sheet.head[:] = ["_".join(name.lower().split()) for name in sheet.head]
            if sheet.is_plain:
                sheet.name = ""  # a file by itself: its lines say where
        if what != FIGURES:
            names = ("gss_code", "council_code")
            used = [one for one in used if not {*names}.isdisjoint(one.head)][:1] or used[:1]
        return cls(what, used, release)

    @property
    def as_json(self) -> dict[str, Any]:
        """It as it is kept."""
        sheets = [{**vars(sheet), "problems": []} for sheet in self.sheets]
        return {"sheets": sheets, "release": asdict(self.release)}

    @classmethod
    def kept(cls, what: str, contents: dict[str, Any]) -> Self:
        """What was kept."""
        sheets = [Table(**sheet) for sheet in contents["sheets"]]
        return cls(what, sheets, Release(**contents["release"]))

    # A list

    @property
    def listed(self) -> ListedTable:
        """Which list it is, in this release, with the source that is named."""
        said = self.release
        return another_release(
            BY_NAME[self.what],
            said.name,
            dt.date.fromisoformat(said.as_of),
            source=_slug(said.title),
            published={
                "title": said.title,
                "publisher": said.publisher,
                "url": said.url,
                "how_read": said.licence[:200],
            },
        )

    @property
    def listed_source(self) -> dict[str, Any]:
        """The publication of a table of places, as its record would be."""
        said = self.release
        day = dt.date.fromisoformat(said.as_of)
        return {
            "slug": _slug(said.title, day),
            "title": said.title,
            "publisher": said.publisher,
            "url": said.url,
            "how_read": said.licence[:200],
            "published": day,
        }

    # Figures

    @property
    def lacks(self) -> list[str]:
        """What its figures do not say in a column and the form does not say either."""
        has = set.intersection(*(set(sheet.head) for sheet in self._figures), set(NEEDED))
        said = {"measure": self.release.measure, "release": self.release.name}
        said["source"] = self.release.title
        return [name for name in SAID_BY_FORM if name not in has and not said[name]]

    @property
    def tables(self) -> list[Table]:
        """Its sheets, with what was said of the release where they do not say it."""
        said = self.release
        slug = _slug(said.title) if said.title else ""
        constant = {"measure": said.measure, "release": said.name, "source": slug}
        figures = [_filled(sheet, constant) for sheet in self._figures]
        sheets = [sheet for sheet in self.sheets if role(sheet) != "figures"] + figures
        if said.name and said.measure:
            row = {"measure": said.measure, "release": said.name, "as_of": said.as_of}
            sheets.append(_row("releases", {**row, "ranked": said.ranked}))
        if slug:
            row = {"source": slug, "title": said.title, "publisher": said.publisher}
            row |= {"url": said.url, "licence": said.licence, "attribution": said.attribution}
            sheets.append(_row("sources", row))
        return sheets

    @property
    def problems(self) -> list[Problem]:
        """What stops it before any rule is asked: no table, formulas, merged cells."""
        if not self.sheets:
            return [Problem("", "there is no table in the file")]
        problems = [problem for sheet in self.sheets for problem in sheet.problems]
        return problems or [*self._contradictions()]

    def _contradictions(self) -> Iterator[Problem]:
        """The first row of each figures sheet whose measure or release is not the one chosen."""
        chosen = {"measure": self.release.measure, "release": self.release.name}
        for sheet in self._figures if self.what == FIGURES else ():
            for column, name in chosen.items():
                at = sheet.head.index(column) if name and column in sheet.head else len(sheet.head)
                cells = ((number, "".join(row[at : at + 1])) for number, row in sheet.rows)
                if other := next(((n, cell) for n, cell in cells if cell not in ("", name)), None):
                    said = f"the file says {quoted(other[1])}, and the form says {quoted(name)}"
                    yield Problem(where(sheet, other[0], column), said)

    @property
    def _figures(self) -> list[Table]:
        return [sheet for sheet in self.sheets if role(sheet) == "figures"]


def _filled(sheet: Table, constant: dict[str, str]) -> Table:
    """The sheet with a column for each that it lacks and that was said once for all."""
    more = {name: text for name, text in constant.items() if text and name not in sheet.head}
    width = len(sheet.head)
    rows = [
        (number, [*cells, *[""] * (width - len(cells)), *more.values()])
        for number, cells in sheet.rows
    ]
    return Table(
        **{**vars(sheet), "head": [*sheet.head, *more], "rows": rows if more else sheet.rows}
    )


def _row(name: str, row: dict[str, str]) -> Table:
    """What was said on the page, as a table of one row."""
    return Table(name, list(row), [(0, list(row.values()))], is_plain=True)


def _slug(title: str, day: dt.date | None = None) -> str:
    """The key of the open source of this title, else one for a new source.

    Where a ``day`` is given, of this title and day: each release of a table keeps its own.
    """
    rows = Source.objects.standing().filter(is_open=True, title=title)
    if standing := (rows.filter(published=day) if day else rows).order_by("id").first():
        return standing.slug
    slug = slugify(title)[:100] or "publication"
    taken = set(Source.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    # The same for the preview and the load after it
    others = (f"{slug}-{number}" for number in count(2))
    return next(one for one in chain([slug], others) if one not in taken)
