"""Loading context figures: all of a folder or nothing; a second time changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from geography.england.context.stage import copy, merge, take_out
from geography.england.context.table import (
    COUNTRIES,
    FOLDER,
    Known,
    Line,
    Tables,
    read,
    read_folder,
)
from geography.models import Attribution, Measure, MeasureRelease
from interface.words import quoted
from partnerships.models import Place, PlaceCode
from records import history
from records.files.tables import Problem, Table, Unreadable
from records.models import Source
from records.telling import telling

SAID = "loaded from the official tables of context figures"
# When and how the sources of the project's own tables were read.
READ_ON = dt.date(2026, 11, 21)
HELD = "read in a copy held in public code"


class ContextError(Exception):
    """The tables have problems; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Loaded:
    """What a load changed, and which areas of the tables are no places of the record."""

    new: int = 0
    corrected: int = 0
    gone: int = 0
    releases: int = 0
    rows: int = 0
    covers: list[tuple[str, str]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def changed_anything(self) -> bool:
        """Whether there is a new release, or a figure that is new, corrected or gone."""
        return bool(self.new or self.corrected or self.gone or self.releases)

    @property
    def words(self) -> list[str]:
        """It in sentences."""
        if not self.changed_anything:
            said = ["Context figures: nothing changes, the record agrees with the tables."]
        else:
            what = f"{self.new:,} new, {self.corrected:,} corrected"
            what += f", {self.gone:,} gone" if self.gone else ""
            said = [f"Context figures: {what}, {self.releases:,} new releases."]
        if self.left_out:
            names = ", ".join(f"{name} ({code})" for code, name in sorted(self.left_out.items()))
            said.append(
                f"Left out, since the record has no such place: {len(self.left_out)}: {names}."
            )
        return said


def load_context(folder: Path = FOLDER) -> Loaded:
    """Bring the record's context figures to the files of a folder, all or nothing.

    Raises ContextError with every problem of the folder.
    """
    with telling("Loading context figures"), history.context(said=SAID):
        try:
            sheets = read_folder(folder)
        except Unreadable as fault:
            raise ContextError([Problem("", str(fault))]) from fault
        return load_tables(sheets, is_whole=True)


def load_tables(
    sheets: Sequence[Table],
    *,
    read_on: dt.date = READ_ON,
    held: str = HELD,
    is_whole: bool = False,
) -> Loaded:
    """Bring the record's context figures to these tables in one transaction; gives what changed.

    ``read_on`` and ``held`` say when and in what copy their sources were read; ``is_whole`` that
    they have all of each release, so that a figure which they lack is gone from it.
    Raises ContextError with every problem of theirs.
    """
    with transaction.atomic():
        tables, places = checked(sheets, known_so_far())
        covers = sorted({row.release for row in tables.rows})
        loaded = Loaded(rows=len(tables.rows), covers=covers, left_out=_left_out(tables, places))
        sources = _sources(tables, {"read_on": read_on, "held": held})
        loaded.releases = _write_measures(tables)
        copy(tables, places, sources)
        if is_whole:
            loaded.gone = take_out()
        loaded.corrected, loaded.new = merge()
    return loaded


def checked(sheets: Sequence[Table], known: Known) -> tuple[Tables, dict[str, int]]:
    """The tables, and the place of each code. Raises ContextError with every problem of theirs.

    Values and codes are checked together, so that a file is put right in one go.
    """
    tables = read(sheets, known)
    places = _places(tables)
    _check_joins(tables, places)
    if tables.problems:
        raise ContextError(tables.problems)
    return tables, places


def known_so_far() -> Known:
    """The measures and releases that the record has. Two queries."""
    return Known(
        Measure.objects.values_list("key", "decimals", "unit"),
        MeasureRelease.objects.select_related("measure"),
    )


def _places(tables: Tables) -> dict[str, int]:
    """The place of each code: by a code that it carries or carried, a region by its name too."""
    # Of two places the one that has the code today comes last and stands
    codes = PlaceCode.objects.filter(scheme__in=("gss", "gss-former")).order_by("-scheme", "id")
    found = dict(codes.values_list("code", "place_id"))
    named = dict(
        Place.objects.filter(kind=Place.Kind.REGION, is_example=False).values_list("name", "pk")
    )
    for code, area in tables.areas.items():
        if code not in found and area["kind"] == "region" and area["name"] in named:
            found[code] = named[area["name"]]
    return found


def _left_out(tables: Tables, places: dict[str, int]) -> dict[str, str]:
    """Areas that the tables name and the record has no place for."""
    return {
        code: area["name"]
        for code, area in tables.areas.items()
        if code not in places and code not in COUNTRIES
    }


def _check_joins(tables: Tables, places: dict[str, int]) -> None:
    sources = {*tables.sources, *_with_attribution()}
    at: dict[tuple[int, tuple[str, str]], str] = {}
    for row in tables.rows:
        place = places.get(row.code)
        if place is None and row.code not in COUNTRIES and row.code not in tables.areas:
            tables.bad(row.sheet, row.line, "code", f"no place has the code {quoted(row.code)}")
        if row.source and row.source not in sources:
            tables.bad(row.sheet, row.line, "source", f"{row.source} is not a valid source")
        if place is not None and at.setdefault((place, row.release), row.code) != row.code:
            said = f"{row.code} and {at[place, row.release]} are one place"
            tables.bad(row.sheet, row.line, "code", said)
    closed = Source.objects.filter(slug__in=tables.sources, is_open=False)
    for slug in closed.order_by("slug").values_list("slug", flat=True):
        said = f"{slug} is the key of a source that is not public: use another key"
        tables.wrong.append(("", 0, Problem("sources", said)))


def _sources(tables: Tables, reading: dict[str, Any]) -> dict[str, int]:
    """Make the sources that are missing, and make or correct what their licences ask for.

    Gives the id of each by its slug. A source that the record has stays as it says there: people
    may have corrected it since.
    """
    found = {source.slug: source for source in Source.objects.filter(slug__in=tables.sources)}
    for slug, line in tables.sources.items():
        if slug not in found:
            found[slug] = Source.objects.create(slug=slug, is_open=True, **_said(line, **reading))
    lines = {
        attribution.source_id: attribution
        for attribution in Attribution.objects.filter(source__in=found.values())
    }
    new = []
    for slug, line in tables.sources.items():
        said = {"licence": line["licence"], "line": line["attribution"]}
        held = lines.get(found[slug].pk)
        if held is None:
            new.append(Attribution(source=found[slug], **said))
        elif (held.licence, held.line) != (said["licence"], said["line"]):
            Attribution.objects.filter(pk=held.pk).update(**said)
    Attribution.objects.bulk_create(new)
    return _with_attribution()


def _with_attribution() -> dict[str, int]:
    """The public sources of which it is known what their licences ask for."""
    rows = Source.objects.filter(attribution__isnull=False, is_open=True).values_list("slug", "pk")
    return dict(rows)


def _said(line: Line, read_on: dt.date, held: str) -> dict[str, Any]:
    return {
        "title": line["title"],
        "publisher": line["publisher"],
        "url": line["url"],
        "published": line["published"] or None,
        "published_precision": line["precision"] or "day",
        "read_on": read_on,
        "how_read": "; ".join(part for part in (line["licence"], held) if part),
    }


def _write_measures(tables: Tables) -> int:
    """Measures and releases as the tables say them; how many releases are new."""
    last = Measure.objects.aggregate(last=Max("position"))["last"] or 0
    said = [
        Measure(
            key=key,
            position=last + position,
            decimals=int(line["decimals"]) if line["decimals"] else None,
            **{
                name: line[name]
                for name in (
                    *("label", "topic", "unit", "higher_means", "levels", "definition", "caveat"),
                )
            },
        )
        for position, (key, line) in enumerate(tables.measures.items(), start=1)
    ]
    kept = ("id", "key", "position")
    fields = [one.name for one in Measure._meta.concrete_fields if one.name not in kept]
    Measure.objects.bulk_create(
        said, update_conflicts=True, unique_fields=["key"], update_fields=fields
    )
    measures = dict(Measure.objects.values_list("key", "pk"))
    before = MeasureRelease.objects.count()
    MeasureRelease.objects.bulk_create(
        [
            MeasureRelease(
                measure_id=measures[measure],
                name=name,
                as_of=line["as_of"],
                ranked=int(line["ranked"]) if line["ranked"] else None,
            )
            for (measure, name), line in tables.releases.items()
        ],
        update_conflicts=True,
        unique_fields=["measure", "name"],
        update_fields=["as_of", "ranked"],
    )
    return MeasureRelease.objects.count() - before
