"""Tables that change the record itself: its official places, and who lies in which care board.

No older release stays beside these: what a place was called, and what it lay in, stays on it with
its days. Loaded by the functions of the command.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from geography.data_load.columns import NEEDED_OF_PLACES
from geography.data_load.models import CARE_BOARDS, PLACES, DataLoad
from geography.data_load.preview import Part, Preview
from geography.data_load.sent import Sent
from geography.england import care, table
from geography.england.files import unusable, where
from geography.england.load import SAID, SOURCES, bring_along, load_table
from geography.england.planned import Plan
from geography.locality.load import ListError
from interface.words import capitalised, date_words
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from records import history
from records.files.tables import Problem, Table
from records.models import Source

COLUMNS = {
    PLACES: (NEEDED_OF_PLACES, table.COLUMNS),
    CARE_BOARDS: (care.COLUMNS, care.COLUMNS),
}
# The sources of the program's own tables of which what is sent takes the place.
REPLACED = {PLACES: ("uk-authorities", "ons-codes", "care-boards"), CARE_BOARDS: ()}
ADDED, ENDED = ("new",), ("ended", "merged")
SHOWN = 60
# Needed as well where there is a care board: without it each would be taken out of its region.
_REGION_OF_BOARDS = "nhs_region_gss"
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def load_compared(sent: Sent) -> Preview:
    """Load the table in the caller's transaction; gives what that changed. Raises ListError."""
    sheet, listed = sent.sheets[0], sent.listed_source
    if problems := list(unusable(sheet, *COLUMNS[sent.what])):
        raise ListError(problems)
    there = set(Place.objects.values_list("pk", flat=True))
    with history.context(said=SAID):
        own = bring_along()
        source = _source(listed)
        older = {*own.values(), *_sources_before(sent.what)} - {source.pk}
        made = Plan()
        if sent.what == PLACES:
            sources = own | dict.fromkeys(REPLACED[PLACES], source.pk)
            made = _places(sheet, sources, dt.date.fromisoformat(sent.release.as_of), older)
            touched = _touched(made) & there
        else:
            before = _shares()
            _boards(sheet, source.pk, made, older)
            touched = {place for place, *_ in before ^ _shares()}
    return _preview(sent, sheet, made, sorted(touched), source.slug)


def _places(sheet: Table, sources: dict[str, int], on: dt.date, older: set[int]) -> Plan:
    read = table.read_rows(sheet.head, sheet.rows)
    if _REGION_OF_BOARDS not in sheet.head and any(row.kind == care.BOARD for row in read.rows):
        said = f"the column {_REGION_OF_BOARDS} is missing: it says where each care board lies"
        raise ListError([Problem(where(sheet, sheet.head_row), said)])
    try:
        return load_table(read, sources, on, older)
    except table.TableError as refused:
        raise ListError(list(_said(sheet, refused.problems))) from None


def _boards(sheet: Table, source: int, plan: Plan, older: set[int]) -> None:
    at = [sheet.head.index(name) for name in care.COLUMNS]
    rows = [
        (number, [cells[column] if column < len(cells) else "" for column in at])
        for number, cells in sheet.rows
    ]
    wrong = care.link_rows(rows, source, plan, older) if rows else [_NO_ROWS]
    if wrong:
        raise ListError(list(_said(sheet, wrong)))


_NO_ROWS = table.Problem(0, "", "there are no rows")


def _said(sheet: Table, problems: Iterable[table.Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield Problem(where(sheet, problem.line, problem.column), problem.message)


def _source(said: dict[str, Any]) -> Source:
    """The publication that is named; made where it is new."""
    slug = said.pop("slug")
    return Source.objects.get_or_create(slug=slug, defaults={**said, "is_open": True})[0]


def _sources_before(what: str) -> set[int]:
    """The publications of the tables of this kind that were loaded by pages before."""
    loaded = DataLoad.objects.loaded().filter(what=what).values_list("covers", flat=True)
    slugs = {each[2] for covers in loaded for each in covers if len(each) > 2}
    return set(Source.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def _touched(made: Plan) -> set[int]:
    """The places of which something is made or changed."""
    found: set[int] = set()
    kinds: tuple[Any, ...] = (PlaceName, PlaceCode, PlaceLink)
    for kind in kinds:
        rows = (*made.new.get(kind, ()), *made.changed.get(kind, {}).values())
        found |= {row.place_id for row in rows}
    return found | set(made.changed.get(Place, {}))


def _day_words(day: re.Match[str]) -> str:
    return date_words(dt.date.fromisoformat(day[0]))


def _shares() -> set[tuple[Any, ...]]:
    links = PlaceLink.objects.filter(other__kind=care.BOARD, kind=PlaceLink.Kind.OVERLAPS)
    return set(links.values_list("place", "other", "share"))


def _preview(sent: Sent, sheet: Table, made: Plan, touched: list[int], source: str) -> Preview:
    counts, what = made.counts, sent.what
    words = [_DAY.sub(_day_words, change.words) for change in made.changes]
    new, gone = (sum(counts[kind] for kind in kinds) for kinds in (ADDED, ENDED))
    part = Part(
        title=capitalised(str(dict(DataLoad.WHATS)[what])),
        release=sent.release.name,
        as_of=date_words(dt.date.fromisoformat(sent.release.as_of)),
        is_of_record=True,
        rows=len(sheet.rows),
        new=new,
        changed=len(made.changes) - new - gone if what == PLACES else len(touched),
        gone=gone,
    )
    return Preview(
        parts=(part,),
        also=_first_of(words),
        left=_first_of([_DAY.sub(_day_words, line) for line in made.older]),
        places=tuple(touched),
        covers=((what, sent.release.name, source),),
    )


def _first_of(lines: list[str]) -> tuple[str, ...]:
    more = len(lines) - SHOWN
    return (*lines[:SHOWN], *([f"and {more:,} more"] if more > 0 else []))


def release_words(what: str) -> str:
    """Which table of this kind the record was brought to last."""
    rows = DataLoad.objects.loaded().filter(what=what).order_by("-loaded_at", "-id")
    if newest := rows.values_list("release", flat=True).first():
        return str(newest)
    source = SOURCES["uk-authorities" if what == PLACES else "care-board-areas"]
    return f"{source['published']:%B %Y}"
