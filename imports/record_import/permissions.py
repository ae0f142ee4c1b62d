from __future__ import annotations

from typing import Any

from access.permissions import edits
from imports.models import RecordImport
from partnerships.models import Place
from records.switches import used
from registry.imported import ImportFormat


def kinds_for(user: Any, place: Place) -> list[ImportFormat]:
    """What this person may bring to a place in a file."""
    return [kind for kind in used(ImportFormat) if kind.permission(user, place)]


def can_import(user: Any, place: Place) -> bool:
    """Whoever may add one of the records at the place."""
    return bool(kinds_for(user, place))


def can_finish(user: Any, row: RecordImport) -> bool:
    """Whoever sent the file, while they may add such records: what they confirm is theirs."""
    return row.by_id == user.pk and row.kind in {kind.key for kind in kinds_for(user, row.place)}


def can_undo(user: Any, row: RecordImport) -> bool:
    """Whoever imported it, and the editors of the place."""
    return edits(user, row.place) or can_finish(user, row)
