"""Reports that something is wrong: the form about any record, the list, and each report."""

from __future__ import annotations

from typing import Any

from collaboration.models import ErrorReport
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level
from tests.builders import Cast

AFTER = ("pilots.pilot",)

FAMILIES = {
    "error_report": Family(readers.always(readers.REPORT), by_number),
    "wrong_place": Family(readers.OPEN, as_it_stands),
    "wrong_pilot": Family(readers.BY_LEVEL, as_it_stands),
}

ANSWERS = readers.EDITORS

ROWS = [
    Row("error_reports"),
    Row("error_report", "error_report"),
    post("error_report", "error_report", permission=ANSWERS),
    Row("error_report_add", "wrong_place", public=True),
    post("error_report_add", "wrong_place", public=True),
    Row("error_report_add", "wrong_pilot", public=True),
    post("error_report_add", "wrong_pilot", public=True),
]


def make(cast: Cast) -> dict[str, Any]:
    """A report by the author that the editors of Bradford answer, and a page to report on."""
    report = ErrorReport.objects.create(
        place=cast.bradford,
        what="Its name has changed",
        created_by=cast.author,
        desk="editors",
        desk_place=cast.bradford,
    )
    return {"error_report": report, "wrong_place": ["place", cast.bradford.slug]}


def at_level(at: Level) -> dict[str, Any]:
    """The form about a pilot of each level."""
    return {"wrong_pilot": ["pilot", at.made["pilot"].slug]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """Reports by somebody else that the reader does not answer, or about what they do not see."""
    common = {"created_by": seen.others[0], "what": SECRET}
    answered = {"answer": SECRET, "state": "not_error"}
    away = {"desk": "editors", "desk_place": seen.away}
    about: list[dict[str, Any]] = [{"place": seen.away, **away}]
    about += [{"post": one, **away} for one in hidden["post"][:1]]
    about += [
        {"subject": one, "desk": "author", "desk_user": seen.reader} for one in _own(seen, hidden)
    ]
    for record in about:
        hidden["error_report"] += [
            ErrorReport.objects.create(**common, **answered, **record),
            ErrorReport.objects.create(**common, **record),
        ]


def _own(seen: Seen, hidden: Hidden) -> list[Any]:
    """A hidden pilot of which the reader once was to answer a report."""
    return hidden["pilot"][:1] if seen.reader.is_authenticated else []


def fill(more: More) -> None:
    """Reports of the author about the place and the new body, which its editors answer."""
    cast = more.seen.cast
    for record in ({"place": cast.bradford}, {"organisation": more.body}):
        ErrorReport.objects.create(
            what="Its name",
            created_by=cast.author,
            desk="editors",
            desk_place=cast.bradford,
            **record,
        )
