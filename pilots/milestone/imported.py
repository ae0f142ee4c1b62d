"""How milestones of pilots come in from a plan or a tracker."""

from __future__ import annotations

from access.permissions import contributes
from partnerships.partnership.import_names import reference_column
from pilots.models import Milestone
from pilots.pilot.import_names import known_by, of_pilots, pilot_column, pilots_logged
from registry.import_dates import Day
from registry.import_readers import Text, Unknown, Unread
from registry.imported import ImportColumn, ImportFormat, Row, Scope

NO_DAY = "needs a day: when it is due, or when it was reached"
DAYS = {"due": Day(is_partial=True, ends=True), "done": Day(is_partial=True)}


def _finish(row: Row, scope: Scope) -> None:
    """A day is needed; one that was written and is asked about still counts."""
    if not any(row.said(key) or _is_asked(row, key) for key in DAYS):
        # Of a column at fault nothing more is said, and its cell may be all that stays out
        key = next((key for key in DAYS if key not in row.wrong), "text")
        row.problems.append((key, NO_DAY))


def _is_asked(row: Row, key: str) -> bool:
    """Whether the day in a cell can be told only with an answer that is still to come."""
    if not (text := row.texts.get(key)):
        return False
    try:
        DAYS[key].read(text, row.known[key])
    except Unread:
        return False
    except Unknown:
        return True
    return False


IN_FILES = ImportFormat(
    key="milestones",
    noun="milestone",
    makes=Milestone,
    columns=(
        reference_column("milestone"),
        pilot_column(),
        ImportColumn(
            key="text",
            label="Milestone",
            reads=Text(300),
            fills="text",
            is_needed=True,
            called=("what", "description", "task", "deliverable", "action", "name", "title"),
        ),
        ImportColumn(
            key="due",
            label="Due",
            reads=DAYS["due"],
            fills="due",
            only_new=True,
            called=("due date", "deadline", "target date", "by when", "planned", "date"),
        ),
        ImportColumn(
            key="done",
            label="Reached on",
            reads=DAYS["done"],
            fills="done",
            only_new=True,
            called=("done", "completed", "completed on", "actual date", "reached", "date achieved"),
        ),
    ),
    permission=contributes,
    there=lambda scope: known_by(
        Milestone.objects.visible_to(scope.user).filter(pilot__in=pilots_logged(scope)), "text"
    ),
    finish=_finish,
    key_of=lambda row: f"{row.said('pilot_id')} {row.said('text') or ''}",
    named_by="text",
    called_by="milestone",
    shown=lambda one: (f"{one.text}: {one.pilot.title}", one.pilot.get_absolute_url()),
    note="Whoever sees the pilot reads them. A milestone that is there is changed on its own page.",
    in_programme=of_pilots(),
    order=12,
)
