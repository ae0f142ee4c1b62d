"""How bodies of programmes take part in the whole."""

from __future__ import annotations

from partnerships.models import ProgrammeBody
from partnerships.programme_body.views import Bodies, can_keep_body
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, not_over
from records.resting import CitesSource, Line, SourceKept


def _line(part: ProgrammeBody) -> Line:
    return Line(f"{part.programme}: {part}", part.programme.get_absolute_url(), part.words)


REGISTRATIONS = (
    *Bodies.registrations(),
    BodyRule(
        ProgrammeBody,
        "organisation",
        Does.MOVE,
        noun="part in a programme,parts in programmes",
        record="programme",
        order=125,
        once=("programme_id", "valid_to"),
        in_time=InTime(Does.DATE, not_over(), once=("programme_id",)),
    ),
    CitesSource(
        model=ProgrammeBody,
        key="programme-bodies",
        noun="body of a programme,bodies of programmes",
        order=306,
        line=_line,
        needs=("programme", "organisation"),
    ),
    SourceKept(model=ProgrammeBody, permission=can_keep_body, reads=("programme__lead",)),
    HistoryLabel(model=ProgrammeBody, noun="department or body", named_by=("organisation",)),
)
