"""Care of the directory: errors reported, who keeps what right, what waits for them."""

from __future__ import annotations

from typing import Any

from partnerships.models import ErrorReport
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast

FAMILIES = {
    "error_report": Family(readers.always(readers.REPORT), by_number),
    "waiting": Family(readers.OPEN, as_it_stands),
}

ANSWERS = readers.KEEPERS | {"administrator"}

ROWS = [
    Row("post_report_error", "post"),
    post("post_report_error", "post"),
    Row("place_report_error", "place"),
    post("place_report_error", "place"),
    Row("organisation_report_error", "organisation"),
    post("organisation_report_error", "organisation"),
    Row("error_report", "error_report"),
    post("error_report", "error_report", may=ANSWERS),
    Row("place_keeper", "place", may=readers.KEEPERS),
    post("place_keeper", "place", may=readers.KEEPERS),
    Row("organisation_keeper", "organisation", may=frozenset()),
    post("organisation_keeper", "organisation", may=frozenset()),
    Row("directory_queue", may=readers.DIRECTORY),
    Row("directory_queue_of", "waiting", may=readers.DIRECTORY),
    post("directory_confirm", may=readers.DIRECTORY),
]


def make(cast: Cast) -> dict[str, Any]:
    """A report by the author."""
    report = ErrorReport.objects.create(
        place=cast.bradford, what="Its name has changed", created_by=cast.author
    )
    return {"error_report": report, "waiting": ["never", "post"]}


def hide(seen: Seen, hidden: Hidden) -> None:
    """Reports by somebody else about what the reader does not keep."""
    by = {"created_by": seen.others[0], "what": SECRET}
    about = [{"post": one} for one in hidden["post"][:1]]
    if seen.who != "administrator":  # who reads every report about a record that they see
        about.append({"place": seen.away})
    for record in about:
        answered = {"answer": SECRET, "state": "not_error"}
        hidden["error_report"] += [
            ErrorReport.objects.create(**by, **answered, **record),
            ErrorReport.objects.create(**by, **record),
        ]


def fill(more: More) -> None:
    """Reports of the author about the place and the new body."""
    for record in ({"place": more.seen.cast.bradford}, {"organisation": more.body}):
        ErrorReport.objects.create(what="Its name", created_by=more.seen.cast.author, **record)
