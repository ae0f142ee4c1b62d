"""How milestones of pilots come in from a plan or a tracker."""

from __future__ import annotations

from access.permissions import contributes
from partnerships.partnership.import_names import reference_column
from pilots.models import Milestone
from pilots.pilot.import_names import known_by, pilot_column, pilots_logged
from registry.import_dates import NO_END, Day
from registry.import_readers import Text, plain
from registry.imported import ImportColumn, ImportFormat, Row, Scope

NO_DAY = "needs a day: when it is due, or when it was reached"


def _finish(row: Row, scope: Scope) -> None:
    """A day is needed; one that was written and is asked about still counts."""
    due = row.texts.get("due", "")
    if not (row.texts.get("done") or (due and plain(due) not in NO_END)):
        row.problems.append(("due", NO_DAY))


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
            reads=Day(is_partial=True, ends=True),
            fills="due",
            only_new=True,
            called=("due date", "deadline", "target date", "by when", "planned", "date"),
        ),
        ImportColumn(
            key="done",
            label="Reached on",
            reads=Day(is_partial=True),
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
    order=12,
)
