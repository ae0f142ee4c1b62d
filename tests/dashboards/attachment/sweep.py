"""Files beside records of every app: their readers are those of the record.

It stands here, not beside the subject in ``partnerships``, so that it comes after those records.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from collaboration.models import Attachment
from pilots.models import Update
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level
from tests.pilots.engagement.sweep import LOGS

_EARLY = {level: readers.NOT_ACCEPTED[level] - {"resident"} for level in readers.BY_LEVEL}
FAMILIES = {
    "files_of_update": Family(_EARLY, as_it_stands),
    "files_of_lesson": Family(readers.BY_LEVEL, as_it_stands),
    "attachment": Family(_EARLY, by_number),
    "public_attachment": Family(readers.BY_LEVEL, by_number),
}

ROWS = [
    Row("attachments", "files_of_update", public=True),
    Row("attachments", "files_of_lesson", public=True),
    post("attachments", "files_of_update", public=True, permission=LOGS),
    Row("attachment", "attachment", public=True, page=False),
    Row("attachment", "public_attachment", public=True, page=False),
    Row("attachment_remove", "attachment", permission=LOGS),
    post("attachment_remove", "attachment", permission=LOGS),
]


def _of(record: Any) -> list[Any]:
    return [record._meta.model_name, record.pk]


def _file(record: Any, by: Any, name: str = "homes.csv") -> Attachment:
    made = Attachment(
        subject=record,
        created_by=by,
        name=name,
        kind="spreadsheet",
        media_type="text/csv",
        size=4,
        digest=f"{Attachment.objects.count():064}",
    )
    made.file.save(name, ContentFile(b"a,b\n"), save=False)
    made.save()
    return made


def at_level(at: Level) -> dict[str, Any]:
    """One beside an update, and one beside a lesson, which the public reads with it."""
    return {
        "files_of_update": _of(at["update"]),
        "files_of_lesson": _of(at["lesson"]),
        "attachment": _file(at["update"], at.cast.author),
        "public_attachment": _file(at["lesson"], at.cast.author),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The same, beside public records."""
    return each(at_level(seen.level()))


def hide_at(at: HiddenAt) -> None:
    """Beside each hidden update."""
    for update in Update.objects.filter(pilot=at.pilot):
        at.hidden["attachment"].append(_file(update, at.seen.others[0], SECRET))
        at.hidden["files_of_update"].append(_of(update))


def fill(more: More) -> None:
    """One more beside each kind of record of the open world."""
    seen = more.seen
    names = ("update", "engagement", "case_study", "lesson", "data_request", "meeting", "source")
    for name in names:
        if name in seen.families:
            _file(seen.first(name), more.somebody)
